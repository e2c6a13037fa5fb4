// The settings that a user has who sets nothing.
import { mergeSettings } from "../dist/core/settings.js";

export const defaults = mergeSettings([]);
