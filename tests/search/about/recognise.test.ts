import { describe, expect, test } from "vitest";
import { recognise, withoutGreeting } from "../../../src/search/about/recognise.js";

const ASSISTANT = ["assistant"];
const ALL = ["documents"];
const outline = (of: string) => ["outline", of];
const comparison = (...of: readonly string[]) => ["comparison", ...of];

/** The kind and its phrases. */
function formOf(text: string): readonly string[] | null {
  const form = recognise(text);
  switch (form?.kind) {
    case "assistant":
      return [form.kind];
    case "documents":
      return [form.kind, ...(form.ofKind === null ? [] : [form.ofKind])];
    case "outline":
      return [form.kind, form.of];
    case "comparison":
      return [form.kind, ...form.of];
    default:
      return null;
  }
}

test.each([
  ["hi", ASSISTANT],
  ["Hi!", ASSISTANT],
  ["Hello there 👋", ASSISTANT],
  ["Good morning", ASSISTANT],
  ["thanks", ASSISTANT],
  ["Thanks a lot, bye!", ASSISTANT],
  ["Thank you for your help.", ASSISTANT],
  ["bye", ASSISTANT],
  ["ok great, thanks", ASSISTANT],
  ["help", ASSISTANT],
  ["Can you help me?", ASSISTANT],
  ["Who are you?", ASSISTANT],
  ["hello, who are you?", ASSISTANT],
  ["what can you do", ASSISTANT],
  ["How does this work?", ASSISTANT],
  ["Are you a robot?", ASSISTANT],
  ["what is your name", ASSISTANT],

  ["What documents do you have?", ALL],
  ["Hi, what documents do you have?", ALL],
  ["list the documents", ALL],
  ["Can you list all the documents, please?", ALL],
  ["Which files are indexed?", ALL],
  ["how many documents are there?", ALL],
  ["How many PDFs do you have access to?", ALL],
  ["show me all files", ALL],
  ["what is in this folder?", ALL],
  ["What files are in the index?", ALL],
  ["which documents can you search?", ALL],
  ["list of documents", ALL],
  ["What leases do you have?", ["documents", "leases"]],
  ["how many policies are in this folder", ["documents", "policies"]],

  ["what is this about?", outline("this")],
  ["What's this document about?", outline("this document")],
  ["What are these documents about?", outline("these documents")],
  ["Give me a summary.", outline("")],
  ["tl;dr", outline("")],
  ["Summarise the travel policy", outline("the travel policy")],
  ["please summarize lease-a.md for me", outline("lease-a.md")],
  ["Sum up the October minutes", outline("the October minutes")],
  ["Give me an overview of the travel policy", outline("the travel policy")],
  ["Could you give me a brief summary of this?", outline("this")],
  ["What does the October meeting's minutes cover?", outline("the October meeting's minutes")],
  ["What are the main points of the travel policy?", outline("the travel policy")],
  ["Which topics does the handbook cover?", outline("the handbook")],
  ["What do these documents say?", outline("these documents")],
  ["Tell me about the Oakfield lease", outline("the Oakfield lease")],
  // Whether that names a document, its index tells.
  ["Summarise the grievance procedure", outline("the grievance procedure")],

  ["What changed between the September and October minutes?", comparison("the September and October minutes")],
  ["compare the XL and the 400", comparison("the XL and the 400")],
  ["difference between lease A and lease B", comparison("lease A and lease B")],
  ["What are the main differences between lease A and lease B?", comparison("lease A and lease B")],
  ["How do the two leases differ?", comparison("the two leases")],
  ["How does lease A differ from lease B?", comparison("lease A", "lease B")],
  ["lease A vs. lease B", comparison("lease A", "lease B")],
  ["How does the XL compare to the 400?", comparison("the XL", "the 400")],
  // The same: it says more than names.
  ["compare the notice period of A and B", comparison("the notice period of A and B")],
])("%j is read by its words", (text, form) => {
  expect(formOf(text)).toEqual(form);
});

test.each([
  "What documents do I need for a visa?",
  "list the documents required for registration",
  "name the documents that the buyer must provide",
  "Which documents are available to tenants?",
  "Which files must be kept for ten years?",
  "Which documents did the committee read?",
  "How many documents were signed in Geneva?",
  "How many files were deleted?",
  "What rules are there?",
  "What do you need for the visa?",
  "Who are you allowed to invite?",
  "What are you required to sign?",
  "What can you do with a visa?",
  "who is this man?",
  "What does the director do?",
  "What is this clause about termination?",
  "What is the article about the ambassador saying?",
  "What does the lease say about pets?",
  "What did he say?",
  "What do they say?",
  "What is it about?",
  "Tell me about pets",
  "What is the summary judgment?",
  "how do the leases differ on pets?",
  "What changed in 1989?",
  "What is different about the new model?",
  "hello world program",
  "help for tenants",
  "help desk opening hours",
  "thank you letter template",
  "Good morning America: who presents it?",
  "Hello Dolly, who wrote the songs?",
  "Bye-laws of the club",
  "Hi-fi repairs, who does them?",
  "Great Britain",
  "ok button colour",
  "Hi, what is the notice period?",
  "thanks, and who pays?",
])("%j is a question of content", (text) => {
  expect(formOf(text)).toBeNull();
});

describe("a greeting or thanks before a question", () => {
  test.each([
    ["Hi, what is the notice period?", "what is the notice period?"],
    ["Hello there! Who pays?", "Who pays?"],
    ["hi what is the notice period", "what is the notice period"],
    ["thanks, and who pays?", "and who pays?"],
    ["Good morning. Thank you! When does it end?", "When does it end?"],
  ])("%j leaves %j", (text, rest) => {
    expect(withoutGreeting(text)).toBe(rest);
  });

  test.each([
    "hello world program",
    "Hello Dolly, who wrote the songs?",
    "Hi-fi repairs, who does them?",
    "thank you letter template",
    "hello.com opening hours",
    "What does hi, mean?",
    "Hi!",
  ])("%j has none", (text) => {
    expect(withoutGreeting(text)).toBe(text);
  });
});

test("a text of any length and kind is read in no time that its length doesn't explain", () => {
  for (const part of ["hi ", "the ", "and ", "documents ", "what is ", "of the ", "compare a and b with "]) {
    recognise(part.repeat(100));
    recognise(`compare ${part.repeat(40)}`);
  }
  expect(recognise("hi ".repeat(2000))).toBeNull();
});
