import { describe, expect, it } from "vitest";
import type { Picture } from "../../../src/index/ocr/recognizer.js";
import { openPicture } from "../../../src/index/readers/picture/picture-file.js";
import { fixture } from "../../helpers/fixtures.js";
import { englishPool } from "../../helpers/recognition.js";

async function pictureOf(name: string): Promise<Picture> {
  return (await (await openPicture(new Uint8Array(fixture(name)))).draw(1)).picture;
}

describe("the threads that recognise text", () => {
  it("give a page up that takes too long, and recognise the next", async () => {
    const pool = await englishPool({ secondsPerPage: 0.001 });
    const page = await pool.recognize(await pictureOf("photographed.jpg"));
    expect(page).toEqual({ status: "unreadable", reason: "takes longer than 0.001 s" });
    await pool.close();
    const patient = await englishPool();
    const pages = [patient.recognize(await pictureOf("copied.tif")), patient.recognize(await pictureOf("screen.bmp"))];
    expect(await Promise.all(pages)).toMatchObject([{ status: "read" }, { status: "read" }]);
    await patient.close();
  });

  it("that end by themselves cost the page and nothing else", async () => {
    const pool = await englishPool({ workerUrl: new URL("data:text/javascript,process.exit(3)") });
    for (let time = 0; time < 2; time++) {
      const page = await pool.recognize(await pictureOf("screen.bmp"));
      expect(page).toMatchObject({ status: "unreadable", reason: expect.stringMatching(/^can't be recognised/) });
    }
    await pool.close();
  });

  it("stop at once when the reading is interrupted", async () => {
    const pool = await englishPool();
    const abort = new AbortController();
    const page = pool.recognize(await pictureOf("copied.tif"), abort.signal);
    const queued = pool.recognize(await pictureOf("screen.bmp"), abort.signal);
    abort.abort(new Error("stop"));
    await expect(page).rejects.toThrow("stop");
    await expect(queued).rejects.toThrow("stop");
    await pool.close();
  });

  it("give the same words for the same picture, in the order of the page", async () => {
    const pool = await englishPool({ workers: 2 });
    const [first, second] = await Promise.all([
      pool.recognize(await pictureOf("screen.bmp")),
      pool.recognize(await pictureOf("screen.bmp")),
    ]);
    await pool.close();
    expect(first).toEqual(second);
    const words = first?.status === "read" ? first.blocks.flat().flatMap(({ words }) => words) : [];
    expect(words.map(({ text }) => text).join(" ")).toContain("Running the Village Library");
  });
});
