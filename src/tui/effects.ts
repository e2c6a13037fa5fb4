import { toFootnoteError } from "../core/errors/errors.js";
import { performTask, type Workplace } from "./perform-task.js";
import { KEEPING } from "./side-tasks.js";
import type { Task } from "./state.js";
import type { Store } from "./store.js";

/**
 * Does what the state's tasks say: starts each new one, aborts each that has left the list, and reports what comes of
 * it as events. Gives the function that ends everything, once what the user wanted kept is written.
 */
export function runEffects(store: Store, parts: Omit<Workplace, "dispatch">): () => Promise<void> {
  const workplace: Workplace = { ...parts, dispatch: store.dispatch };
  const running = new Map<number, AbortController>();
  const reconcile = () => {
    const { tasks } = store.getState();
    for (const [id, controller] of running) {
      if (tasks.some((task) => task.id === id)) continue;
      running.delete(id);
      controller.abort();
    }
    for (const task of tasks) {
      if (running.has(task.id) || isHeldBack(task, tasks)) continue;
      const controller = new AbortController();
      running.set(task.id, controller);
      void performTask(task, workplace, controller.signal).then(store.dispatch, (error: unknown) => {
        const { message, hint } = toFootnoteError(error);
        store.dispatch({ type: "task_failed", task: task.id, failure: { message, hint } });
      });
    }
  };
  const unsubscribe = store.subscribe(reconcile);
  reconcile();
  return async () => {
    await allKept(store);
    unsubscribe();
    for (const controller of running.values()) controller.abort();
    running.clear();
  };
}

/** Resolves when nothing is left to be written. */
function allKept(store: Store): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (store.getState().tasks.some(({ kind }) => KEEPING.has(kind))) return;
      unsubscribe();
      resolve();
    };
    const unsubscribe = store.subscribe(look);
    look();
  });
}

/** Judgements are kept one after another: each reads and replaces what the one before has written. */
function isHeldBack(task: Task, tasks: readonly Task[]): boolean {
  return task.kind === "judge" && tasks.find(({ kind }) => kind === "judge") !== task;
}
