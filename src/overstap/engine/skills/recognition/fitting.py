# SPDX-License-Identifier: EUPL-1.2
"""Fits what evidence weighs to sentences of which the right skills are known.

Ranking: for every right skill (or group of equally right ones) the chance that it comes before all wrong
ones under a softmax is made as large as possible (conditional logit). Confidence: a logistic regression on
the `SIGNS` of the best few skills of each sentence (Platt, 1999, with more than one sign). Both are held
small by a square penalty, and have fewer than twenty numbers per language.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from overstap.engine.skills.recognition.evidence import FEATURES, Evidence, Model
from overstap.engine.skills.recognition.weights import SIGNS, Weights, signs

Doubles = npt.NDArray[np.float64]

_RIVALS_PER_FEATURE = 120
_LOOKED_AT = 25
_RANKING_PENALTY = 0.5
_CONFIDENCE_PENALTY = 0.05

ACCEPTANCES = (0.3, 0.35, 0.4, 0.45, 0.5)
"""A page shows nothing that is more likely wrong than two to one, and all that is more likely right."""

_MUST_NOTS_ALLOWED = 0.03


@dataclass(frozen=True)
class Example:
    """A sentence: all evidence in it, the evidence a page would look at, and groups of right skills.

    A group holds positions of skills that are equally right; `must_not` those of skills it must not give.
    """

    wide: Evidence
    narrow: Evidence
    right: tuple[frozenset[int], ...]
    must_not: frozenset[int] = frozenset()


def fit(model: Model, examples: Sequence[Example]) -> Weights:
    """Weights that suit the examples best."""
    ranking = _fit_ranking(examples)
    weights = Weights(dict(zip(FEATURES, ranking.tolist(), strict=True)), dict.fromkeys(SIGNS, 0.0), 0.5)
    confidence = _fit_confidence(model, examples, weights)
    fitted = Weights(weights.ranking, dict(zip(SIGNS, confidence.tolist(), strict=True)), 0.5)
    return replace(fitted, accepted_from=_acceptance(model, examples, fitted))


def _fit_ranking(examples: Sequence[Example]) -> Doubles:
    contests = [contest for example in examples for contest in _contests(example)]

    def loss(weights: Doubles) -> tuple[float, Doubles]:
        total = _RANKING_PENALTY * float(weights @ weights)
        slope = 2 * _RANKING_PENALTY * weights
        for rows, right, share in contests:
            scores = rows @ weights
            chance = np.exp(scores - scores.max())
            chance /= chance.sum()
            won = chance[right].sum()
            total -= share * float(np.log(max(won, 1e-300)))
            slope = slope - share * ((chance[right] / max(won, 1e-300)) @ rows[right] - chance @ rows)
        return total, slope

    return _minimum(loss, len(FEATURES))


def _contests(example: Example) -> list[tuple[Doubles, npt.NDArray[np.bool_], float]]:
    """Each group of right skills against all wrong ones: features, which are right, weight."""
    features = example.wide.features.astype(np.float64)
    rivals = np.unique(
        np.concatenate(
            [
                np.argsort(-column, kind="stable")[:_RIVALS_PER_FEATURE]
                for column in features.T[: len(FEATURES) - 5]
            ]
        )
    )
    position = example.wide.skills[rivals]
    groups = [np.isin(position, list(group)) for group in example.right]
    groups = [group for group in groups if group.any()]
    if not groups:
        return []
    any_right = np.logical_or.reduce(groups)
    found = []
    for group in groups:
        kept = group | ~any_right
        found.append((features[rivals[kept]], group[kept], 1.0 / len(groups)))
    return found


def _fit_confidence(model: Model, examples: Sequence[Example], weights: Weights) -> Doubles:
    rows, answers = [], []
    for example in examples:
        scores = weights.scores(example.narrow)
        first = np.argsort(-scores, kind="stable")[:_LOOKED_AT]
        right = frozenset[int]().union(*example.right)
        rows.append(signs(model, example.narrow, scores)[first].astype(np.float64))
        answers.append(np.isin(example.narrow.skills[first], list(right)).astype(np.float64))
    inputs, wanted = np.vstack(rows), np.concatenate(answers)

    def loss(weights: Doubles) -> tuple[float, Doubles]:
        margin = inputs @ weights
        held = np.r_[weights[:-1], 0.0]  # the constant is free
        total = float(np.logaddexp(0.0, margin).sum() - wanted @ margin + _CONFIDENCE_PENALTY * held @ held)
        slope = inputs.T @ (1.0 / (1.0 + np.exp(-margin)) - wanted) + 2 * _CONFIDENCE_PENALTY * held
        return total, slope

    return _minimum(loss, len(SIGNS))


def _acceptance(model: Model, examples: Sequence[Example], weights: Weights) -> float:
    """The confidence, of `ACCEPTANCES`, from which precision and recall together are best (F1).

    Only those count at which few must-nots are accepted; when there are none such, the highest.
    """
    given = [weights.confidences(model, example.narrow, weights.scores(example.narrow)) for example in examples]
    wanted = sum(len(example.right) for example in examples)
    forbidden = max(1, sum(len(example.must_not) for example in examples))
    quality: dict[float, float] = {}
    for threshold in ACCEPTANCES:
        accepted = hit = wrong = 0
        for example, confidences in zip(examples, given, strict=True):
            skills = frozenset(example.narrow.skills[confidences >= threshold].tolist())
            accepted += len(skills)
            hit += len(skills & frozenset[int]().union(*example.right))
            wrong += len(skills & example.must_not)
        if wrong / forbidden <= _MUST_NOTS_ALLOWED:
            quality[threshold] = 2 * hit / max(1, accepted + wanted)
    return max(quality, key=lambda threshold: quality[threshold]) if quality else ACCEPTANCES[-1]


def _minimum(loss: Callable[[Doubles], tuple[float, Doubles]], size: int) -> Doubles:
    found: Doubles = minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B").x
    return np.round(found, 4)
