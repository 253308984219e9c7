# SPDX-License-Identifier: EUPL-1.2
"""Talks at tables out of rows: who fits where, who is there when, mended without moving anybody."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from overstap.apps.accounts.actions import create_account
from overstap.apps.events import actions, booking, meeting, queries
from overstap.apps.events.actions import EventTold, ItemTold, Where
from overstap.apps.events.enums import KEPT_AFTER, ItemKind, Making, Outcome
from overstap.apps.events.meeting import Listed, StandTold, TalksTold
from overstap.apps.events.models import Event, FollowUp, Guest, Schedule, Stand, Talk
from overstap.apps.openings.models import Opening
from overstap.apps.passports.actions import Told, keep_passport
from overstap.bridge import event_talks as bridge
from overstap.bridge import events
from overstap.bridge.region import current_region
from overstap.bridge.region_import import import_pack
from overstap.engine.matching.model import Evidence, HeldSkill, Passport
from overstap.engine.pack import read_pack
from tests.interfaces.web.conftest import SHIPPED
from tests.interfaces.web.who import an_organisation

pytestmark = pytest.mark.django_db

BY = "terminal"
DAY = date(2027, 3, 12)
NOW = datetime(2027, 3, 12, 9, tzinfo=UTC)
TEN = 600


class Made:
    """An event with talks from ten to eleven, employers with one table each, and people of a few works."""

    def __init__(self, employers: int = 3, people: int = 8, **talks: int) -> None:
        import_pack(read_pack(SHIPPED), by=BY)
        self.region = current_region()
        told = EventTold("Werkt!", DAY, 540, 1020, "Stadhuis", proposals_until=DAY)
        self.event = actions.make_event(organisation=an_organisation("De School"), told=told, by=BY)
        given = {"talks_begin": TEN, "talks_end": 660, "talk_minutes": 15, "run": 0, "rest": 0}
        told_talks = TalksTold(**given | {"least": 1, "most": 3} | talks)
        meeting.set_talks(event=self.event.pk, told=told_talks, by=BY)
        self.event.refresh_from_db()
        rows = Opening.objects.filter(status="published", kind="vacancy").order_by("pk")
        self.hosts = list(dict.fromkeys(rows.values_list("organisation", flat=True)))[:employers]
        for one in self.hosts:
            meeting.set_stand(event=self.event.pk, organisation=one, told=StandTold(1), by=BY)
        work = list(
            dict.fromkeys(rows.filter(organisation__in=self.hosts).values_list("occupation", flat=True))
        )
        listed = [Listed(f"p{n}", work[n % len(work)]) for n in range(people)]
        self.codes = meeting.bring_guests(event=self.event.pk, people=listed, by=BY)

    def schedule(self, *, mend: bool = False, after: int | None = None) -> Schedule:
        made = bridge.start(event=self.event.pk, mend=mend, after=after, by=BY)
        bridge.run_schedule(made.pk)
        return Schedule.objects.get(pk=made.pk)

    def talks(self) -> set[tuple[str, int, int]]:
        return {(one.guest.reference, one.stand_id, one.slot) for one in queries.talks_of(self.event)}

    def guest(self, reference: str) -> Guest:
        return Guest.objects.get(event=self.event, reference=reference)


@pytest.fixture
def made(db: None) -> Made:
    return Made()


def test_everybody_who_fits_somewhere_talks_and_the_schedule_is_proven(made: Made) -> None:
    schedule = made.schedule()
    assert schedule.state == Making.MADE
    found = schedule.found
    assert found["talks"] == len(made.talks()) > 0
    assert found["met"] <= found["met_at_most"]
    assert sum(found["per_person"].values()) == 8
    fits = bridge.fits_of(
        made.region, made.event, queries.stands_of(made.event), queries.talkers_of(made.event), today=DAY
    )
    nobody = {
        one.reference for at, one in enumerate(queries.talkers_of(made.event)) if fits.fit[:, at].max() == 0
    }
    assert nobody.isdisjoint(one[0] for one in made.talks())
    assert all(bridge.LEAST_FIT <= one.fit <= 1 for one in queries.talks_of(made.event))


def test_the_fit_in_bulk_is_what_the_matching_says_of_each(made: Made) -> None:
    stands, guests = queries.stands_of(made.event), queries.talkers_of(made.event)
    fits = bridge.fits_of(made.region, made.event, stands, guests, today=DAY)
    known = bridge.matcher_of(made.region, fits.openings)
    for at, guest in enumerate(guests):
        held = bridge.skills_of(made.region, guest)
        passport = Passport(tuple(HeldSkill(one, Evidence.CLAIMED) for one in held))
        for number, own in enumerate(bridge.openings_of(stands, DAY)):
            expected = max(known.coverage(passport, one).claimed for one in own)
            assert fits.fit[number, at] == pytest.approx(expected)


def test_a_wish_brings_somebody_to_a_table_where_nothing_fits(made: Made) -> None:
    Guest.objects.filter(reference="p0").update(occupation="", skills=[])
    stand = Stand.objects.filter(event=made.event).first()
    assert stand is not None
    made.schedule()
    assert "p0" not in {one[0] for one in made.talks()}
    meeting.wish(guest=made.guest("p0").pk, stands=[stand.pk, 10**9], by=BY)
    made.schedule()
    assert ("p0", stand.pk) in {one[:2] for one in made.talks()}


def test_who_booked_something_has_no_talk_then_and_who_has_a_talk_books_nothing_then(made: Made) -> None:
    room = actions.set_room(event=made.event.pk, name="Zaal", capacity=9, by=BY)
    told = ItemTold(ItemKind.TALK, "Zonnepanelen", 45, 9)
    of = {"event": made.event.pk, "organisation": made.hosts[0], "today": DAY}
    item = actions.propose(told=told, by=BY, **of)
    actions.accept(event=made.event.pk, item=item.pk, where=Where(room.pk, TEN, 645, 9), by=BY)
    booking.book(guest=made.guest("p1").pk, item=item.pk, today=DAY, by=BY)
    made.schedule()
    assert all(slot == 3 for name, _stand, slot in made.talks() if name == "p1")
    busy = next(one.guest for one in queries.talks_of(made.event) if one.slot < 3)
    with pytest.raises(booking.AtThatTime):
        booking.book(guest=busy.pk, item=item.pk, today=DAY, by=BY)


def test_who_is_late_loses_only_what_was_before_and_nobody_else_moves(made: Made) -> None:
    made.schedule()
    before = made.talks()
    first = next(one.guest for one in queries.talks_of(made.event) if one.slot == 0)
    meeting.set_presence(event=made.event.pk, guest=first.pk, comes=TEN + 15, by=BY)
    schedule = made.schedule(mend=True, after=TEN)
    after = made.talks()
    assert {one for one in before if one[0] != first.reference} <= after
    assert not any(name == first.reference and slot == 0 for name, _stand, slot in after)
    assert [one[0] for one in schedule.found["gone"]] == [first.reference]
    assert len(schedule.found["new"]) == len(after - before)


def test_a_stand_that_goes_early_frees_its_people_for_others(made: Made) -> None:
    made.schedule()
    stand = next(one.stand for one in queries.talks_of(made.event) if one.slot == 3)
    stayed = {one for one in made.talks() if one[1] != stand.pk}
    meeting.set_presence(event=made.event.pk, stand=stand.pk, leaves=TEN + 45, by=BY)
    made.schedule(mend=True, after=TEN + 45)
    assert stayed <= made.talks()
    assert not any(one[1] == stand.pk and one[2] == 3 for one in made.talks())
    assert all(one[2] == 3 for one in made.talks() - stayed if one[1] != stand.pk)


def test_a_change_while_a_schedule_is_made_makes_it_look_again(made: Made) -> None:
    made.schedule()
    running = bridge.start(event=made.event.pk, mend=True, by=BY)
    begun = meeting.begin(schedule=running.pk)
    assert begun is not None
    gone = next(iter(made.talks()))[0]
    meeting.set_presence(event=made.event.pk, guest=made.guest(gone).pk, absent=True, by=BY)
    again = bridge.start(event=made.event.pk, mend=True, by=BY)
    assert again.pk == running.pk
    assert meeting.begin(schedule=running.pk) is not None  # by another worker, which does know of it
    told = {"talks": [], "found": {}, "now": NOW, "by": BY}
    assert not meeting.finish(schedule=running.pk, seen=begun.asked, **told)  # what was made does not
    bridge.run_schedule(running.pk)
    assert gone not in {one[0] for one in made.talks()}
    assert len(made.talks()) > 0


def test_stopping_leaves_what_stood(made: Made) -> None:
    made.schedule()
    before = made.talks()
    asked = bridge.start(event=made.event.pk, mend=False, by=BY)
    meeting.begin(schedule=asked.pk)
    meeting.stop(event=made.event.pk, schedule=asked.pk, by=BY)
    bridge.run_schedule(asked.pk)
    assert meeting.finish(schedule=asked.pk, seen=1, talks=[], found={}, now=NOW, by=BY)
    assert made.talks() == before


def test_a_schedule_is_asked_of_the_worker_once(made: Made) -> None:
    for _turn in range(2):
        bridge.start(event=made.event.pk, mend=False, by=BY)
    assert ProcrastinateJob.objects.filter(task_name=bridge.TASK).count() == 1


def test_with_other_times_the_talks_are_dropped_and_without_times_there_are_none(made: Made) -> None:
    made.schedule()
    told = TalksTold(TEN, 720, 20, 4, 0, None, 6)
    meeting.set_talks(event=made.event.pk, told=told, by=BY)
    assert made.talks() == set()
    Event.objects.update(talks_begin=None, talks_end=None)
    with pytest.raises(meeting.NoTalks):
        bridge.start(event=made.event.pk, mend=False, by=BY)
    with pytest.raises(meeting.TooManySlots):
        meeting.set_talks(event=made.event.pk, told=TalksTold(0, 1440, 5, 0, 0, 1, 6), by=BY)


def test_tables_have_their_own_numbers_also_when_somebody_brings_more(made: Made) -> None:
    assert [one.first for one in queries.stands_of(made.event)] == [1, 2, 3]
    meeting.set_stand(event=made.event.pk, organisation=made.hosts[0], told=StandTold(3), by=BY)
    meeting.set_stand(event=made.event.pk, organisation=made.hosts[2], told=StandTold(2), by=BY)
    numbers = [one.first + n for one in queries.stands_of(made.event) for n in range(one.tables)]
    assert len(numbers) == len(set(numbers)) == 6


def test_the_same_list_again_doubles_nobody_and_keeps_codes(made: Made) -> None:
    codes = meeting.bring_guests(
        event=made.event.pk, people=[Listed("p0", "cook", ("x",)), Listed("q1", "cook")], by=BY
    )
    assert list(codes) == ["q1"]
    assert made.guest("p0").occupation == "cook"
    assert queries.guest_by_code(made.codes["p0"]) == made.guest("p0")


def test_a_lent_passport_counts_as_it_is_then_and_ends_with_leaving(made: Made) -> None:
    account = create_account(email="a@example.org", by=BY)
    skill = made.region.usual_skills(made.guest("p0").occupation)[0]
    told = Told(language="nl", skills={skill: "claimed"})
    passport = keep_passport(account=account.pk, told=told, now=NOW, by=BY)
    guest = booking.come(event=made.event.pk, account=account.pk, by=BY).guest
    meeting.join_talks(guest=guest.pk, passport=passport.pk, by=BY)
    mine = next(one for one in queries.talkers_of(made.event) if one.pk == guest.pk)
    assert bridge.skills_of(made.region, mine) == [skill]
    meeting.leave_talks(guest=guest.pk, by=BY)
    guest.refresh_from_db()
    assert (guest.talks, guest.passport_id) == (False, None)


def test_only_when_both_go_on_there_is_something_to_follow_and_it_is_asked_until_it_ends(made: Made) -> None:
    made.schedule()
    talk = queries.talks_of(made.event)[0]
    assert not meeting.say(talk=talk.pk, guest=talk.guest_id, on=True, by=BY)
    with pytest.raises(meeting.NotThere):
        meeting.say(talk=talk.pk, guest=made.guest("p7").pk + 99, on=True, by=BY)
    assert meeting.say(talk=talk.pk, stand=talk.stand_id, on=True, by=BY)
    due = FollowUp.objects.get().due_on
    assert due == DAY + timedelta(days=14)
    assert events.ask_how_it_goes(today=due - timedelta(days=1)) == 0
    assert events.ask_how_it_goes(today=due) == 1
    assert events.ask_how_it_goes(today=due) == 0
    later = due + timedelta(days=7)
    meeting.set_follow_up(talk=talk.pk, due_on=later, now=NOW, by=BY)
    assert events.ask_how_it_goes(today=later) == 1
    meeting.set_follow_up(talk=talk.pk, outcome=Outcome.JOB, now=NOW, by=BY)
    assert events.ask_how_it_goes(today=later + timedelta(days=99)) == 0
    assert queries.outcomes_of(made.event)["job"] == 1


def test_what_came_of_it_is_known_after_who_came_is_forgotten(made: Made) -> None:
    made.schedule()
    talk = queries.talks_of(made.event)[0]
    for side in ({"guest": talk.guest_id}, {"stand": talk.stand_id}):
        meeting.say(talk=talk.pk, on=True, by=BY, **side)
    meeting.set_follow_up(talk=talk.pk, outcome=Outcome.COURSE, now=NOW, by=BY)
    before = queries.outcomes_of(made.event)
    actions.remove_old(today=DAY + KEPT_AFTER + timedelta(days=1), by=BY)
    assert not Guest.objects.exists()
    assert not Schedule.objects.exists()
    assert queries.outcomes_of(Event.objects.get()) == before
    assert actions.remove_old(today=DAY + KEPT_AFTER + timedelta(days=2), by=BY) == 0


@pytest.mark.django_db(transaction=True)
def test_two_desk_workers_at_once_are_both_heard_and_nobody_talks_twice_at_once() -> None:
    made = Made(employers=4, people=12)
    made.schedule()
    late, away = sorted({one[0] for one in made.talks()})[:2]

    def note(name: str, **told: object) -> None:
        try:
            meeting.set_presence(event=made.event.pk, guest=made.guest(name).pk, by=BY, **told)
            schedule = bridge.start(event=made.event.pk, mend=True, after=TEN, by=BY)
            bridge.run_schedule(schedule.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(
            pool.map(
                lambda told: note(told[0], **told[1]), [(late, {"comes": TEN + 30}), (away, {"absent": True})]
            )
        )
    talks = made.talks()
    assert away not in {one[0] for one in talks}
    assert all(slot >= 2 for name, _stand, slot in talks if name == late)
    assert Schedule.objects.get().state == Making.MADE


def test_sixty_employers_and_nine_hundred_people_have_a_schedule_and_its_bound(db: None) -> None:
    made = Made(employers=60, people=900, talks_end=900, most=4)
    made.schedule()
    found = Schedule.objects.get().found
    assert Talk.objects.count() == found["talks"] >= 900
    assert found["met"] <= found["met_at_most"] <= found["due"]
    assert 0 <= found["gap"] < 0.05
