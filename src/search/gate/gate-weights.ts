import type { Gate } from "./evidence-gate.js";
export const GATES: readonly Gate[] = [];
