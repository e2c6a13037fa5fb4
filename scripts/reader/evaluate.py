"""Figures of a reader on the held-out articles and sources. Run: evaluate.py MODEL --data DIR --tokenizer FILE

MODEL is a checkpoint or file of `train.py`, or an exported `.onnx`. The sets are drawn with a fixed seed.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import defaultdict
from pathlib import Path
from typing import Callable

import numpy as np
import torch

from batches import Encoded, encode, grouped, pack, read_tokenizer
from data import Example, Pair, Question, load_pairs, load_questions, window_at
from made import MadeMaker, MadeQuestion, MadeStatement, load_made
from mixture import HUMAN, Mixture
from model import Reader, load_reader
from office import made_rule, made_table

SEED = 20
MAX_ANSWER_TOKENS = 40
Forward = Callable[[torch.Tensor, torch.Tensor, torch.Tensor], tuple[np.ndarray, np.ndarray, np.ndarray]]


def auroc(good: list[float], bad: list[float]) -> float:
    """How often a good score is above a bad one."""
    both = np.concatenate([good, bad])
    order = both.argsort(kind="stable")
    ranks = np.empty(len(both))
    ranks[order] = np.arange(1, len(both) + 1)
    for value in np.unique(both):
        same = both == value
        if same.sum() > 1:
            ranks[same] = ranks[same].mean()
    return float((ranks[: len(good)].sum() - len(good) * (len(good) + 1) / 2) / (len(good) * len(bad)))


def torch_forward(model: Reader, bf16: bool) -> Forward:
    def forward(ids, mask, types):
        device = next(model.parameters()).device
        with torch.no_grad(), torch.autocast(device.type, torch.bfloat16, enabled=bf16):
            outputs = model(ids.to(device), mask.to(device), types.to(device))
        return tuple(o.float().cpu().numpy() for o in outputs)

    return forward


def onnx_forward(path: Path, threads: int) -> Forward:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def forward(ids, mask, types):
        # One row a call: int8 activations are scaled over the whole batch, and the product reads one at a time.
        parts = [
            session.run(None, {"input_ids": i[None, :n], "attention_mask": m[None, :n], "token_type_ids": t[None, :n]})
            for i, m, t in zip(ids.numpy(), mask.numpy(), types.numpy())
            for n in [int(m.sum())]
        ]
        span = np.zeros((*ids.shape, 2), np.float32)
        for row, part in enumerate(parts):
            span[row, : part[0].shape[1]] = part[0][0]
        return span, np.concatenate([p[1] for p in parts]), np.concatenate([p[2] for p in parts])

    return forward


class Read:
    """What the reader says of one pair: the best span in characters of the window, `not_here` (logit of the best
    span over the null span), `answerable` (logit) and the three probabilities of support."""

    def __init__(self, row: Encoded, span: np.ndarray, answerable: float, support: np.ndarray):
        second = [i for i, (kind, (a, b)) in enumerate(zip(row.types, row.offsets)) if kind and b > a]
        first, last = second[0], second[-1] + 1
        total = span[first:last, 0][:, None] + span[first:last, 1][None, :]
        total = np.where(np.triu(np.ones_like(total)) - np.triu(np.ones_like(total), MAX_ANSWER_TOKENS) > 0, total, -1e9)
        i, j = np.unravel_index(total.argmax(), total.shape)
        self.start, self.end = row.offsets[first + i][0], row.offsets[first + j][1]
        self.span_margin = float(total[i, j] - span[0].sum())
        self.answerable = float(answerable)
        odds = np.exp(support - support.max())
        self.support = odds / odds.sum()

    @property
    def score(self) -> float:
        return self.answerable + 0.5 * self.span_margin


def read_all(forward: Forward, tokenizer, examples: list[Example]) -> list[tuple[Example, Read]]:
    found = []
    for group in grouped(encode(tokenizer, examples), 4096, None):
        batch = pack(group)
        span, answerable, support = forward(batch.ids, batch.mask, batch.types)
        found += [(row.example, Read(row, span[i], answerable[i], support[i])) for i, row in enumerate(group)]
    return found


def plain(text: str) -> str:
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", re.sub(r"[^\w\s]", " ", text.lower())).split())


def span_figures(read: list[tuple[Example, Read]]) -> dict[str, float]:
    touch = exact = f1 = 0.0
    for example, r in read:
        touch += any(r.start < b and r.end > a for a, b in example.answers)
        said = plain(example.window[r.start : r.end])
        golds = [plain(example.window[a:b]) for a, b in example.answers]
        exact += said in golds
        best = 0.0
        for gold in golds:
            ours, theirs = said.split(), gold.split()
            common = sum(min(ours.count(w), theirs.count(w)) for w in set(ours))
            best = max(best, 2 * common / max(1, len(ours) + len(theirs)))
        f1 += best
    n = max(1, len(read))
    return {"touch": touch / n, "exact": exact / n, "f1": f1 / n, "n": len(read)}


def paragraph_windows(q: Question) -> list[Example]:
    """Three sentences at a time, in steps of two, over the whole paragraph."""
    spans = q.paragraph.sentences
    starts = range(0, max(1, len(spans) - 1), 2)
    cuts = [window_at(q.paragraph, i, 3, 0) for i in starts]
    return [Example(q.text, q.paragraph.text[a:b], "paragraph") for a, b in cuts]


def office(rng: random.Random) -> Example:
    return (made_table if rng.random() < 0.5 else made_rule)(None, rng)


def office_statement(rng: random.Random) -> Example | None:
    return e if (e := office(rng)).support is not None else None


def office_question(rng: random.Random, answerable: bool) -> Example | None:
    return e if (e := office(rng)).answerable is answerable else None


def held_out_sets(
    questions: list[Question],
    pairs: list[Pair],
    size: int,
    made: tuple[list[MadeQuestion], list[MadeStatement]] = ([], []),
) -> dict[str, list]:
    """Fixed samples: windows by kind, whole paragraphs of the human unanswerable set, statements by source."""
    rng = random.Random(SEED)
    maker = Mixture(questions, pairs, SEED)
    rng.shuffle(questions := list(questions))
    rng.shuffle(pairs := list(pairs))

    def take(kind: str, rows: list, make: Callable, limit: int) -> None:
        made = (make(row, rng) for row in rows)
        sets[kind] = [e for e, _ in zip((e for e in made if e), range(limit))]

    sets: dict[str, list] = {}
    answered = [q for q in questions if q.answers]
    for source in sorted({q.source for q in answered}):
        take(f"answer {source}", [q for q in answered if q.source == source], maker.answered, size)
    take("human", [q for q in questions if q.source == HUMAN and not q.answers], maker.unanswerable, size)
    take("changed question", answered, maker.changed_question, size)
    take("same paragraph", [q for q in answered if len(q.paragraph.sentences) > 2], maker.same_paragraph, size)
    take("other text", [q for q in answered if q.source in ("squad1-dev", HUMAN, "qed-dev(nq)")], maker.other_text, size)
    for source in sorted({p.source for p in pairs}):
        take(f"statement {source}", [p for p in pairs if p.source == source], maker.pair, size)
    take("statement fever open", [p for p in pairs if p.source == "fever-dev"], maker.open_pair, size // 2)
    take("statement made", maker.paragraphs * 2, maker.made_statement, 2 * size)
    take("statement office", [None] * 4 * size, lambda _, r: office_statement(r), size)
    take("answer office", [None] * 4 * size, lambda _, r: office_question(r, True), size)
    take("office", [None] * 4 * size, lambda _, r: office_question(r, False), size)
    asks, states = made
    if asks:
        passages = MadeMaker(asks)
        take("answer passage", [q for q in asks if q.answer], passages.answered, size)
        take("passage", [q for q in asks if not q.answer], passages.near_miss, size)
        take("statement passage", states, passages.statement, 2 * size)
    human = [q for q in questions if q.source == HUMAN]
    sets["paragraphs"] = [q for q in human if q.answers][:size] + [q for q in human if not q.answers][:size]
    return sets


def figures(forward: Forward, tokenizer, sets: dict[str, list]) -> dict:
    report: dict = {"span": {}, "auroc": {}, "support": {}}
    read = {kind: read_all(forward, tokenizer, rows) for kind, rows in sets.items() if kind != "paragraphs"}
    for kind, rows in read.items():
        if kind.startswith("answer "):
            report["span"][kind[7:]] = span_figures(rows)
    real = [s for source, s in report["span"].items() if source != "office"]
    report["span"]["mean"] = {k: float(np.mean([s[k] for s in real])) for k in ("touch", "exact", "f1")}
    answers = [r.score for kind, rows in read.items() if kind.startswith("answer ") and kind != "answer office" for _, r in rows]
    made = [r.score for _, r in read["answer office"]]
    report["auroc"]["window: office"] = auroc(made, [r.score for _, r in read["office"]])
    if "passage" in read:
        passages = [r.score for _, r in read["answer passage"]]
        report["auroc"]["window: passage, near miss"] = auroc(passages, [r.score for _, r in read["passage"]])
    squad = [r.score for kind, rows in read.items() if kind.startswith("answer squad2") for _, r in rows]
    for kind in ("human", "changed question", "same paragraph", "other text"):
        report["auroc"][f"window: {kind}"] = auroc(squad if kind == "human" else answers, [r.score for _, r in read[kind]])
    flat = [(i, e) for i, q in enumerate(sets["paragraphs"]) for e in paragraph_windows(q)]
    place = {id(e): i for i, e in flat}
    best: dict[str, dict[int, float]] = {"score": defaultdict(lambda: -1e9), "head": defaultdict(lambda: -1e9), "span": defaultdict(lambda: -1e9)}
    for example, r in read_all(forward, tokenizer, [e for _, e in flat]):
        i = place[id(example)]
        for name, value in (("score", r.score), ("head", r.answerable), ("span", r.span_margin)):
            best[name][i] = max(best[name][i], value)
    for name, values in best.items():
        good = [v for i, v in values.items() if sets["paragraphs"][i].answers]
        bad = [v for i, v in values.items() if not sets["paragraphs"][i].answers]
        report["auroc"][f"paragraph: human ({name})"] = auroc(good, bad)
    for kind, rows in read.items():
        if not kind.startswith("statement "):
            continue
        right = [(r.support.argmax() == e.support) if e.support < 3 else r.support[0] < 0.5 for e, r in rows]
        line = {"accuracy": float(np.mean(right)), "n": len(rows)}
        yes = [float(r.support[0]) for e, r in rows if e.support == 0]
        no = [float(r.support[0]) for e, r in rows if e.support != 0]
        if yes and no:
            line["auroc supported"] = auroc(yes, no)
        for label, name in enumerate(("supports", "contradicts", "open", "not supported")):
            part = [ok for ok, (e, _) in zip(right, rows) if e.support == label]
            if part:
                line[name] = float(np.mean(part))
        report["support"][kind[10:]] = line
    accuracies = [line["accuracy"] for kind, line in report["support"].items() if kind != "office"]
    # Made office texts stay out of what chooses the best checkpoint: training uses the same generator.
    main = [report["auroc"]["paragraph: human (score)"], report["span"]["mean"]["f1"], np.mean(accuracies)]
    if "passage" in read:
        main += [report["auroc"]["window: passage, near miss"], report["support"]["passage"]["accuracy"]]
    report["main"] = float(np.mean(main))
    return report


def table(report: dict) -> str:
    lines = ["span             touch exact  f1"]
    lines += [f"  {k[:24]:24} {v['touch']:.3f} {v['exact']:.3f} {v['f1']:.3f}" for k, v in report["span"].items()]
    lines += ["auroc of answerable"] + [f"  {k:32} {v:.3f}" for k, v in report["auroc"].items()]
    lines += ["support"]
    for kind, line in report["support"].items():
        lines.append(f"  {kind:16} " + "  ".join(f"{k} {v:.3f}" if k != "n" else f"n {v}" for k, v in line.items()))
    return "\n".join([*lines, f"main {report['main']:.4f}"])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("model", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--made", type=Path, help="folder of made passages")
    parser.add_argument("--size", type=int, default=600, help="examples a kind [600]")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    _, questions = load_questions(args.data / "qa.jsonl.gz")
    _, pairs = load_pairs(args.data / "nli.jsonl.gz")
    made = load_made(args.made)[2:] if args.made else ([], [])
    sets = held_out_sets(questions, pairs, args.size, made)
    if args.model.suffix == ".onnx":
        forward = onnx_forward(args.model, args.threads)
    else:
        forward = torch_forward(load_reader(args.model), bf16=False)
    report = figures(forward, read_tokenizer(args.tokenizer), sets)
    print(table(report))
    if args.json:
        args.json.write_text(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
