import type { SyncProgress } from "../../contract/index-state.js";
import { builtWords, phaseWords, progressFacts } from "../../core/build-words.js";
import { staleWords } from "../../core/wording.js";
import type { Build } from "../state/state.js";
import { FailureNotice } from "./failure-notice.js";
import type { ViewProps } from "./view-props.js";

/** Whether the index follows its folder, and the rebuild that makes it. */
export function BuildPanel({ state, dispatch }: ViewProps) {
  const { build, status } = state;
  const index = status?.kind === "loaded" ? status.value : null;
  const stale = index === null ? "" : staleWords(index);
  const isBusy = build?.kind === "running" || build?.kind === "cancelling";
  return (
    <div className="build">
      {stale !== "" && !isBusy && (
        <p className="warning">
          <bdi>{stale}</bdi>
        </p>
      )}
      {index?.stale != null && stale === "" && build === null && (
        <p className="good">The index is up to date with its folder.</p>
      )}
      {build && <BuildState build={build} state={state} dispatch={dispatch} />}
      <div className="build-actions">
        {isBusy ? (
          <button
            type="button"
            disabled={build.kind === "cancelling"}
            onClick={() => dispatch({ type: "build_cancelled" })}
          >
            {build.kind === "cancelling" ? "Cancelling…" : "Cancel the update"}
          </button>
        ) : (
          <>
            <button type="button" onClick={() => dispatch({ type: "build_asked", full: false })}>
              Update the index
            </button>
            <button type="button" className="link" onClick={() => dispatch({ type: "build_asked", full: true })}>
              Rebuild everything
            </button>
          </>
        )}
      </div>
    </div>
  );
}

function BuildState({ build, dispatch }: ViewProps & { readonly build: Build }) {
  switch (build.kind) {
    case "running":
    case "cancelling":
      return <Progress progress={build.kind === "running" ? build.progress : null} />;
    case "done":
      return <p className="good">{builtWords(build.result)}</p>;
    case "cancelled":
      return <p className="muted">Cancelled. The index is as it was before.</p>;
    case "failed":
      return <FailureNotice failure={build.failure} dispatch={dispatch} />;
  }
}

function Progress({ progress }: { readonly progress: SyncProgress | null }) {
  const isCounted = progress !== null && progress.phase !== "discover" && progress.passages_total > 0;
  return (
    <div className="progress">
      <p id="progress-label">
        {phaseWords(progress)}
        {isCounted && `: ${progressFacts(progress, " of ").join(", ")}`}
      </p>
      <progress
        aria-labelledby="progress-label"
        {...(isCounted && { max: progress.passages_total, value: progress.passages_done })}
      />
      {progress?.current != null && (
        <p className="muted">
          <bdi>{progress.current}</bdi>
        </p>
      )}
    </div>
  );
}
