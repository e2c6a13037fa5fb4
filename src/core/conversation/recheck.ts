/** The citations of kept turns, checked anew: where each stands now, and which can't be found any more. */
import type { Citation } from "../../contract/answer.js";
import type { KeptOutcome, KeptTurn } from "../../contract/conversation.js";
import type { DocumentId } from "../../contract/ids.js";
import { MAX_CITATIONS } from "../../contract/limits.js";
import type { GivenCitation } from "../../contract/requests.js";
import type { CheckedCitation } from "../../contract/verification.js";

/** What has become of a citation since its turn was kept; one that stands as it stood is not told of. */
export type Since = Exclude<CheckedCitation["state"], "valid">;

/** Of some turns: what has become of each citation that isn't as it was, by `citationKey`. */
export type Changes = Readonly<Record<string, Since>>;

export interface Rechecked {
  /** With the citations that have moved where they stand now. */
  readonly turns: readonly KeptTurn[];
  readonly changes: Changes;
}

/** Names a citation by what it quotes, and where. */
export function citationKey({ path, start, end, quote }: Pick<Citation, "path" | "start" | "end" | "quote">): string {
  return JSON.stringify([path, start, end, quote]);
}

/**
 * Looks up all that the turns cite. What was kept stays as it is: the turns are given anew.
 * @param check gives one for each citation, in their order; at most `MAX_CITATIONS` are asked for at once
 * @param idOf the document that has a path now; `undefined` where none is known
 */
export async function recheck(
  turns: readonly KeptTurn[],
  check: (citations: readonly GivenCitation[]) => Promise<readonly CheckedCitation[]>,
  idOf: (path: string) => DocumentId | undefined,
): Promise<Rechecked> {
  const cited = new Map<string, Citation>();
  for (const turn of turns) {
    withCitations(turn, (citation) => {
      cited.set(citationKey(citation), citation);
      return citation;
    });
  }
  const found = new Map<string, CheckedCitation>();
  const all = [...cited];
  for (let from = 0; from < all.length; from += MAX_CITATIONS) {
    const some = all.slice(from, from + MAX_CITATIONS);
    const checked = await check(some.map(([, citation]) => citation));
    for (const [i, [key]] of some.entries()) found.set(key, checked[i]!);
  }
  const changes: Record<string, Since> = {};
  const now = (citation: Citation): Citation => {
    const checked = found.get(citationKey(citation));
    if (!checked || checked.state === "valid") return citation;
    const at = movedTo(citation, checked, idOf);
    // A later turn may cite it where it stands now: nothing has become of that one.
    if (found.get(citationKey(at))?.state !== "valid") changes[citationKey(at)] = checked.state;
    return at;
  };
  return { turns: turns.map((turn) => withCitations(turn, now)), changes };
}

function movedTo(
  citation: Citation,
  { place }: CheckedCitation,
  idOf: (path: string) => DocumentId | undefined,
): Citation {
  if (place === null) return citation;
  const isRenamed = place.path !== citation.path;
  // Where it has moved within its file, nobody has counted the pages and rows before it.
  const kept = place.start === citation.start ? {} : { page: null, page_label: null, row: null, part: null };
  return {
    ...citation,
    ...place,
    ...kept,
    ...(isRenamed && { document_id: idOf(place.path) ?? citation.document_id }),
  };
}

/** A turn with other citations in the place of its own. */
export function withCitations(turn: KeptTurn, change: (citation: Citation) => Citation): KeptTurn {
  const { stopped } = turn;
  return {
    ...turn,
    outcome: outcomeWith(turn.outcome, change),
    ...(stopped && { stopped: { ...stopped, citations: stopped.citations.map(change) } }),
  };
}

function outcomeWith(outcome: KeptOutcome, change: (citation: Citation) => Citation): KeptOutcome {
  switch (outcome.kind) {
    case "answer": {
      const { written, ...answer } = outcome.answer;
      const citations = answer.citations.map(change);
      const words = written && { ...written, citations: written.citations.map(change) };
      return { kind: "answer", answer: { ...answer, citations, ...(words && { written: words }) } };
    }
    case "report":
      return { kind: "report", report: { ...outcome.report, citations: outcome.report.citations.map(change) } };
    case "verified": {
      const statements = outcome.verification.statements.map((statement) => ({
        ...statement,
        sentences: statement.sentences.map((one) => ({ ...one, passages: one.passages.map(change) })),
      }));
      return { kind: "verified", verification: { ...outcome.verification, statements } };
    }
    case "found":
    case "missed":
      return outcome;
  }
}

/** What has become of all citations, in words; `null` where all stand as they stood. */
export function changesSaid(changes: Changes): string | null {
  const states = Object.values(changes);
  const words: Readonly<Record<Since, readonly [string, string]>> = {
    moved: ["citation has moved", "citations have moved"],
    changed: ["citation's text has changed", "citations' texts have changed"],
    gone: ["citation's file is gone", "citations' files are gone"],
  };
  const said = (["moved", "changed", "gone"] as const).flatMap((state) => {
    const many = states.filter((one) => one === state).length;
    return many === 0 ? [] : [`${many} ${words[state][many === 1 ? 0 : 1]}`];
  });
  return said.length === 0 ? null : said.join(", ");
}

/** What is said beside a citation that isn't as it was. */
export const SINCE_WORDS: Readonly<Record<Since, string>> = {
  moved: "moved since",
  changed: "changed since",
  gone: "file gone",
};
