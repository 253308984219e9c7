# SPDX-License-Identifier: EUPL-1.2
"""What every way to hold a round promises, against answers by trying everything."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings

from overstap.engine.placement.rounds.model import Choice, TieBreak
from overstap.engine.placement.rounds.solve import hold_round, stability_of
from tests.contracts.placement.small_rounds import Small, placement_in, size, small_rounds

every_choice = pytest.mark.parametrize("choice", Choice)
every_tie_break = pytest.mark.parametrize("tie_break", TieBreak)


@every_choice
@every_tie_break
@given(small=small_rounds())
@settings(max_examples=60, deadline=None)
def test_only_what_both_accept_within_the_places(small: Small, choice: Choice, tie_break: TieBreak) -> None:
    asked = small.round()
    placement = placement_in(asked, hold_round(asked, choice, tie_break=tie_break).taken)
    assert all(host is None or host in small.accepted(student) for student, host in placement.items())
    assert all(small.fits(host, small.there(placement, host)) for host in small.hosts)


@every_choice
@given(small=small_rounds())
@settings(max_examples=100, deadline=None)
def test_the_checker_finds_exactly_the_blocking_pairs(small: Small, choice: Choice) -> None:
    asked = small.round()
    outcome = hold_round(asked, choice)
    told = {
        (asked.students[asked.student[pair]], asked.hosts[asked.host[pair]])
        for pair in outcome.stability.pairs.tolist()
    }
    assert told == small.blocking(placement_in(asked, outcome.taken))
    assert outcome.stability.count == outcome.compared[choice].blocking_pairs == len(told)


@every_tie_break
@pytest.mark.parametrize("choice", [Choice.STABLE, Choice.STABLE_LARGER])
@given(small=small_rounds())
@settings(max_examples=100, deadline=None)
def test_stable_is_stable(small: Small, choice: Choice, tie_break: TieBreak) -> None:
    asked = small.round()
    assert hold_round(asked, choice, tie_break=tie_break).stability.stable


@given(small=small_rounds(student_ties=False, host_ties=False))
@settings(max_examples=150, deadline=None)
def test_without_ties_every_student_has_the_best_of_any_stable_placement(small: Small) -> None:
    asked = small.round()
    found = placement_in(asked, hold_round(asked).taken)
    stable = [one for one in small.placements() if not small.blocking(one)]
    assert found in stable
    for other in stable:
        assert all(
            small.wish(student, found[student]) <= small.wish(student, other[student]) for student in found
        )


@given(small=small_rounds())
@settings(max_examples=100, deadline=None)
def test_most_is_the_most_there_is_and_nobody_with_a_place_loses_it(small: Small) -> None:
    asked = small.round()
    most = placement_in(asked, hold_round(asked, Choice.MOST).taken)
    stable = placement_in(asked, hold_round(asked, Choice.STABLE_LARGER).taken)
    assert size(most) == max(map(size, small.placements()))
    assert all(most[student] is not None for student, host in stable.items() if host is not None)


@given(small=small_rounds(student_ties=False))
@settings(max_examples=150, deadline=None)
def test_the_larger_stable_one_has_two_thirds_of_the_largest(small: Small) -> None:
    asked = small.round()
    larger = placement_in(asked, hold_round(asked, Choice.STABLE_LARGER).taken)
    largest = max(size(one) for one in small.placements() if not small.blocking(one))
    assert 3 * size(larger) >= 2 * largest


@every_tie_break
@given(small=small_rounds())
@settings(max_examples=40, deadline=None)
def test_no_student_gains_by_another_list(small: Small, tie_break: TieBreak) -> None:
    asked = small.round()
    honest = placement_in(asked, hold_round(asked, tie_break=tie_break).taken)
    liar = asked.students[0]
    for length in range(len(small.hosts) + 1):
        for lie in permutations(small.hosts, length):
            lying = replace(small, students={**small.students, liar: [[host] for host in lie]})
            told = lying.round()
            got = placement_in(told, hold_round(told, tie_break=tie_break).taken)[liar]
            assert small.wish(liar, got) >= small.wish(liar, honest[liar])


def test_ties_used_well_fill_more_places() -> None:
    small = Small({"a": [["x"], ["y"]], "b": [["x"]]}, {"x": [["a", "b"]], "y": [["a"]]}, {"x": 1, "y": 1})
    asked = small.round()
    assert size(placement_in(asked, hold_round(asked, tie_break=TieBreak.ORDER).taken)) == 1
    larger = hold_round(asked, Choice.STABLE_LARGER, tie_break=TieBreak.ORDER)
    assert placement_in(asked, larger.taken) == {"a": "y", "b": "x"}
    assert larger.stability.stable


def test_most_may_cost_stability_and_says_so() -> None:
    small = Small({"a": [["x"], ["y"]], "b": [["x"]]}, {"x": [["a"], ["b"]], "y": [["a"]]}, {"x": 1, "y": 1})
    outcome = hold_round(small.round(), Choice.MOST)
    assert (outcome.compared[Choice.STABLE].placed, outcome.compared[Choice.MOST].placed) == (1, 2)
    assert (outcome.stability.count, outcome.stability.stable) == (1, False)


def test_who_needs_guidance_gets_no_place_where_there_is_none_left() -> None:
    lists: dict[str, list[list[str]]] = {"a": [["x"]], "b": [["x"], ["y"]], "c": [["x"]]}
    small = Small(
        *(lists, {"x": [["a"], ["b"], ["c"]], "y": [["b"]]}, {"x": 2, "y": 1}),
        *(frozenset({"a", "b"}), {"x": 1, "y": 1}),
    )
    outcome = hold_round(small.round())
    assert placement_in(small.round(), outcome.taken) == {"a": "x", "b": "y", "c": "x"}
    assert outcome.stability.stable


def test_a_place_with_guidance_stands_empty_for_nobody() -> None:
    lists: dict[str, list[list[str]]] = {"a": [["x"]], "b": [["x"]], "c": [["x"]]}
    small = Small(lists, {"x": [["a"], ["b"], ["c"]]}, {"x": 2}, frozenset({"c"}), {"x": 1})
    assert placement_in(small.round(), hold_round(small.round()).taken) == {"a": "x", "b": "x", "c": None}


def test_the_seed_decides_between_equals_and_nothing_else_does() -> None:
    small = Small({f"s{at}": [["x"]] for at in range(6)}, {"x": [[f"s{at}" for at in range(6)]]}, {"x": 1})
    asked = small.round()
    taken = [hold_round(asked, seed=seed).taken.tolist() for seed in range(12)]
    assert taken == [hold_round(asked, seed=seed).taken.tolist() for seed in range(12)]
    assert len({tuple(one) for one in taken}) > 1


@pytest.mark.parametrize(
    ("taken", "why"), [([0, 0], "somebody else"), ([0, 1], "more students than places"), ([0], "every student")]
)
def test_what_is_no_placement_is_refused_by_the_checker(taken: list[int], why: str) -> None:
    small = Small({"a": [["x"]], "b": [["x"]]}, {"x": [["a", "b"]]}, {"x": 1})
    with pytest.raises(ValueError, match=why):
        stability_of(small.round(), np.array(taken))


def test_more_guided_than_a_host_guides_is_no_placement() -> None:
    small = Small({"a": [["x"]], "b": [["x"]]}, {"x": [["a", "b"]]}, {"x": 2}, frozenset({"a", "b"}), {"x": 1})
    with pytest.raises(ValueError, match="guidance"):
        stability_of(small.round(), np.array([0, 1]))
