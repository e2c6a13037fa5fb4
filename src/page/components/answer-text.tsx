import type { Answer, AnswerSentence, AnswerText as Text } from "../../core/answer.js";
import type { Route } from "../route.js";
import { titleOf } from "../words.js";
import { EvidenceLink } from "./evidence-link.js";

interface Props {
  readonly answer: Answer;
  readonly text: Text;
  readonly route: Route;
}

/** The answer's sentences, each a link to the place that proves it. */
export function AnswerText({ answer, text: { sentences, documents }, route }: Props) {
  let next = 0;
  return (
    <div className="answer">
      {documents.map((document) => {
        const own = sentences.slice(next, next + document.sentences);
        next += document.sentences;
        return (
          <div key={document.document_id} className="answer-document">
            {documents.length > 1 && (
              <p className="answer-source">
                <bdi>{titleOf(document)}</bdi>
              </p>
            )}
            <p className="answer-text" dir="auto">
              {own.map((sentence) => (
                <Sentence key={sentence.citations.join()} sentence={sentence} answer={answer} route={route} />
              ))}
            </p>
          </div>
        );
      })}
    </div>
  );
}

interface SentenceProps {
  readonly sentence: AnswerSentence;
  readonly answer: Answer;
  readonly route: Route;
}

function Sentence({ sentence: { text, citations, context }, answer, route }: SentenceProps) {
  const numbers = citations.map((id) => answer.citations.findIndex((citation) => citation.id === id) + 1);
  const [first = 0, ...others] = numbers.filter((number) => number > 0);
  return (
    <>
      {context !== null && <span className="context">{context} </span>}
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
