# SPDX-License-Identifier: EUPL-1.2
"""What each kind of evidence weighs, per language: fitted by `fitting`, kept in `data/recognition.json`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import msgspec
import numpy as np

from overstap.engine.skills.recognition.evidence import FEATURES, Evidence, Model
from overstap.engine.skills.recognition.index import Floats, LabelKind

SIGNS = ("score", "behind_best", "there", "called", "says", "everyday", "whole", "constant")
"""What confidence follows from, see `signs`."""

_WHOLE = 0.999
_LARGE = 2000
"""Skills from which a language is one of long lists of labels, like ESCO."""


@dataclass(frozen=True)
class Weights:
    """Of one language: weights of `FEATURES` and of `SIGNS`, and the confidence from which a page accepts.

    `with_model`: whether they were fitted with an embedding model in the place of the latent space.
    """

    ranking: Mapping[str, float]
    confidence: Mapping[str, float]
    accepted_from: float
    with_model: bool = False

    def scores(self, evidence: Evidence) -> Floats:
        """The ranking score of each skill in the evidence."""
        weights = np.array([self.ranking[name] for name in FEATURES], dtype=np.float32)
        found: Floats = evidence.features @ weights
        return found

    def confidences(self, model: Model, evidence: Evidence, scores: Floats) -> Floats:
        """The chance (0..1) that each skill in the evidence is really there."""
        weights = np.array([self.confidence[name] for name in SIGNS])
        found: Floats = (1.0 / (1.0 + np.exp(-signs(model, evidence, scores) @ weights))).astype(np.float32)
        return found


def signs(model: Model, evidence: Evidence, scores: Floats) -> Floats:
    """Skills x `SIGNS`.

    The score and how far it is behind the best of the sentence; of the best label, the share that is there
    and called for, how much it says (log), whether it is an everyday phrase and whether it is there whole.
    """
    if not len(scores):
        return np.zeros((0, len(SIGNS)), dtype=np.float32)
    labelled = evidence.label >= 0
    starts = np.flatnonzero(np.diff(evidence.sentence, prepend=-1))
    best = np.repeat(np.maximum.reduceat(scores, starts), np.diff(starts, append=len(scores)))
    mass = np.where(labelled, model.index.mass[evidence.label], 0.0)
    everyday = labelled & (model.index.kind[evidence.label] == LabelKind.EVERYDAY)
    return np.column_stack(
        [
            scores,
            scores - best,
            evidence.there,
            evidence.called,
            np.log1p(mass),
            everyday,
            evidence.there > _WHOLE,
            np.ones(len(scores)),
        ]
    ).astype(np.float32)


@lru_cache(maxsize=1)
def fitted() -> dict[str, Weights]:
    """The weights that come with the product, per language; those with a model under "en+model"."""
    path = files("overstap.engine.skills.data") / "recognition.json"
    return msgspec.json.decode(path.read_bytes(), type=dict[str, Weights])


def shipped_weights(skills: int, *, model: bool = False) -> dict[str, Weights]:
    """The weights that suit a taxonomy of so many skills; `model`: where there are any fitted with one, those.

    The English ones were fitted to ESCO's long lists of alternative labels, of which a single one says
    little. In a small language other words are chosen by hand, as the Dutch everyday phrases are, and a single
    one says much: there English is read with the Dutch weights.
    """
    plain = {language: weights for language, weights in fitted().items() if "+" not in language}
    if skills < _LARGE:
        return {**plain, "en": plain["nl"]}
    return {
        language: fitted().get(f"{language}+model", plain[language]) if model else plain[language]
        for language in plain
    }
