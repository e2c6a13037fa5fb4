/** A thread that recognises text: one engine, one picture after the other. */
import { createRequire } from "node:module";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { gunzipSync } from "node:zlib";
import { relaxedSimd, simd } from "wasm-feature-detect";
import { letOthersFirst } from "../../embedding/lower-priority.js";
import type { LanguageData } from "./languages.js";
import type { Picture, RecognizedBlock, RecognizedPage } from "./recognizer.js";

export interface OcrWorkerData {
  readonly languages: readonly LanguageData[];
  /** Lets every other thread go first. */
  readonly isBackground: boolean;
}

/** What is used of `tesseract.js-core`, which has no types. */
interface Core {
  readonly FS: { writeFile(path: string, bytes: Uint8Array): void; readFile(path: string): Uint8Array };
  readonly TessBaseAPI: new () => Engine;
}

interface Engine {
  /** 0 if it went well. */
  Init(path: null, languages: string, engine: number, config: null): number;
  SetVariable(name: string, value: string): void;
  /** Takes the file `/input`; 0 if it went well. */
  SetImageFile(orientation: number, radians: number): number;
  Recognize(monitor: null): number;
  GetJSONText(): string;
  Clear(): void;
}

interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

interface EngineWord {
  readonly text: string;
  readonly confidence: number;
  readonly bbox: Box;
}

interface EngineLine {
  readonly words: readonly EngineWord[];
  readonly baseline: Box;
  readonly bbox: Box;
  readonly rowAttributes: { readonly rowHeight: number };
}

interface EngineBlock {
  readonly paragraphs: readonly { readonly lines: readonly EngineLine[] }[] | null;
}

/** Neural networks alone: the data of the older engine doesn't ship. */
const LSTM_ONLY = 1;
/** Finds the columns and lines by itself. */
const WHOLE_PAGE = "3";

class Recognition {
  private constructor(
    private readonly core: Core,
    private readonly engine: Engine,
  ) {}

  static async start({ languages }: OcrWorkerData): Promise<Recognition> {
    const variant = (await relaxedSimd()) ? "relaxedsimd-lstm" : (await simd()) ? "simd-lstm" : "lstm";
    const load = createRequire(import.meta.url)(`tesseract.js-core/tesseract-core-${variant}`);
    const core: Core = await load({ print() {}, printErr() {} });
    for (const { name, bytes } of languages) {
      const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
      core.FS.writeFile(`./${name}.traineddata`, zipped ? gunzipSync(bytes) : bytes);
    }
    const engine = new core.TessBaseAPI();
    const names = languages.map(({ name }) => name).join("+");
    if (engine.Init(null, names, LSTM_ONLY, null) !== 0) throw new Error(`the data of ${names} is damaged`);
    engine.SetVariable("tessedit_pageseg_mode", WHOLE_PAGE);
    return new Recognition(core, engine);
  }

  recognize({ width, height, grey, dpi }: Picture): RecognizedPage {
    const { core, engine } = this;
    core.FS.writeFile("/input", Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), grey]));
    engine.SetVariable("user_defined_dpi", String(Math.round(dpi ?? 0)));
    if (engine.SetImageFile(1, 0) !== 0) return { status: "unreadable", reason: "is no picture that can be read" };
    engine.Recognize(null);
    const { blocks } = JSON.parse(engine.GetJSONText()) as { readonly blocks: readonly EngineBlock[] | null };
    engine.Clear();
    return { status: "read", blocks: (blocks ?? []).map(blockOf).filter((lines) => lines.length > 0) };
  }
}

function blockOf({ paragraphs }: EngineBlock): RecognizedBlock {
  const lines = (paragraphs ?? []).flatMap((paragraph) => paragraph.lines);
  return lines
    .map(({ words, baseline, bbox, rowAttributes }) => ({
      words: words.filter(({ text }) => text.trim() !== "").map(wordOf),
      baseline: (baseline.y0 + baseline.y1) / 2,
      size: rowAttributes.rowHeight || bbox.y1 - bbox.y0,
    }))
    .filter(({ words }) => words.length > 0);
}

function wordOf({ text, confidence, bbox: { x0, y0, x1, y1 } }: EngineWord) {
  return { text, confidence: Math.round(confidence) / 100, left: x0, top: y0, right: x1, bottom: y1 };
}

async function recognizeFor(port: MessagePort, data: OcrWorkerData): Promise<void> {
  if (data.isBackground) letOthersFirst();
  const started = Recognition.start(data);
  started.catch(() => {});
  port.on("message", async (picture: Picture) => {
    let page: RecognizedPage;
    try {
      page = (await started).recognize(picture);
    } catch (error) {
      page = {
        status: "unreadable",
        reason: `can't be recognised (${error instanceof Error ? error.message : error})`,
      };
    }
    port.postMessage(page);
  });
}

// Not awaited: Node ends with a crash where a thread is ended while its module still waits.
if (parentPort) void recognizeFor(parentPort, workerData as OcrWorkerData);
