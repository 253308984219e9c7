# SPDX-License-Identifier: EUPL-1.2
"""Contacts: names open with two yeses and not before, every step has a last day, nobody waits in silence."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from overstap.apps.accounts.actions import create_account
from overstap.apps.accounts.enums import Role
from overstap.apps.accounts.models import Account
from overstap.apps.audit.queries import latest
from overstap.apps.contacts import asking, contact_queries, finding, lapsing
from overstap.apps.contacts.deadlines import beginning_of, days_between, term_for
from overstap.apps.contacts.enums import (
    ASKED_A_DAY,
    Ending,
    NoticeKind,
    OrganisationReason,
    PersonReason,
    Side,
    State,
)
from overstap.apps.contacts.models import Candidate, Contact, Findable, Notice
from overstap.apps.openings.models import Opening
from overstap.apps.organisations.members import add_member
from overstap.apps.passports.actions import Told, keep_passport
from overstap.apps.passports.enums import Part
from overstap.apps.passports.models import Passport
from overstap.bridge.personal_data import erase, remove_passport
from overstap.bridge.region_import import import_pack
from tests.interfaces.web.who import BY
from tests.made_pack import made_pack

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)  # a Thursday
GIVEN = asking.Given("Anna", "06-12345678")
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


class Desk:
    """An opening with somebody at the desk, and people who agreed to be found."""

    def __init__(self) -> None:
        import_pack(made_pack(), by=BY)
        self.opening = Opening.objects.get(pk="aide-1")
        self.organisation = self.opening.organisation_id
        self.boss = create_account(email="boss@example.org", by=BY)
        add_member(organisation=self.organisation, account=self.boss.pk, role=Role.EMPLOYER, by=BY)

    def somebody(self, name: str = "anna", *, findable: bool = True) -> Candidate:
        account = create_account(email=f"{name}@example.org", by=BY)
        told = Told(language="nl", skills={"wash": "claimed"})
        passport = keep_passport(account=account.pk, told=told, now=NOW, by=BY)
        if findable:
            terms = {
                "parts": [],
                "conditions": [],
                "not_for": [],
                "now": NOW,
                "until": NOW + timedelta(days=90),
            }
            finding.agree(passport=passport.pk, by=BY, **terms)
        number = finding.numbers_for(opening=self.opening.pk, passports=[passport.pk])[passport.pk]
        return Candidate.objects.get(pk=number)

    def asks(self, candidate: Candidate, now: datetime = NOW, message: str = "Kom je praten?") -> Contact:
        of = {"organisation": self.organisation, "handler": self.boss.pk, "message": message}
        return asking.ask(candidate=candidate, now=now, by=BY, **of)

    def reacts(self, candidate: Candidate, now: datetime = NOW) -> Contact:
        what = {"organisation": self.organisation, "parts": [Part.WISHES], "message": "Ik kom graag."}
        return asking.apply(candidate=candidate, given=GIVEN, now=now, by=BY, **what)

    def agrees(self, candidate: Candidate, now: datetime = NOW) -> Contact:
        return asking.say_yes(contact=self.asks(candidate, now).pk, given=GIVEN, now=now, by=BY)


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk()


def told(account: Account) -> list[str]:
    return list(Notice.objects.filter(account=account).order_by("made_at", "pk").values_list("kind", flat=True))


def of(candidate: Candidate) -> Account:
    return candidate.passport.account


# --- the two ways to two yeses ------------------------------------------------------------------------


def test_a_yes_opens_the_name_and_nothing_before_it_does(desk: Desk) -> None:
    anna = desk.somebody()
    asked = desk.asks(anna)
    assert (asked.state, asked.names_are_open, asked.name) == (State.ASKED, False, "")
    assert told(of(anna)) == [NoticeKind.QUESTION]
    agreed = asking.say_yes(contact=asked.pk, given=GIVEN, now=NOW, by=BY)
    assert (agreed.state, agreed.names_are_open, agreed.name, agreed.reach) == (
        State.AGREED,
        True,
        *vars_of(GIVEN),
    )
    assert told(desk.boss) == [NoticeKind.ANSWER]
    assert asking.note_touch(contact=asked.pk, now=NOW, by=BY).state == State.TALKING


def vars_of(given: asking.Given) -> tuple[str, str]:
    return given.name, given.reach


def test_who_reacts_stays_blind_until_the_organisation_says_yes(desk: Desk) -> None:
    anna = desk.somebody(findable=False)
    applied = desk.reacts(anna)
    assert (applied.state, applied.names_are_open, applied.parts) == (
        State.APPLIED,
        False,
        ["skills", "wishes"],
    )
    assert told(desk.boss) == [NoticeKind.QUESTION]
    welcome = asking.welcome(contact=applied.pk, handler=desk.boss.pk, now=NOW, by=BY)
    assert (welcome.names_are_open, welcome.handler_id) == (True, desk.boss.pk)
    assert told(of(anna)) == [NoticeKind.ANSWER]


def test_a_no_of_a_person_may_be_without_a_word_and_tells_no_name(desk: Desk) -> None:
    anna = desk.somebody()
    refused = asking.refuse(contact=desk.asks(anna).pk, reason=None, now=NOW, by=BY)
    assert (refused.ending, refused.reason, refused.name) == (Ending.REFUSED_BY_PERSON, "", "")
    assert told(desk.boss) == [NoticeKind.ANSWER]
    with pytest.raises(asking.AlreadyBegun):
        desk.asks(anna)  # nobody goes on asking


def test_a_no_of_an_organisation_says_why_and_forgets_the_name(desk: Desk) -> None:
    anna = desk.somebody()
    no = asking.decline(contact=desk.reacts(anna).pk, reason=OrganisationReason.FILLED, now=NOW, by=BY)
    assert (no.ending, no.reason, no.name, no.reach) == (
        Ending.REFUSED_BY_ORGANISATION,
        "place-is-taken",
        "",
        "",
    )
    assert told(of(anna)) == [NoticeKind.ANSWER]
    with pytest.raises(IntegrityError, match="contact_refusal_says_why"):
        Contact.objects.filter(pk=no.pk).update(reason="")


def test_after_a_no_of_hers_somebody_may_still_react_once(desk: Desk) -> None:
    anna = desk.somebody()
    asking.refuse(contact=desk.asks(anna).pk, reason=PersonReason.NOT_NOW, now=NOW, by=BY)
    desk.reacts(anna)
    with pytest.raises(asking.AlreadyBegun):
        desk.reacts(anna)


@pytest.mark.parametrize("side", Side)
def test_either_side_ends_it_at_any_moment_and_the_other_is_told(side: Side, desk: Desk) -> None:
    anna = desk.somebody()
    row = desk.agrees(anna)
    Notice.objects.all().delete()
    ended = asking.end(contact=row.pk, side=side, reason=None, now=NOW, by=BY)
    other = desk.boss if side is Side.PERSON else of(anna)
    assert told(other) == [NoticeKind.ENDED]
    assert Notice.objects.count() == 1
    assert ended.names_are_open == (side is Side.ORGANISATION)
    assert (ended.name == "") == (side is Side.PERSON)
    with pytest.raises(asking.NotNow):
        asking.end(contact=row.pk, side=side, reason=None, now=NOW, by=BY)


def test_a_message_opens_no_other_way(desk: Desk) -> None:
    anna = desk.somebody()
    row = desk.asks(
        anna, message="Ik ben Jan Jansen, bel 06-12345678 of jan@example.org. Wij zoeken een vrouw."
    )
    for word in ("Jansen", "06-123", "jan@example.org", "vrouw"):
        assert word not in row.message


def test_who_took_it_back_or_hides_is_not_asked(desk: Desk) -> None:
    anna, bob = desk.somebody(), desk.somebody("bob")
    finding.withdraw(passport=anna.passport_id, now=NOW, by=BY)
    Findable.objects.filter(passport=bob.passport_id).update(not_for=[desk.organisation])
    for one in (anna, bob):
        with pytest.raises(asking.NotFindable):
            desk.asks(one)
    assert not Contact.objects.exists()


def test_an_opening_asks_so_many_people_a_day_and_no_more(desk: Desk) -> None:
    for n in range(ASKED_A_DAY):
        desk.asks(desk.somebody(f"p{n}"))
    last = desk.somebody("last")
    with pytest.raises(asking.TooManyToday):
        desk.asks(last)
    desk.asks(last, now=NOW + timedelta(days=1))


# --- time ---------------------------------------------------------------------------------------------


def local(*at: int) -> datetime:
    return datetime(*at, tzinfo=AMSTERDAM)  # type: ignore[misc]


@pytest.mark.parametrize(
    ("state", "now", "due", "reminded"),
    [
        ("asked", local(2026, 11, 26, 12), local(2026, 12, 3, 23, 59, 59), local(2026, 12, 1, 9)),
        # Into summer time on 28 March 2027, and out of it on 25 October 2026: whole days all the same.
        ("asked", local(2027, 3, 24, 23, 30), local(2027, 3, 31, 23, 59, 59), local(2027, 3, 29, 9)),
        ("asked", local(2026, 10, 20, 0, 30), local(2026, 10, 27, 23, 59, 59), local(2026, 10, 25, 9)),
        # Five working days: over a weekend; over Easter with Good Friday; over New Year.
        ("applied", local(2026, 11, 26, 12), local(2026, 12, 3, 23, 59, 59), local(2026, 12, 2, 9)),
        ("applied", local(2027, 3, 24, 12), local(2027, 4, 2, 23, 59, 59), local(2027, 4, 1, 9)),
        ("agreed", local(2026, 12, 24, 12), local(2027, 1, 4, 23, 59, 59), local(2027, 1, 3, 9)),
        ("talking", local(2026, 11, 26, 12), local(2027, 1, 25, 23, 59, 59), local(2027, 1, 11, 9)),
    ],
)
def test_terms_are_whole_days_on_the_clock_of_the_site(
    state: str, now: datetime, due: datetime, reminded: datetime
) -> None:
    term = term_for(State(state), now.astimezone(UTC))
    assert (term.due_at, term.remind_at) == (due, reminded)


def test_a_day_is_a_day_when_the_clock_goes_forward_and_back() -> None:
    for day, hours in ((date(2027, 3, 28), 23), (date(2026, 10, 25), 25), (date(2026, 11, 26), 24)):
        begin, end = beginning_of(day), beginning_of(day + timedelta(days=1))
        assert end.astimezone(UTC) - begin.astimezone(UTC) == timedelta(hours=hours)
        assert days_between(begin, end) == 1
        assert days_between(begin, end - timedelta(seconds=1)) == 0


def test_the_limit_of_a_day_ends_at_midnight_here_also_when_the_clock_goes_forward(desk: Desk) -> None:
    late = local(2027, 3, 28, 23, 30)
    Findable.objects.all().delete()
    for n in range(ASKED_A_DAY):
        desk.somebody(f"p{n}")
    Findable.objects.update(until=late + timedelta(days=30), since=late - timedelta(days=1))
    for candidate in Candidate.objects.all():
        desk.asks(candidate, now=late)
    last = desk.somebody("last")
    Findable.objects.update(until=late + timedelta(days=30), since=late - timedelta(days=1))
    with pytest.raises(asking.TooManyToday):
        desk.asks(last, now=late + timedelta(minutes=29))
    desk.asks(last, now=late + timedelta(minutes=31))


LAST = {
    "asked": (lambda desk, anna: desk.asks(anna), Ending.LAPSED_BY_PERSON),
    "applied": (lambda desk, anna: desk.reacts(anna), Ending.LAPSED_BY_ORGANISATION),
    "agreed": (lambda desk, anna: desk.agrees(anna), Ending.LAPSED_BY_ORGANISATION),
    "talking": (
        lambda desk, anna: asking.note_touch(contact=desk.agrees(anna).pk, now=NOW, by=BY),
        Ending.NO_WORD,
    ),
}


@pytest.mark.parametrize("state", LAST)
def test_nobody_waits_in_silence(state: str, desk: Desk) -> None:
    """Each step is reminded of once, ends by itself after its last day, and both sides are told."""
    begin, ending = LAST[state]
    anna = desk.somebody()
    row: Contact = begin(desk, anna)
    row.refresh_from_db()
    assert row.state == state
    Notice.objects.all().delete()
    assert lapsing.remind(now=row.remind_at - timedelta(seconds=1)) == 0
    assert (lapsing.remind(now=row.remind_at), lapsing.remind(now=row.remind_at)) == (1, 0)
    assert Notice.objects.filter(kind=NoticeKind.REMINDER).exists()
    Notice.objects.all().delete()
    assert lapsing.lapse_due(now=row.due_at, by=BY) == 0
    assert lapsing.lapse_due(now=row.due_at + timedelta(seconds=1), by=BY) == 1
    row.refresh_from_db()
    assert (row.state, row.ending) == (State.CLOSED, ending)
    assert told(of(anna)) == told(desk.boss) == [NoticeKind.LAPSED]
    assert row.names_are_open == (state == "talking")
    assert (row.name == "") == (state != "talking")
    assert lapsing.lapse_due(now=row.closed_at + timedelta(days=90), by=BY) == 0


def test_after_its_last_day_an_answer_comes_too_late_even_before_it_was_ended(desk: Desk) -> None:
    row = desk.asks(desk.somebody())
    with pytest.raises(asking.NotNow):
        asking.say_yes(contact=row.pk, given=GIVEN, now=row.due_at + timedelta(seconds=1), by=BY)


def test_when_the_opening_no_longer_takes_people_what_waits_ends_and_is_told(desk: Desk) -> None:
    anna, bob, carl = (desk.somebody(name) for name in ("anna", "bob", "carl"))
    desk.asks(anna)
    desk.reacts(bob)
    desk.agrees(carl)
    today = timezone.localdate(NOW)
    assert lapsing.end_of_gone_openings(today=today, now=NOW, by=BY) == 0
    Notice.objects.all().delete()
    Opening.objects.filter(pk=desk.opening.pk).update(closes_on=today - timedelta(days=1))
    assert lapsing.end_of_gone_openings(today=today, now=NOW, by=BY) == 2
    assert told(of(anna)) == told(of(bob)) == [NoticeKind.ENDED]
    assert told(of(carl)) == []


def test_a_month_after_the_end_the_name_is_forgotten(desk: Desk) -> None:
    anna = desk.somebody()
    row = asking.end(contact=desk.agrees(anna).pk, side=Side.ORGANISATION, reason=None, now=NOW, by=BY)
    assert lapsing.forget_names(now=NOW + timedelta(days=29)) == 0
    assert lapsing.forget_names(now=NOW + timedelta(days=31)) == 1
    row.refresh_from_db()
    assert (row.name, row.reach, row.message) == ("", "", "")
    assert lapsing.forget_names(now=NOW + timedelta(days=31)) == 0
    lapsing.forget_names(now=NOW + timedelta(days=800))
    assert not Contact.objects.exists()


# --- taking it back, and going ------------------------------------------------------------------------


def test_who_stops_being_found_has_no_question_left_and_goes_on_with_what_she_chose(desk: Desk) -> None:
    anna = desk.somebody()
    other = Opening.objects.get(pk="nurse-1")
    number = finding.numbers_for(opening=other.pk, passports=[anna.passport_id])[anna.passport_id]
    asked, chosen = desk.asks(anna), desk.reacts(Candidate.objects.get(pk=number))
    finding.withdraw(passport=anna.passport_id, now=NOW, by=BY)
    asked.refresh_from_db()
    chosen.refresh_from_db()
    assert (asked.ending, chosen.state) == (Ending.WITHDRAWN_BY_PERSON, State.APPLIED)
    finding.withdraw(passport=anna.passport_id, everything=True, now=NOW, by=BY)
    chosen.refresh_from_db()
    assert (chosen.ending, chosen.name) == (Ending.WITHDRAWN_BY_PERSON, "")
    assert told(desk.boss).count(NoticeKind.ENDED) == 2


def test_erasing_ends_what_is_open_tells_the_other_side_and_leaves_nothing(desk: Desk) -> None:
    anna = desk.somebody()
    desk.agrees(anna)
    Notice.objects.all().delete()
    erase(account=of(anna).pk)
    assert [model for model in (Contact, Candidate, Passport) if model.objects.exists()] == []
    (notice,) = Notice.objects.all()
    assert (notice.account, notice.kind, notice.contact) == (desk.boss, NoticeKind.ENDED, None)


def test_removing_a_passport_tells_the_other_side_too(desk: Desk) -> None:
    anna = desk.somebody()
    desk.agrees(anna)
    Notice.objects.all().delete()
    remove_passport(passport=anna.passport, by=BY)
    assert [model for model in (Contact, Candidate, Passport) if model.objects.exists()] == []
    assert told(desk.boss) == [NoticeKind.ENDED]


def test_the_trail_knows_no_word_of_it(desk: Desk) -> None:
    anna = desk.somebody()
    desk.agrees(anna)
    deeds = [event for event in latest(limit=50) if event.what.startswith("contact.")]
    assert [event.what for event in deeds] == ["contact.agreed", "contact.asked"]
    for word in ("Anna", "06-123", "praten", str(anna.pk), str(anna.passport_id), str(of(anna).pk)):
        assert word not in str([vars(event) for event in deeds]), word


# --- how fast an organisation answers -----------------------------------------------------------------


def test_how_fast_is_told_from_ten_people_on(desk: Desk) -> None:
    for n in range(9):
        row = desk.reacts(desk.somebody(f"p{n}"))
        asking.welcome(contact=row.pk, handler=desk.boss.pk, now=NOW + timedelta(days=n % 3), by=BY)
    few = contact_queries.times_of(desk.organisation, NOW + timedelta(days=20))
    assert (few.waited, few.median_days, few.in_time) == (9, None, None)
    desk.reacts(desk.somebody("late"))
    lapsing.lapse_due(now=NOW + timedelta(days=20), by=BY)  # who reacted, and the nine nobody got in touch with
    times = contact_queries.times_of(desk.organisation, NOW + timedelta(days=20))
    assert (times.waited, times.median_days, times.in_time) == (19, 1.0, 9 / 19)
    assert contact_queries.times_of(desk.organisation, NOW + timedelta(days=400)).waited == 0


# --- at the same time ---------------------------------------------------------------------------------


def both(first: Callable[[], object], second: Callable[[], object]) -> list[object]:
    """What two connections at the same moment get: an answer, or the name of what was raised."""
    together = threading.Barrier(2, timeout=30)

    def run(work: Callable[[], object]) -> object:
        try:
            together.wait()
            return work()
        except (asking.AlreadyBegun, asking.NotFindable, asking.NotNow, asking.TooManyToday) as refused:
            return type(refused).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(run, (first, second)))


@pytest.mark.django_db(transaction=True)
def test_two_members_who_ask_at_once_ask_once() -> None:
    desk = Desk()
    anna = desk.somebody()
    got = both(lambda: desk.asks(anna), lambda: desk.asks(anna))
    assert sorted(str(one) if isinstance(one, str) else "" for one in got) == ["", "AlreadyBegun"]
    assert Contact.objects.count() == 1
    assert told(of(anna)) == [NoticeKind.QUESTION]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_again", range(5))
def test_who_withdraws_while_she_is_asked_has_no_question_open(_again: int) -> None:
    desk = Desk()
    anna = desk.somebody()
    both(lambda: desk.asks(anna), lambda: finding.withdraw(passport=anna.passport_id, now=NOW, by=BY))
    assert not Findable.objects.exists()
    assert not Contact.objects.exclude(state=State.CLOSED).exists()


@pytest.mark.django_db(transaction=True)
def test_an_asking_and_a_reaction_at_once_make_one_contact() -> None:
    desk = Desk()
    anna = desk.somebody()
    got = both(lambda: desk.asks(anna), lambda: desk.reacts(anna))
    assert sum(one == "AlreadyBegun" for one in got) == 1
    assert Contact.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_yes_and_a_no_at_once_are_one_answer() -> None:
    desk = Desk()
    row = desk.asks(desk.somebody())
    got = both(
        lambda: asking.say_yes(contact=row.pk, given=GIVEN, now=NOW, by=BY),
        lambda: asking.refuse(contact=row.pk, reason=None, now=NOW, by=BY),
    )
    assert sum(one == "NotNow" for one in got) == 1
    row.refresh_from_db()
    assert (row.state == State.CLOSED) == (row.name == "")


@pytest.mark.django_db(transaction=True)
def test_the_last_question_of_a_day_is_asked_once() -> None:
    desk = Desk()
    for n in range(ASKED_A_DAY - 1):
        desk.asks(desk.somebody(f"p{n}"))
    two = [desk.somebody("one"), desk.somebody("two")]
    got = both(lambda: desk.asks(two[0]), lambda: desk.asks(two[1]))
    assert sum(one == "TooManyToday" for one in got) == 1
    assert Contact.objects.count() == ASKED_A_DAY


def test_the_database_itself_holds_one_open_contact(desk: Desk) -> None:
    row = desk.asks(desk.somebody())
    row.pk, row.begun_by = None, Side.PERSON
    row._state.adding = True
    with pytest.raises(IntegrityError, match="contact_open_is_single"):
        row.save()
