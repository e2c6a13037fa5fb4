import type { Finding } from "../../src/contract/diagnosis.js";
import type { Judgement } from "../../src/contract/judgement.js";
import type { Miss } from "../../src/contract/miss.js";
import { FootnoteError } from "../../src/core/errors/errors.js";
import type { ChatHost, FilePlace, Remark, WithTerminal } from "../../src/tui/host.js";

/** A host in a folder, over no index; keeps what it is asked to do. */
export class FakeHost implements ChatHost {
  readonly opened: FilePlace[] = [];
  readonly kept: Judgement[] = [];
  readonly agreed: string[] = [];
  /** What `writer` gives; `null`: none is set up. */
  model: { readonly host: string; readonly model: string } | null = { host: "127.0.0.1:8080", model: "tiny" };
  /** Hosts that have to be agreed to first. */
  readonly strangers = new Set<string>();

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

  async writer() {
    if (this.model === null) throw new FootnoteError("writer_unset", {});
    const { host } = this.model;
    const isAsked = this.strangers.has(host) && !this.agreed.includes(host);
    return { writer: this.model, consent: isAsked ? `${host} is not this machine. Agree?` : null };
  }

  async agreeTo(host: string): Promise<void> {
    this.agreed.push(host);
  }

  async diagnose(): Promise<Finding[]> {
    return [
      { check: "model", status: "ok", detail: "Xenova/e5-small-v2" },
      { check: "disk", status: "warning", detail: "12 MB are free." },
    ];
  }
}
