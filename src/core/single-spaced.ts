/** A text with each run of white space, line ends included, as one space, and none around it. */
export function singleSpaced(text: string): string {
  // Nearly every sentence is so already.
  return OTHER_SPACES.test(text) ? text.replace(/\s+/gu, " ").trim() : text.trim();
}

const OTHER_SPACES = /[^\S ]| {2}/u;
