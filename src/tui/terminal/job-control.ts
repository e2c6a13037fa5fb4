import type { Store } from "../reducer/store.js";

/** How a program in a terminal stands to the shell that it was started from. */
export interface JobControl {
  /** Stops this program as Ctrl-Z does elsewhere; resolves when it goes on, at once where nobody could wake it. */
  stop(): Promise<void>;
  /** Calls when the program is asked to stop, and when it goes on after a stop that it was not asked about. */
  watch(onStop: () => void, onGoOn: () => void): () => void;
  /**
   * Keeps Ctrl-C from ending the program, also where another one has the terminal, which it reaches as well.
   * Gives the function that ends that.
   * @param onInterruption called instead [nothing is]
   */
  holdInterruptions(onInterruption?: () => void): () => void;
  /** Calls before the program ends by a failure that nobody has caught. */
  onCrash(tidyUp: () => void): () => void;
}

export interface Screens {
  /** Gives the terminal to the shell, as it was found. */
  leave(): void;
  /** Takes it again. */
  enter(): void;
}

/** Leaves the terminal while the state says that the program is stopped. Gives the function that ends it. */
export function followJobControl(store: Store, job: JobControl, { leave, enter }: Screens): () => void {
  let isAway = false;
  const goOn = () => {
    enter();
    store.dispatch({ type: "resumed" });
    isAway = false;
  };
  const unsubscribe = store.subscribe(() => {
    const { isStopped, hasQuit } = store.getState();
    if (!isStopped || hasQuit || isAway) return;
    isAway = true;
    leave();
    void job.stop().then(() => !store.getState().hasQuit && goOn());
  });
  const stopWatching = job.watch(
    () => store.dispatch({ type: "stopped" }),
    () => {
      if (!isAway) goOn();
    },
  );
  return () => {
    unsubscribe();
    stopWatching();
  };
}
