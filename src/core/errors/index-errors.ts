import { errorRows } from "./error-row.js";

/** The rows of the catalogue about the index: finding it, reading it, building it, and the jobs that build it. */
export const INDEX_ERRORS = errorRows({
  index_missing: {
    status: 503,
    exit: 4,
    message: "There is no index in {path}.",
    outside: "There is no index.",
    hint: "Build it: footnote index <folder>",
  },
  index_locked: {
    status: 409,
    exit: 4,
    message: "The index in {path} is being written by process {pid} on {host}.",
    outside: "The index is being written by another process.",
    hint: "Wait for it to finish, or end that process; a lock whose holder is gone is taken over by itself.",
  },
  store_unreachable: {
    status: 503,
    exit: 2,
    message: "The OpenSearch cluster at {url} can't be reached: {problem}.",
    outside: "The cluster that holds the index can't be reached.",
    hint: "Check FOOTNOTE_OPENSEARCH_URL and that the cluster runs; name several nodes, parted by commas, so that one may fail. Where its certificates are signed by an authority of your own, name that one's file: FOOTNOTE_OPENSEARCH_CA_FILE.",
  },
  store_offline: {
    status: 503,
    exit: 2,
    message: "The index is kept in the OpenSearch cluster at {url}, and --offline opens no connection.",
    outside: "The index is kept in a cluster, and the server may open no connection.",
    hint: "Leave out --offline (FOOTNOTE_OFFLINE), or ask an index that is kept in a folder: --store folder",
  },
  store_refused: {
    status: 502,
    exit: 2,
    message: "The OpenSearch cluster at {url} refused a request ({problem}).",
    outside: "The cluster that holds the index refused a request.",
    hint: "Check the user's name, password and rights, and that the cluster has the k-NN plugin and room on its disks.",
  },
  index_out_of_memory: {
    status: 500,
    exit: 2,
    message: "Building the index in {path} needed more memory than it may have. The index is as it was.",
    outside: "Building the index needed more memory than it may have. The index is as it was.",
    hint: "Allow more: NODE_OPTIONS=--max-old-space-size=4096; or split the largest files, or leave them out: FOOTNOTE_MAX_FILE_MB=16.",
  },
  ocr_language_missing: {
    status: 500,
    exit: 2,
    message: "The data to recognise text in the language '{language}' is not there.",
    outside: "The data to recognise text in one of the languages is not there.",
    hint: "Install it (npm install @tesseract.js-data/<language>), or name the folder that holds <language>.traineddata: FOOTNOTE_OCR_DATA_PATH; FOOTNOTE_OCR=off reads no pictures.",
  },
  index_build_ended: {
    status: 500,
    exit: 2,
    message: "The process that builds the index in {path} ended before it was done ({how}). The index is as it was.",
    outside: "The process that builds the index ended before it was done. The index is as it was.",
    hint: "Run it again. After SIGKILL or SIGABRT, memory has most likely run out: FOOTNOTE_WORKERS=1 needs the least, FOOTNOTE_MAX_FILE_MB leaves out the largest files.",
  },
  index_lock_lost: {
    status: 409,
    exit: 4,
    message:
      "The lock of the index in {path} was lost: another process took it over while this one was silent, or its folder was deleted. Nothing was swapped in.",
    outside:
      "The lock of the index was lost: another process took it over while this one was silent, or its folder was deleted. Nothing was swapped in.",
    hint: "Run it again: it starts from what the index holds by then.",
  },
  index_job_running: {
    status: 409,
    exit: 4,
    message: "The index is being rebuilt already, by job {id}.",
    hint: "Follow that job, which Location names, or cancel it; start another one when it is over.",
  },
  index_job_unknown: {
    status: 404,
    exit: 2,
    message: "There is no job '{id}'.",
    hint: "GET /v1/index/jobs lists the last ones; a server that is started again knows none.",
  },
  index_unusable: {
    status: 503,
    exit: 2,
    message: "No index can be in {path}: {problem}.",
    outside: "No index can be where the settings say.",
    hint: "Name another folder for the index with --index.",
  },
  index_corrupt: {
    status: 503,
    exit: 4,
    message: "The index in {path} is damaged: {problem}",
    outside: "The index is damaged.",
    hint: "Rebuild it from the documents: footnote index --full",
  },
  index_format: {
    status: 503,
    exit: 4,
    message: "The index in {path} has format {found}; this program reads format {expected}.",
    outside: "The index has another format than this program reads.",
    hint: "Rebuild it from the documents: footnote index --full",
  },
  index_model: {
    status: 503,
    exit: 4,
    message: "The index in {path} was made with the model {found}; the settings name {expected}.",
    outside: "The index was made with another model than the settings name.",
    hint: "Rebuild it with this model: footnote index --full — or set the model back.",
  },
  index_splitter: {
    status: 503,
    exit: 4,
    message: "The index in {path} was made with other passage settings, or by another version of Footnote.",
    outside: "The index was made with other passage settings, or by another version of Footnote.",
    hint: "Rebuild it: footnote index --full — or set passageTokens and overlapTokens back.",
  },
  index_unwritable: {
    status: 503,
    exit: 2,
    message: "The index in {path} can't be written: {problem}",
    outside: "The index can't be written.",
    hint: "Free some space or mend the folder's permissions, then run it again; the index is as it was.",
  },
});
