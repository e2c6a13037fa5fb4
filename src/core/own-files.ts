/** What Footnote itself writes for people to keep, and must never quote as evidence. */

/** Folder of the answers that were marked right or wrong in the chat. */
export const LABELS_FOLDER = "footnote-labels";

/** The first line of an exported conversation. */
export const EXPORT_MARK = "<!-- A conversation with Footnote. Footnote does not read this file as a document. -->";
