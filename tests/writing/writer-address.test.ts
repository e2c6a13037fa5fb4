import { expect, test } from "vitest";
import { writerAddress } from "../../src/writing/writer-address.js";

test.each([
  ["http://127.0.0.1:11434", "http://127.0.0.1:11434/v1"],
  ["http://127.0.0.1:11434/", "http://127.0.0.1:11434/v1"],
  ["http://127.0.0.1:11434/v1/", "http://127.0.0.1:11434/v1"],
  ["http://127.0.0.1:11434/v1//", "http://127.0.0.1:11434/v1"],
  ["http://127.0.0.1:11434/v1/chat/completions", "http://127.0.0.1:11434/v1"],
  ["http://127.0.0.1:11434/chat/completions/", "http://127.0.0.1:11434/v1"],
  ["http://127.0.0.1:11434/v1/models", "http://127.0.0.1:11434/v1"],
  ["http://127.0.0.1:11434/api/chat", "http://127.0.0.1:11434/v1"],
  ["https://openrouter.ai/api", "https://openrouter.ai/api/v1"],
  ["https://openrouter.ai/api/v1/chat/completions?x=1", "https://openrouter.ai/api/v1"],
  [
    "https://generativelanguage.googleapis.com/v1beta/openai/",
    "https://generativelanguage.googleapis.com/v1beta/openai",
  ],
])("%s is asked at %s", (given, base) => {
  expect(writerAddress(given).base).toBe(base);
});
