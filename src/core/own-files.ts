/**
 * Folder of the answers that were marked right or wrong in the chat. Beside the index, which is always safe to delete;
 * and in the folder that the user works in, to be found.
 */
export const LABELS_FOLDER = "footnote-labels";

/** Settings in the folder where commands are run. */
export const CONFIG_FILE = "footnote.config.json";

/** What every export says of itself: it is kept for people and must never be quoted as evidence. */
export const EXPORT_WORDS = "A conversation with Footnote. Footnote does not read this file as a document.";

/** The first line of an export, where its format has comments. */
export const EXPORT_MARK = `<!-- ${EXPORT_WORDS} -->`;

/** Why an export is set aside. */
export const IS_EXPORT = "is a conversation that Footnote exported";
