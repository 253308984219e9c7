# SPDX-License-Identifier: EUPL-1.2
"""An optional sentence-embedding model that the user points to; nothing is ever downloaded.

With one, likeness of meaning comes from the model and no longer from the latent space, in the languages whose
weights were fitted with a model; `evaluate.sentence_fit.fit_weights` fits them for another. All else stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from overstap.engine.problems import InputRefused, Problem
from overstap.engine.skills.recognition.index import Floats
from overstap.engine.skills.taxonomy import Taxonomy, words_in

_LONGEST = 256
"""Tokens of a text that are looked at."""
_AT_ONCE = 32

PASSAGE = 8
"""Content words of a text that a model is given at once: a whole sentence is near no single skill."""


class SentenceEmbedder(Protocol):
    """Turns texts into vectors; near in meaning is near in direction."""

    def encode(self, texts: Sequence[str]) -> Floats:
        """One row per text, of length 1."""
        ...


class OnnxEmbedder:
    """A model in a folder with `model.onnx` and `tokenizer.json`; the mean over tokens is the vector.

    Raises `InputRefused` when a file is missing or cannot be read, or when the packages of the extra
    `overstap[embeddings]` are not installed.
    """

    def __init__(self, folder: Path) -> None:
        absent = [name for name in ("model.onnx", "tokenizer.json") if not (folder / name).is_file()]
        if absent:
            raise InputRefused([_absent(folder, name) for name in absent])
        try:
            # Heavy, and only there when asked for: never imported by anyone without a model.
            import onnxruntime
            import tokenizers
        except ImportError:
            raise InputRefused([_not_installed()]) from None
        try:
            self._tokenizer: Any = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._session: Any = onnxruntime.InferenceSession(str(folder / "model.onnx"))
        except Exception as error:  # both libraries raise bare exceptions of their own
            raise InputRefused([_unreadable(folder)]) from error
        self._tokenizer.enable_truncation(_LONGEST)
        self._tokenizer.enable_padding()
        self._inputs = {node.name for node in self._session.get_inputs()}

    def encode(self, texts: Sequence[str]) -> Floats:
        """One row per text, of length 1."""
        if not texts:
            return np.zeros((0, 1), dtype=np.float32)
        # Texts of one length together: all in a batch are filled up to its longest.
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        parts = [
            self._encode([texts[i] for i in order[first : first + _AT_ONCE]])
            for first in range(0, len(order), _AT_ONCE)
        ]
        found: Floats = np.concatenate(parts)[np.argsort(order)]
        return found

    def _encode(self, texts: Sequence[str]) -> Floats:
        read = self._tokenizer.encode_batch(list(texts))
        mask = np.array([each.attention_mask for each in read], dtype=np.int64)
        given = {
            "input_ids": np.array([each.ids for each in read], dtype=np.int64),
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(mask),
        }
        states = self._session.run(None, {name: given[name] for name in given if name in self._inputs})[0]
        return unit(mean_of_tokens(states, mask))


def mean_of_tokens(states: Floats, mask: Any) -> Floats:
    """Texts x tokens x d to texts x d: the mean over the tokens that are really there."""
    weights = np.asarray(mask, dtype=np.float32)[:, :, None]
    found: Floats = (states * weights).sum(axis=1) / weights.sum(axis=1).clip(1.0)
    return found


def unit(vectors: Floats) -> Floats:
    """Rows brought to length 1; rows of zeros stay."""
    found: Floats = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True).clip(1e-9)).astype(np.float32)
    return found


def embed_skills(taxonomy: Taxonomy, languages: Sequence[str], embedder: SentenceEmbedder) -> Floats:
    """Skills x d: each skill by its preferred label in the first language it has."""
    texts = []
    for skill in taxonomy.skills:
        words = words_in(skill.words, (*languages, *skill.words))
        texts.append(words.label if words else "")
    return embedder.encode(texts)


def likenesses(vectors: Floats, embedder: SentenceEmbedder, said: Sequence[Sequence[str]]) -> Floats:
    """Rows of `said` x vectors: the largest likeness of any of the texts in the row."""
    read = iter(embedder.encode([text for each in said for text in each]))
    found = np.zeros((len(said), len(vectors)), dtype=np.float32)
    for row, each in enumerate(said):
        for _ in each:
            np.maximum(found[row], likeness(vectors, next(read)), out=found[row])
    return found


def likeness(vectors: Floats, vector: Floats) -> Floats:
    """How many standard deviations the cosine of each row with a vector is above the mean; 0 where below.

    Models put all texts in one corner, each in its own and as tightly as it likes: what stands out is what
    says something, and by how much is alike from one model to the next.
    """
    if not len(vectors):
        return np.zeros(0, dtype=np.float32)
    cosines = vectors @ vector
    spread = max(1e-6, float(cosines.std()))
    found: Floats = ((cosines - cosines.mean()) / spread).clip(0.0).astype(np.float32)
    return found


def _absent(folder: Path, name: str) -> Problem:
    return Problem(
        {"en": "is not in the model's folder", "nl": "staat niet in de map van het model"},
        folder.name,
        value=name,
        mend={
            "en": "Point to a folder with model.onnx and tokenizer.json.",
            "nl": "Wijs een map aan met model.onnx en tokenizer.json.",
        },
    )


def _unreadable(folder: Path) -> Problem:
    return Problem(
        {"en": "the model cannot be read", "nl": "het model is niet te lezen"},
        folder.name,
        mend={"en": "Export it to ONNX again.", "nl": "Exporteer het opnieuw naar ONNX."},
    )


def _not_installed() -> Problem:
    return Problem(
        {
            "en": "the packages for embedding models are not installed",
            "nl": "de pakketten voor taalmodellen zijn niet geïnstalleerd",
        },
        mend={
            "en": "Install overstap[embeddings], or leave the model out.",
            "nl": "Installeer overstap[embeddings], of laat het model weg.",
        },
    )
