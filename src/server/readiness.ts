import type { Assistant } from "../assistant/assistant.js";

/** Whether questions can be answered: the index can be opened, the model loaded, and the one was made by the other. */
export class Readiness {
  #provenGeneration: string | null = null;
  #looking: Promise<void> | null = null;

  constructor(private readonly assistant: Assistant) {}

  /** One look at a time, whoever asks meanwhile waits for the same. @throws what `Assistant.search` throws */
  check(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  /** A search proves all of it, and loads what the first question needs; each generation is proven once. */
  async #look(): Promise<void> {
    const { generation } = await this.assistant.status();
    if (generation === this.#provenGeneration) return;
    await this.assistant.search({ question: "ready", topK: 1 });
    this.#provenGeneration = generation;
  }
}
