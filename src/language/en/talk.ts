/**
 * What people say to somebody who answers questions, as data: talk that asks nothing, and how one asks about documents
 * rather than about what they say. In lower case, with straight apostrophes; phrases are single-spaced.
 */
import { DOCUMENT_KINDS, type Words, words } from "./lexicon.js";

// Documents

/** Words for a kind of document, in both numbers, each with the one for a single document. */
export const DOCUMENT_KIND_WORDS: ReadonlyMap<string, string> = new Map(
  DOCUMENT_KINDS.flatMap((kinds) =>
    [...kinds].flatMap((kind) => [
      [kind.replace(/(?<=[^aeiou])y$/u, "ie").concat("s"), kind] as const,
      [kind, kind] as const,
    ]),
  ),
);
/** What people call the documents as such, in one number or both; each may have an "s". */
export const DOCUMENT_NOUNS = words("document file doc text pdf");
/** What people call all of them together, and the place where they are. */
export const COLLECTION_NOUNS: Words = new Set([
  ...words("folder collection corpus archive library index directory database repository"),
  ...["knowledge base", "document set", "set of documents"],
]);
/** What a short account of a text is called, and the verbs that ask for one. */
export const SUMMARY_NOUNS: Words = new Set([
  ...words("summary overview outline synopsis digest gist recap tldr tl;dr"),
  ...["short version", "table of contents"],
]);
export const SUMMARY_VERBS: Words = new Set([...words("summarise summarize outline recap"), "sum up"]);
/** What a text has several of that tell what it is about. */
export const POINT_NOUNS = words(
  "point points topic topics theme themes subject subjects idea ideas message messages takeaway takeaways",
);
/** What a text does with what it is about, in the plain form. */
export const TREATING_VERBS: Words = new Set([
  ...words("say cover contain include discuss describe address treat"),
  ...["deal with", "talk about", "tell me", "tell us"],
]);
/** What may be different between two texts: "a difference", "to differ". */
export const DIFFERENCE_NOUNS = words("difference differences change changes");

// Talk

export const GREETINGS: Words = new Set([
  ...words("hi hello hey hiya howdy greetings hallo"),
  ...["good morning", "good afternoon", "good evening", "good day", "hi there", "hello there", "hey there"],
]);
export const THANKS: Words = new Set([
  ...words("thanks thx ta cheers"),
  ...["thank you", "many thanks", "thanks a lot", "thanks so much", "thank you very much", "thank you so much"],
]);
export const FAREWELLS: Words = new Set([
  ...words("bye goodbye farewell cya"),
  ...["bye bye", "good bye", "good night", "see you", "see you later", "have a nice day", "have a good day"],
]);
/** What else is said without anything being asked. */
export const SMALL_TALK: Words = new Set([
  ...words(
    "ok okay alright great perfect cool nice excellent wonderful awesome super sorry please there all everyone again footnote",
  ),
  ...["all right", "well done", "got it", "very good", "good job", "how are you", "how are you doing", "how do you do"],
  ...["nice to meet you", "much appreciated", "for your help", "for the help", "for that", "that is all", "that's all"],
  ...["that was helpful", "very helpful", "you're welcome", "no problem", "no thanks"],
]);
/** What is asked of somebody who answers questions, and not of documents. */
export const ASKED_OF_ASSISTANT: Words = new Set([
  ...["help", "help me", "can you help", "can you help me", "i need help", "how can you help", "how can you help me"],
  ...["who are you", "what are you", "who is this", "who am i talking to", "who made you", "who built you"],
  ...["what's your name", "what is your name", "do you have a name", "tell me about yourself", "introduce yourself"],
  ...["what do you do", "what can you do", "what can you do for me", "what can i do here", "what are you for"],
  ...[
    "what can i ask",
    "what can i ask you",
    "what should i ask",
    "what may i ask",
    "what is footnote",
    "what's footnote",
  ],
  ...["how do you work", "how does this work", "how does footnote work", "how do i use this", "how do i use footnote"],
  ...["how do i use you", "how can i use this", "how to use this", "what is this tool", "what does this tool do"],
  ...["are you there", "are you human", "are you a human", "are you a bot", "are you a robot", "are you an ai"],
  ...["are you chatgpt", "are you real", "can you hear me", "what does footnote do", "can i ask you something"],
  ...["can i ask a question", "can i ask you a question", "i have a question"],
]);
/** What makes a request polite, at its beginning or its end. */
export const POLITE_OPENERS: Words = new Set([
  ...words("please kindly"),
  ...[
    "can you",
    "could you",
    "would you",
    "will you",
    "can i",
    "could i",
    "may i",
    "i want you to",
    "i would like you to",
  ],
  ...["i'd like you to", "i want to", "i would like to", "i'd like to", "i need you to", "let me", "just"],
]);
export const POLITE_ENDINGS: Words = new Set([
  ...words("please thanks now here"),
  ...["for me", "for us", "thank you", "if you can"],
]);
