import { type ReactNode, type RefObject, useLayoutEffect, useRef } from "react";
import type { Report } from "../../../contract/report.js";
import {
  emptyWords,
  NOTHING_SENDABLE,
  QUOTED_ONLY,
  type ReportPart,
  reportParts,
  reportTitle,
  shownSources,
  unprovenIn,
} from "../../../core/report-walk.js";
import { writtenByWords } from "../../../core/wording.js";
import { canBeWritten, shownReport } from "../../state/reports.js";
import { hashOf, type ReportOf, type Route, reportKey, withReport } from "../../state/route.js";
import type { ReportState } from "../../state/state.js";
import { writerOf } from "../../state/words.js";
import { writerName } from "../../text/words.js";
import { StaleNotice } from "../answer-view.js";
import { SourceName } from "../citation-list.js";
import { EvidenceLink } from "../evidence-link.js";
import { FailureNotice } from "../failure-notice.js";
import type { ViewProps } from "../view-props.js";
import { Problem, Prompt, WritingNow } from "../words-view.js";
import { ComparisonTable } from "./comparison-table.js";
import { ReportSentences } from "./report-sentences.js";

const TITLES: Readonly<Record<ReportOf["task"], string>> = {
  summary: "Summary",
  comparison: "Comparison",
  explanation: "Explanation",
};

interface Props extends ViewProps {
  readonly of: ReportOf;
}

/** A summary, a comparison or an explanation, in the place of an answer. */
export function ReportView({ of, state, dispatch }: Props) {
  const shown = shownReport(state);
  const { route } = state;
  const report = shown?.kind === "report" ? shown.growing.report : null;
  const heading = useFocused(reportKey(of));
  return (
    <article className="turn report" aria-labelledby="report-title">
      <BackLinks route={route} />
      <h1 id="report-title" ref={heading} tabIndex={-1} dir="auto">
        {report === null ? TITLES[of.task] : reportTitle(report)}
      </h1>
      {shown?.kind === "asking" && (
        <p className="muted" aria-busy="true">
          <span className="pulse" aria-hidden="true" /> Reading the documents…{" "}
          <button type="button" className="link" onClick={() => dispatch({ type: "ask_cancelled" })}>
            Cancel
          </button>
        </p>
      )}
      {shown?.kind === "cancelled" && (
        <p className="muted">
          Cancelled.{" "}
          <button type="button" className="link" onClick={() => dispatch({ type: "retried" })}>
            Try again
          </button>
        </p>
      )}
      {shown?.kind === "failed" && <FailureNotice failure={shown.failure} dispatch={dispatch} />}
      {shown?.kind === "report" && <Contents shown={shown} of={of} state={state} dispatch={dispatch} />}
    </article>
  );
}

function BackLinks({ route }: { readonly route: Route }) {
  const documents = { ...withReport(route, null), view: "documents" } as const;
  return (
    <p className="report-back">
      <a href={hashOf(documents)}>Back to the documents</a>
      {route.conversation.length > 0 && <a href={hashOf(withReport(route, null))}>Back to the answer</a>}
    </p>
  );
}

/** Who opens a report from a list has lost the place where the focus was: the title has it then. */
function useFocused(key: string): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs for another report, not for what it reads
  useLayoutEffect(() => {
    heading.current?.focus();
  }, [key]);
  return heading;
}

interface ContentsProps extends Props {
  readonly shown: Extract<ReportState, { kind: "report" }>;
}

function Contents({ shown, of, state, dispatch }: ContentsProps) {
  const { growing, isWriting } = shown;
  const { report } = growing;
  const { route } = state;
  const parts = reportParts(report);
  const isCompared = report.task === "comparison";
  return (
    <>
      {!isCompared && <Subjects report={report} route={route} />}
      {of.task === "comparison" && of.about !== null && (
        <p className="muted">
          About: <bdi>{of.about}</bdi>
        </p>
      )}
      <StaleNotice coverage={report.coverage} dispatch={dispatch} />
      {parts.length === 0 && <p>{emptyWords(report)}.</p>}
      <div className="report-parts" aria-busy={isWriting}>
        {isCompared && parts.length > 0 && <ComparisonTable report={report} parts={parts} route={route} />}
        {!isCompared && parts.map((part) => <Section key={part.at} part={part} route={route} />)}
      </div>
      <Writing shown={shown} state={state} dispatch={dispatch} />
      <Sources report={report} route={route} />
    </>
  );
}

function Subjects({ report, route }: { readonly report: Report; readonly route: Route }) {
  return report.documents.map(({ document_id: id, path }) => (
    <p key={id} className="muted">
      <EvidenceLink route={route} opens={{ kind: "document", id }}>
        <bdi>{path}</bdi>
      </EvidenceLink>
    </p>
  ));
}

function Section({ part: { heading, sides }, route }: { readonly part: ReportPart; readonly route: Route }) {
  return (
    <section>
      {heading.length > 0 && (
        <h2 dir="auto">
          <bdi>{heading.join(" › ")}</bdi>
        </h2>
      )}
      {sides.map(({ of, sentences }) => (
        <ReportSentences key={of} sentences={sentences} route={route} />
      ))}
    </section>
  );
}

interface WritingProps extends ViewProps {
  readonly shown: Extract<ReportState, { kind: "report" }>;
}

/** Who wrote it, what isn't shown of that, and what was sent; without a model, that it is quoted. */
function Writing({ shown, state, dispatch }: WritingProps) {
  const { end, growing, isWriting } = shown;
  const { report } = growing;
  const { written } = report;
  const writer = writerOf(state);
  const write = () => dispatch({ type: "words_asked" });
  if (isWriting) return <WritingNow dispatch={dispatch} />;
  const isQuoted = end === null && written === null;
  return (
    <section className="report-writing" aria-labelledby="report-writing-title">
      <h2 id="report-writing-title" className="visually-hidden">
        How it was made
      </h2>
      {isQuoted && canBeWritten(growing) && <Note>{QUOTED_ONLY}</Note>}
      {unprovenIn(growing).map((line) => (
        <Note key={line}>{line}</Note>
      ))}
      {end === "stopped" && <Note>Stopped</Note>}
      {end !== null && end !== "stopped" && <Problem message={end.message} hint={end.hint} />}
      {written?.status === "refused" && <Note>{NOTHING_SENDABLE}</Note>}
      {written?.problem && <Problem message={written.problem.detail} hint={written.problem.hint} />}
      {written && written.sentences_sent > 0 && <Note>{writtenByWords(written)}</Note>}
      {written && <Prompt written={written} />}
      {writer !== null && canBeWritten(growing) && (
        <p className="words-offer">
          <button type="button" className={isQuoted ? undefined : "link"} onClick={write}>
            {isQuoted ? "Say it in words" : written?.status === "written" ? "Write it again" : "Try again"}
          </button>{" "}
          {isQuoted && (
            <span className="muted">
              by <bdi>{writerName(writer)}</bdi>, from sentences of the documents
            </span>
          )}
        </p>
      )}
    </section>
  );
}

function Note({ children }: { readonly children: ReactNode }) {
  return (
    <p className="muted">
      <bdi>{children}</bdi>.
    </p>
  );
}

function Sources({ report, route }: { readonly report: Report; readonly route: Route }) {
  const sources = shownSources(report);
  if (sources.length === 0) return null;
  return (
    <section aria-labelledby="report-sources">
      <h2 id="report-sources">Sources</h2>
      <ul className="words-sources">
        {sources.map(({ number, citation }) => (
          <li key={number}>
            <EvidenceLink route={route} opens={{ kind: "reported", number }} className="source">
              <span className="words-number">{number}</span> <SourceName citation={citation} />
            </EvidenceLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
