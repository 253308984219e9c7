# SPDX-License-Identifier: EUPL-1.2
"""How long things are kept: every time that is declared has a rule, and the rules really run and remove."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

from overstap.apps.accounts.actions import create_account
from overstap.apps.accounts.enums import Role
from overstap.apps.accounts.models import Account
from overstap.apps.contacts.models import Contact, Notice
from overstap.apps.events.models import Event, Guest
from overstap.apps.groups.actions import tell
from overstap.apps.groups.enums import Question
from overstap.apps.groups.models import Answer
from overstap.apps.guidance.models import Guidance
from overstap.apps.internships.models import Internship
from overstap.apps.journeys.actions import share_journey
from overstap.apps.journeys.models import SharedJourney
from overstap.apps.keeping.queries import sweeps
from overstap.apps.mobility.models import Case, CasePerson
from overstap.apps.openings.models import OpeningChange
from overstap.apps.organisations.members import invite
from overstap.apps.organisations.models import Invitation
from overstap.apps.passports.models import Share
from overstap.apps.rankings.actions import Placed, note
from overstap.apps.rankings.enums import Channel, Kind
from overstap.apps.rankings.models import Ranking
from overstap.apps.reports.models import Report
from overstap.apps.rounds.models import Round, RoundStudent
from overstap.apps.tokens.models import Token
from overstap.apps.trains.models import Rider, Train
from overstap.bridge.retention import BY_THE_CLOCK, RULES, sweep
from overstap.config import tasks
from tests.bridge.test_personal_data import somebody
from tests.interfaces.web.who import BY, an_organisation

pytestmark = pytest.mark.django_db

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def old_session() -> int:
    Session.objects.create(session_key="old", session_data="x", expire_date=LONG_AGO)
    return 1


def old_journey() -> int:
    share_journey(content={}, with_pay=False, now=LONG_AGO, by="visitor")
    return 1


def old_answer() -> int:
    account = create_account(email="told@example.org", by=BY)
    tell(account=account.pk, choices={Question.AGE: "45-54"}, today=LONG_AGO.date())
    return 1


def old_change() -> int:
    OpeningChange.objects.all().delete()
    OpeningChange.objects.create(opening="gone", written_in=1)
    OpeningChange.objects.update(at=LONG_AGO)
    return 1


def old_account() -> int:
    Account.objects.create_user("old@example.org", joined_at=LONG_AGO)
    return 1


def old_invitation() -> int:
    Invitation.objects.all().delete()
    asked = {"organisation": an_organisation("De Maan"), "role": Role.HOST, "owner": False, "by": BY}
    invite(email="x@example.org", now=LONG_AGO, **asked)
    return 1


def old_try() -> int:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO overstap_cache VALUES ('old', '', now() - interval '1 second')")
    return 1


def old_share() -> int:
    return int(Share.objects.update(since=LONG_AGO, until=LONG_AGO + timedelta(days=1)))


def old_guidance() -> int:
    rows = Guidance.objects.all()
    return int(
        rows.update(since=LONG_AGO, accepted_at=LONG_AGO, until=LONG_AGO + timedelta(days=9), ended_at=LONG_AGO)
    )


def old_contact() -> int:
    ended = {"state": "closed", "ending": "no-word", "closed_at": LONG_AGO, "due_at": None}
    return int(Contact.objects.update(**ended, name="Anna", person_yes_at=LONG_AGO))


def old_notice() -> int:
    return int(Notice.objects.update(made_at=LONG_AGO, sent_at=LONG_AGO))


def old_case() -> int:
    Case.objects.update(notified_on=LONG_AGO.date(), last_day=LONG_AGO.date())
    return CasePerson.objects.count()


def old_event() -> int:
    told = {"day": LONG_AGO.date(), "begins": 540, "ends": 1020, "name": "Old", "venue": "Hall"}
    event = Event.objects.create(organisation_id=an_organisation("De Zaal"), **told)
    Guest.objects.create(event=event, reference="B-1", code_hash="x")
    return 1


def old_report() -> int:
    about = {"organisation_id": an_organisation("De School"), "kind": "guidance", "teller": "student"}
    times = {"told_at": LONG_AGO, "changed_at": LONG_AGO}
    Report.objects.create(trusted=False, code_hash="0" * 64, **about, **times)
    return 1


def old_round() -> int:
    first = LONG_AGO.date()
    days = {"wishes_until": first, "starts_on": first + timedelta(1), "ends_on": first + timedelta(2)}
    round_ = Round.objects.create(organisation_id=an_organisation("De School"), name="Old", **days)
    RoundStudent.objects.create(round=round_, reference="s1", occupation="nurse", home="delft")
    return 1


def old_train() -> int:
    names = ("orientation", "recruited", "fitting", "matched", "training", "work", "ends")
    days = {f"{name}_on": LONG_AGO.date() + timedelta(days=at) for at, name in enumerate(names)}
    about = {"organisation_id": an_organisation("De Wijk"), "name": "Old", "least": 1, "most": 2}
    train = Train.objects.create(**about, **days)
    Rider.objects.create(train=train, reference="r1", turn=1, since=LONG_AGO.date())
    return 1


def old_internship() -> int:
    days = {"starts_on": LONG_AGO.date(), "ends_on": LONG_AGO.date() + timedelta(1)}
    named = {"reference": "s1", "title": "Learn", "host_name": "De Maan"}
    Internship.objects.create(school_id=an_organisation("De School"), **named, **days)
    return 1


def old_ranking() -> int:
    one = {"engine": "0" * 16, "revision": 1, "parameters": {}, "result": [Placed("a", (0.5,))], "inputs": "x"}
    note(kind=Kind.OPENINGS, channel=Channel.PAGE, now=LONG_AGO, **one)
    return 1


def old_token() -> int:
    tokens = Token.objects.all()
    return int(tokens.update(made_at=LONG_AGO, ends_at=LONG_AGO + timedelta(days=1)))


OVERDUE: dict[str, tuple[Any, Callable[[], int]]] = {
    "tokens": (Token, old_token),
    "sessions": (Session, old_session),
    "shared-journeys": (SharedJourney, old_journey),
    "groups": (Answer, old_answer),
    "changes": (OpeningChange, old_change),
    "unconfirmed-accounts": (Account, old_account),
    "invitations": (Invitation, old_invitation),
    "tries": (None, old_try),
    "shares": (Share, old_share),
    "guidance": (Guidance, old_guidance),
    "contacts": (Contact, old_contact),
    "notices": (Notice, old_notice),
    "cases": (CasePerson, old_case),
    "rounds": (RoundStudent, old_round),
    "reports": (Report, old_report),
    "trains": (Rider, old_train),
    "internships": (Internship, old_internship),
    "events": (Guest, old_event),
    "rankings": (Ranking, old_ranking),
}
"""Rule -> a model it looks after, and what makes rows of it whose time is over."""


OF_SOMEBODY = {"tokens", "contacts", "notices", "cases", "shares", "guidance", "changes", "invitations"}
"""Rules whose rows were somebody's already, and only made old."""


def test_every_time_that_is_declared_has_one_rule() -> None:
    """What is written beside a field is what happens to it: whoever keeps something new writes its rule."""
    declared = {
        mark.kept
        for model in apps.get_models()
        if model.__module__.startswith("overstap.apps.")
        for mark in model.privacy.values()
    }
    ruled = [time for rule in RULES.values() for time in rule.declared]
    assert declared - set(ruled) == set(), "add a rule to `bridge.retention` that carries this out"
    assert sorted(ruled) == sorted(set(ruled)), "one rule for one time"
    assert set(ruled) - declared == set(), "a rule for what nobody keeps"


def test_every_rule_is_said_in_both_languages() -> None:
    for rule in RULES.values():
        for said in (rule.what, rule.how_long, rule.why):
            assert set(said) == {"nl", "en"}, rule.id
            assert all(said.values()), rule.id


def test_every_rule_by_the_clock_has_a_task_at_its_minute_of_every_hour() -> None:
    crons = {task.cron for task in app.periodic_registry.periodic_tasks.values()}
    for rule in BY_THE_CLOCK:
        assert f"{rule.minute} * * * *" in crons, rule.id
    assert {rule.id for rule in BY_THE_CLOCK} == set(OVERDUE)


@pytest.mark.parametrize("rule", [rule.id for rule in BY_THE_CLOCK])
def test_a_rule_removes_what_is_over_leaves_the_rest_and_says_so(rule: str) -> None:
    somebody("anna", an_organisation("De Zon"))
    model, make_old = OVERDUE[rule]
    for other in BY_THE_CLOCK:
        sweep(other, timezone.now())
    before = model.objects.count() if model else 0
    rows = make_old()
    assert rows >= 1
    assert sweep(RULES[rule], timezone.now()) == rows
    if model and rule not in OF_SOMEBODY:
        assert model.objects.count() == before
    last = sweeps()[rule]
    assert (last.removed, last.removed_ever >= rows) == (rows, True)
    assert timezone.now() - last.at < timedelta(minutes=1)
    assert sweep(RULES[rule], timezone.now()) == 0
    assert sweeps()[rule].removed_ever == last.removed_ever


def test_the_tasks_carry_them_out() -> None:
    called = [task.task for task in app.periodic_registry.periodic_tasks.values()]
    for task in called:
        if task.name.rsplit(".", 1)[-1] != "take_up_stalled_work":
            task.func(timestamp=0)
    assert set(sweeps()) == {rule.id for rule in BY_THE_CLOCK}
    assert tasks.log.name == "overstap.config.tasks"


def test_a_rule_without_a_clock_is_no_task() -> None:
    with pytest.raises(ValueError, match="clock"):
        sweep(RULES["trail"], timezone.now())


def test_somebody_who_stays_is_not_swept() -> None:
    account = create_account(email="known@example.org", by=BY)
    for rule in BY_THE_CLOCK:
        sweep(rule, timezone.now())
    assert Account.objects.filter(pk=account.pk).exists()
