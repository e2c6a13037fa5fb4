import type { Answer, AnswerSentence } from "../../contract/answer.js";
import type { Route } from "../route.js";
import { sentenceRuns } from "../sentence-runs.js";
import { titleOf } from "../words.js";
import { EvidenceLink } from "./evidence-link.js";

interface Props {
  readonly answer: Answer;
  readonly route: Route;
}

/** The answer's sentences, each a link to the place that proves it. */
export function AnswerText({ answer, route }: Props) {
  const documents = sentenceRuns(answer);
  return (
    <div className="answer">
      {documents.map(({ document, runs }) => (
        <div key={document.document_id} className="answer-document">
          {documents.length > 1 && (
            <p className="answer-source">
              <bdi>{titleOf(document)}</bdi>
            </p>
          )}
          {runs.map((run) => (
            <p key={keyOf(run[0])} className="answer-text" dir="auto">
              {run.map((sentence) => (
                <Sentence key={keyOf(sentence)} sentence={sentence} answer={answer} route={route} />
              ))}
            </p>
          ))}
        </div>
      ))}
    </div>
  );
}

function keyOf(sentence: AnswerSentence | undefined): string {
  return sentence?.citations.join() ?? "";
}

interface SentenceProps {
  readonly sentence: AnswerSentence;
  readonly answer: Answer;
  readonly route: Route;
}

function Sentence({ sentence: { text, citations, context }, answer, route }: SentenceProps) {
  const numbers = citations.map((id) => answer.citations.findIndex((citation) => citation.id === id) + 1);
  const [first = 0, ...others] = numbers.filter((number) => number > 0);
  // The names of columns stand above their row.
  const isRow = typeof answer.citations[first - 1]?.row === "number";
  return (
    <>
      {context !== null && <span className="context">{context} </span>}
      {context !== null && isRow && <br />}
      <EvidenceLink route={route} opens={{ kind: "citation", number: first }} className="sentence">
        {text}
        <sup>
          <span className="visually-hidden">, citation </span>
          {first}
        </sup>
      </EvidenceLink>
      {others.map((number) => (
        <EvidenceLink
          key={number}
          route={route}
          opens={{ kind: "citation", number }}
          className="also"
          label={`Citation ${number} of the same sentence`}
        >
          <sup>{number}</sup>
        </EvidenceLink>
      ))}{" "}
    </>
  );
}
