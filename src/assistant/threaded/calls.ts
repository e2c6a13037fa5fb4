import type { ReportProgress, WriteEvent } from "../../contract/events.js";
import type { SyncProgress } from "../../contract/index-state.js";
import type { PortableError } from "../../core/errors/errors.js";
import type { Settings } from "../../core/settings.js";
import type { Assistant } from "../assistant.js";
import type { Collection } from "../local/joined-assistant.js";

/** What the thread makes its assistant of. */
export interface ThreadData {
  readonly settings: Settings;
  /** What relative folders of the settings are relative to. */
  readonly cwd: string;
  /** As of `LocalOptions`. */
  readonly corpus?: string;
  /** What is asked [the index that the settings name]. */
  readonly collections?: readonly Collection[];
}

export type Method = keyof Assistant;

/** Asks for a method, or calls off one that was asked for. Arguments are without what can't go to another thread. */
export type Call =
  | {
      readonly kind: "call";
      readonly id: number;
      readonly method: Method;
      readonly args: readonly unknown[];
      /** Whoever asks has left already. */
      readonly isCalledOff: boolean;
    }
  | { readonly kind: "call_off"; readonly id: number };

/** What is heard of a call while it goes on. */
export type HeardEvent = WriteEvent | ReportProgress;

export type Reply =
  | { readonly kind: "event"; readonly id: number; readonly event: HeardEvent }
  | { readonly kind: "progress"; readonly id: number; readonly progress: SyncProgress }
  | { readonly kind: "done"; readonly id: number; readonly result: unknown }
  | { readonly kind: "failed"; readonly id: number; readonly failure: PortableError };
