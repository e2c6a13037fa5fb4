import type { Answer } from "../../contract/answer.js";
import type { Verification } from "../../contract/verification.js";
import type {
  DocumentPage,
  DocumentText,
  IndexStatus,
  PassageInContext,
  SearchResults,
  SyncProgress,
  SyncResult,
} from "../assistant.js";

/** Checks a value from outside and gives it as a type; a schema of zod does. */
export interface Shape<Type> {
  safeParse(value: unknown): Parsed<Type>;
}

type Parsed<Type> =
  | { readonly success: true; readonly data: Type }
  | { readonly success: false; readonly error: { readonly issues: readonly Issue[] } };

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/**
 * What each reply of a server has to look like. The server's own schemas are these shapes (`cli/reply-shapes.ts`);
 * they come in as an argument, because the server stands above the assistant.
 */
export interface ReplyShapes {
  readonly answer: Shape<Answer>;
  readonly search: Shape<SearchResults>;
  readonly verification: Shape<Verification>;
  readonly documents: Shape<DocumentPage>;
  readonly text: Shape<DocumentText>;
  readonly passage: Shape<PassageInContext>;
  readonly status: Shape<IndexStatus>;
  readonly job: Shape<ReportedJob>;
  readonly jobs: Shape<{ readonly jobs: readonly ReportedJob[] }>;
  readonly problem: Shape<ReportedProblem>;
}

/** RFC 9457, as far as it is read. */
export interface ReportedProblem {
  readonly code: string;
  readonly detail: string;
}

/** A rebuild on the server, as far as it is read. */
export interface ReportedJob {
  readonly id: string;
  readonly state: "queued" | "running" | "done" | "failed" | "cancelled";
  readonly progress: SyncProgress | null;
  readonly result: SyncResult | null;
  readonly problem: ReportedProblem | null;
}
