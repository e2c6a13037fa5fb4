import type { AskRequest } from "../../src/assistant/assistant.js";
import type { Answer } from "../../src/contract/answer.js";
import { MemoryAssistant } from "./memory-assistant.js";

/** Holds questions back until it is told to answer; calls that are stopped end with their signal's reason. */
export class HeldAssistant extends MemoryAssistant {
  /** Questions that it works on now, and the most that it ever worked on at once. */
  running = 0;
  most = 0;
  readonly stopped: unknown[] = [];
  #letGo!: () => void;
  readonly #gate = new Promise<void>((resolve) => {
    this.#letGo = resolve;
  });

  /** `heedsSignal` is false for work that can't be stopped. */
  constructor(private readonly heedsSignal = true) {
    super();
  }

  letGo(): void {
    this.#letGo();
  }

  override async ask(request: AskRequest, signal?: AbortSignal): Promise<Answer> {
    this.running++;
    this.most = Math.max(this.most, this.running);
    try {
      await Promise.race([this.#gate, ...(this.heedsSignal && signal ? [aborted(signal)] : [])]);
    } catch (reason) {
      this.stopped.push(reason);
      throw reason;
    } finally {
      this.running--;
    }
    return super.ask(request);
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
}
