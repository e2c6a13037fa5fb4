import type { Finding } from "../../src/contract/diagnosis.js";
import type { Judgement } from "../../src/contract/judgement.js";
import type { Miss } from "../../src/contract/miss.js";
import { FootnoteError } from "../../src/core/errors/errors.js";
import type { ChatHost, FilePlace, Remark, WithTerminal } from "../../src/tui/host.js";

/** A host in a folder, over no index; keeps what it is asked to do. */
export class FakeHost implements ChatHost {
  readonly opened: FilePlace[] = [];
  readonly kept: Judgement[] = [];

  constructor(readonly cwd = "/nowhere") {}

  async edit(place: FilePlace, withTerminal: WithTerminal): Promise<Remark | null> {
    await withTerminal(async () => this.opened.push(place));
    return null;
  }

  async keep(judgement: Judgement): Promise<Remark> {
    this.kept.push(judgement);
    return { tone: "muted", text: `Marked as ${judgement.isRight ? "right" : "wrong"}.` };
  }

  async whyNot(document: string, { question }: { readonly question: string }): Promise<Miss> {
    if (document !== "guides/care.txt") throw new FootnoteError("path_unknown", { path: document, suggestion: "" });
    const reason = "Its best passage ranks 3 of 6 and is shown, but sentences of other passages answer better.";
    return { question, path: document, status: "searched", reason, hint: null, stale: "changed", evidence: null };
  }

  async diagnose(): Promise<Finding[]> {
    return [
      { check: "model", status: "ok", detail: "Xenova/e5-small-v2" },
      { check: "disk", status: "warning", detail: "12 MB are free." },
    ];
  }
}
