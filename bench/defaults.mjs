// The settings that a user has who sets nothing.
import { mergeSettings } from "../dist/core/settings.js";
import { SPLITTER_VERSION } from "../dist/index/split/passages.js";

export const defaults = mergeSettings([]);

const { passageTokens: maxTokens, overlapTokens } = defaults;
export const buildOptions = { splitter: { version: SPLITTER_VERSION, maxTokens, overlapTokens }, pool: {} };
