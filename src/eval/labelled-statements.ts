import { join } from "node:path";
import type { Verdict } from "../contract/verification.js";
import { readLines } from "./labelled-set.js";

const STATEMENTS_FILE = "statements.jsonl";

/** A statement on the documents of a set, and whether they support it. */
export interface LabelledStatement {
  readonly statement: string;
  readonly isTrue: boolean;
  /** What makes it false, in the set's own words (`number`, `clause`, `invented`); `true` for a true one. */
  readonly kind: string;
}

/** The statements of one kind; shares are 0 to 1. */
export interface StatementGroup {
  readonly kind: string;
  readonly isTrue: boolean;
  readonly statements: number;
  readonly supported: number;
  readonly contradicted: number;
}

export interface SupportMetrics {
  readonly statements: number;
  /** Share of the true ones that are called supported; `null` without any. */
  readonly true_supported: number | null;
  readonly false_supported: number | null;
  readonly kinds: readonly StatementGroup[];
}

/** The statements that a set has beside its questions; none without the file. @throws FootnoteError set_invalid */
export async function readLabelledStatements(folder: string): Promise<LabelledStatement[]> {
  return (await readLines(join(folder, STATEMENTS_FILE), parseStatement)) ?? [];
}

/** `kind` is `true` or `false`, with what makes it false in `why`; or, in its place, what makes it false. */
function parseStatement(value: unknown): LabelledStatement {
  const { statement, kind, why } = Object(value) as Record<string, unknown>;
  if (typeof statement !== "string") throw new TypeError("'statement' is not text");
  if (typeof kind !== "string") throw new TypeError("'kind' is not text");
  return { statement, isTrue: kind === "true", kind: kind === "false" && typeof why === "string" ? why : kind };
}

/** `null` without statements. @param verdicts one a statement, in their order */
export function measureSupport(
  statements: readonly LabelledStatement[],
  verdicts: readonly Verdict[],
): SupportMetrics | null {
  if (statements.length === 0) return null;
  const share = (holds: (at: number) => boolean, verdict: Verdict) => {
    const some = verdicts.filter((_, at) => holds(at));
    return some.length > 0 ? some.filter((one) => one === verdict).length / some.length : null;
  };
  const kinds = [...new Set(statements.map(({ kind }) => kind))];
  return {
    statements: statements.length,
    true_supported: share((at) => statements[at]!.isTrue, "supported"),
    false_supported: share((at) => !statements[at]!.isTrue, "supported"),
    kinds: kinds.map((kind) => {
      const isOf = (at: number) => statements[at]!.kind === kind;
      const own = statements.filter((one) => one.kind === kind);
      return {
        kind,
        isTrue: own[0]!.isTrue,
        statements: own.length,
        supported: share(isOf, "supported")!,
        contradicted: share(isOf, "contradicted")!,
      };
    }),
  };
}
