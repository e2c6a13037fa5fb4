"""Passages written for training (folder `made/`), as offices, laws, manuals and reports have them, with questions that
they answer, near misses about the same subject, and statements that they support, contradict or leave open.

A line: `{ kind, title, text, qa: [[question, answer or null]], st: [[statement, "s" | "c" | "o"]] }`; an answer is a
substring of the text, and occurs in it once.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path

from data import MAX_WINDOW_CHARS, Example, Overlap, Paragraph, asked, chosen, inside, random_window, sentence_of, split_sentences

SUPPORT = {"s": 0, "c": 1, "o": 2}
HELD_OUT_ONE_IN = 8


@dataclass
class MadeQuestion:
    text: str
    paragraph: Paragraph
    title: str
    answer: tuple[int, int] | None


@dataclass
class MadeStatement:
    text: str
    paragraph: Paragraph
    title: str
    label: int


def load_made(folder: Path) -> tuple[list[MadeQuestion], list[MadeStatement], list[MadeQuestion], list[MadeStatement]]:
    """Questions and statements for training, and held-out ones (whole passages)."""
    parts: tuple[list, list, list, list] = ([], [], [], [])
    for path in sorted(folder.glob("*.jsonl")):
        for row in map(json.loads, filter(str.strip, path.read_text(encoding="utf-8").splitlines())):
            text = row["text"]
            paragraph = Paragraph(f"made-{path.stem.split('-')[0]}", text[:40], text, split_sentences(text))
            first = 2 if chosen(text, HELD_OUT_ONE_IN) else 0
            for question, answer in row["qa"]:
                at = text.find(answer) if answer else -1
                if answer and at < 0:
                    continue
                parts[first].append(MadeQuestion(question, paragraph, row["title"], (at, at + len(answer)) if answer else None))
            for statement, label in row["st"]:
                parts[first + 1].append(MadeStatement(statement, paragraph, row["title"], SUPPORT[label]))
    return parts


class MadeMaker:
    """Makes examples of made passages."""

    def __init__(self, questions: list[MadeQuestion]):
        self.paragraphs = list({id(q.paragraph): q.paragraph for q in questions}.values())
        self.titles = {id(q.paragraph): q.title for q in questions}
        self.overlap = Overlap([p.text for p in self.paragraphs])

    def headed(self, example: Example, title: str, rng: random.Random) -> Example:
        if rng.random() < 0.2:
            head = f"{title}: "
            example.window = head + example.window
            example.answers = [(a + len(head), b + len(head)) for a, b in example.answers]
        return example

    def answered(self, q: MadeQuestion, rng: random.Random) -> Example | None:
        begin, stop = self.around(q.paragraph, sentence_of(q.paragraph, q.answer[0]), rng)
        spans = inside([q.answer], begin, stop)
        if not spans:
            return None
        return self.headed(Example(asked(q.text, rng), q.paragraph.text[begin:stop], "made answer", spans, True), q.title, rng)

    def near_miss(self, q: MadeQuestion, rng: random.Random) -> Example:
        begin, stop = self.likely(q.text, q.paragraph, rng)
        window = q.paragraph.text[begin:stop]
        return self.headed(Example(asked(q.text, rng), window, "made near miss", [], False), q.title, rng)

    def same_passage(self, q: MadeQuestion, rng: random.Random) -> Example | None:
        """Beside the sentences of its passage that don't hold the answer."""
        paragraph, (start, end) = q.paragraph, q.answer
        first, last = sentence_of(paragraph, start), sentence_of(paragraph, end - 1)
        runs = [(0, first), (last + 1, len(paragraph.sentences))]
        runs = [(a, b) for a, b in runs if b > a]
        if not runs:
            return None
        a, b = rng.choice(runs)
        begin, stop = paragraph.sentences[a][0], paragraph.sentences[b - 1][1]
        window = paragraph.text[begin:stop][-420:] if b <= first else paragraph.text[begin:stop][:420]
        if paragraph.text[start:end].lower() in window.lower():
            return None
        return self.headed(Example(asked(q.text, rng), window, "made same passage", [], False, weight=0.8), q.title, rng)

    def other_passage(self, q: MadeQuestion, rng: random.Random) -> Example:
        """Beside the likest of forty other passages."""
        some = [p for p in rng.sample(self.paragraphs, min(40, len(self.paragraphs))) if p is not q.paragraph]
        other = max(some, key=lambda p: self.overlap.score(q.text, p.text))
        begin, stop = self.likely(q.text, other, rng)
        example = Example(asked(q.text, rng), other.text[begin:stop], "made other passage", [], False, weight=0.8)
        return self.headed(example, self.titles[id(other)], rng)

    def statement(self, s: MadeStatement, rng: random.Random) -> Example:
        begin, stop = self.widest(s.text, s.paragraph)
        return self.headed(Example(s.text, s.paragraph.text[begin:stop], "made statement", support=s.label), s.title, rng)

    def open_statement(self, s: MadeStatement, rng: random.Random) -> Example:
        some = [p for p in rng.sample(self.paragraphs, min(40, len(self.paragraphs))) if p is not s.paragraph]
        other = max(some, key=lambda p: self.overlap.score(s.text, p.text))
        begin, stop = self.likely(s.text, other, rng)
        return Example(s.text, other.text[begin:stop], "made statement", support=2, weight=0.8)

    def around(self, paragraph: Paragraph, pivot: int, rng: random.Random) -> tuple[int, int]:
        return random_window(paragraph, pivot, rng) if rng.random() < 0.7 else self.grown(paragraph, pivot, MAX_WINDOW_CHARS)

    def likely(self, text: str, paragraph: Paragraph, rng: random.Random) -> tuple[int, int]:
        """The window that a search would show; often the whole passage, as a near miss is one beside all of it."""
        scores = [self.overlap.score(text, paragraph.text[a:b]) + rng.random() for a, b in paragraph.sentences]
        pivot = max(range(len(scores)), key=scores.__getitem__) if rng.random() < 0.8 else rng.randrange(len(scores))
        return self.around(paragraph, pivot, rng)

    def widest(self, text: str, paragraph: Paragraph) -> tuple[int, int]:
        scores = [self.overlap.score(text, paragraph.text[a:b]) for a, b in paragraph.sentences]
        return self.grown(paragraph, max(range(len(scores)), key=scores.__getitem__), MAX_WINDOW_CHARS)

    @staticmethod
    def grown(paragraph: Paragraph, pivot: int, limit: int) -> tuple[int, int]:
        spans, low, high = paragraph.sentences, pivot, pivot
        while True:
            fits = [(a, b) for a, b in ((low - 1, high), (low, high + 1)) if a >= 0 and b < len(spans) and spans[b][1] - spans[a][0] <= limit]
            if not fits:
                return spans[low][0], spans[high][1]
            low, high = fits[-1] if len(fits) < 2 or (high - pivot) <= (pivot - low) else fits[0]
