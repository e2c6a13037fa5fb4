"""The mixture: how many examples of which kind a chunk of training holds, and how each is made.

Chunk n is the same for the same seed, whatever was drawn before, so a run can be taken up at any step. Each pool
is gone through in a new random order every time round.
"""

from __future__ import annotations

import random
from collections import defaultdict
from functools import lru_cache
from typing import Callable

from alterations import OPPOSITE, as_statement, change_number, change_year, contradict, exchange, names, other_modality, other_name, turn_word
from data import (
    CHUNK_KINDS,
    MADE_KINDS,
    Example,
    Overlap,
    Pair,
    Paragraph,
    Question,
    asked,
    by_article,
    headed,
    inside,
    random_window,
    sentence_of,
    window_at,
)
from made import MadeMaker, MadeQuestion, MadeStatement
from office import made_rule, made_table

HUMAN, REDDIT, AMAZON = "squad2-dev", "squadshifts-reddit", "squadshifts-amazon_reviews"
NEW_WIKI, WEAK = "squadshifts-new_wiki", "squadshifts-new_wiki-neg(weak)"


class Mixture:
    def __init__(
        self,
        questions: list[Question],
        pairs: list[Pair],
        seed: int,
        made: tuple[list[MadeQuestion], list[MadeStatement]] | None = None,
    ):
        self.seed = seed
        self.articles = by_article(questions)
        paragraphs = [p for group in self.articles.values() for p in group]
        self.paragraphs = [p for p in paragraphs if len(p.sentences) >= 2]
        self.by_source: dict[str, list[Paragraph]] = defaultdict(list)
        for paragraph in paragraphs:
            self.by_source[paragraph.source].append(paragraph)
        self.overlap = Overlap([p.text for p in paragraphs])
        answered = [q for q in questions if q.answers]
        self.premises: dict[str, list[str]] = defaultdict(list)
        for pair in pairs:
            if pair.source == "fever-dev":
                for name in {pair.premise[a:b] for a, b in names("the " + pair.premise[:1].lower() + pair.premise[1:]) if b < len(pair.premise)}:
                    self.premises[name].append(pair.premise)
        squad = [q for q in answered if q.source in ("squad1-dev", HUMAN)]
        wiki = squad + [q for q in answered if q.source == NEW_WIKI]
        fever = [p for p in pairs if p.source == "fever-dev"]
        self.fever_premises = sorted({p.premise for p in fever})
        make: dict[str, tuple[list, Callable]] = {
            "answer squad": (squad, self.answered),
            "answer new_wiki": ([q for q in answered if q.source == NEW_WIKI], self.answered),
            "answer reddit": ([q for q in answered if q.source == REDDIT], self.answered),
            "answer amazon": ([q for q in answered if q.source == AMAZON], self.answered),
            "human unanswerable": ([q for q in questions if q.source == HUMAN and not q.answers], self.unanswerable),
            "weak unanswerable": ([q for q in questions if q.source == WEAK], self.unanswerable),
            "changed question": (answered, self.changed_question),
            "same paragraph": ([q for q in answered if len(q.paragraph.sentences) > 2], self.same_paragraph),
            "other paragraph": (wiki, self.other_paragraph),
            "other text": (answered, self.other_text),
            "snli": ([p for p in pairs if p.source.startswith("snli")], self.pair),
            "fever": (fever, self.pair),
            "fever open": (fever, self.open_pair),
            "begin": ([p for p in pairs if p.source == "begin"], self.pair),
            "made statement": (self.paragraphs, self.made_statement),
            "table": ([None] * 1000, made_table),
            "rule": ([None] * 1000, made_rule),
        }
        if made:
            asks, states = made
            maker = MadeMaker(asks)
            with_answer = [q for q in asks if q.answer]
            make |= {
                "passage answer": (with_answer, maker.answered),
                "passage near miss": ([q for q in asks if not q.answer], maker.near_miss),
                "passage same": (with_answer, maker.same_passage),
                "passage other": (asks, maker.other_passage),
                "passage statement": (states, maker.statement),
                "passage open": (states, maker.open_statement),
            }
        kinds = MADE_KINDS if made else CHUNK_KINDS
        self.pools = [(name, *make[name], count) for name, count in kinds.items()]

    def chunk(self, number: int) -> list[Example]:
        """The examples of chunk `number` (0-based), unsorted. Rows that a rule can't use are left out."""
        examples = []
        for name, rows, maker, count in self.pools:
            rng = random.Random(f"{self.seed} {name} {number}")
            for place in range(number * count, (number + 1) * count):
                row = rows[self.order(name, len(rows), place // len(rows))[place % len(rows)]]
                example = maker(row, rng)
                if example:
                    examples.append(example)
        return examples

    @lru_cache(maxsize=64)
    def order(self, name: str, size: int, time_round: int) -> list[int]:
        places = list(range(size))
        random.Random(f"{self.seed} {name} order {time_round}").shuffle(places)
        return places

    def answered(self, q: Question, rng: random.Random) -> Example | None:
        start, end = rng.choice(q.answers)
        begin, stop = random_window(q.paragraph, sentence_of(q.paragraph, start), rng)
        spans = inside(q.answers, begin, stop)
        if not spans:
            return None
        example = Example(asked(q.text, rng), q.paragraph.text[begin:stop], "answer", spans, True)
        return headed(example, q.paragraph, rng)

    def placed(self, q: Question, paragraph: Paragraph, rng: random.Random, kind: str, weight: float) -> Example:
        """The question beside the window of `paragraph` that a search would show: mostly the likest one."""
        scores = [self.overlap.score(q.text, paragraph.text[a:b]) + rng.random() for a, b in paragraph.sentences]
        if rng.random() < 0.7:
            pivot = max(range(len(scores)), key=scores.__getitem__)
        else:
            pivot = rng.randrange(len(scores))
        begin, stop = random_window(paragraph, pivot, rng)
        example = Example(asked(q.text, rng), paragraph.text[begin:stop], kind, [], False, None, weight)
        return headed(example, paragraph, rng)

    def unanswerable(self, q: Question, rng: random.Random) -> Example | None:
        return self.placed(q, q.paragraph, rng, "human" if q.source == HUMAN else "weak", 1.0 if q.source == HUMAN else 0.5)

    def same_paragraph(self, q: Question, rng: random.Random) -> Example | None:
        """A window of the answering paragraph that holds none of the answers' sentences."""
        paragraph, answers = q.paragraph, q.answers
        taken = {sentence_of(paragraph, a) for a, _ in answers}
        free = [i for i in range(len(paragraph.sentences)) if i not in taken]
        if not free:
            return None
        text = paragraph.text
        pivot = max(free, key=lambda i: self.overlap.score(q.text, text[slice(*paragraph.sentences[i])]) + 2 * rng.random())
        low = high = pivot
        for _ in range(rng.choice((0, 1, 2))):
            grown = [i for i in (low - 1, high + 1) if i in free]
            if grown:
                side = rng.choice(grown)
                low, high = min(low, side), max(high, side)
        begin, stop = paragraph.sentences[low][0], paragraph.sentences[high][1]
        window = text[begin:stop][:700]
        if any(text[a:b].lower() in window.lower() for a, b in answers):
            return None
        return headed(Example(asked(q.text, rng), window, "same paragraph", [], False, None, 0.7), paragraph, rng)

    def without_answer(self, q: Question, candidates: list[Paragraph], rng: random.Random, looked_at: int) -> Paragraph | None:
        """Of some of `candidates` the one likest to the question that lacks every answer's text."""
        some = rng.sample(candidates, min(looked_at, len(candidates)))
        answers = [q.paragraph.text[a:b].lower() for a, b in q.answers]
        some = [p for p in some if p is not q.paragraph and not any(a in p.text.lower() for a in answers)]
        return max(some, key=lambda p: self.overlap.score(q.text, p.text), default=None)

    def other_paragraph(self, q: Question, rng: random.Random) -> Example | None:
        group = self.articles[(q.paragraph.source.replace("-neg(weak)", ""), q.paragraph.article)]
        paragraph = self.without_answer(q, group, rng, 12)
        return paragraph and self.placed(q, paragraph, rng, "other paragraph", 0.5)

    def other_text(self, q: Question, rng: random.Random) -> Example | None:
        """Beside another text of the source, likest of forty; questions on "the author" fit many, so little weight."""
        paragraph = self.without_answer(q, self.by_source[q.paragraph.source], rng, 40)
        return paragraph and self.placed(q, paragraph, rng, "other text", 0.4 if q.source in (REDDIT, AMAZON) else 0.8)

    def changed_question(self, q: Question, rng: random.Random) -> Example | None:
        """The question with a name, number or word changed so that its own window no longer answers it."""
        begin, stop = random_window(q.paragraph, sentence_of(q.paragraph, rng.choice(q.answers)[0]), rng)
        group = self.articles[(q.paragraph.source.replace("-neg(weak)", ""), q.paragraph.article)]
        changed = None
        for rule in rng.sample(range(4), 4):
            if rule == 0:
                pool = [p.text[a:b] for p in rng.sample(group, min(4, len(group))) for a, b in names(p.text)]
                changed = other_name(q.text, pool, q.paragraph.text, rng)
            elif rule == 1:
                changed = change_year(q.text, rng) or change_number(q.text, rng)
            elif rule == 2:
                changed = turn_word(q.text, OPPOSITE, rng)
            else:
                changed = exchange(q.text, rng) if rng.random() < 0.3 else None
            if changed and changed != q.text:
                break
        if not changed or changed == q.text:
            return None
        return headed(Example(asked(changed, rng), q.paragraph.text[begin:stop], "changed question", [], False, None, 0.7), q.paragraph, rng)

    def pair(self, pair: Pair, rng: random.Random) -> Example | None:
        premise = pair.premise
        if pair.source == "fever-dev" and rng.random() < 0.3:
            beside = self.premise_beside(pair, rng)
            if beside and len(beside) + len(premise) < 600:
                premise = f"{premise} {beside}" if rng.random() < 0.5 else f"{beside} {premise}"
        return Example(pair.hypothesis, premise[:700], "statement", support=pair.label)

    def premise_beside(self, pair: Pair, rng: random.Random) -> str | None:
        """Another premise that shares a name with the statement, or with its premise."""
        for a, b in names("x " + pair.hypothesis) or names(pair.premise):
            name = ("x " + pair.hypothesis)[a:b]
            others = [p for p in self.premises.get(name, ()) if p != pair.premise]
            if others:
                return rng.choice(others)
        return None

    def open_pair(self, pair: Pair, rng: random.Random) -> Example | None:
        """The statement beside a premise of another one: sharing a name, or else the likest of sixty."""
        beside = self.premise_beside(pair, rng)
        if not beside:
            some = [p for p in rng.sample(self.fever_premises, min(60, len(self.fever_premises))) if p != pair.premise]
            beside = max(some, key=lambda p: self.overlap.score(pair.hypothesis, p), default=None)
        return beside and Example(pair.hypothesis, beside[:700], "statement", support=2, weight=0.9)

    def made_statement(self, paragraph: Paragraph, rng: random.Random) -> Example | None:
        """A sentence of the paragraph as a statement: as it is, changed, or beside a window that lacks it. The
        change is made in the statement, in the window or in both, so that neither alone gives it away."""
        spans, text = paragraph.sentences, paragraph.text
        pivot = rng.randrange(len(spans))
        sentence = text[slice(*spans[pivot])]
        if not 30 <= len(sentence) <= 260 or sentence.endswith("?"):
            return None
        begin, stop = random_window(paragraph, pivot, rng)
        statement = as_statement(sentence, rng)
        window = text[begin:stop]
        draw = rng.random()
        if draw < 0.2:
            example = Example(statement, window, "made", support=0, weight=0.5)
        elif draw < 0.42:
            far = [i for i in range(len(spans)) if spans[i][1] <= begin or spans[i][0] >= stop]
            if not far:
                return None
            likest = max(far, key=lambda i: self.overlap.score(statement, text[slice(*spans[i])]) + rng.random())
            low, high = window_at(paragraph, likest, rng.choice((1, 2)), rng.choice((0, 1)))
            if not (high <= spans[pivot][0] or low >= spans[pivot][1]):
                return None
            example = Example(statement, text[low:high], "made", support=2, weight=0.6)
        elif draw < 0.52:
            changed = other_modality(statement, rng)
            if not changed:
                return None
            example = Example(changed, window, "made", support=3, weight=0.6)
        elif draw < 0.67:
            pool = [p.text[a:b] for p in rng.sample(self.by_source[paragraph.source], 5) for a, b in names(p.text)]
            if rng.random() < 0.6:
                pool = [text[a:b] for a, b in names(text) if text[a:b] not in sentence] or pool
            changed = other_name(statement, pool, sentence, rng)
            if not changed:
                return None
            example = Example(changed, window, "made", support=3, weight=0.7)
        else:
            changed = contradict(sentence, rng)
            if not changed:
                return None
            statement = as_statement(changed, random.Random(0))
            if statement == as_statement(sentence, random.Random(0)):
                return None
            place = rng.random()
            if place < 0.55:
                example = Example(statement, window, "made", support=1, weight=0.8)
            elif place < 0.8:
                window = window.replace(sentence, changed)
                example = Example(as_statement(sentence, random.Random(0)), window, "made", support=1, weight=0.8)
            else:
                window = window.replace(sentence, changed)
                example = Example(statement, window, "made", support=0, weight=0.6)
        return headed(example, paragraph, rng)
