# SPDX-License-Identifier: EUPL-1.2
"""After a round: no last place goes twice, guidance holds by hand too, and a second round is opened once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from overstap.apps.audit import actions as audit
from overstap.apps.rounds import actions, leftover, queries
from overstap.apps.rounds.models import Round, RoundPlace, RoundStudent
from tests.apps.test_rounds import BY, TODAY, TOLD, Made

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(db: None) -> Made:
    return Made()


def hand(made: Made, student: int, place: int) -> None:
    told = {"student": made.students[student].pk, "place": made.places[place].pk}
    leftover.give_by_hand(round_=made.round.pk, **told, by=BY)


def got(made: Made, student: int) -> object:
    return RoundStudent.objects.get(pk=made.students[student].pk).got_id


def test_a_place_that_is_left_is_given_by_hand_also_once_the_round_stands(made: Made) -> None:
    with pytest.raises(leftover.NotHeld):
        hand(made, 1, 1)
    made.give((0, 0))
    hand(made, 1, 1)
    with pytest.raises(leftover.HasPlace):
        hand(made, 1, 1)
    with pytest.raises(leftover.IsFull):
        hand(made, 2, 0)
    actions.fix(round_=made.round.pk, by=BY)
    hand(made, 2, 1)
    assert [got(made, one) for one in range(3)] == [made.places[at].pk for at in (0, 1, 1)]
    with pytest.raises(actions.IsFixed):
        leftover.take_by_hand(round_=made.round.pk, student=made.students[2].pk, by=BY)


def test_what_was_given_by_hand_is_taken_back_and_what_the_round_gave_is_not(made: Made) -> None:
    made.give((0, 0))
    hand(made, 1, 1)
    for one in (0, 1):
        leftover.take_by_hand(round_=made.round.pk, student=made.students[one].pk, by=BY)
    assert (got(made, 0), got(made, 1)) == (made.places[0].pk, None)
    hand(made, 1, 1)
    made.give((0, 0))
    assert got(made, 1) is None, "holding it again gives everything out anew"


def test_guidance_that_is_not_there_is_not_given_by_hand(made: Made) -> None:
    told = {"round_": made.round.pk, "by": BY}
    for student in made.students[:2]:
        actions.tell_guidance(student=student.pk, hours=2, **told)
    RoundPlace.objects.filter(pk=made.places[1].pk).update(extra_hours=2, extra_students=1)
    made.give()
    with pytest.raises(leftover.TooLittleGuidance):
        hand(made, 0, 0)
    hand(made, 0, 1)
    with pytest.raises(leftover.TooLittleGuidance):
        hand(made, 1, 1)
    hand(made, 2, 1)


def test_a_second_round_takes_who_is_left_with_the_codes_they_have(made: Made) -> None:
    RoundPlace.objects.filter(pk=made.places[1].pk).update(extra_hours=2, extra_students=2)
    made.give((0, 1))
    second = leftover.open_after(round_=made.round.pk, name="Second", today=TODAY, by=BY)
    assert list(second.students.order_by("reference").values_list("reference", flat=True)) == ["s2", "s3"]
    assert sorted(second.places.values_list("places", "extra_students")) == [(1, 0), (1, 1)]
    assert Round.objects.get(pk=made.round.pk).fixed
    student = queries.student_of(made.codes["s2"])
    assert student is not None
    assert student.round_id == second.pk
    place = second.places.first()
    wish = {"student": student.pk, "wishes": [place.pk], "today": TODAY, "by": "student"}
    actions.give_wishes(**wish, now=second.made_at or TODAY)
    with pytest.raises(leftover.MovedOn):
        hand(made, 1, 1)


def test_no_second_round_over_nobody_or_after_the_internships(made: Made) -> None:
    with pytest.raises(leftover.NotHeld):
        leftover.open_after(round_=made.round.pk, name="Second", today=TODAY, by=BY)
    made.give((0, 0), (1, 1))
    late = TOLD.ends_on - timedelta(days=3)
    with pytest.raises(leftover.NoTime):
        leftover.open_after(round_=made.round.pk, name="Second", today=late, by=BY)
    hand(made, 2, 1)
    with pytest.raises(leftover.NobodyLeft):
        leftover.open_after(round_=made.round.pk, name="Second", today=TODAY, by=BY)
    assert Round.objects.count() == 1


def test_nothing_is_given_when_the_trail_cannot_be_written(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    made.give((0, 0))

    def fails(**_told: object) -> None:
        raise OSError

    monkeypatch.setattr(audit, "record", fails)
    with pytest.raises(OSError):
        hand(made, 1, 1)
    with pytest.raises(OSError):
        leftover.open_after(round_=made.round.pk, name="Second", today=TODAY, by=BY)
    assert got(made, 1) is None
    assert Round.objects.count() == 1


def _both(first: Callable[[], object], second: Callable[[], object]) -> list[str]:
    """What became of two who begin at once, each on a connection of their own."""
    together = threading.Barrier(2, timeout=30)

    def run(one: Callable[[], object]) -> str:
        try:
            together.wait()
            one()
        except Exception as refused:
            return type(refused).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as threads:
        return sorted(threads.map(run, (first, second)))


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_at_once_do_not_give_the_last_place_twice() -> None:
    made = Made()
    made.give((0, 1), (1, 1))
    RoundStudent.objects.filter(pk=made.students[0].pk).update(got=None, rank=None)
    assert _both(lambda: hand(made, 0, 1), lambda: hand(made, 2, 1)) == ["IsFull", "done"]
    assert RoundStudent.objects.filter(got=made.places[1].pk).count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_who_open_a_second_round_at_once_open_one() -> None:
    made = Made()
    made.give((0, 0))

    def after() -> object:
        return leftover.open_after(round_=made.round.pk, name="Second", today=TODAY, by=BY)

    assert _both(after, after) == ["MovedOn", "done"]
    assert Round.objects.count() == 2
