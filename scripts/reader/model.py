"""The reader: a BERT encoder of width 384 with three heads over question (or statement) + window.

Inputs are `[CLS] question [SEP] window [SEP]` with token types 0 and 1. The outputs:
- `span` (batch, tokens, 2): logits of the answer's first and last token; position 0 ([CLS]) stands for "not here".
- `answerable` (batch,): logit of "the answer stands in this window".
- `support` (batch, 3): logits of supports, contradicts, leaves open.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

WIDTH = 384
HEADS = 12
SUPPORTS, CONTRADICTS, OPEN = 0, 1, 2


@dataclass(frozen=True)
class ReaderConfig:
    layers: int
    vocabulary: int = 30522
    positions: int = 512
    intermediate: int = 1536
    dropout: float = 0.1


class Layer(nn.Module):
    """One post-norm transformer layer, with query, key and value in one product."""

    def __init__(self, config: ReaderConfig):
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.attention_out = nn.Linear(WIDTH, WIDTH)
        self.attention_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, config.intermediate)
        self.down = nn.Linear(config.intermediate, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = config.dropout

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + bias
        mixed = (scores.softmax(-1) @ v).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.attention_norm(x + F.dropout(self.attention_out(mixed), self.dropout, self.training))
        inner = self.down(F.gelu(self.up(x)))
        return self.norm(x + F.dropout(inner, self.dropout, self.training))


class Encoder(nn.Module):
    def __init__(self, config: ReaderConfig):
        super().__init__()
        self.words = nn.Embedding(config.vocabulary, WIDTH)
        self.positions = nn.Embedding(config.positions, WIDTH)
        self.types = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(config) for _ in range(config.layers))

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor) -> Tensor:
        """Token states (batch, tokens, 384) for `ids`, `mask` (1 = token, 0 = padding) and `types`."""
        place = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.words(ids) + self.positions(place) + self.types(types))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x


class Reader(nn.Module):
    def __init__(self, config: ReaderConfig):
        super().__init__()
        self.config = config
        self.encoder = Encoder(config)
        self.span = nn.Linear(WIDTH, 2)
        self.answerable = nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.Tanh(), nn.Linear(WIDTH, 1))
        self.support = nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.Tanh(), nn.Linear(WIDTH, 3))

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        states = self.encoder(ids, mask, types)
        first = states[:, 0]
        return self.span(states), self.answerable(first).squeeze(-1), self.support(first)

    def freeze(self, layers: int) -> None:
        """Stops learning in the embeddings and the lowest `layers` layers: no backward pass runs there."""
        for part in (self.encoder.words, self.encoder.positions, self.encoder.types, self.encoder.norm):
            part.requires_grad_(False)
        for layer in self.encoder.layers[:layers]:
            layer.requires_grad_(False)


def parameter_count(model: nn.Module) -> int:
    return sum(p.numel() for p in model.parameters())


def save_reader(model: Reader, path: Path) -> None:
    """Writes weights (float32) and configuration as one file."""
    torch.save({"config": asdict(model.config), "weights": model.state_dict()}, path)


def load_reader(path: Path) -> Reader:
    """Reads a file of `save_reader`, or a checkpoint of `train.py` (its averaged weights)."""
    kept = torch.load(path, map_location="cpu", weights_only=True)
    model = Reader(ReaderConfig(**kept["config"]))
    model.load_state_dict(kept["average"] if "average" in kept else kept["weights"])
    return model.eval()


def load_encoder(path: Path, config: ReaderConfig) -> Reader:
    """A reader with fresh heads over the encoder in `path`: BERT names, in safetensors or float32 ONNX."""
    named = read_safetensors(path) if path.suffix == ".safetensors" else read_onnx(path)
    named = {re.sub(r"^bert\.", "", name): value for name, value in named.items()}
    state: dict[str, Tensor] = {}
    for ours, theirs in (("words", "word_embeddings"), ("positions", "position_embeddings"), ("types", "token_type_embeddings")):
        state[f"{ours}.weight"] = named[f"embeddings.{theirs}.weight"]
    for kind in ("weight", "bias"):
        state[f"norm.{kind}"] = named[f"embeddings.LayerNorm.{kind}"]
        for index in range(config.layers):
            theirs = f"encoder.layer.{index}"
            ours = f"layers.{index}"
            parts = [named[f"{theirs}.attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            state[f"{ours}.qkv.{kind}"] = torch.cat(parts)
            state[f"{ours}.attention_out.{kind}"] = named[f"{theirs}.attention.output.dense.{kind}"]
            state[f"{ours}.attention_norm.{kind}"] = named[f"{theirs}.attention.output.LayerNorm.{kind}"]
            state[f"{ours}.up.{kind}"] = named[f"{theirs}.intermediate.dense.{kind}"]
            state[f"{ours}.down.{kind}"] = named[f"{theirs}.output.dense.{kind}"]
            state[f"{ours}.norm.{kind}"] = named[f"{theirs}.output.LayerNorm.{kind}"]
    model = Reader(config)
    model.encoder.load_state_dict(state)
    return model


def read_safetensors(path: Path) -> dict[str, Tensor]:
    from safetensors.torch import load_file

    return {name: value.float() for name, value in load_file(str(path)).items() if value.is_floating_point()}


def read_onnx(path: Path) -> dict[str, Tensor]:
    """Weights of an ONNX file. Exporters drop the names of matrices of products: the name of the bias that is
    added to the product tells whose they are, and they lie transposed."""
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(str(path)).graph
    values = {t.name: torch.from_numpy(numpy_helper.to_array(t).copy()) for t in graph.initializer}
    named = {name: value for name, value in values.items() if value.is_floating_point()}
    product_of = {node.output[0]: node for node in graph.node if node.op_type == "MatMul"}
    for node in graph.node:
        if node.op_type != "Add":
            continue
        bias = next((i for i in node.input if i.endswith(".bias")), None)
        product = next((product_of[i] for i in node.input if i in product_of), None)
        if bias and product:
            matrix = next(i for i in product.input if i in values)
            named[re.sub(r"bias$", "weight", bias)] = values[matrix].T.contiguous()
    return named


def card(model: Reader) -> str:
    return json.dumps({**asdict(model.config), "parameters": parameter_count(model)})
