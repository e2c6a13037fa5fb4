import type { Answer, Citation, Written } from "../../contract/answer.js";
import type { WrittenSentence } from "../../contract/written.js";
import type { Changes } from "../../core/conversation/recheck.js";
import { NOTHING_WRITTEN, problemWords, sentWords, unprovenWords, writtenByWords } from "../../core/wording.js";
import type { Route } from "../state/route.js";
import type { Words } from "../state/state.js";
import { canBeWritten, growingWords, shownWords, writerOf } from "../state/words.js";
import { writerName } from "../text/words.js";
import { SourceName } from "./citation-list.js";
import { EvidenceLink } from "./evidence-link.js";
import { CodedText } from "./failure-notice.js";
import type { ViewProps } from "./view-props.js";

interface Props extends ViewProps {
  readonly answer: Answer;
}

/** The answer in the words of a model, below its quotes: sentences that are proven, and nothing else of what it writes. */
export function WordsView({ answer, state, dispatch }: Props) {
  const writer = writerOf(state);
  const words = shownWords(state);
  if (writer === null || !canBeWritten(answer)) return null;
  if (words === null) {
    return (
      <p className="words-offer">
        <button type="button" onClick={() => dispatch({ type: "words_asked" })}>
          Say it in words
        </button>{" "}
        <span className="muted">
          by <bdi>{writerName(writer)}</bdi>, from sentences of the documents
        </span>
      </p>
    );
  }
  const { sentences, citations } = growingWords(words);
  const isWriting = words.kind === "writing";
  return (
    <section className="words" aria-labelledby="words-title" aria-busy={isWriting}>
      <h2 id="words-title">In words</h2>
      <Sentences sentences={sentences} route={state.route} />
      {isWriting && <WritingNow dispatch={dispatch} />}
      {!isWriting &&
        unprovenWords(sentences).map((line) => (
          <p key={line} className="muted">
            {line}.
          </p>
        ))}
      {citations.length > 0 && <Sources citations={citations} route={state.route} changes={state.changes} />}
      {!isWriting && <Ending words={words} />}
      {!isWriting && (
        <p>
          <button type="button" className="link" onClick={() => dispatch({ type: "words_asked" })}>
            {words.kind === "written" && words.written.status !== "failed" ? "Write it again" : "Try again"}
          </button>
        </p>
      )}
    </section>
  );
}

/** That a model is writing, and how to stop it. */
export function WritingNow({ dispatch }: Pick<ViewProps, "dispatch">) {
  return (
    <p className="muted" aria-live="polite">
      <span className="pulse" aria-hidden="true" /> Writing…{" "}
      <button type="button" className="link" onClick={() => dispatch({ type: "words_stopped" })}>
        Stop<span className="visually-hidden"> writing</span>
      </button>
    </p>
  );
}

interface SentencesProps {
  readonly sentences: readonly WrittenSentence[];
  readonly route: Route;
}

/** Those that are proven run on; what stands in the place of one that isn't is a quote of its own. */
function Sentences({ sentences, route }: SentencesProps) {
  return runsOf(sentences).map(({ at, run, isQuote }) =>
    isQuote ? (
      <blockquote key={at} className="words-quote" dir="auto">
        <Run run={run} route={route} />
      </blockquote>
    ) : (
      <p key={at} className="answer-text" dir="auto">
        <Run run={run} route={route} />
      </p>
    ),
  );
}

function Run({ run, route }: { readonly run: readonly Placed[]; readonly route: Route }) {
  return run.map(({ at, sentence: { text, citations } }) => (
    <span key={at}>
      {citations.map((id, i) => (
        <EvidenceLink key={id} route={route} opens={{ kind: "written", number: numberOf(id) }} className="sentence">
          {i === 0 && text}
          <sup>
            <span className="visually-hidden">, citation </span>
            {id}
          </sup>
        </EvidenceLink>
      ))}{" "}
    </span>
  ));
}

interface Placed {
  /** Which sentence of the answer it is. */
  readonly at: number;
  readonly sentence: WrittenSentence;
}

interface SentenceRun {
  readonly at: number;
  readonly run: readonly Placed[];
  readonly isQuote: boolean;
}

function runsOf(sentences: readonly WrittenSentence[]): SentenceRun[] {
  const runs: { at: number; run: Placed[]; isQuote: boolean }[] = [];
  for (const [at, sentence] of sentences.entries()) {
    if (sentence.verdict === "left_out") continue;
    const isQuote = sentence.verdict === "replaced";
    const last = runs.at(-1);
    if (last && !isQuote && !last.isQuote) last.run.push({ at, sentence });
    else runs.push({ at, run: [{ at, sentence }], isQuote });
  }
  return runs;
}

/** `w12` is the twelfth. */
function numberOf(id: string): number {
  return Number(id.replace(/^w/, ""));
}

interface SourcesProps {
  readonly citations: readonly Citation[];
  readonly route: Route;
  readonly changes: Changes;
}

function Sources({ citations, route, changes }: SourcesProps) {
  return (
    <ul className="words-sources" aria-label="Sources of the words">
      {citations.map((citation) => (
        <li key={citation.id}>
          <EvidenceLink route={route} opens={{ kind: "written", number: numberOf(citation.id) }} className="source">
            <span className="words-number">{citation.id}</span> <SourceName citation={citation} changes={changes} />
          </EvidenceLink>
        </li>
      ))}
    </ul>
  );
}

/** Why there isn't more of it, who wrote it, and what was sent. */
function Ending({ words }: { readonly words: Words }) {
  if (words.kind === "writing") return null;
  if (words.kind === "stopped") {
    return (
      <>
        <p className="muted">Stopped.</p>
        {words.sent !== null && (
          <>
            <p className="muted">
              <bdi>{sentWords(words.sent)}</bdi>.
            </p>
            <Prompt written={words.sent} />
          </>
        )}
      </>
    );
  }
  if (words.kind === "failed") return <Problem message={words.failure.message} hint={words.failure.hint} />;
  const { problem, sentences, status } = words.written;
  if (status === "refused") return <p className="muted">{NOTHING_WRITTEN}</p>;
  return (
    <>
      {problem !== null && <Problem message={problem.detail} hint={problem.hint} />}
      {status === "written" && sentences.length === 0 && <p className="muted">The model wrote nothing.</p>}
      <p className="muted">
        <bdi>{writtenByWords(words.written)}</bdi>.
      </p>
      <Prompt written={words.written} />
    </>
  );
}

/** What went wrong with the writing, and what to do now. */
export function Problem({ message, hint }: { readonly message: string; readonly hint: string }) {
  return (
    <p className="words-problem">
      <CodedText text={problemWords({ detail: message, hint })} />
    </p>
  );
}

/** Exactly what the server sent to the model. */
export function Prompt({ written: { prompt = [], host } }: { readonly written: Pick<Written, "prompt" | "host"> }) {
  if (prompt.length === 0 || host === null) return null;
  return (
    <details className="prompt">
      <summary>What was sent</summary>
      {prompt.map(({ role, content }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a message is its place
        <div key={at}>
          <h3>{role}</h3>
          <pre dir="auto">{content}</pre>
        </div>
      ))}
    </details>
  );
}
