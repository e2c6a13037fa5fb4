"""Texts changed in one fact: another number, date or name, a negation, an opposite, another modality."""

from __future__ import annotations

import random
import re

MONTHS = "January February March April May June July August September October November December".split()
NUMBER_WORDS = "two three four five six seven eight nine ten eleven twelve".split()
OPPOSITES = [
    ("first", "last"), ("before", "after"), ("north", "south"), ("east", "west"), ("northern", "southern"),
    ("eastern", "western"), ("largest", "smallest"), ("highest", "lowest"), ("oldest", "newest"), ("more", "less"),
    ("most", "least"), ("increase", "decrease"), ("increased", "decreased"), ("male", "female"), ("men", "women"),
    ("early", "late"), ("earlier", "later"), ("above", "below"), ("inside", "outside"), ("with", "without"),
    ("won", "lost"), ("win", "lose"), ("born", "buried"), ("began", "ended"), ("opened", "closed"),
    ("always", "never"), ("all", "none"), ("major", "minor"), ("public", "private"), ("national", "local"),
    ("minimum", "maximum"), ("at least", "at most"), ("allowed", "forbidden"), ("accepted", "rejected"),
    ("successful", "unsuccessful"), ("possible", "impossible"), ("legal", "illegal"), ("older", "younger"),
    ("daily", "weekly"), ("weekly", "monthly"), ("monthly", "yearly"), ("days", "weeks"), ("months", "years"),
    ("hours", "days"), ("million", "billion"), ("hundred", "thousand"), ("good", "bad"), ("love", "hate"),
]  # fmt: skip
OPPOSITE = {a: b for a, b in OPPOSITES} | {b: a for a, b in reversed(OPPOSITES)}
MODALITY = {
    "may": "must", "must": "may", "can": "must", "might": "will", "could": "will", "should": "must", "all": "some",
    "some": "all", "often": "always", "usually": "always", "sometimes": "always", "many": "all", "most": "all",
    "probably": "certainly", "approximately": "exactly", "up": "exactly",
}  # fmt: skip
NAME = re.compile(r"\b[A-Z][\w'’.-]*[a-z](?:\s+(?:(?:of|the|de|van|von|and)\s+)?[A-Z][\w'’.-]*[a-z])*")
YEAR = re.compile(r"\b(1[0-9]{3}|20[0-9]{2})\b")
NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})*(?:\.\d+)?(?![\w]|[.,]\d)")
MONTH = re.compile(r"\b(" + "|".join(MONTHS) + r")\b")
NUMBER_WORD = re.compile(r"\b(" + "|".join(NUMBER_WORDS) + r")\b", re.I)
AUXILIARY = re.compile(r"\b(is|was|are|were|has|have|had|can|will|would|could|should|must|may|does|did|do)\b(?! not|n't)")
NOT = re.compile(r"\b(is|was|are|were|has|have|had|can|will|would|could|should|must|may|does|did|do)( not|n't)\b|\b(can)not\b")


def names(text: str) -> list[tuple[int, int]]:
    """Spans of capitalised names, sentence starts left out."""
    found = []
    for match in NAME.finditer(text):
        before = text[: match.start()].rstrip()
        if before and before[-1] not in ".!?:\"“":
            found.append(match.span())
    return found


def replaced(text: str, span: tuple[int, int], by: str) -> str:
    return text[: span[0]] + by + text[span[1] :]


def like(word: str, model: str) -> str:
    return word.capitalize() if model[:1].isupper() else word


def change_year(text: str, rng: random.Random) -> str | None:
    spans = [m.span() for m in YEAR.finditer(text)]
    if not spans:
        return None
    span = rng.choice(spans)
    step = rng.choice((1, 2, 3, 5, 10, 20, 50, 100)) * rng.choice((-1, 1))
    return replaced(text, span, str(int(text[span[0] : span[1]]) + step))


def change_number(text: str, rng: random.Random) -> str | None:
    spans = [m.span() for m in NUMBER.finditer(text) if not YEAR.fullmatch(m.group())]
    if not spans:
        return None
    span = rng.choice(spans)
    old = text[span[0] : span[1]]
    digits = [i for i, c in enumerate(old) if c.isdigit()]
    at = rng.choice(digits)
    low = "1" if at == digits[0] else "0"
    new = rng.choice([d for d in "0123456789" if d != old[at] and d >= low])
    return replaced(text, span, old[:at] + new + old[at + 1 :])


def change_number_word(text: str, rng: random.Random) -> str | None:
    spans = [m.span() for m in NUMBER_WORD.finditer(text)]
    if not spans:
        return None
    span = rng.choice(spans)
    old = text[span[0] : span[1]]
    return replaced(text, span, like(rng.choice([w for w in NUMBER_WORDS if w != old.lower()]), old))


def change_month(text: str, rng: random.Random) -> str | None:
    spans = [m.span() for m in MONTH.finditer(text) if m.group() != "May" or text[m.end() : m.end() + 2].strip().isdigit()]
    if not spans:
        return None
    span = rng.choice(spans)
    return replaced(text, span, rng.choice([m for m in MONTHS if m != text[span[0] : span[1]]]))


def negate(text: str, rng: random.Random) -> str | None:
    """Takes a "not" out, or puts one in after the first auxiliary verb."""
    match = NOT.search(text)
    if match:
        return replaced(text, match.span(), match.group(1) or match.group(3))
    match = AUXILIARY.search(text)
    if not match or match.group(1) in ("do", "does", "did"):
        return None
    word = match.group(1)
    short = rng.random() < 0.3 and word not in ("may", "will", "can")
    return replaced(text, match.span(), f"{word}n't" if short else ("cannot" if word == "can" else f"{word} not"))


def turn_word(text: str, table: dict[str, str], rng: random.Random) -> str | None:
    spans = [m.span() for m in WORDS.finditer(text) if m.group().lower() in table]
    if not spans:
        return None
    span = rng.choice(spans)
    old = text[span[0] : span[1]]
    return replaced(text, span, like(table[old.lower()], old))


WORDS = re.compile(r"[A-Za-z]+")


def oppose(text: str, rng: random.Random) -> str | None:
    return turn_word(text, OPPOSITE, rng)


def other_modality(text: str, rng: random.Random) -> str | None:
    return turn_word(text, MODALITY, rng)


def exchange(text: str, rng: random.Random) -> str | None:
    """Two numbers, or two names, of the text change places."""
    for find in (lambda t: [m.span() for m in NUMBER.finditer(t)], lambda t: [m.span() for m in NUMBER_WORD.finditer(t)], names):
        spans = find(text)
        if len(spans) < 2:
            continue
        (a, b), (c, d) = sorted(rng.sample(spans, 2))
        if b <= c and text[a:b].lower() != text[c:d].lower():
            return text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]
    return None


def other_name(text: str, pool: list[str], known: str, rng: random.Random) -> str | None:
    """One name gives way to one of `pool` that `known` doesn't hold."""
    spans = names(text)
    fresh = [n for n in pool if n not in known]
    if not spans or not fresh:
        return None
    span = rng.choice(spans)
    old = text[span[0] : span[1]]
    same_length = [n for n in fresh if n.count(" ") == old.count(" ")] or fresh
    return replaced(text, span, rng.choice(same_length))


CONTRADICTING = (change_year, change_number, change_number_word, change_month, negate, negate, oppose, exchange)


def contradict(text: str, rng: random.Random) -> str | None:
    """`text` with one fact turned so that the old text denies the new one; None where no rule fits."""
    for change in rng.sample(CONTRADICTING, len(CONTRADICTING)):
        new = change(text, rng)
        if new and new != text:
            return new
    return None


PARENTHESIS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
LEAD = re.compile(r"^(?:However|Moreover|Therefore|Thus|In addition|Furthermore|Also|Additionally|Meanwhile|Then|For example),?\s+")


def as_statement(sentence: str, rng: random.Random) -> str:
    """A sentence of a document as a statement of its own: asides and linking words dropped."""
    text = LEAD.sub("", PARENTHESIS.sub("", sentence)).strip()
    text = text[:1].upper() + text[1:]
    cut = re.search(r", (?:which|who|where|while|although|but|and) ", text)
    if cut and cut.start() > 40 and rng.random() < 0.6:
        text = text[: cut.start()] + "."
    if rng.random() < 0.3:
        date = re.search(r"\b(" + "|".join(MONTHS) + r") (\d{1,2}), (\d{4})\b", text)
        if date:
            text = replaced(text, date.span(), f"{date.group(2)} {date.group(1)} {date.group(3)}")
    return text
