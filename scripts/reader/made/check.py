"""Checks the form of made passages: check.py [FILES]; without files all of this folder."""

import json
import sys
from pathlib import Path

bad = passages = questions = answered = statements = 0
for path in [Path(name) for name in sys.argv[1:]] or sorted(Path(__file__).parent.glob("*.jsonl")):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        row = json.loads(line)
        passages += 1
        problems = [f"lacks {key}" for key in ("kind", "title", "text", "qa", "st") if key not in row]
        for question, answer in row.get("qa", ()):
            questions += 1
            answered += answer is not None
            if answer is not None and row["text"].count(answer) != 1:
                problems.append(f"answer occurs {row['text'].count(answer)} times: {answer[:60]}")
        for _, label in row.get("st", ()):
            statements += 1
            if label not in ("s", "c", "o"):
                problems.append(f"label {label}")
        bad += len(problems)
        for problem in problems:
            print(f"{path.name}:{number}: {problem}")
print(f"{passages} passages, {questions} questions ({answered} answered), {statements} statements, {bad} problems")
sys.exit(bad > 0)
