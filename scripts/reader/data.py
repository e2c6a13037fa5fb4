"""Rows, their split, windows and the mixture that training draws from.

A row is never split from its article: the held-out part is whole articles (or, where a source has none, whole
texts), and two whole sources (`HELD_OUT_SOURCES`) that training never sees.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from math import log
from pathlib import Path

HELD_OUT_SOURCES = {"qed-dev(nq)", "fm2-dev"}
HELD_OUT_ONE_IN = 7
MAX_SENTENCES = 4
MAX_WINDOW_CHARS = 700

# Examples a chunk, by kind: six in ten are questions, half of them answerable; the rest statements.
CHUNK_KINDS = {
    "answer squad": 110,
    "answer new_wiki": 90,
    "answer reddit": 55,
    "answer amazon": 55,
    "human unanswerable": 110,
    "weak unanswerable": 30,
    "changed question": 110,
    "same paragraph": 60,
    "other paragraph": 30,
    "other text": 30,
    "snli": 110,
    "fever": 110,
    "fever open": 80,
    "begin": 30,
    "made statement": 160,
    "table": 50,
    "rule": 50,
}

# What a chunk holds where made passages are at hand: half of it is of them.
MADE_KINDS = {
    "answer squad": 70,
    "answer new_wiki": 50,
    "answer reddit": 35,
    "answer amazon": 35,
    "human unanswerable": 110,
    "weak unanswerable": 10,
    "changed question": 50,
    "same paragraph": 40,
    "other paragraph": 20,
    "other text": 20,
    "snli": 60,
    "fever": 60,
    "fever open": 30,
    "begin": 20,
    "made statement": 90,
    "table": 30,
    "rule": 30,
    "passage answer": 190,
    "passage near miss": 190,
    "passage same": 60,
    "passage other": 60,
    "passage statement": 260,
    "passage open": 30,
}

LABELS = {"entail": 0, "contradict": 1, "neutral": 2, "not_entail": 3}


@dataclass
class Paragraph:
    source: str
    article: str
    text: str
    sentences: list[tuple[int, int]]


@dataclass
class Question:
    text: str
    paragraph: Paragraph
    answers: list[tuple[int, int]]
    source: str


@dataclass
class Example:
    """One pair for the reader. `answers` are spans of `window`; `answerable` or `support` is None where the row
    says nothing about it; support 3 means "not supported", contradicted or open."""

    first: str
    window: str
    kind: str
    answers: list[tuple[int, int]] = field(default_factory=list)
    answerable: bool | None = None
    support: int | None = None
    weight: float = 1.0


ABBREVIATION = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Jr|Sr|Prof|Gen|Col|Lt|Rev|Hon|No|vs|etc|e\.g|i\.e|cf|Inc|Ltd|Co|ca|c|approx|U\.S)\.$")
BREAK = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|\n+")


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences of `text`, white space around them left out."""
    cuts, start = [], 0
    for match in BREAK.finditer(text):
        if ABBREVIATION.search(text[max(0, match.start() - 8) : match.start()]):
            continue
        cuts.append((start, match.end()))
        start = match.end()
    cuts.append((start, len(text)))
    spans = []
    for begin, end in cuts:
        part = text[begin:end]
        begin += len(part) - len(part.lstrip())
        end = begin + len(part.strip())
        if end > begin:
            spans.append((begin, end))
    return spans


def chosen(key: str, one_in: int) -> bool:
    return int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) % one_in == 0


def split_key(row: dict) -> str:
    """What a row must not be parted from."""
    if row["source"] == "squadshifts-reddit":
        return row["context"]
    return row["article"]


def load_questions(path: Path) -> tuple[list[Question], list[Question]]:
    """Questions for training and held-out ones."""
    paragraphs: dict[str, Paragraph] = {}
    train, held = [], []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            text = row["context"]
            paragraph = paragraphs.get(text)
            if paragraph is None:
                paragraph = Paragraph(row["source"], row["article"], text, split_sentences(text))
                paragraphs[text] = paragraph
            spans = sorted({(a["start"], a["start"] + len(a["text"])) for a in row["answers"]})
            question = Question(" ".join(row["question"].split()), paragraph, spans, row["source"])
            out = row["source"] in HELD_OUT_SOURCES or chosen(split_key(row), HELD_OUT_ONE_IN)
            (held if out else train).append(question)
    return train, held


@dataclass
class Pair:
    source: str
    label: int
    premise: str
    hypothesis: str


def untokenised(text: str) -> str:
    """Undoes the spaces that tree banks put around punctuation."""
    text = re.sub(r"\s+([,.;:!?%)\]])", r"\1", text)
    text = re.sub(r"([(\[$])\s+", r"\1", text)
    text = re.sub(r"\s+('s|'t|n't|'re|'ve|'d|'ll|'m)\b", r"\1", text)
    return re.sub(r"``\s*|\s*''", '"', re.sub(r"-LRB-\s*", "(", re.sub(r"\s*-RRB-", ")", text)))


def load_pairs(path: Path) -> tuple[list[Pair], list[Pair]]:
    """Premise and statement, for training and held out (by premise)."""
    train, held = [], []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            pair = Pair(row["source"], LABELS[row["label"]], untokenised(row["premise"]), untokenised(row["hypothesis"]))
            out = row["source"] in HELD_OUT_SOURCES or chosen(row["premise"], HELD_OUT_ONE_IN)
            (held if out else train).append(pair)
    return train, held


WORD = re.compile(r"[^\W_]+")


def words(text: str) -> set[str]:
    return {w.lower()[:7] for w in WORD.findall(text) if len(w) > 2}


class Overlap:
    """Weights of words by rarity over the paragraphs, to find the places that a search would find."""

    def __init__(self, texts: list[str]):
        counts = Counter(w for text in texts for w in words(text))
        self.total = len(texts)
        self.idf = {w: log(self.total / n) for w, n in counts.items()}

    def score(self, question: str, text: str) -> float:
        return sum(self.idf.get(w, 0.0) for w in words(question) & words(text))


def window_at(paragraph: Paragraph, pivot: int, size: int, before: int) -> tuple[int, int]:
    """The span of `size` sentences of which `before` stand ahead of sentence `pivot`, cut to the paragraph and
    to `MAX_WINDOW_CHARS`, sentence `pivot` always within."""
    spans = paragraph.sentences
    low = max(0, min(pivot - before, len(spans) - size))
    high = min(len(spans), low + size) - 1
    while high > pivot and spans[high][1] - spans[low][0] > MAX_WINDOW_CHARS:
        high -= 1
    while low < pivot and spans[high][1] - spans[low][0] > MAX_WINDOW_CHARS:
        low += 1
    return spans[low][0], spans[high][1]


def sentence_of(paragraph: Paragraph, place: int) -> int:
    for index, (_, end) in enumerate(paragraph.sentences):
        if place < end:
            return index
    return len(paragraph.sentences) - 1


def inside(answers: list[tuple[int, int]], begin: int, end: int) -> list[tuple[int, int]]:
    return [(a - begin, b - begin) for a, b in answers if a >= begin and b <= end]


def random_window(paragraph: Paragraph, pivot: int, rng: random.Random) -> tuple[int, int]:
    size = rng.choices((1, 2, 3, MAX_SENTENCES), (3, 4, 4, 2))[0]
    return window_at(paragraph, pivot, size, rng.randrange(size))


def asked(text: str, rng: random.Random) -> str:
    """A question as people type it: sometimes without capitals and the mark."""
    if rng.random() < 0.15:
        text = text.lower()
    if rng.random() < 0.15:
        text = text.rstrip(" ?")
    return text


WIKI = ("squad1-dev", "squad2-dev", "squadshifts-new_wiki", "squadshifts-new_wiki-neg(weak)")


def headed(example: Example, paragraph: Paragraph, rng: random.Random, share: float = 0.25) -> Example:
    """Sometimes sets the document's title ahead of the window, as `Title: text`."""
    if paragraph.source in WIKI and rng.random() < share:
        head = paragraph.article.replace("_", " ") + ": "
        example.window = head + example.window
        example.answers = [(a + len(head), b + len(head)) for a, b in example.answers]
    return example


def by_article(questions: list[Question]) -> dict[tuple[str, str], list[Paragraph]]:
    """Paragraphs of each article, each once."""
    found: dict[tuple[str, str], dict[int, Paragraph]] = defaultdict(dict)
    for q in questions:
        found[(q.paragraph.source.replace("-neg(weak)", ""), q.paragraph.article)][id(q.paragraph)] = q.paragraph
    return {key: list(part.values()) for key, part in found.items()}
