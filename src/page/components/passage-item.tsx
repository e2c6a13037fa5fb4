import { useMemo } from "react";
import type { RankedPassage } from "../../contract/answer.js";
import { TextMap } from "../../core/offsets.js";
import { span } from "../../core/spans.js";
import { excerptStart } from "../excerpt-start.js";
import type { Route } from "../route.js";
import { textPieces } from "../text-pieces.js";
import { placeOf, titleOf } from "../words.js";
import { EvidenceLink } from "./evidence-link.js";
import { Explanation } from "./explanation.js";

interface Props {
  readonly passage: RankedPassage;
  readonly route: Route;
}

export function PassageItem({ passage, route }: Props) {
  return (
    <li className="passage">
      <EvidenceLink route={route} opens={{ kind: "passage", id: passage.id }} className="source">
        <span className="rank">{passage.rank}</span> <bdi className="source-title">{titleOf(passage)}</bdi>{" "}
        <span className="muted">{placeOf(passage)}</span>
      </EvidenceLink>
      <PassageText passage={passage} />
      {passage.explanation && (
        <details className="why">
          <summary>
            Why it matched<span className="visually-hidden">: passage {passage.rank}</span>
          </summary>
          <Explanation score={passage.score} explanation={passage.explanation} rank={passage.rank} />
        </details>
      )}
    </li>
  );
}

function PassageText({ passage: { text, highlights } }: { readonly passage: RankedPassage }) {
  const { from, pieces } = useMemo(() => {
    const map = new TextMap(text);
    const marks = highlights.map(({ start, end }) => span(map.toUtf16(start), map.toUtf16(end)));
    const from = excerptStart(text, marks);
    return { from, pieces: textPieces(span(from, text.length), marks) };
  }, [text, highlights]);
  return (
    <blockquote className="passage-text" dir="auto">
      {from > 0 && "… "}
      {pieces.map(({ start, end, mark }) => {
        const piece = text.slice(start, end);
        return mark === null ? piece : <mark key={start}>{piece}</mark>;
      })}
    </blockquote>
  );
}
