/** Longer texts are documents to ask about, not questions. UTF-16 length, outer white space left out. */
export const MAX_QUESTION_CHARACTERS = 4000;
/** What one call verifies at most. */
export const MAX_STATEMENTS = 50;
/** Each is embedded and searched for by itself. */
export const MAX_STATED_SENTENCES = 200;
/** Of one stated sentence: UTF-16 length, and the names, numbers and dates in it. Each is held against every other. */
export const MAX_STATED_CHARACTERS = 1000;
export const MAX_STATED_FACTS = 40;
export const MAX_CITATIONS = 200;
/** Of what a filter names: items a list, and UTF-16 length of each. */
export const MAX_FILTER_ITEMS = 1000;
export const MAX_FILTER_CHARACTERS = 1000;
/** Paths are held against every document. */
export const MAX_FILTER_PATHS = 100;
/** Fields of documents that a filter names, each held against every document. */
export const MAX_FILTER_FIELDS = 10;
/** Documents that an answer lists of those that the question names. */
export const MAX_ASKED_OF = 20;
/** Documents that an answer lists where it is asked which there are. */
export const MAX_LISTED = 20;
export const MAX_TOP_K = 50;
/** Passages of a selection that are summarised together. */
export const MAX_REPORT_PASSAGES = 40;
export const MAX_DOCUMENTS_A_PAGE = 1000;
/** On either side of a passage. */
export const MAX_CONTEXT_PASSAGES = 20;
/** How many of the latest turns of a conversation are read. */
export const TURNS_READ = 10;
export const MAX_PASSAGES_A_TURN = 50;
/** Of a passage, from the start of its first sentence to the end of its last. UTF-16 length. */
export const MAX_PASSAGE_CHARACTERS = 1500;
/** Conversations that are kept in one folder, and bytes of one and of one of its turns. */
export const MAX_CONVERSATIONS = 2000;
export const MAX_CONVERSATION_BYTES = 62 * 2 ** 20;
export const MAX_TURN_BYTES = 4 * 2 ** 20;
export const MAX_TITLE_CHARACTERS = 200;
/** What a conversation, an answer or a report can be given away as. */
export const EXPORT_FORMATS = ["markdown", "html", "docx", "bibtex", "csl-json"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
