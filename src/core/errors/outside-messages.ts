import type { CATALOGUE } from "./catalogue.js";

/**
 * Messages for those who ask a server, in place of the catalogue's own that name this machine's folders and processes,
 * or what a library said of them.
 */
export const OUTSIDE_MESSAGES: Readonly<Partial<Record<keyof typeof CATALOGUE, string>>> = {
  corpus_missing: "The folder of documents does not exist.",
  corpus_not_folder: "The folder of documents is no folder.",
  corpus_unreadable: "The folder of documents can't be read.",
  corpus_empty: "No document could be indexed.",
  index_missing: "There is no index.",
  index_locked: "The index is being written by another process.",
  index_lock_lost:
    "The lock of the index was lost: another process took it over while this one was silent, or its folder was deleted. Nothing was swapped in.",
  index_out_of_memory: "Building the index needed more memory than it may have. The index is as it was.",
  index_build_ended: "The process that builds the index ended before it was done. The index is as it was.",
  index_unusable: "No index can be where the settings say.",
  index_corrupt: "The index is damaged.",
  index_format: "The index has another format than this program reads.",
  index_model: "The index was made with another model than the settings name.",
  index_splitter: "The index was made with other passage settings, or by another version of Footnote.",
  index_unwritable: "The index can't be written.",
  model_missing: "The model is missing.",
  model_damaged: "The model is damaged.",
  model_failed: "The model could not be loaded.",
};
