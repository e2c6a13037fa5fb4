import { useMemo } from "react";
import type { RankedPassage } from "../../contract/answer.js";
import type { ScoreExplanation } from "../../contract/explanation.js";
import { scoreRows } from "../../core/explanation-rows.js";
import { TextMap } from "../../core/offsets.js";
import { span } from "../../core/spans.js";
import { placeInFile, titleOf } from "../../core/wording.js";
import type { Route } from "../state/route.js";
import { headingMarks } from "../text/heading-marks.js";
import { excerptStart, textPieces } from "../text/pieces.js";
import { EvidenceLink } from "./evidence-link.js";

interface Props {
  readonly heading: string;
  readonly passages: readonly RankedPassage[];
  readonly route: Route;
}

export function PassageList({ heading, passages, route }: Props) {
  if (passages.length === 0) return null;
  return (
    <section className="passages" aria-labelledby="passages-title">
      <h2 id="passages-title">{heading}</h2>
      <ol>
        {passages.map((passage) => (
          <PassageItem key={passage.id} passage={passage} route={route} />
        ))}
      </ol>
    </section>
  );
}

interface PassageItemProps {
  readonly passage: RankedPassage;
  readonly route: Route;
}

function PassageItem({ passage, route }: PassageItemProps) {
  return (
    <li className="passage">
      <EvidenceLink route={route} opens={{ kind: "passage", id: passage.id }} className="source">
        <span className="rank">{passage.rank}</span> <bdi className="source-title">{titleOf(passage)}</bdi>{" "}
        <span className="muted">{placeInFile(passage)}</span>
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

/** What is copied is the passage's own text: signs of headings are faded, not taken away. */
function PassageText({ passage }: { readonly passage: RankedPassage }) {
  const { text } = passage;
  const { from, pieces } = useMemo(() => {
    const { text, highlights } = passage;
    const map = new TextMap(text);
    const marks = highlights.map(({ start, end }) => ({
      ...span(map.toUtf16(start), map.toUtf16(end)),
      kind: "highlight" as const,
    }));
    const from = excerptStart(text, marks);
    return { from, pieces: textPieces(span(from, text.length), [...marks, ...headingMarks(passage)]) };
  }, [passage]);
  return (
    <blockquote className="passage-text" dir="auto">
      {from > 0 && "… "}
      {pieces.map(({ start, end, mark }) => {
        const piece = text.slice(start, end);
        if (mark === null) return piece;
        if (mark.kind === "highlight") return <mark key={start}>{piece}</mark>;
        return (
          <span key={start} className={`passage-${mark.kind}`}>
            {piece}
          </span>
        );
      })}
    </blockquote>
  );
}

interface ExplanationProps {
  readonly score: number;
  readonly explanation: ScoreExplanation;
  readonly rank: number;
}

/** The parts of a passage's score, and what they were made of. */
function Explanation({ score, explanation, rank }: ExplanationProps) {
  const rows = scoreRows(score, explanation);
  return (
    <table className="explanation">
      <caption className="visually-hidden">The score of passage {rank}</caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">part</th>
          <th scope="col">gives</th>
          <th scope="col">from</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, value, note }) =>
          label === "" ? (
            <tr key={note}>
              <td colSpan={3} dir="auto">
                {note}
              </td>
            </tr>
          ) : (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td className="number">{value}</td>
              <td>{note}</td>
            </tr>
          ),
        )}
      </tbody>
    </table>
  );
}
