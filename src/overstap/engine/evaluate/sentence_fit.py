# SPDX-License-Identifier: EUPL-1.2
"""Fits the weights of recognition to judged sentences, and shows honestly how they do on others.

The recipe behind `skills/data/recognition.json`: `fit_weights` on all sentences of a language. The figures
in the docs come from `cross_validated`: fitted on one half, measured on the other, both ways.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from overstap.engine.evaluate.sentence_files import JudgedSentence, JudgedSentences
from overstap.engine.evaluate.sentences import SentenceEvaluation, evaluate_sentences
from overstap.engine.skills.recognition import Recogniser
from overstap.engine.skills.recognition.fitting import Example, fit
from overstap.engine.skills.recognition.weights import Weights

BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


@dataclass(frozen=True)
class Reliability:
    """Of skills given a confidence from `low` up to `high`: how many, mean confidence, share right."""

    low: float
    high: float
    skills: int
    confidence: float
    right: float


@dataclass(frozen=True)
class CrossValidated:
    """Figures of each half, fitted on the other; and how far confidence kept its word on them together."""

    halves: tuple[SentenceEvaluation, SentenceEvaluation]
    reliability: tuple[Reliability, ...]


def fit_weights(sentences: Sequence[JudgedSentence], recogniser: Recogniser, language: str) -> Weights:
    """Weights for a language from judged sentences; with the embedding model where the recogniser has one."""
    with_model = recogniser.embedder is not None
    weights = {**recogniser.weights, language: replace(recogniser.weights_in(language), with_model=with_model)}
    reading = replace(recogniser, weights=weights)
    found = fit(recogniser.model, [_example(sentence, reading, language) for sentence in sentences])
    return replace(found, with_model=with_model)


def cross_validated(judged: JudgedSentences, recogniser: Recogniser, language: str) -> CrossValidated:
    """Fits on every other sentence and measures on the rest, both ways."""
    evaluations = []
    given: list[tuple[float, bool]] = []
    for half in (0, 1):
        weights = fit_weights(judged.sentences[half::2], recogniser, language)
        fitted = replace(recogniser, weights={**recogniser.weights, language: weights})
        rest = replace(judged, sentences=judged.sentences[1 - half :: 2])
        evaluations.append(evaluate_sentences(rest, fitted, language))
        for sentence in rest.sentences:
            given += _confidences(sentence, fitted, language)
    return CrossValidated((evaluations[0], evaluations[1]), _reliability(given))


def _example(sentence: JudgedSentence, recogniser: Recogniser, language: str) -> Example:
    index = recogniser.taxonomy.skill_index
    right = tuple(frozenset(index[skill] for skill in group if skill in index) for group in sentence.right)
    return Example(
        recogniser.evidence(sentence.text, language, narrow=False),
        recogniser.evidence(sentence.text, language, narrow=True),
        right,
        frozenset(index[skill] for skill in sentence.must_not if skill in index),
    )


def _confidences(sentence: JudgedSentence, recogniser: Recogniser, language: str) -> list[tuple[float, bool]]:
    example = _example(sentence, recogniser, language)
    weights = recogniser.weights_in(language)
    evidence = example.narrow
    confidences = weights.confidences(recogniser.model, evidence, weights.scores(evidence))
    right = frozenset[int]().union(*example.right)
    return [(float(c), int(s) in right) for c, s in zip(confidences, evidence.skills, strict=True)]


def _reliability(given: Sequence[tuple[float, bool]]) -> tuple[Reliability, ...]:
    confidence = np.array([c for c, _ in given])
    right = np.array([r for _, r in given], dtype=np.float64)
    found = []
    for low, high in pairwise(BINS):
        inside = (confidence >= low) & ((confidence < high) | (high == BINS[-1]))
        if inside.any():
            found.append(
                Reliability(
                    low, high, int(inside.sum()), float(confidence[inside].mean()), float(right[inside].mean())
                )
            )
    return tuple(found)
