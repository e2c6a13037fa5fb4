import { expect, test } from "vitest";
import type { CodePointOffset } from "../../src/contract/ids.js";
import type { GivenCitation } from "../../src/contract/requests.js";
import type { CheckedCitation } from "../../src/contract/verification.js";
import { citationKey, recheck } from "../../src/core/conversation/recheck.js";
import { keptTurn } from "../export/kept-turn.js";

const placeFrom = (start: number) => ({ start: start as CodePointOffset, end: (start + 31) as CodePointOffset });

test("what a later turn cites where it stands now has not moved since, what an earlier one cites elsewhere follows", async () => {
  const quote = "The last ferry leaves at 21:40.";
  const [before, now] = [placeFrom(0), placeFrom(60)];
  const foundAt = (citation: GivenCitation, state: CheckedCitation["state"]): CheckedCitation => {
    const { path } = citation;
    return { id: "c1", path, quote, state, place: { path, ...now, line_start: 3, line_end: 3 }, problem: null };
  };
  const turns = [await keptTurn([{ quote, ...before }]), await keptTurn([{ quote, ...now }])];
  const { turns: checked, changes } = await recheck(
    turns,
    async (citations) =>
      citations.map((citation) => foundAt(citation, citation.start === now.start ? "valid" : "moved")),
    () => undefined,
  );
  const cited = checked.map(({ outcome }) => (outcome.kind === "answer" ? outcome.answer.citations[0]! : undefined));
  expect(cited.map((citation) => citation?.start)).toEqual([60, 60]);
  expect(citationKey(cited[0]!)).toBe(citationKey(cited[1]!));
  expect(changes).toEqual({});
  const alone = await recheck(
    turns.slice(0, 1),
    async ([one]) => [foundAt(one!, "moved")],
    () => undefined,
  );
  expect(Object.values(alone.changes)).toEqual(["moved"]);
});
