"""Examples as tensors: tokens, masks and targets, batches of like length so that little is padding."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from data import Example

MAX_TOKENS = 192
MAX_FIRST_CHARS = 260


@dataclass
class Batch:
    """`starts` and `ends` mark every right token (batch, tokens); `spanned` says which rows teach the span;
    `answerable` is 0, 1 or -1 (unknown); `support` 0 to 3 or -1."""

    ids: Tensor
    mask: Tensor
    types: Tensor
    starts: Tensor
    ends: Tensor
    spanned: Tensor
    answerable: Tensor
    support: Tensor
    weight: Tensor


@dataclass
class Encoded:
    example: Example
    ids: list[int]
    types: list[int]
    offsets: list[tuple[int, int]]
    spans: list[tuple[int, int]]


def read_tokenizer(path: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS, strategy="only_second")
    return tokenizer


def encode(tokenizer: Tokenizer, examples: list[Example]) -> list[Encoded]:
    """Tokens of each pair, and its answers as token spans (first, last); answers cut off are left out, and
    answerable examples that lose all of theirs are dropped."""
    found = []
    codes = tokenizer.encode_batch([(e.first[:MAX_FIRST_CHARS], e.window) for e in examples])
    for example, code in zip(examples, codes):
        spans = []
        for start, end in example.answers:
            inner = [
                i for i, (type_id, (a, b)) in enumerate(zip(code.type_ids, code.offsets)) if type_id and b > a and a < end and b > start
            ]
            if inner and code.offsets[inner[-1]][1] >= end:
                spans.append((inner[0], inner[-1]))
        if example.answers and not spans:
            continue
        found.append(Encoded(example, code.ids, code.type_ids, code.offsets, spans))
    return found


def pack(rows: list[Encoded]) -> Batch:
    length = max(len(r.ids) for r in rows)
    shape = (len(rows), length)
    ids, mask, types = (torch.zeros(shape, dtype=torch.long) for _ in range(3))
    starts, ends = torch.zeros(shape, dtype=torch.bool), torch.zeros(shape, dtype=torch.bool)
    for i, r in enumerate(rows):
        n = len(r.ids)
        ids[i, :n] = torch.tensor(r.ids)
        mask[i, :n] = 1
        types[i, :n] = torch.tensor(r.types)
        for first, last in r.spans or [(0, 0)]:
            starts[i, first] = True
            ends[i, last] = True
    known = [r.example for r in rows]
    return Batch(
        ids,
        mask,
        types,
        starts,
        ends,
        torch.tensor([e.answerable is not None for e in known]),
        torch.tensor([-1.0 if e.answerable is None else float(e.answerable) for e in known]),
        torch.tensor([-1 if e.support is None else e.support for e in known]),
        torch.tensor([e.weight for e in known]),
    )


def grouped(rows: list[Encoded], tokens: int, rng: random.Random | None) -> list[list[Encoded]]:
    """Groups of at most `tokens` tokens, padding counted, rows of like length together; in random order if `rng`
    is given."""
    jitter = rng.random if rng else lambda: 0.0
    groups, group, longest = [], [], 0
    for row in sorted(rows, key=lambda r: len(r.ids) + 4 * jitter()):
        if group and max(longest, len(row.ids)) * (len(group) + 1) > tokens:
            groups.append(group)
            group, longest = [], 0
        group.append(row)
        longest = max(longest, len(row.ids))
    if group:
        groups.append(group)
    if rng:
        rng.shuffle(groups)
    return groups
