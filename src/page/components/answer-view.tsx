import type { Answer, NotFound } from "../../contract/answer.js";
import { type QuotedSentence, quotedDocuments } from "../../core/answer-walk.js";
import { upperFirst } from "../../core/text.js";
import {
  confidenceWords,
  count,
  duration,
  isListCut,
  madeOfWords,
  staleWords,
  titleOf,
  unreadWords,
} from "../../core/wording.js";
import { hashOf, type Route } from "../state/route.js";
import { sentenceRuns } from "../text/sentence-runs.js";
import { CitationList } from "./citation-list.js";
import { EvidenceLink } from "./evidence-link.js";
import { PassageList } from "./passage-list.js";
import type { ViewProps } from "./view-props.js";
import { WordsView } from "./words-view.js";

interface Props extends ViewProps {
  readonly answer: Answer;
}

export function AnswerView({ answer, state, dispatch }: Props) {
  const { route } = state;
  const facts = <AnswerFacts answer={answer} state={state} dispatch={dispatch} />;
  if (answer.not_found !== null || answer.answer === null) {
    return (
      <>
        {answer.not_found && <NotFoundView notFound={answer.not_found} />}
        {facts}
        <PassageList heading="Nearest passages" passages={answer.not_found?.nearest ?? []} route={route} />
      </>
    );
  }
  return (
    <>
      {answer.kind === "documents" ? (
        <ListedDocuments answer={answer} route={route} />
      ) : (
        <AnswerText answer={answer} route={route} />
      )}
      {facts}
      <WordsView answer={answer} state={state} dispatch={dispatch} />
      {answer.citations.length > 0 && <CitationList citations={answer.citations} state={state} dispatch={dispatch} />}
      <PassageList
        heading={answer.kind === "content" ? "Passages, the best first" : "Passages"}
        passages={answer.passages}
        route={route}
      />
    </>
  );
}

interface AnswerTextProps {
  readonly answer: Answer;
  readonly route: Route;
}

/** The answer's sentences, each a link to the place that proves it. */
function AnswerText({ answer, route }: AnswerTextProps) {
  return (
    <div className="answer">
      {sentenceRuns(answer).map(({ name, runs }) => (
        <div key={runs[0]?.[0]?.at} className="answer-document">
          {name !== null && (
            <p className="answer-source">
              <bdi>{name}</bdi>
            </p>
          )}
          {runs.map((run) => (
            <p key={run[0]?.at} className="answer-text" dir="auto">
              {run.map((sentence) => (
                <Sentence key={sentence.at} sentence={sentence} route={route} />
              ))}
            </p>
          ))}
        </div>
      ))}
    </div>
  );
}

/** Each document of a list opens beside it. */
function ListedDocuments({ answer, route }: AnswerTextProps) {
  return (
    <div className="answer">
      {quotedDocuments(answer).map(({ document, sentences }) =>
        document === null ? (
          <p key="" className="answer-text">
            {sentences.map(({ text }) => text).join(" ")}
          </p>
        ) : null,
      )}
      <ul className="document-list">
        {answer.answer?.documents.map((document) => (
          <li key={document.document_id}>
            <EvidenceLink route={route} opens={{ kind: "document", id: document.document_id }} className="source">
              <bdi className="source-title">{titleOf(document)}</bdi> <bdi className="muted">{document.path}</bdi>
            </EvidenceLink>
          </li>
        ))}
      </ul>
      {isListCut(answer) && (
        <p>
          <a href={hashOf({ ...route, view: "documents" })}>All documents</a>
        </p>
      )}
    </div>
  );
}

interface SentenceProps {
  readonly sentence: QuotedSentence;
  readonly route: Route;
}

function Sentence({ sentence: { text, numbers, context, isUnderContext }, route }: SentenceProps) {
  const [first, ...others] = numbers;
  if (first === undefined) return text;
  return (
    <>
      {context !== null && <span className="context">{context} </span>}
      {isUnderContext && <br />}
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

interface AnswerFactsProps extends ViewProps {
  readonly answer: Answer;
}

/** How sure the answer is, what was searched, and whether the folder has changed since. */
function AnswerFacts({ answer, state, dispatch }: AnswerFactsProps) {
  const { confidence, coverage, status, kind, timings_ms } = answer;
  const madeOf = madeOfWords(answer);
  const sure = confidenceWords(confidence);
  // What could not be read may hold what was not found.
  const unread = status === "answered" ? null : unreadWords(coverage.skipped);
  return (
    <div className="facts">
      {madeOf !== null && <p className="muted">{madeOf}.</p>}
      {kind === "content" && (
        <p className="muted">
          {status === "answered" && (
            <span className={`confidence confidence-${confidence.label}`}>{upperFirst(sure)}</span>
          )}
          Searched {count(coverage.documents_searched, "document")} in {duration(timings_ms.total)}
          {unread !== null && (
            <>
              {"; "}
              <a href={hashOf({ ...state.route, view: "documents" })}>{unread}</a>
            </>
          )}
          .
        </p>
      )}
      <StaleNotice coverage={coverage} dispatch={dispatch} />
    </div>
  );
}

/** That the folder has changed since it was indexed; nothing where it hasn't. */
export function StaleNotice({ coverage, dispatch }: Pick<Answer, "coverage"> & Pick<ViewProps, "dispatch">) {
  const stale = staleWords(coverage);
  if (stale === "") return null;
  return (
    <p className="warning">
      <bdi>{stale}</bdi>{" "}
      <button type="button" className="link" onClick={() => dispatch({ type: "build_asked", full: false })}>
        Update the index
      </button>
    </p>
  );
}

/** A refusal, said plainly. */
function NotFoundView({ notFound: { reason, missing_terms: missing } }: { readonly notFound: NotFound }) {
  return (
    <div className="not-found">
      <p className="not-found-title" dir="auto">
        {reason}
      </p>
      {missing.length > 0 && (
        <p>
          {missing.length === 1 ? "This word occurs" : "These words occur"} nowhere in the documents:{" "}
          {missing.map((term) => (
            <bdi key={term} className="term">
              {term}
            </bdi>
          ))}
        </p>
      )}
    </div>
  );
}
