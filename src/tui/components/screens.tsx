import { Box, Static, useStdout } from "ink";
import { type ReactElement, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";
import { liveLines, pastLines, type Ticking } from "../layout/chat-lines.js";
import { conversationsLines } from "../layout/conversations-lines.js";
import { documentsLines, helpLines, promptLines } from "../layout/page-lines.js";
import { readerLines } from "../layout/reader-lines.js";
import type { Line } from "../lines.js";
import type { Store } from "../reducer/store.js";
import { isWriting, lookingUp, type PastItem, type State, taskOf } from "../state/state.js";
import { StyledLines } from "./styled-lines.js";
import { type KeyHandling, useKeys } from "./use-keys.js";

const CLEAR_WINDOW = "\u001b[2J\u001b[H";

interface ChatProps extends KeyHandling {
  readonly store: Store;
}

/** The conversation: past turns printed for good, the latest one and the input drawn anew. */
export function ChatScreen({ store, now }: ChatProps): ReactElement {
  useKeys({ store, now });
  const current = useStore(store);
  const state = useUncovered(current);
  const isBusy = lookingUp(state) !== undefined || isWriting(state) || taskOf(state, "sync") !== undefined;
  const ticking = useTicking(isBusy && current.screen.kind === "chat", now);
  useClearedWindow(state.conversation);
  useRedrawing(current.redraws);
  return (
    <Box flexDirection="column">
      <Static key={state.conversation} items={[...state.past]}>
        {(item: PastItem) => <StyledLines key={item.id} lines={pastLines(item, state.size.columns, state.display)} />}
      </Static>
      <StyledLines lines={liveLines(state, ticking)} />
    </Box>
  );
}

/** The state as it was when another screen covered this one: what isn't seen needn't be drawn. */
function useUncovered(state: State): State {
  const seen = useRef(state);
  if (state.screen.kind === "chat" || state.hasQuit) seen.current = state;
  return seen.current;
}

/** What was drawn is no longer where it was left: it is drawn once more, from the cursor on. */
function useRedrawing(redraws: number): void {
  const { write } = useStdout();
  const drawn = useRef(redraws);
  useLayoutEffect(() => {
    if (drawn.current === redraws) return;
    drawn.current = redraws;
    write("");
  }, [redraws, write]);
}

function useClearedWindow(conversation: number): void {
  const { write } = useStdout();
  const drawn = useRef(conversation);
  useEffect(() => {
    if (drawn.current === conversation) return;
    drawn.current = conversation;
    write(CLEAR_WINDOW);
  }, [conversation, write]);
}

interface FullScreenProps {
  readonly store: Store;
  /** Also when the process is made to end: then nobody but Ink's own exit handler is left to tidy up. */
  readonly onClosed: () => void;
}

/** The reader, the help and the list of documents, on the terminal's second screen. */
export function FullScreen({ store, onClosed }: FullScreenProps): ReactElement {
  useLayoutEffect(() => onClosed, [onClosed]);
  const state = useStore(store);
  const lines = useRef<readonly Line[]>([]);
  lines.current = linesOf(state) ?? lines.current;
  return <StyledLines lines={lines.current} />;
}

function linesOf({ screen, size }: State): readonly Line[] | null {
  switch (screen.kind) {
    case "reader":
      return readerLines(screen, size);
    case "help":
      return helpLines(screen.top, size);
    case "documents":
      return documentsLines(screen, size);
    case "conversations":
      return conversationsLines(screen, size);
    case "prompt":
      return promptLines(screen, size);
    case "chat":
      return null;
  }
}

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
/** Each draws a frame, for which a key press waits. */
const TICK_MS = 200;

/** The spinner and the time, moving only while something is running and can be seen. */
function useTicking(isActive: boolean, now: () => number): Ticking {
  const [frame, setFrame] = useState(0);
  useEffect(() => {
    if (!isActive) return;
    const timer = setInterval(() => setFrame((previous) => previous + 1), TICK_MS);
    return () => clearInterval(timer);
  }, [isActive]);
  return { spinner: FRAMES[frame % FRAMES.length] ?? "", now: now() };
}

function useStore(store: Store): State {
  return useSyncExternalStore(store.subscribe, store.getState);
}
