import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { replaceFile, whenFree } from "../../../src/store/disk/busy-files.js";
import { readSecret } from "../../../src/store/disk/secret-file.js";
import { tempFolder } from "../../helpers/temp-folder.js";

/** A step that fails the first times as Windows does while another program has the file open. */
function busy(times: number, code = "EPERM") {
  const step = async () => {
    step.tries += 1;
    if (step.tries <= times) throw Object.assign(new Error(code), { code });
    return "done";
  };
  step.tries = 0;
  return step;
}

describe("a step with a file that another program has open", () => {
  test.each(["EPERM", "EACCES", "EBUSY"])("is tried again on Windows (%s), until it succeeds", async (code) => {
    const step = busy(3, code);
    expect(await whenFree(step, { isWindows: true, pausesMs: [0, 0, 0] })).toBe("done");
    expect(step.tries).toBe(4);
  });

  test("fails in the end with what the system said", async () => {
    const step = busy(9);
    await expect(whenFree(step, { isWindows: true, pausesMs: [0, 0] })).rejects.toMatchObject({ code: "EPERM" });
    expect(step.tries).toBe(3);
  });

  test("fails at once where no file can be busy, and for any other reason", async () => {
    const elsewhere = busy(1);
    await expect(whenFree(elsewhere, { isWindows: false })).rejects.toMatchObject({ code: "EPERM" });
    const missing = busy(1, "ENOENT");
    await expect(whenFree(missing, { isWindows: true, pausesMs: [0] })).rejects.toMatchObject({ code: "ENOENT" });
    expect([elsewhere.tries, missing.tries]).toEqual([1, 1]);
  });
});

test("a file is replaced as a whole", async () => {
  const folder = await tempFolder();
  const [draft, path] = [join(folder, "draft"), join(folder, "file")];
  await writeFile(path, "old");
  await writeFile(draft, "new");
  await replaceFile(draft, path);
  expect(await readFile(path, "utf8")).toBe("new");
});

test("a secret is not refused for its mode where files have none", async () => {
  const path = join(await tempFolder(), "key");
  await writeFile(path, "\ufeffsecret\r\n", { mode: 0o666 });
  expect(await readSecret(path, "llmKeyFile", false)).toBe("secret");
});
