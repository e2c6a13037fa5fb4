// The embedding thread as it was built, but with the same priority as the tests that wait for it: beside other work, one
// that lets everything go first may stand still for minutes.
import { workerData } from "node:worker_threads";

workerData.isBackground = false;
await import("../../dist/embedding/embed-worker.js");
