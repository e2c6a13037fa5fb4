import { expect, test } from "vitest";
import { runProcess } from "../helpers/cli.js";
import { closedNetwork } from "../helpers/no-network.js";
import { TEXTS } from "../helpers/shipped.js";
import { folderOf } from "../helpers/shipped-index.js";

test("no command asks the network, in any of its threads", async () => {
  // Enough text that the index is built with threads.
  const long = [...TEXTS.values()].join("\n\n").repeat(2);
  const cwd = await folderOf({ "long.txt": long, "trip.txt": "The train to Lyon leaves at 07:14.\n" });
  const { asked, env, guarded } = await closedNetwork();
  expect(await runProcess(["index"], { cwd, env })).toMatchObject({ code: 0, stderr: "" });
  expect(await runProcess(["ask", "When does the train to Lyon leave?"], { cwd, env })).toMatchObject({
    code: 0,
    stderr: "",
  });
  expect(await asked()).toBe("");
  // The two processes, and at least one embedding thread.
  expect(await guarded()).toBeGreaterThan(2);
});
