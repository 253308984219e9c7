# SPDX-License-Identifier: EUPL-1.2
"""Rounds: nothing is given out twice, wishes in time, and what stands does not change."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from overstap.apps.audit import actions as audit
from overstap.apps.audit.queries import latest
from overstap.apps.openings.models import Opening
from overstap.apps.rounds import actions, queries
from overstap.apps.rounds.actions import Given, RoundTold, StudentTold
from overstap.apps.rounds.enums import Without
from overstap.apps.rounds.models import Round, RoundPlace, RoundStudent, RoundWish
from overstap.bridge.region_import import import_pack
from tests.made_pack import made_pack

pytestmark = pytest.mark.django_db

BY = "terminal"
TODAY = date(2027, 1, 10)
NOW = datetime(2027, 1, 10, 12, tzinfo=UTC)
TOLD = RoundTold("Spring", date(2027, 1, 15), date(2027, 2, 1), date(2027, 7, 1))


class Made:
    """A round with one place for one student and one for two, and three students."""

    def __init__(self) -> None:
        import_pack(made_pack(), by=BY)
        self.round = actions.open_round(organisation="thuiszorg", told=TOLD, by=BY)
        openings = list(Opening.objects.order_by("pk").values_list("pk", flat=True))[:2]
        self.places = [
            actions.offer_place(round_=self.round.pk, opening=one, places=room, criteria=[], by=BY)
            for one, room in zip(openings, (1, 2), strict=True)
        ]
        told = [StudentTold(name, "nurse", "delft") for name in ("s1", "s2", "s3")]
        self.codes = actions.bring_students(round_=self.round.pk, students=told, by=BY)
        self.students = list(RoundStudent.objects.order_by("reference"))

    def wish(self, student: int, *places: int, today: date = TODAY) -> None:
        wishes = [self.places[one].pk for one in places]
        one = self.students[student].pk
        actions.give_wishes(student=one, wishes=wishes, now=NOW, today=today, by="student")

    def give(self, *given: tuple[int, int]) -> None:
        out = {self.students[one].pk: Given(self.places[place].pk, 1) for one, place in given}
        actions.give_out(round_=self.round.pk, given=out, now=NOW, by=BY)


@pytest.fixture
def made(db: None) -> Made:
    return Made()


def test_a_code_opens_its_own_student_however_it_is_typed_and_stands_nowhere(made: Made) -> None:
    code = made.codes["s2"]
    for typed in (code, code.lower(), f" {code[:5]}-{code[5:]} "):
        found = queries.student_of(typed)
        assert found is not None
        assert found.reference == "s2"
    assert queries.student_of("") is None
    assert queries.student_of("AAAAAAAAAA") is None
    assert code not in str(list(RoundStudent.objects.values()))


def test_the_same_list_again_doubles_nobody_and_keeps_codes_and_wishes(made: Made) -> None:
    made.wish(0, 1)
    again = [StudentTold("s1", "nurse", "delft", ("wash",)), StudentTold("s4", "nurse", "delft")]
    codes = actions.bring_students(round_=made.round.pk, students=again, by=BY)
    assert list(codes) == ["s4"]
    assert RoundStudent.objects.count() == 4
    assert queries.student_of(made.codes["s1"]).wishes.count() == 1
    assert queries.student_of(made.codes["s1"]).skills == ["wash"]


def test_wishes_come_in_place_of_those_before_and_not_after_the_last_day(made: Made) -> None:
    made.wish(0, 1, 0)
    made.wish(0, 0)
    assert list(RoundWish.objects.values_list("place", "rank")) == [(made.places[0].pk, 1)]
    made.wish(0, 1, today=TOLD.wishes_until)
    with pytest.raises(actions.TooLate):
        made.wish(0, 0, today=TOLD.wishes_until + timedelta(days=1))
    assert list(RoundWish.objects.values_list("place", flat=True)) == [made.places[1].pk]


def test_once_it_was_held_wishes_stand(made: Made) -> None:
    made.give((0, 0))
    with pytest.raises(actions.TooLate):
        made.wish(0, 1)


def test_a_place_of_another_round_cannot_be_wished(made: Made) -> None:
    other = actions.open_round(organisation="thuiszorg", told=TOLD, by=BY)
    opening = made.places[0].opening_id
    strange = actions.offer_place(round_=other.pk, opening=opening, places=1, criteria=[], by=BY)
    with pytest.raises(actions.NotOffered):
        actions.give_wishes(
            student=made.students[0].pk, wishes=[strange.pk], now=NOW, today=TODAY, by="student"
        )
    assert RoundWish.objects.count() == 0


def test_no_more_is_given_out_than_there_is(made: Made) -> None:
    with pytest.raises(actions.NotOffered):
        made.give((0, 0), (1, 0))
    assert RoundStudent.objects.filter(got__isnull=False).count() == 0
    made.give((0, 0), (1, 1), (2, 1))
    assert queries.figures_of(made.round) == {
        "students": 3,
        "wished": 0,
        "placed": 3,
        "places": 3,
        "offered": 0,
    }
    made.give((1, 0))
    assert queries.figures_of(made.round)["placed"] == 1


def test_what_stands_does_not_change(made: Made) -> None:
    made.give((0, 0))
    actions.fix(round_=made.round.pk, by=BY)
    round_ = {"round_": made.round.pk, "by": BY}
    refused: list[Callable[[], object]] = [
        lambda: made.give((1, 0)),
        lambda: actions.change_round(id_=made.round.pk, told=TOLD, by=BY),
        lambda: actions.withdraw_place(place=made.places[0].pk, **round_),
        lambda: actions.remove_student(student=made.students[0].pk, **round_),
        lambda: actions.bring_students(students=[StudentTold("s9", "nurse", "delft")], **round_),
        lambda: actions.fix(**round_),
    ]
    for one in refused:
        with pytest.raises(actions.IsFixed):
            one()
    assert RoundStudent.objects.get(reference="s1").got_id == made.places[0].pk


def test_nothing_is_saved_when_the_trail_cannot_be_written(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(**_told: object) -> None:
        raise OSError

    monkeypatch.setattr(audit, "record", fails)
    for one in (
        lambda: made.wish(0, 1),
        lambda: made.give((0, 0)),
        lambda: actions.remove_round(id_=made.round.pk, by=BY),
        lambda: actions.withdraw_place(round_=made.round.pk, place=made.places[0].pk, by=BY),
    ):
        with pytest.raises(OSError):
            one()
    assert (Round.objects.count(), RoundPlace.objects.count(), RoundWish.objects.count()) == (1, 2, 0)
    assert RoundStudent.objects.filter(got__isnull=False).count() == 0


def test_removing_a_round_removes_all_of_it_but_the_trail(made: Made) -> None:
    made.wish(0, 1)
    made.give((0, 1))
    actions.remove_round(id_=made.round.pk, by=BY)
    assert not any(model.objects.exists() for model in (Round, RoundPlace, RoundStudent, RoundWish))
    event = latest(what="round.removed")[0]
    assert event.counts == {"students": 3}
    assert "s1" not in str(list(latest(what="round.students-brought")[0].counts.values()))


def test_students_of_long_ago_go_and_others_stay(made: Made) -> None:
    year_later = TOLD.ends_on + timedelta(days=365)
    assert actions.remove_old(today=year_later, by="system:worker") == 0
    assert actions.remove_old(today=year_later + timedelta(days=1), by="system:worker") == 3
    assert Round.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_hold_the_round_at_once_give_no_place_out_twice() -> None:
    made = Made()
    together = threading.Barrier(2, timeout=30)

    def hold(student: int) -> None:
        try:
            together.wait()
            made.give((student, 0))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(hold, (0, 1)))
    assert RoundStudent.objects.filter(got=made.places[0].pk).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_wish_that_comes_while_the_round_is_held_waits_and_is_too_late() -> None:
    made = Made()
    together = threading.Barrier(2, timeout=30)
    outcome: list[str] = []

    def hold() -> None:
        try:
            together.wait()
            made.give((0, 0))
        finally:
            connection.close()

    def wish() -> None:
        try:
            together.wait()
            made.wish(1, 1)
            outcome.append("in time")
        except actions.TooLate:
            outcome.append("too late")
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(hold), threads.submit(wish)]:
            done.result()
    assert RoundWish.objects.count() == (outcome == ["in time"])
    assert Round.objects.get().held_at is not None
    assert timezone.is_aware(Round.objects.get().held_at)


def test_what_came_out_is_kept_until_it_is_held_again(made: Made) -> None:
    why = actions.NotGiven(Without.FULL, ((made.places[1].pk, 0.5),))
    came_out = actions.CameOut({"stability": {"stable": True}}, {made.students[1].pk: why})
    given = {made.students[0].pk: Given(made.places[0].pk, 1)}
    actions.give_out(round_=made.round.pk, given=given, came_out=came_out, now=NOW, by=BY)
    rows = {one.reference: one for one in queries.results_of(made.round)}
    assert [one.reference for one in queries.results_of(made.round)] == ["s2", "s3", "s1"]
    assert (rows["s2"].without, rows["s2"].near) == (str(Without.FULL), [str(made.places[1].pk)])
    assert queries.round_of(made.round.pk).outcome == {"stability": {"stable": True}}
    made.give((1, 0))
    assert list(queries.results_of(made.round).values_list("without", flat=True)) == ["", "", ""]
    assert queries.round_of(made.round.pk).outcome == {}
