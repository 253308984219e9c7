# SPDX-License-Identifier: EUPL-1.2
"""What a meeting schedule promises, against answers by trying everything."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint, milp

from overstap.engine.placement.meetings.check import Broken, broken_by
from overstap.engine.placement.meetings.model import Meeting, Talks
from overstap.engine.placement.meetings.pauses import with_breaks
from overstap.engine.placement.meetings.plain import schedule_as_plain
from overstap.engine.placement.meetings.solve import _Busy, plan_meeting
from overstap.engine.placement.meetings.waiting import waiting_of
from tests.contracts.placement.small_meetings import Best, meeting, small_meetings


def made(seed: int, employers: int = 6, people: int = 40, slots: int = 7, there: float = 1.0) -> Meeting:
    chance = np.random.default_rng(seed)
    asked = meeting(chance.integers(0, 1000, (employers, people)).tolist(), slots, most=3)
    return replace(
        asked,
        employer_there=chance.random((employers, slots)) < there,
        person_there=chance.random((people, slots)) < there,
    )


@given(asked=small_meetings(everybody_there=True))
@settings(max_examples=150, deadline=None)
def test_when_everybody_is_there_all_day_it_is_the_best_of_all(asked: Meeting) -> None:
    schedule = plan_meeting(asked)
    assert (schedule.total.met, schedule.total.fit) == Best(asked).value
    assert schedule.proven
    assert broken_by(asked, schedule.talks) == []


@given(asked=small_meetings(everybody_there=False))
@settings(max_examples=200, deadline=None)
def test_the_bound_holds_and_nothing_is_broken(asked: Meeting) -> None:
    schedule = plan_meeting(asked)
    assert broken_by(asked, schedule.talks) == []
    best = Best(asked).value
    assert (schedule.total.met, schedule.total.fit) <= best
    assert best <= (schedule.bound.met, schedule.bound.fit)


@pytest.mark.parametrize("seed", range(4))
def test_the_choice_of_pairs_is_that_of_a_mixed_integer_program(seed: int) -> None:
    asked = made(seed)
    bonus = 10_000_000
    pairs, people = len(asked.fit), len(asked.people)
    # One column for each pair, and one for each person who has a first talk.
    sides = [
        (np.arange(len(asked.employers))[:, None] == asked.employer).astype(float),
        (np.arange(people)[:, None] == asked.person).astype(float),
    ]
    rows = np.vstack(
        [np.hstack([side, np.zeros((len(side), people))]) for side in sides]
        + [np.hstack([-sides[1], np.eye(people)])]
    )
    high = np.concatenate([np.full(len(asked.employers), 7.0), np.full(people, 3.0), np.zeros(people)])
    found = milp(
        -np.concatenate([asked.fit, np.full(people, bonus)]).astype(float),
        constraints=LinearConstraint(rows, -np.inf, high),
        integrality=1,
        bounds=(0, 1),
    )
    assert found.success
    total = plan_meeting(asked).total
    assert total.met * bonus + total.fit == round(-found.fun)
    assert pairs == len(asked.employer)


@pytest.mark.parametrize("seed", range(6))
def test_with_comings_and_goings_it_stays_close_to_the_bound(seed: int) -> None:
    asked = made(seed, employers=20, people=200, slots=12, there=0.8)
    schedule = plan_meeting(asked)
    assert broken_by(asked, schedule.talks) == []
    assert schedule.total.met >= schedule.bound.met - 1
    assert schedule.total.fit >= 0.99 * schedule.bound.fit


def test_breaks_and_rest_are_kept() -> None:
    asked = replace(made(3, employers=10, people=60, slots=12), run=3, rest=1)
    schedule = plan_meeting(asked)
    assert broken_by(asked, schedule.talks) == []
    assert broken_by(replace(asked, run=2), schedule.talks).count(Broken.NO_BREAK) > 0
    assert schedule.proven


def test_a_table_pauses_when_nobody_is_missed() -> None:
    """A break in the last slot would cost the only talk of who comes then; another costs nothing."""
    there = ([[True] * 3], [[True, True, True], [False, False, True]])
    schedule = plan_meeting(meeting([[0, 25]], there=there, slots=3, run=2))
    assert (schedule.total.met, schedule.proven) == (2, True)


def test_a_break_that_must_be_is_in_the_bound() -> None:
    """After two talks that stand there is a break, so who is there only then has none, and no schedule can."""
    there = ([[True] * 5], [[True] * 5, [True] * 5, [False, False, False, True, False], [False] * 4 + [True]])
    asked = meeting([[1, 1, 9, 1]], there=there, slots=5, run=2, kept=((0, 0, 0, 1), (0, 0, 1, 2)))
    schedule = plan_meeting(asked)
    assert broken_by(asked, schedule.talks) == []
    assert (schedule.total.fit, schedule.proven) == (3, True)


@given(st.lists(st.sampled_from(["open", "away", "stands"]), min_size=1, max_size=9), st.integers(1, 3))
def test_as_few_slots_pause_as_can_be(day: list[str], run: int) -> None:
    """Beside talks that stand: against every choice of open slots."""

    def too_long(talks: set[int], new: set[int]) -> bool:
        rows = [set(range(at, at + run + 1)) for at in range(len(day) - run)]
        return any(row <= talks and row & new for row in rows)

    free = [at for at, one in enumerate(day) if one == "open"]
    standing = {at for at, one in enumerate(day) if one == "stands"}
    ways = (set(way) for size in range(len(free) + 1) for way in combinations(free, size))
    most = max(len(way) for way in ways if not too_long(way | standing, way))
    there, stands = (np.array([[one in names for one in day]]) for names in (("open", "stands"), ("stands",)))
    opened = set(np.flatnonzero(with_breaks(there, stands, np.zeros(there.shape, int), run)[0]).tolist())
    assert len(opened) == most
    assert not too_long(opened | standing, opened)


def test_who_comes_late_or_not_moves_nobody_else() -> None:
    asked = made(5)
    before = plan_meeting(asked)
    absent = int(before.talks.person[0])
    there = asked.person_there.copy()
    there[absent] = False
    still = before.talks.person != absent
    kept = Talks(*(getattr(before.talks, one)[still] for one in ("employer", "table", "person", "slot")))
    begun = np.arange(7) < 2
    after = plan_meeting(replace(asked, person_there=there, kept=kept, begun=begun))
    assert broken_by(replace(asked, person_there=there, kept=kept, begun=begun), after.talks) == []
    places = {tuple(row) for row in np.array([kept.employer, kept.table, kept.person, kept.slot]).T.tolist()}
    now = after.talks
    found = {tuple(row) for row in np.array([now.employer, now.table, now.person, now.slot]).T.tolist()}
    assert places <= found
    assert all(slot >= 2 for *_, slot in found - places)
    assert absent not in now.person


def test_the_worked_example_of_the_page() -> None:
    asked = meeting([[9, 8, 1], [8, 2, None]], slots=2)
    schedule = plan_meeting(asked)
    assert (schedule.total.met, schedule.total.fit) == (3, 20)
    assert schedule.proven


def test_several_tables_talk_at_once() -> None:
    asked = meeting([[5, 4, 3, 2]], slots=2, tables=2)
    schedule = plan_meeting(asked)
    assert len(schedule.talks) == 4
    assert schedule.proven


def test_who_is_short_of_talks_is_told_why() -> None:
    there = ([[True, False, False]], [[True] * 3, [True] * 3, [False, False, True], [False] * 3, [True] * 3])
    asked = meeting([[5, None, 5, 5, 4]], slots=3, there=there, least=2)
    told = schedule_as_plain(asked, plan_meeting(asked))["short"]
    assert {one["person"]: one["why"] for one in told} == {
        "p0": "met-all",
        "p1": "nobody-fits",
        "p2": "no-slot-in-common",
        "p3": "not-there",
        "p4": "full",
    }


def test_the_same_question_has_the_same_answer() -> None:
    first, second = (schedule_as_plain(made(9), plan_meeting(made(9))) for _ in range(2))
    assert first == second


def both_ways(asked: Meeting) -> tuple[Talks, Talks]:
    """The talks as they are given slots first, and after slots were exchanged."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(_Busy, "draw_together", lambda *_args: None)
        before = plan_meeting(asked).talks
    return before, plan_meeting(asked).talks


def who_meets(talks: Talks) -> list[tuple[int, int]]:
    return sorted(zip(talks.employer.tolist(), talks.person.tolist(), strict=True))


@given(asked=small_meetings(everybody_there=False))
@settings(max_examples=100, deadline=None)
def test_exchanging_slots_changes_nothing_of_who_meets_whom_and_makes_no_wait_longer_in_all(
    asked: Meeting,
) -> None:
    before, after = both_ways(asked)
    assert who_meets(after) == who_meets(before)
    assert broken_by(asked, after) == []
    waits = [(waiting_of(asked, talks) ** 2).sum() for talks in (before, after)]
    assert waits[1] <= waits[0]


@pytest.mark.parametrize("rest", [0, 1])
def test_people_do_not_wait_for_hours_between_their_talks(rest: int) -> None:
    asked = made(3, employers=10, people=90, slots=27)
    asked = replace(asked, rest=rest, employer_most=np.full(10, 27))
    before, after = (waiting_of(asked, talks) for talks in both_ways(asked))
    assert after.mean() < before.mean() / 2
    assert after.max() < before.max()
