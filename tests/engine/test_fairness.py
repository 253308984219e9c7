# SPDX-License-Identifier: EUPL-1.2
"""Shares, ratios and what is withheld: held to figures that others published, and to laws."""

from __future__ import annotations

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest
from scipy.stats.contingency import relative_risk

from overstap.engine.fairness.intervals import ratio, wilson
from overstap.engine.fairness.report import LEAST, report, withheld

# Newcombe 1998, Statistics in Medicine 17, table I: the score method without continuity correction.
PUBLISHED = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0000, 0.1611),
    (1, 29, 0.0061, 0.1718),
]


@pytest.mark.parametrize(("hits", "of", "low", "high"), PUBLISHED)
def test_the_interval_of_a_share_is_the_published_one(hits: int, of: int, low: float, high: float) -> None:
    found = wilson(hits, of)
    assert (round(found.low, 4), round(found.high or 0.0, 4)) == (low, high)


@given(st.integers(1, 5000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_it_is_that_of_another_program(pair: tuple[int, int]) -> None:
    hits, of = pair
    ours, theirs = wilson(hits, of), binomtest(hits, of).proportion_ci(method="wilson")
    assert isclose(ours.low, theirs.low, abs_tol=1e-9)
    assert ours.high is not None
    assert isclose(ours.high, theirs.high, abs_tol=1e-9)
    assert 0.0 <= ours.low <= ours.value <= ours.high <= 1.0


cells = st.integers(1, 400).flatmap(lambda of: st.tuples(st.integers(1, of), st.just(of)))


@given(cells, cells)
def test_the_ratio_is_that_of_another_program(one: tuple[int, int], other: tuple[int, int]) -> None:
    ours = ratio(*one, *other)
    theirs = relative_risk(*one, *other)
    assert ours is not None
    assert ours.high is not None
    assert isclose(ours.value, theirs.relative_risk)
    if one[0] < one[1] or other[0] < other[1]:
        interval = theirs.confidence_interval()
        assert isclose(ours.low, interval.low, rel_tol=1e-6)
        assert isclose(ours.high, interval.high, rel_tol=1e-6)


def test_nobody_hit_is_told_and_nothing_to_compare_with_is_not() -> None:
    assert ratio(3, 20, 0, 30) is None
    found = ratio(0, 20, 15, 30)
    assert found is not None
    assert (found.value, found.low) == (0.0, 0.0)
    assert found.high is not None
    assert 0 < found.high < 1  # twenty and nobody: less than chance makes of a half


@pytest.mark.parametrize("wrong", [(1, 0), (-1, 5), (6, 5)])
def test_what_is_no_share_is_refused(wrong: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="positive"):
        wilson(*wrong)
    with pytest.raises(ValueError, match="positive"):
        ratio(*wrong, 1, 2)


@given(st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 60), min_size=1))
def test_no_small_group_is_shown_nor_can_it_be_worked_out(sizes: dict[str, int]) -> None:
    """Also by who knows the total: what is hidden is either nothing, or two groups with ten people together,
    or everything."""
    hidden = withheld(sizes)
    assert all(sizes[group] >= LEAST for group in sizes if group not in hidden)
    people_hidden = [sizes[group] for group in hidden if sizes[group]]
    everything = all(group in hidden for group in sizes if sizes[group])
    assert not people_hidden or everything or (len(people_hidden) >= 2 and sum(people_hidden) >= LEAST)


@given(st.dictionaries(st.sampled_from("abcdefg"), st.integers(10, 60), min_size=1))
def test_nothing_is_withheld_when_no_group_is_small(sizes: dict[str, int]) -> None:
    assert withheld(sizes) == frozenset()


def people(group: str, count: int) -> frozenset[str]:
    return frozenset(f"{group}{at}" for at in range(count))


def test_the_worked_example_of_the_method() -> None:
    """The one in docs/methods/fairness.md."""
    members = {"a": people("a", 100), "b": people("b", 50), "c": people("c", 12), "d": people("d", 4)}
    shown = people("a", 40) | people("b", 10) | people("c", 12) | people("d", 1) | people("x", 99)
    rows = {row.group: row for row in report(members, {"shown": shown}, "abcd")}
    assert rows["c"].people is rows["d"].people is None
    assert rows["a"].people == 100
    assert rows["a"].steps[0].against is None
    share, against = rows["b"].steps[0].share, rows["b"].steps[0].against
    assert (share.value, round(share.low, 3), round(share.high or 0, 3)) == (0.2, 0.112, 0.33)
    assert against is not None
    assert (against.value, round(against.low, 3), round(against.high or 0, 3)) == (0.5, 0.273, 0.915)
