import type { AskRequest } from "../../src/assistant/assistant.js";
import { MemoryAssistant } from "./memory-assistant.js";

/** Answers nothing until it is called off. */
export class WaitingAssistant extends MemoryAssistant {
  readonly asked = withResolvers<void>();
  readonly calledOff = withResolvers<unknown>();

  override async ask(_request: AskRequest, signal?: AbortSignal): Promise<never> {
    this.asked.resolve();
    await new Promise((resolve) => signal?.addEventListener("abort", resolve));
    this.calledOff.resolve(signal?.reason);
    throw signal?.reason;
  }
}

function withResolvers<T>() {
  let resolve!: (value: T | PromiseLike<T>) => void;
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
