import type { State, Task } from "./state.js";

type NewTask = Task extends infer Kind ? (Kind extends Task ? Omit<Kind, "id"> : never) : never;

/** A task more. */
export function withTask(state: State, task: NewTask): State {
  const added = { ...task, id: state.nextId } as Task;
  return { ...state, tasks: [...state.tasks, added], nextId: state.nextId + 1 };
}
