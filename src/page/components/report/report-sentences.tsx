import type { ReportSentence } from "../../../core/report-walk.js";
import type { Route } from "../../state/route.js";
import { EvidenceLink } from "../evidence-link.js";

interface Props {
  readonly sentences: readonly ReportSentence[];
  readonly route: Route;
}

/** What is said of one part, each sentence a link to the place that proves it; a quote in the place of one that isn't proven stands apart. */
export function ReportSentences({ sentences, route }: Props) {
  return sentences.map((sentence) =>
    sentence.verdict === "replaced" ? (
      <blockquote key={sentence.key} className="words-quote" dir="auto">
        <Sentence sentence={sentence} route={route} />
      </blockquote>
    ) : (
      <p key={sentence.key} className="answer-text" dir="auto">
        <Sentence sentence={sentence} route={route} />
      </p>
    ),
  );
}

interface SentenceProps {
  readonly sentence: ReportSentence;
  readonly route: Route;
}

function Sentence({ sentence: { numbers, text }, route }: SentenceProps) {
  return numbers.map((number, i) => (
    <EvidenceLink
      key={number}
      route={route}
      opens={{ kind: "reported", number }}
      className={i === 0 ? "sentence" : "also"}
      {...(i > 0 && { label: `Citation ${number} of the same sentence` })}
    >
      {i === 0 && text}
      <sup>
        {i === 0 && <span className="visually-hidden">, citation </span>}
        {number}
      </sup>
    </EvidenceLink>
  ));
}
