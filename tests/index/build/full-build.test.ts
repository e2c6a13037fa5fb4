import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { writeFiles } from "../../helpers/temp-folder.js";
import { NEEDS_PERMISSIONS, PERMISSIONS_COUNT } from "../../helpers/unprivileged.js";
import { Library } from "../building.js";

const LAMP = "Clean the glass with a dry cloth. Never use solvents.\n";
const TRIP = "The train to Lyon leaves at 07:14. Pack the warm coat.\n";
const FILES = { "guides/lamp.txt": LAMP, "trip.txt": TRIP };
const DENIED = "can't be read (permission denied)";
const NOT_KEPT = "what the index held of it could not be taken over";

describe.skipIf(!PERMISSIONS_COUNT)(
  `\`--full\` over a file that can't be read at that moment${NEEDS_PERMISSIONS}`,
  () => {
    const close = (library: Library, path: string) => spawnSync("chmod", ["000", join(library.corpus, path)]);
    const full = async (library: Library, ...options: string[]) =>
      (await library.buildUnprivileged("--full", ...options)).result;

    test("keeps what the index holds of it, says so, and reads it again once it can", async () => {
      const library = await Library.of(FILES);
      await library.build();
      await writeFiles(library.corpus, { "trip.txt": "The bus to Nice leaves at noon.\n" });
      close(library, "trip.txt");
      const result = await full(library);
      expect(result).toMatchObject({ documents: 2, deleted: [], skipped: [{ path: "trip.txt", reason: DENIED }] });
      expect(result.embedded).toBe(1);
      expect(await library.texts()).toEqual(FILES);
      spawnSync("chmod", ["644", join(library.corpus, "trip.txt")]);
      expect(await library.build()).toMatchObject({ changed: ["trip.txt"], skipped: [] });
    });

    test("keeps it with its whole folder", async () => {
      const library = await Library.of(FILES);
      await library.build();
      close(library, "guides");
      expect(await full(library)).toMatchObject({ documents: 2, deleted: [], skipped: [{ path: "guides/" }] });
      expect(await library.texts()).toEqual(FILES);
      spawnSync("chmod", ["755", join(library.corpus, "guides")]);
    });

    test("says that it is dropped where the index was made with other settings", async () => {
      const library = await Library.of(FILES);
      await library.build();
      close(library, "trip.txt");
      expect(await full(library, "--passage-tokens", "100", "--overlap-tokens", "20")).toMatchObject({
        documents: 1,
        deleted: ["trip.txt"],
        skipped: [{ path: "trip.txt", reason: `${DENIED}; ${NOT_KEPT}` }],
      });
      close(library, "guides");
      expect(await full(library, "--passage-tokens", "90", "--overlap-tokens", "20")).toMatchObject({
        documents: 0,
        deleted: ["guides/lamp.txt"],
        skipped: [{ path: "guides/" }, { path: "trip.txt" }],
      });
      spawnSync("chmod", ["755", join(library.corpus, "guides")]);
    });

    test("says that it is dropped where the index holds it damaged, and mends the rest", async () => {
      const library = await Library.of(FILES);
      const { generation } = await library.build();
      const texts = join(library.indexFolder, "generations", generation, "texts.utf8");
      const bytes = await readFile(texts);
      bytes[bytes.indexOf("Lyon")]! ^= 1;
      await writeFile(texts, bytes);
      close(library, "trip.txt");
      expect(await full(library)).toMatchObject({
        documents: 1,
        deleted: ["trip.txt"],
        skipped: [{ path: "trip.txt", reason: `${DENIED}; ${NOT_KEPT}` }],
      });
      expect(await library.texts()).toEqual({ "guides/lamp.txt": LAMP });
    });
  },
);
