# SPDX-License-Identifier: EUPL-1.2
"""Trains: nobody gets a seat twice, what is free goes on at once, nobody trains without a promised place."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import RestrictedError

from overstap.apps.audit import actions as audit
from overstap.apps.audit.queries import latest
from overstap.apps.trains import actions, moving, proposals, queries, seats
from overstap.apps.trains.actions import TrainTold
from overstap.apps.trains.enums import Gate, PartnerRole, Reason, Side, Stage, TrainKind
from overstap.apps.trains.gates import gates
from overstap.apps.trains.models import Rider, RiderMove, Train, TrainPlace
from overstap.apps.trains.seats import RiderTold
from overstap.bridge.region_import import import_pack
from tests.apps.refusing import refusal
from tests.made_pack import made_pack

pytestmark = pytest.mark.django_db

BY = "terminal"
TODAY = date(2027, 1, 10)
HOME = "thuiszorg"


def told(**changed: Any) -> TrainTold:
    """A train of one to two seats whose training begins in thirty days."""
    names = ("orientation", "recruited", "fitting", "matched", "training", "work", "ends")
    days = {f"{name}_on": TODAY + timedelta(days=(at + 2) * 5) for at, name in enumerate(names)}
    return replace(TrainTold(kind=TrainKind.COHORT, name="Sun", least=1, most=2, **days), **changed)


class Made:
    """A train of two seats; `a` and `b` are offered one, `c` and `d` wait."""

    def __init__(self, **changed: Any) -> None:
        import_pack(made_pack(), by=BY)
        self.train = actions.make_train(organisation=HOME, told=told(**changed), by=BY)
        people = [RiderTold(name) for name in "abcd"]
        self.codes = seats.list_people(train=self.train.pk, people=people, today=TODAY, by=BY)

    def of(self, name: str) -> Rider:
        return Rider.objects.get(reference=name)

    def says(self, name: str, yes: bool, today: date = TODAY) -> None:
        seats.answer(train=self.train.pk, rider=self.of(name).pk, yes=yes, today=today, by="person")

    def drops(self, name: str, today: date = TODAY) -> None:
        about = {"train": self.train.pk, "rider": self.of(name).pk}
        seats.drop_out(reason=Reason.MONEY, today=today, by=BY, **about)

    def employer(self, places: int) -> Any:
        about = {"train": self.train.pk, "organisation": HOME, "role": PartnerRole.EMPLOYER}
        partner = actions.add_partner(asked=places, by=BY, **about)
        actions.promise_places(partner=partner.pk, places=places, today=TODAY, by=BY)
        return partner

    def places(self, name: str) -> None:
        moving.give_place(train=self.train.pk, rider=self.of(name).pk, organisation=HOME, by=BY)

    def goes(self, name: str, after: Stage, on: date = TODAY) -> None:
        one = self.of(name)
        about = {"train": self.train.pk, "rider": one.pk, "before": Stage(one.stage), "after": after}
        moving.move(on=on, side=Side.HOLDER, today=TODAY, by=BY, **about)

    def states(self) -> dict[str, str]:
        return {one.reference: one.state for one in Rider.objects.order_by("reference")}


@pytest.fixture
def made(db: None) -> Made:
    return Made()


def test_seats_are_offered_in_turn_with_a_last_day_to_answer(made: Made) -> None:
    assert made.states() == {"a": "offered", "b": "offered", "c": "listed", "d": "listed"}
    assert {made.of(name).seat for name in "ab"} == {1, 2}
    assert made.of("a").answer_by == TODAY + timedelta(days=5)
    assert len(latest(what="train-seat.offered")) == 2


def test_a_no_offers_the_seat_to_the_next_at_once(made: Made) -> None:
    made.says("b", yes=False)
    assert made.states() == {"a": "offered", "b": "declined", "c": "offered", "d": "listed"}
    assert made.of("c").seat == 2
    with pytest.raises(seats.NotOffered):
        made.says("b", yes=True)


def test_who_gives_no_answer_in_time_is_passed_over(made: Made) -> None:
    made.says("a", yes=True)
    last = made.of("b").answer_by
    assert last is not None
    assert seats.lapse_due(today=last) == 0
    with pytest.raises(seats.NotOffered):
        made.says("b", yes=True, today=last + timedelta(days=1))
    assert seats.lapse_due(today=last + timedelta(days=1)) == 1
    assert made.states() == {"a": "aboard", "b": "lapsed", "c": "offered", "d": "listed"}
    assert seats.lapse_due(today=last + timedelta(days=1)) == 0


def test_dropping_out_frees_seat_and_place_for_the_next(made: Made) -> None:
    made.says("a", yes=True)
    made.employer(1)
    made.places("a")
    made.drops("a")
    one = made.of("a")
    assert (one.state, one.seat, one.place, one.reason) == ("dropped", None, None, "money")
    assert (made.of("c").state, made.of("c").seat) == ("offered", 1)
    made.says("c", yes=True)
    made.places("c")


def test_once_training_began_a_free_seat_stays_free(made: Made) -> None:
    made.says("a", yes=True)
    made.drops("a", today=made.train.training_on)
    assert made.of("c").state == "listed"


def test_an_answer_is_due_before_the_training_begins(made: Made) -> None:
    late = made.train.training_on - timedelta(days=2)
    made.says("b", yes=True)
    made.drops("b", today=late)
    assert made.of("c").answer_by == made.train.training_on - timedelta(days=1)


def test_more_seats_go_to_who_waits_and_seats_with_people_stay(made: Made) -> None:
    actions.change_train(train=made.train.pk, told=told(most=3), today=TODAY, by=BY)
    assert made.states()["c"] == "offered"
    with pytest.raises(actions.SeatsTaken):
        actions.change_train(train=made.train.pk, told=told(most=2), today=TODAY, by=BY)


def test_who_said_no_may_come_back_at_the_end_of_the_list(made: Made) -> None:
    made.says("b", yes=False)
    about = {"train": made.train.pk, "today": TODAY, "by": BY}
    assert seats.list_again(rider=made.of("b").pk, **about)
    assert made.of("b").turn > made.of("d").turn
    assert not seats.list_again(rider=made.of("a").pk, **about)


def test_a_list_with_somebody_who_is_there_lists_nobody(made: Made) -> None:
    people = [RiderTold("e"), RiderTold("a")]
    with pytest.raises(seats.AlreadyThere) as refused:
        seats.list_people(train=made.train.pk, people=people, today=TODAY, by=BY)
    assert refused.value.reference == "a"
    assert Rider.objects.count() == 4


def test_a_code_opens_its_own_person_and_stands_nowhere(made: Made) -> None:
    code = made.codes["c"]
    for typed in (code, code.lower(), f" {code[:5]}-{code[5:]}"):
        assert queries.by_code(typed) == made.of("c")
    assert queries.by_code("") is None
    assert code not in str(list(Rider.objects.values()))
    again = seats.new_code(train=made.train.pk, rider=made.of("c").pk, by=BY)
    assert queries.by_code(code) is None
    assert queries.by_code(again) == made.of("c")


def test_each_gate_says_why_it_is_shut(made: Made) -> None:
    made.says("a", yes=True)
    train = Train.objects.get()
    shut = gates(train, made.of("b"), Stage.RECRUITED)
    assert shut == (Gate.NO_YES,)
    assert gates(train, made.of("a"), Stage.FITTING) == (Gate.NOT_NEXT,)
    made.goes("a", Stage.RECRUITED)
    assert gates(train, made.of("a"), Stage.FITTING) == (Gate.NO_EMPLOYER,)
    made.employer(1)
    made.goes("a", Stage.FITTING)
    assert gates(train, made.of("a"), Stage.MATCHED) == (Gate.NO_PLACE,)
    with pytest.raises(moving.Shut):
        made.goes("a", Stage.MATCHED)
    made.places("a")
    made.goes("a", Stage.MATCHED)
    Train.objects.update(least=2)
    assert gates(Train.objects.get(), made.of("a"), Stage.TRAINING) == (Gate.TOO_FEW,)
    made.says("b", yes=True)
    made.goes("a", Stage.TRAINING)
    assert gates(train, made.of("a"), Stage.WORK) == (Gate.NO_CERTIFICATE, Gate.NO_CONTRACT)
    about = {"train": made.train.pk, "rider": made.of("a").pk, "by": BY}
    moving.note_certificate(on=TODAY, today=TODAY, **about)
    moving.note_contract(contract=moving.Contract(32, TODAY), **about)
    made.goes("a", Stage.WORK)
    found = queries.figures_of(Rider.objects.all())
    assert (found.begun, found.certificates, found.contracts, found.at) == (
        2,
        1,
        1,
        {"work": 1, "orientation": 1},
    )
    assert [one.after for one in queries.moves_of(made.of("a"))][-1] == "work"


def test_the_database_itself_lets_nobody_train_without_a_promised_place(made: Made) -> None:
    made.says("a", yes=True)
    for stage in ("training", "work"):
        refused, _ = refusal(
            lambda stage=stage: Rider.objects.filter(reference="a").update(stage=stage, contract_on=TODAY)
        )
        assert refused == "rider_trains_for_a_promised_place"
    made.employer(1)
    made.places("a")
    place = TrainPlace.objects.get()
    with pytest.raises(RestrictedError):
        place.delete()


def test_a_promised_place_is_for_one_person_only(made: Made) -> None:
    for name in "ab":
        made.says(name, yes=True)
    partner = made.employer(1)
    made.places("a")
    with pytest.raises(moving.NoPlaceLeft):
        made.places("b")
    refused, _ = refusal(lambda: Rider.objects.filter(reference="b").update(place=made.of("a").place_id))
    assert refused == "rider_place_is_single"
    for fewer in (
        lambda: actions.promise_places(partner=partner.pk, places=0, today=TODAY, by=BY),
        lambda: actions.remove_partner(train=made.train.pk, partner=partner.pk, by=BY),
    ):
        with pytest.raises(actions.PlacesTaken):
            fewer()
    assert actions.promise_places(partner=partner.pk, places=3, today=TODAY, by=BY) == 2
    assert actions.promise_places(partner=partner.pk, places=1, today=TODAY, by=BY) == -2
    assert made.of("a").place_id == TrainPlace.objects.get().pk


def test_somebody_moves_on_days_that_have_come_and_in_order(made: Made) -> None:
    made.says("a", yes=True)
    for day in (TODAY + timedelta(days=1),):
        with pytest.raises(moving.ImpossibleDay):
            made.goes("a", Stage.RECRUITED, on=day)
    made.goes("a", Stage.RECRUITED)
    with pytest.raises(moving.ImpossibleDay):
        made.goes("a", Stage.ORIENTATION, on=TODAY - timedelta(days=1))
    made.goes("a", Stage.ORIENTATION)
    about = {"train": made.train.pk, "rider": made.of("a").pk, "before": Stage.RECRUITED}
    with pytest.raises(moving.ChangedMeanwhile):
        moving.move(after=Stage.FITTING, on=TODAY, side=Side.COACH, today=TODAY, by=BY, **about)


def test_nothing_is_saved_when_the_trail_cannot_be_written(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    made.says("a", yes=True)
    partner = made.employer(1)

    def fails(**_told: object) -> None:
        raise OSError

    monkeypatch.setattr(audit, "record", fails)
    about = {"train": made.train.pk, "by": BY}
    deeds: list[Callable[[], object]] = [
        lambda: made.says("b", yes=False),
        lambda: made.drops("a"),
        lambda: made.places("a"),
        lambda: made.goes("a", Stage.RECRUITED),
        lambda: actions.promise_places(partner=partner.pk, places=3, today=TODAY, by=BY),
        lambda: actions.remove_train(**about),
        lambda: seats.list_people(people=[RiderTold("e")], today=TODAY, **about),
        lambda: seats.lapse_due(today=TODAY + timedelta(days=9)),
    ]
    for one in deeds:
        with pytest.raises(OSError):
            one()
    assert made.states() == {"a": "aboard", "b": "offered", "c": "listed", "d": "listed"}
    assert (Train.objects.count(), TrainPlace.objects.count(), RiderMove.objects.count()) == (1, 1, 0)


def test_removing_a_train_removes_all_of_it_but_the_trail(made: Made) -> None:
    made.says("a", yes=True)
    made.employer(2)
    made.places("a")
    made.goes("a", Stage.RECRUITED)
    actions.remove_train(train=made.train.pk, by=BY)
    assert not any(model.objects.exists() for model in (Train, Rider, RiderMove, TrainPlace))
    assert latest(what="train.removed")[0].counts == {"people": 4}


def test_people_of_long_ago_go_and_others_stay(made: Made) -> None:
    year_later = told().ends_on + timedelta(days=366)
    assert actions.forget_people(today=year_later, by=BY) == 0
    assert actions.forget_people(today=year_later + timedelta(days=1), by=BY) == 4


def test_a_proposal_is_made_once_at_a_time_and_a_train_of_it_once(made: Made) -> None:
    row = proposals.ask(organisation=HOME, case=None, asked={"least": 1}, by=BY)
    with pytest.raises(proposals.AlreadyProposing):
        proposals.ask(organisation=HOME, case=None, asked={}, by=BY)
    assert proposals.begin(proposal=row.pk, of=5)
    assert not proposals.tell_progress(proposal=row.pk, done=3)
    assert proposals.stop(proposal=row.pk, by=BY)
    assert proposals.tell_progress(proposal=row.pk, done=4)
    line = proposals.ProposedTold("c", "e", "nurse", ("wash",), 1, 2, 1, 900.0, ())
    done = {"found": {}, "now": datetime(2027, 1, 10, tzinfo=UTC), "by": BY}
    assert proposals.finish(proposal=row.pk, trains=[line], **done)
    assert not proposals.stop(proposal=row.pk, by=BY)
    proposed = proposals.trains_of(row)[0]
    about = {"partners": {(HOME, PartnerRole.EMPLOYER): 2}, "today": TODAY, "by": BY}
    about["people"] = [RiderTold("x")]
    of_it = proposals.make_train(proposed=proposed.pk, told=told(), **about)
    assert set(of_it.codes) == {"x"}
    assert made.of("x").state == "offered"
    assert of_it.train.partners.get().asked == 2
    with pytest.raises(proposals.AlreadyMade):
        proposals.make_train(proposed=proposed.pk, told=told(), **about)
    assert proposals.remove(proposal=row.pk, by=BY)
    assert Train.objects.count() == 2


def at_once(*deeds: Callable[[], object]) -> list[str]:
    """Does these at the same moment, each by a connection of its own; the names of what they raised."""
    together = threading.Barrier(len(deeds), timeout=30)

    def do(deed: Callable[[], object]) -> str:
        try:
            together.wait()
            deed()
        except Exception as error:
            return type(error).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(do, deeds))


@pytest.mark.django_db(transaction=True)
def test_two_coaches_who_give_the_last_seat_at_once_give_it_to_one() -> None:
    made = Made(most=5)
    about = {"train": made.train.pk, "today": TODAY, "by": BY}
    came = at_once(
        lambda: seats.list_people(people=[RiderTold("x")], **about),
        lambda: seats.list_people(people=[RiderTold("y")], **about),
    )
    assert came == ["done", "done"]
    assert sorted(made.of(name).state for name in "xy") == ["listed", "offered"]
    assert sorted(Rider.objects.exclude(seat=None).values_list("seat", flat=True)) == [1, 2, 3, 4, 5]


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_are_one_answer() -> None:
    made = Made()
    came = at_once(lambda: made.says("a", yes=True), lambda: made.says("a", yes=True))
    assert sorted(came) == ["NotOffered", "done"]
    came = at_once(lambda: made.says("b", yes=True), lambda: made.says("b", yes=False))
    assert sorted(came) == ["NotOffered", "done"]
    taken = list(Rider.objects.exclude(seat=None).values_list("seat", flat=True))
    assert len(taken) == len(set(taken)) == 2


@pytest.mark.django_db(transaction=True)
def test_a_seat_that_lapses_while_somebody_answers_is_theirs_or_goes_on() -> None:
    made = Made()
    last = made.of("a").answer_by
    assert last is not None
    at_once(
        lambda: made.says("a", yes=True, today=last), lambda: seats.lapse_due(today=last + timedelta(days=1))
    )
    state = made.of("a").state
    holders = [one.seat for one in Rider.objects.exclude(seat=None)]
    assert state in ("aboard", "lapsed")
    assert len(holders) == len(set(holders)) == 2


@pytest.mark.django_db(transaction=True)
def test_dropping_out_while_another_answers_leaves_every_seat_with_one() -> None:
    made = Made()
    made.says("a", yes=True)
    came = at_once(lambda: made.drops("a"), lambda: made.says("b", yes=False))
    assert came == ["done", "done"]
    assert made.states() == {"a": "dropped", "b": "declined", "c": "offered", "d": "offered"}
    assert {made.of(name).seat for name in "cd"} == {1, 2}


@pytest.mark.django_db(transaction=True)
def test_the_last_place_given_to_two_at_once_is_given_to_one() -> None:
    made = Made()
    for name in "ab":
        made.says(name, yes=True)
    made.employer(1)
    came = at_once(lambda: made.places("a"), lambda: made.places("b"))
    assert sorted(came) == ["NoPlaceLeft", "done"]
