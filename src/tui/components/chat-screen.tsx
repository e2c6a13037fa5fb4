import { Box, Static, useStdout } from "ink";
import { type ReactElement, useEffect, useLayoutEffect, useRef } from "react";
import { pastLines } from "../layout/chat-lines.js";
import { liveLines } from "../layout/live-lines.js";
import { lookingUp, type PastItem, type State, taskOf } from "../state.js";
import type { Store } from "../store.js";
import { StyledLines } from "./styled-lines.js";
import { type KeyHandling, useKeys } from "./use-keys.js";
import { useStore } from "./use-store.js";
import { useTicking } from "./use-ticking.js";

const CLEAR_WINDOW = "\u001b[2J\u001b[H";

interface ChatProps extends KeyHandling {
  readonly store: Store;
}

/** The conversation: past turns printed for good, the latest one and the input drawn anew. */
export function ChatScreen({ store, now }: ChatProps): ReactElement {
  useKeys({ store, now });
  const current = useStore(store);
  const state = useUncovered(current);
  const isBusy = lookingUp(state) !== undefined || taskOf(state, "sync") !== undefined;
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
