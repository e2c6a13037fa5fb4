"""Makes the int8 reader smaller where it is compressed, in the same tensors and types: nothing that reads it changes.

Measured in docs/measurements/reader.md.
"""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

WORDS = "encoder.words.weight"
POSITIONS = "encoder.positions.weight"

STEPS = ((4_000, 3), (8_000, 4), (12_000, 6), (24_000, 8))
FOREIGN_STEP = 32
"""From which row of the vocabulary on the values are a multiple of how many int8 steps.

Rows are roughly in the order of frequency. An error in a word's vector counts as often as the word is met, and grows
with the square of the step: so the step grows as the inverse root of the frequency. A word from the 4,000th, the
12,000th and the 24,000th on is met 20, 5 and 2.5 times in a million words of the reading data's passages, one of the
3,000 before them 250 times. Letters of other scripts than ours are met hardly ever."""

FOREIGN_SCRIPTS = (
    "ARABIC ARMENIAN BENGALI CJK CYRILLIC DEVANAGARI GEORGIAN HANGUL HEBREW HIRAGANA KANNADA KATAKANA MYANMAR SINHALA "
    "TAMIL THAI TIBETAN"
).split()
"""The reader was trained on English texts, in which there is next to nothing of these."""


def coarsen_rare_words(model: onnx.ModelProto, float_words: np.ndarray, vocabulary: dict[str, int]) -> None:
    """Rounds the vectors of rare words, from their float32 values (words, width), to fewer of the 256 values that the
    int8 model has for them; those of `[unused…]` become 0. Fewer values take fewer bits once they are compressed."""
    scale = float(_tensor(model, f"{WORDS}_scale"))
    zero = int(_tensor(model, f"{WORDS}_zero_point"))
    steps = steps_of(vocabulary)[:, None]
    values = np.round(float_words / (scale * steps)).astype(int) * steps
    values[[row for word, row in vocabulary.items() if word.startswith("[unused")]] = 0
    _replace(model, f"{WORDS}_quantized", (values + zero).clip(0, 255).astype(np.uint8))


def steps_of(vocabulary: dict[str, int]) -> np.ndarray:
    """How many int8 steps a value of each word's vector moves at once: integers (words,)."""
    steps = np.ones(len(vocabulary), dtype=int)
    for first, step in STEPS:
        steps[first:] = step
    steps[[row for word, row in vocabulary.items() if is_foreign(word)]] = FOREIGN_STEP
    return steps


def is_foreign(word: str) -> bool:
    """Whether a word of the vocabulary has a letter of one of the foreign scripts."""
    return any(unicodedata.name(letter, "").split(" ")[0] in FOREIGN_SCRIPTS for letter in word if letter.isalpha())


def keep_positions(model: onnx.ModelProto, count: int) -> None:
    """Leaves out the vectors of positions from `count` on, which no window reaches."""
    name = f"{POSITIONS}_quantized"
    _replace(model, name, _tensor(model, name)[:count])


def shrink(path: Path, source: Path, tokenizer: Path, max_tokens: int) -> None:
    """Shrinks the int8 model at `path`, which was made from the float32 one at `source`."""
    model = onnx.load(str(path))
    vocabulary = json.loads(tokenizer.read_text(encoding="utf-8"))["model"]["vocab"]
    coarsen_rare_words(model, _tensor(onnx.load(str(source)), WORDS), vocabulary)
    keep_positions(model, max_tokens)
    onnx.save(model, str(path))


def _initializer(model: onnx.ModelProto, name: str) -> onnx.TensorProto:
    return next(tensor for tensor in model.graph.initializer if tensor.name == name)


def _tensor(model: onnx.ModelProto, name: str) -> np.ndarray:
    return numpy_helper.to_array(_initializer(model, name))


def _replace(model: onnx.ModelProto, name: str, values: np.ndarray) -> None:
    _initializer(model, name).CopyFrom(numpy_helper.from_array(values, name))
