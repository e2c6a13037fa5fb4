"""Makes labelled sets for the gate out of reading data: collections of documents with questions that they answer and
questions that people wrote for them which they don't. Only articles that the reader was not trained on are taken.

Run: collections.py DATA OUT (DATA holds qa.jsonl.gz; see scripts/reader/README.md). Python 3.11, nothing else.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import OrderedDict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "reader"))

from data import Question, load_questions  # noqa: E402

SEED = 5
# Name of the set, the source's name, whether a document is an article (or each text by itself), most documents.
COLLECTIONS = (
    ("squad", "squad2-dev", True, 1000),
    ("squad-1", "squad1-dev", True, 1000),
    ("newwiki", "squadshifts-new_wiki", True, 1000),
    ("reddit", "squadshifts-reddit", False, 200),
    ("amazon", "squadshifts-amazon_reviews", False, 200),
    ("qed", "qed-dev(nq)", True, 2000),
)
MOST = 350


def write(out: Path, questions: list[Question], by_article: bool, most: int, rng: random.Random) -> None:
    """One text file a document, its paragraphs apart by blank lines, and the questions in a random order."""
    documents: dict[str, list[Question]] = OrderedDict()
    for q in questions:
        documents.setdefault(q.paragraph.article if by_article else q.paragraph.text, []).append(q)
    keys = list(documents)
    rng.shuffle(keys)
    (out / "corpus").mkdir(parents=True, exist_ok=True)
    answered, unanswered = [], []
    for number, key in enumerate(keys[:most]):
        name = re.sub(r"[^A-Za-z0-9]+", "_", key)[:40].strip("_") if by_article else "text"
        file = f"{number:04d}_{name}.txt"
        text, offsets = "", {}
        for q in documents[key]:
            if q.paragraph.text not in offsets:
                offsets[q.paragraph.text] = len(text)
                text += re.sub(r"[\r\n]", " ", q.paragraph.text) + "\n\n"
        (out / "corpus" / file).write_bytes(text.encode())
        for q in documents[key]:
            if q.answers:
                begin, end = q.answers[0]
                sentences = [s for s in q.paragraph.sentences if s[0] < end and s[1] > begin]
                if not sentences:
                    continue
                start = offsets[q.paragraph.text] + sentences[0][0]
                stop = offsets[q.paragraph.text] + sentences[-1][1]
                evidence = [{"start": start, "end": stop, "quote": text[start:stop]}]
                answered.append({"question": q.text, "document": file, "evidence": evidence})
            elif "weak" not in q.source:
                unanswered.append({"question": q.text, "document": None, "evidence": []})
    rng.shuffle(answered)
    rng.shuffle(unanswered)
    rows = answered[:MOST] + unanswered[:MOST]
    (out / "questions.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    print(f"{out.name}: {len(keys[:most])} documents, {len(answered[:MOST])} answered, {len(unanswered[:MOST])} not")


def main() -> None:
    data, out = map(Path, sys.argv[1:])
    _, held_out = load_questions(data / "qa.jsonl.gz")
    for name, source, by_article, most in COLLECTIONS:
        write(out / name, [q for q in held_out if q.source == source], by_article, most, random.Random(SEED))


if __name__ == "__main__":
    main()
