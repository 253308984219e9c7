# SPDX-License-Identifier: EUPL-1.2
"""A large round looks at the best places of each student, not at every pair."""

from __future__ import annotations

import numpy as np

from overstap.bridge.rounds import Pairs

PAIRS = Pairs(
    fits=np.array([[0.2, 0.9, 0.5, 0.5], [0.2, 0.9, 0.5, 0.5], [0.0, 0.1, 0.0, 1.0]]),
    far=np.array([[1.0, 2.0, 9.0, 3.0], [1.0, 2.0, 3.0, np.nan]]),
    home=np.array([0, 1, 0]),
)


def hosts_of(most: int) -> list[list[int]]:
    """The places looked at, by student."""
    scores = PAIRS.scores(most)
    return [scores.host[scores.student == one].tolist() for one in range(3)]


def test_of_each_student_the_best_fitting_places_are_looked_at_and_of_equals_the_nearest() -> None:
    assert hosts_of(2) == [[1, 3], [1, 2], [3, 1]]


def test_every_pair_is_looked_at_when_there_are_few() -> None:
    assert hosts_of(4) == [[0, 1, 2, 3]] * 3


def test_what_is_told_of_a_pair_does_not_depend_on_how_many_are_looked_at() -> None:
    def told(most: int) -> dict[tuple[int, int], tuple[float, float]]:
        scores = PAIRS.scores(most)
        pairs = zip(scores.student.tolist(), scores.host.tolist(), strict=True)
        return dict(zip(pairs, zip(scores.score.tolist(), scores.km.tolist(), strict=True), strict=True))

    whole, some = told(4), told(3)
    assert len(some) == 9
    assert all(np.array_equal(whole[pair], some[pair], equal_nan=True) for pair in some)
