"""Trains the reader, on CPU or CUDA, and can be taken up again at any step. README.md says how to run it.

The learning rate warms up, stays level, and falls to nothing only in a `--decay` phase at the end (warm-up,
stable, decay: Hu et al., MiniCPM, 2024), so that a run may be prolonged as long as it pays. An average of the
weights goes along, and it is what is measured and exported.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import signal
import time
from dataclasses import asdict
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from batches import Batch, encode, grouped, pack, read_tokenizer
from data import load_pairs, load_questions
from made import load_made
from evaluate import figures, held_out_sets, table, torch_forward
from mixture import Mixture
from model import Reader, ReaderConfig, card, load_encoder

NOT_SUPPORTED = 3


def losses(outputs: tuple[Tensor, Tensor, Tensor], batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
    """Weighted sums over the batch: of the span, of answerable, of support."""
    span, answerable, support = (o.float() for o in outputs)
    weight = batch.weight
    # The answer may start and end at any marked token; the question's own tokens and the padding are out.
    closed = (batch.types == 0) | (batch.mask == 0)
    closed[:, 0] = False
    logs = span.masked_fill(closed[..., None], -1e4).log_softmax(1)
    first = logs[..., 0].masked_fill(~batch.starts, -1e4).logsumexp(1)
    last = logs[..., 1].masked_fill(~batch.ends, -1e4).logsumexp(1)
    span_loss = -(0.5 * (first + last) * weight)[batch.spanned].sum()
    known = batch.answerable >= 0
    answer_loss = F.binary_cross_entropy_with_logits(answerable[known], batch.answerable[known], weight[known], reduction="sum")
    labels = batch.support
    three = (labels >= 0) & (labels < NOT_SUPPORTED)
    support_loss = (F.cross_entropy(support[three], labels[three], reduction="none") * weight[three]).sum()
    two = labels == NOT_SUPPORTED
    rest = support[two].log_softmax(-1)[:, 1:].logsumexp(-1)
    return span_loss, answer_loss, support_loss - (rest * weight[two]).sum()


def parameter_groups(model: Reader, rate: float, head_rate: float, layer_decay: float) -> list[dict]:
    """The higher the layer, the higher its rate; no weight decay for norms and biases."""
    groups = []
    depth = len(model.encoder.layers)
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        if name.startswith("encoder.layers."):
            peak = rate * layer_decay ** (depth - 1 - int(name.split(".")[2]))
        else:
            peak = rate * layer_decay**depth if name.startswith("encoder.") else head_rate
        groups.append({"params": [parameter], "lr": peak, "peak": peak, "weight_decay": 0.01 if parameter.dim() > 1 else 0.0})
    return groups


class Run:
    """A run: model, its average, optimiser, and the place in the data."""

    def __init__(self, args: argparse.Namespace):
        self.args = args
        self.device = torch.device(args.device)
        self.out: Path = args.out
        self.out.mkdir(parents=True, exist_ok=True)
        self.tokenizer = read_tokenizer(args.tokenizer)
        questions, held_questions = load_questions(args.data / "qa.jsonl.gz")
        pairs, held_pairs = load_pairs(args.data / "nli.jsonl.gz")
        asks, states, held_asks, held_states = load_made(args.made) if args.made else ([], [], [], [])
        self.mixture = Mixture(questions, pairs, args.seed, (asks, states) if asks else None)
        self.sets = held_out_sets(held_questions, held_pairs, args.eval_size, (held_asks, held_states))
        self.step = self.chunk = self.place = self.tokens = 0
        self.seconds = 0.0
        self.best = 0.0
        self.decay_from: int | None = None
        torch.manual_seed(args.seed)
        last = self.last_checkpoint()
        kept = torch.load(last, map_location="cpu", weights_only=True) if last else None
        config = ReaderConfig(**kept["config"]) if kept else ReaderConfig(args.layers, dropout=args.dropout)
        model = Reader(config) if kept else load_encoder(args.encoder, config)
        if kept:
            model.load_state_dict(kept["weights"])
        model.freeze(args.freeze)
        self.model = model.to(self.device).train()
        self.average = Reader(config).to(self.device).eval()
        self.average.load_state_dict(kept["average"] if kept else self.model.state_dict())
        self.learned = [(a, p) for a, p in zip(self.average.parameters(), self.model.parameters()) if p.requires_grad]
        groups = parameter_groups(self.model, args.rate, args.head_rate, args.layer_decay)
        self.optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-6, fused=True)
        if kept:
            self.optimizer.load_state_dict(kept["optimizer"])
            for group, fresh in zip(self.optimizer.param_groups, groups):
                group["peak"] = fresh["peak"]
            for name in ("step", "chunk", "place", "tokens", "seconds", "best", "decay_from"):
                setattr(self, name, kept[name])
            torch.set_rng_state(kept["random"])
            self.say(f"resumed {last.name}: step {self.step}, {self.tokens / 1e6:.2f}M tokens")
        if args.decay and self.decay_from is None:
            self.decay_from = self.step

    def say(self, text: str) -> None:
        line = f"{time.strftime('%H:%M:%S')} {text}"
        print(line, flush=True)

    def last_checkpoint(self) -> Path | None:
        found = sorted(self.out.glob("step-*.pt"))
        return found[-1] if found else self.args.start_from

    def save(self, name: str | None = None) -> None:
        """Written beside and swapped in, so that a crash leaves the checkpoint before."""
        path = self.out / (name or f"step-{self.step:07d}.pt")
        state = {
            "config": asdict(self.model.config),
            "weights": self.model.state_dict(),
            "average": self.average.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "random": torch.get_rng_state(),
            **{n: getattr(self, n) for n in ("step", "chunk", "place", "tokens", "seconds", "best", "decay_from")},
        }
        partial = path.with_suffix(".partial")
        torch.save(state, partial)
        os.replace(partial, path)
        for old in sorted(self.out.glob("step-*.pt"))[:-3]:
            old.unlink()

    def rate_factor(self) -> float:
        if self.decay_from is not None and self.args.decay:
            return max(0.0, 1 - (self.step - self.decay_from) / self.args.decay)
        return min(1.0, (self.step + 1) / self.args.warm_up)

    def measure(self) -> None:
        started = time.monotonic()
        report = figures(torch_forward(self.average, bf16=self.args.bf16), self.tokenizer, self.sets)
        report |= {"step": self.step, "tokens": self.tokens, "seconds": self.seconds}
        with open(self.out / "figures.jsonl", "a", encoding="utf-8") as lines:
            lines.write(json.dumps(report) + "\n")
        self.say(f"figures at step {self.step} (took {time.monotonic() - started:.0f} s)\n{table(report)}")
        if report["main"] > self.best:
            self.best = report["main"]
            self.save("best.pt")

    def learn(self, batch: Batch) -> tuple[float, float, float]:
        for group in self.optimizer.param_groups:
            group["lr"] = group["peak"] * self.rate_factor()
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.args.bf16):
            outputs = self.model(batch.ids, batch.mask, batch.types)
        parts = losses(outputs, batch)
        (sum(parts) / len(batch.ids)).backward()
        torch.nn.utils.clip_grad_norm_([p for _, p in self.learned], 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad()
        keep = min(self.args.average, (1 + self.step) / (10 + self.step))
        torch._foreach_lerp_([a.data for a, _ in self.learned], [p.data for _, p in self.learned], 1 - keep)
        return tuple(float(p.detach()) for p in parts)

    def go(self) -> None:
        args = self.args
        began = saved = spoke = time.monotonic()
        measured = began - (args.eval_minutes - args.first_eval_minutes) * 60
        stop = []
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.append(True))
        sums = [0.0] * 6
        tokens_before, spent_before = self.tokens, self.seconds
        while True:
            rng = random.Random(f"{args.seed} batches {self.chunk}")
            groups = grouped(encode(self.tokenizer, self.mixture.chunk(self.chunk)), args.batch_tokens, rng)
            for rows in groups[self.place :]:
                start = time.monotonic()
                batch = pack(rows)
                batch = Batch(**{k: v.to(self.device) for k, v in vars(batch).items()})
                parts = self.learn(batch)
                self.step += 1
                self.place += 1
                self.tokens += int(batch.mask.sum())
                now = time.monotonic()
                self.seconds += now - start
                counts = (int(batch.spanned.sum()), int(batch.spanned.sum()), int((batch.support >= 0).sum()))
                for i in range(3):
                    sums[i] += parts[i]
                    sums[3 + i] += counts[i]
                if now - spoke > 60:
                    means = [s / max(1, n) for s, n in zip(sums[:3], sums[3:])]
                    speed = (self.tokens - tokens_before) / (self.seconds - spent_before)
                    self.say(
                        f"step {self.step} chunk {self.chunk} tokens {self.tokens / 1e6:.2f}M loss span {means[0]:.3f} "
                        f"answerable {means[1]:.3f} support {means[2]:.3f} rate {self.rate_factor():.2f} {speed:.0f} tokens/s"
                    )
                    sums, spoke, tokens_before, spent_before = [0.0] * 6, now, self.tokens, self.seconds
                ended = bool(stop) or now - began > args.minutes * 60 or math.isclose(self.rate_factor(), 0.0)
                if ended or now - saved > args.save_minutes * 60:
                    self.save()
                    saved = now
                if ended or now - measured > args.eval_minutes * 60:
                    if not stop:
                        self.measure()
                    measured = time.monotonic()
                if ended:
                    self.say(f"stopped at step {self.step} after {self.seconds / 60:.0f} minutes of training in all")
                    return
            self.chunk += 1
            self.place = 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of qa.jsonl.gz and nli.jsonl.gz")
    parser.add_argument("--made", type=Path, help="folder of made passages")
    parser.add_argument("--tokenizer", type=Path, required=True, help="tokenizer.json")
    parser.add_argument("--encoder", type=Path, help="weights to start from: .safetensors or float32 .onnx")
    parser.add_argument("--start-from", type=Path, help="a checkpoint to start from where OUT has none")
    parser.add_argument("--out", type=Path, required=True, help="checkpoints and figures; resumed from where it has some")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--freeze", type=int, default=0, help="lowest layers that stay as they are, with the embeddings")
    parser.add_argument("--rate", type=float, default=1e-4, help="peak learning rate of the top layer")
    parser.add_argument("--head-rate", type=float, default=5e-4)
    parser.add_argument("--layer-decay", type=float, default=0.9)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--warm-up", type=int, default=300, help="steps")
    parser.add_argument("--decay", type=int, default=0, help="steps in which the rate falls to nothing, then stop; 0: stay level")
    parser.add_argument("--average", type=float, default=0.998, help="share of the averaged weights kept each step")
    parser.add_argument("--batch-tokens", type=int, default=2048)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--save-minutes", type=float, default=5.0)
    parser.add_argument("--eval-minutes", type=float, default=20.0)
    parser.add_argument("--first-eval-minutes", type=float, default=20.0)
    parser.add_argument("--eval-size", type=int, default=250)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--bf16", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    options = arguments()
    torch.set_num_threads(options.threads)
    run = Run(options)
    run.say(f"{card(run.model)} torch {torch.__version__} seed {options.seed} device {options.device}")
    run.go()
