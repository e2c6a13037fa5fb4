"""Writes a trained reader as ONNX, float32 and dynamic int8, in the folder layout of the shipped embedder.

Run: export.py CHECKPOINT --tokenizer FILE --out FOLDER [--data DIR]; with --data the int8 figures are printed beside
those of float32. Inputs `input_ids`, `attention_mask`, `token_type_ids` (batch, tokens); outputs `span`
(batch, tokens, 2), `answerable` (batch,), `support` (batch, 3): logits.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import torch

from evaluate import figures, held_out_sets, onnx_forward, table
from batches import MAX_TOKENS, read_tokenizer
from made import load_made
from data import load_pairs, load_questions
from model import Reader, load_reader
from shrink import shrink


def write_float(model: Reader, path: Path) -> None:
    example = (torch.randint(1000, 2000, (2, 16)), torch.ones(2, 16, dtype=torch.long), torch.zeros(2, 16, dtype=torch.long))
    names = ["input_ids", "attention_mask", "token_type_ids"]
    both = {0: "batch", 1: "tokens"}
    axes = {**{n: both for n in names}, "span": both, "answerable": {0: "batch"}, "support": {0: "batch"}}
    torch.onnx.export(
        model,
        example,
        str(path),
        input_names=names,
        output_names=["span", "answerable", "support"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def write_int8(source: Path, path: Path) -> None:
    """Weights of products and embeddings as int8, activations quantised as they come; the three heads stay float,
    as they weigh nothing and their rounding would be seen."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    heads = [
        n.name
        for n in onnx.load(str(source)).graph.node
        if n.op_type in ("MatMul", "Gemm") and any(part in n.name for part in ("/span/", "/answerable/", "/support/"))
    ]
    quantize_dynamic(
        str(source), str(path), weight_type=QuantType.QInt8, per_channel=True, reduce_range=False, nodes_to_exclude=heads
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float32", type=Path, required=True, help="where the float32 file goes, which does not ship")
    parser.add_argument("--made", type=Path, help="folder of made passages, to measure on")
    parser.add_argument("--data", type=Path, help="measures float32 and int8 on the held-out part")
    parser.add_argument("--size", type=int, default=200)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    model = load_reader(args.checkpoint)
    (args.out / "onnx").mkdir(parents=True, exist_ok=True)
    plain, small = args.float32, args.out / "onnx" / "model_quantized.onnx"
    write_float(model, plain)
    write_int8(plain, small)
    shrink(small, plain, args.tokenizer, MAX_TOKENS)
    config = {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "num_hidden_layers": model.config.layers,
        "hidden_size": 384,
        "max_tokens": MAX_TOKENS,
        "outputs": {"span": ["first", "last"], "answerable": [], "support": ["supports", "contradicts", "open"]},
    }
    (args.out / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    # The tokenizer is the embedding model's.
    tokenizer = [f"../Xenova/e5-small-v2/{name}" for name in ("tokenizer.json", "tokenizer_config.json")]
    files = ["config.json", "onnx/model_quantized.onnx", *tokenizer]
    sums = [f"{hashlib.sha256((args.out / f).read_bytes()).hexdigest()}  {f}\n" for f in files]
    (args.out / "SHA256SUMS").write_text("".join(sums))
    print(f"int8: {small.stat().st_size / 1e6:.1f} MB")
    if args.data:
        _, questions = load_questions(args.data / "qa.jsonl.gz")
        _, pairs = load_pairs(args.data / "nli.jsonl.gz")
        sets = held_out_sets(questions, pairs, args.size, load_made(args.made)[2:] if args.made else ([], []))
        for path in (plain, small):
            print(f"{path.name}\n{table(figures(onnx_forward(path, args.threads), read_tokenizer(args.tokenizer), sets))}")


if __name__ == "__main__":
    main()
