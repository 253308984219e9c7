# SPDX-License-Identifier: EUPL-1.2
"""Figures of rounds day by day, and calls to firms of which there is one at a time."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection

from overstap.apps.accounts.actions import create_account
from overstap.apps.accounts.enums import Role
from overstap.apps.organisations.members import add_member
from overstap.apps.rounds import actions, figures, hunting, leftover
from overstap.apps.rounds.enums import Outcome
from overstap.apps.rounds.figures import Figures
from overstap.apps.rounds.models import DayFigure, Hunt
from tests.apps.test_rounds import BY, NOW, TODAY, TOLD, Made

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(db: None) -> Made:
    return Made()


def whole(day: date) -> Figures:
    return dict(figures.line())[day]


def test_a_day_is_kept_once_as_it_stood_last(made: Made) -> None:
    figures.note_day(today=TODAY, by=BY)
    assert whole(TODAY) == Figures(students=3, unplaced=3, places=3, left=3)
    made.give((0, 0))
    figures.note_day(today=TODAY, by=BY)
    figures.note_day(today=TODAY + timedelta(days=1), by=BY)
    assert whole(TODAY) == Figures(3, 2, 3, 2)
    assert [day for day, _found in figures.line()] == [TODAY, TODAY + timedelta(days=1)]


def test_a_round_that_is_over_counts_no_more_and_its_days_stay(made: Made) -> None:
    figures.note_day(today=TODAY, by=BY)
    figures.note_day(today=TOLD.ends_on + timedelta(days=1), by=BY)
    assert len(figures.line()) == 1


def test_who_went_on_to_a_second_round_counts_once(made: Made) -> None:
    made.give((0, 1))
    leftover.open_after(round_=made.round.pk, name="Second", today=TODAY, by=BY)
    figures.note_day(today=TODAY, by=BY)
    assert whole(TODAY) == Figures(students=3, unplaced=2, places=3, left=2)


def test_what_is_short_is_who_has_none_beyond_the_places_left() -> None:
    assert Figures(10, 6, 5, 2).short == 4
    assert Figures(10, 1, 5, 3).short == 0


def test_figures_are_of_a_study_and_a_municipality(made: Made) -> None:
    figures.note_day(today=TODAY, by=BY)
    assert dict(figures.line(occupation="nurse"))[TODAY].students == 3
    assert dict(figures.line(home="delft"))[TODAY].students == 3
    assert figures.line(occupation="no-such") == ()
    day, rows = figures.latest("occupation")
    assert day == TODAY
    assert sum(one.students for _id, one in rows) == 3
    assert DayFigure.objects.count() == len(set(DayFigure.objects.values_list("occupation", "home")))


def hunter(name: str) -> dict[str, object]:
    account = create_account(email=f"{name}@example.org", by=BY)
    member = add_member(organisation="thuiszorg", account=account.pk, role=Role.SCHOOL, owner=False, by=BY)
    return {"account": account.pk, "membership": member.pk}


def call(who: dict[str, object], firm: str = "roc") -> Hunt:
    told = {"membership": who["membership"], "call_on": TODAY, "now": NOW, "by": BY}
    return hunting.take_up(firm=firm, **told)  # type: ignore[arg-type] # ids


def test_a_firm_is_called_by_one_until_it_said_no_or_brought_places(made: Made) -> None:
    anna, bob = hunter("anna"), hunter("bob")
    first = call(anna)
    with pytest.raises(hunting.TakenUp):
        call(bob)
    later = {"hunt": first.pk, "call_on": TODAY + timedelta(days=7), "now": NOW, "by": BY}
    with pytest.raises(hunting.NotYours):
        hunting.note_outcome(account=bob["account"], outcome=Outcome.LATER, **later)  # type: ignore[arg-type]
    hunting.note_outcome(account=anna["account"], outcome=Outcome.LATER, **later)  # type: ignore[arg-type]
    with pytest.raises(hunting.TakenUp):
        call(bob)
    hunting.note_outcome(account=anna["account"], outcome=Outcome.NO, **later)  # type: ignore[arg-type]
    second = call(bob)
    assert hunting.calls_of(["roc"])["roc"] == second
    hunting.leave(hunt=second.pk, account=bob["account"], by=BY)  # type: ignore[arg-type]
    assert hunting.calls_of(["roc"])["roc"] == first


def test_the_last_round_with_places_is_told_of_a_firm(made: Made) -> None:
    days = {
        name: getattr(TOLD, name) + timedelta(days=300) for name in ("wishes_until", "starts_on", "ends_on")
    }
    now = actions.open_round(organisation="thuiszorg", told=actions.RoundTold("Autumn", **days), by=BY)
    occupations = [place.opening.occupation_id for place in made.places]
    (one,) = hunting.earlier_hosts(now, occupations)
    assert (one.round, one.places) == ("Spring", 3)
    assert hunting.earlier_hosts(made.round, occupations) == ()
    assert one.firm in hunting.hosts_now(TODAY)
    assert hunting.hosts_now(TOLD.ends_on + timedelta(days=1)) == frozenset()


@pytest.mark.django_db(transaction=True)
def test_two_hunters_at_once_do_not_both_call_a_firm() -> None:
    Made()
    both = [hunter("anna"), hunter("bob")]
    together = threading.Barrier(2, timeout=30)

    def take(who: dict[str, object]) -> str:
        try:
            together.wait()
            call(who)
        except hunting.TakenUp:
            return "taken up"
        finally:
            connection.close()
        return "calls"

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(take, both)) == ["calls", "taken up"]
    assert Hunt.objects.count() == 1
