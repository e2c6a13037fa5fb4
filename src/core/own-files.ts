/**
 * Folder of the answers that were marked right or wrong in the chat. Beside the index, which is always safe to delete;
 * and in the folder that the user works in, to be found.
 */
export const LABELS_FOLDER = "footnote-labels";

/** Settings in the folder where commands are run. */
export const CONFIG_FILE = "footnote.config.json";

/** The first line of an exported conversation, which is kept for people and must never be quoted as evidence. */
export const EXPORT_MARK = "<!-- A conversation with Footnote. Footnote does not read this file as a document. -->";
