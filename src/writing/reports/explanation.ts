import type { PassageId } from "../../contract/ids.js";
import { FootnoteError } from "../../core/errors/errors.js";
import { sliceSpan } from "../../core/spans.js";
import { singleSpaced } from "../../core/text.js";
import type { Shelf } from "../../search/about/parting.js";
import { isReadable, withoutTitle } from "../../search/about/sections.js";
import type { Source } from "../../search/library.js";
import type { StoredPassage } from "../../store/index-store.js";
import type { CitedSentence } from "../../verify/statements/check-cited.js";
import type { Draft, DraftPart, DraftPlace } from "./draft.js";

/** Passages that are looked at for what bears on the one that is explained, and sentences that are quoted of them. */
const LOOKED_AT = 24;
const ELSEWHERE = 4;

interface Near {
  readonly cited: CitedSentence;
  readonly cosine: number;
}

/** A passage, with the sentences of all documents that come nearest to it. @throws FootnoteError passage_unknown */
export async function explanationOf(id: PassageId, shelf: Shelf, signal?: AbortSignal): Promise<Draft> {
  const [passage] = await shelf.reader.passages([id]);
  const source = passage && (await shelf.sources.get(passage.documentId));
  if (!passage || !source) throw new FootnoteError("passage_unknown", { id });
  const own = passage.sentences
    .filter(({ kind }) => kind !== "heading")
    .map((sentence): CitedSentence => ({ source, passage, sentence }));
  const elsewhere = await nearestElsewhere(passage, source, shelf);
  signal?.throwIfAborted();
  const place: DraftPlace = { ...placeIn(source, passage), quotes: own };
  const explained: DraftPart = {
    relation: null,
    places: [place],
    prompt: {
      question: `What do the sentences of “${source.document.title}” say, in plain words?`,
      instruction: "Explain them in plain words, one sentence of yours for each of theirs.",
      material: [...own, ...elsewhere],
    },
  };
  const others = [...new Set(elsewhere.map((cited) => cited.passage))].map((near): DraftPart => {
    const quotes = elsewhere.filter((cited) => cited.passage === near);
    return { relation: null, places: [{ ...placeIn(quotes[0]!.source, near), quotes }], prompt: null };
  });
  return { task: "explanation", about: null, documents: [source.document], parts: [explained, ...others] };
}

function placeIn({ document }: Source, { section }: StoredPassage): Omit<DraftPlace, "quotes"> {
  return { document, heading: withoutTitle(section, document.title) };
}

/** Sentences that stand elsewhere and are no less near to the passage than the farthest of its own. */
async function nearestElsewhere(
  passage: StoredPassage,
  source: Source,
  { reader, sources }: Shelf,
): Promise<CitedSentence[]> {
  const { vector } = (await reader.embeddings([passage.inputHash])).get(passage.inputHash) ?? {};
  if (!vector) return [];
  const { candidates } = await reader.search({ vector, text: sliceSpan(source.text, passage), limit: LOOKED_AT });
  const own = candidates.find((one) => one.passage.id === passage.id)?.sentenceCosines ?? [];
  const least = Math.min(...own);
  const found: Near[] = [];
  for (const candidate of candidates) {
    const there = await sources.get(candidate.passage.documentId);
    if (!there) continue;
    for (const [i, sentence] of candidate.passage.sentences.entries()) {
      const isOwn = there === source && sentence.start < passage.end && passage.start < sentence.end;
      const text = sliceSpan(there.text, sentence);
      if (isOwn || sentence.kind === "heading" || !isReadable({ sentence, text })) continue;
      const cosine = candidate.sentenceCosines[i]!;
      if (cosine >= least) found.push({ cited: { source: there, passage: candidate.passage, sentence }, cosine });
    }
  }
  const seen = new Set(passage.sentences.map((sentence) => singleSpaced(sliceSpan(source.text, sentence))));
  const nearest = found
    .sort((a, b) => b.cosine - a.cosine)
    .filter(({ cited }) => {
      const text = singleSpaced(sliceSpan(cited.source.text, cited.sentence));
      return !seen.has(text) && seen.add(text);
    });
  return nearest.slice(0, ELSEWHERE).map(({ cited }) => cited);
}
