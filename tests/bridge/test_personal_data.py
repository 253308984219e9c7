# SPDX-License-Identifier: EUPL-1.2
"""Taking along and erasing reach every table: this walks all models of the database."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.utils import timezone
from psycopg.sql import SQL, Identifier

from overstap.apps.accounts.actions import create_account
from overstap.apps.accounts.enums import Role
from overstap.apps.accounts.models import Account
from overstap.apps.audit.queries import latest
from overstap.apps.contacts import asking, outcomes
from overstap.apps.contacts.enums import OutcomeKind, Side
from overstap.apps.contacts.finding import agree, numbers_for
from overstap.apps.contacts.queries import candidate
from overstap.apps.events import actions as events
from overstap.apps.events import booking, meeting
from overstap.apps.events.enums import ItemKind
from overstap.apps.groups.actions import count, tell
from overstap.apps.groups.enums import Question, Step
from overstap.apps.guidance import actions as guidance
from overstap.apps.guidance import notes
from overstap.apps.guidance.models import Guidance
from overstap.apps.mobility.actions import CaseTold, move, open_case, take_in_shared
from overstap.apps.mobility.enums import Rule, Stage
from overstap.apps.mobility.plans import LineTold, ask_plan, begin, finish, set_rule
from overstap.apps.openings.editing import draft_opening
from overstap.apps.openings.models import Opening
from overstap.apps.organisations.members import add_member, invite
from overstap.apps.organisations.models import Organisation
from overstap.apps.passports.actions import ProofTold, Told, add_proof, keep_passport, set_languages
from overstap.apps.passports.badges import issue_badge
from overstap.apps.passports.enums import Level, Part, ProofKind
from overstap.apps.passports.sharing import give_proof, note_look, share
from overstap.apps.privacy import Sensitivity
from overstap.apps.reports.models import Trusted
from overstap.apps.rounds import hunting
from overstap.apps.taxonomy.models import Occupation
from overstap.apps.tokens.actions import make_token, once, use_token
from overstap.apps.tokens.enums import Scope
from overstap.apps.trains import proposals, seats
from overstap.apps.trains.actions import TrainTold, make_train
from overstap.apps.trains.enums import Side as TrainSide
from overstap.apps.trains.enums import Stage as Stop
from overstap.apps.trains.enums import TrainKind
from overstap.apps.trains.models import Rider
from overstap.apps.trains.moving import move as ride
from overstap.apps.upkeep import actions as upkeep
from overstap.apps.upkeep.enums import Kind
from overstap.bridge.personal_data import HELD, OF_NOBODY, erase, take_along
from tests.apps.employing import a_draft
from tests.interfaces.web.who import BY, an_organisation

pytestmark = pytest.mark.django_db

MODELS = {model._meta.label: model for model in apps.get_models()}


def is_personal(model: Any) -> bool:
    marks = getattr(model, "privacy", {}).values()
    return any(mark.sensitivity is not Sensitivity.PUBLIC for mark in marks)


def an_opening(organisation: str) -> str:
    """The id of an opening of this organisation."""
    place = Organisation.objects.get(pk=organisation).place_id
    Occupation.objects.get_or_create(id="baker", defaults={"words": {}, "isco": "7512"})
    values = {"kind": "vacancy", "organisation_id": organisation, "occupation_id": "baker", "place_id": place}
    more = {"title": {}, "text": "x", "language": "nl", "hours_low": 8, "hours_high": 16}
    return str(Opening.objects.get_or_create(id=f"job-{organisation}", defaults={**values, **more})[0].pk)


def somebody(name: str, organisation: str) -> Account:
    """Somebody of whom there is a row in every table that can hold one."""
    account = create_account(email=f"{name}@example.org", by=BY)
    address = EmailAddress.objects.get(user=account)
    EmailConfirmation.objects.create(email_address=address, key=f"key-of-{name}", sent=timezone.now())
    Authenticator.objects.create(user=account, type="webauthn", data={"name": f"phone of {name}"})
    elsewhere = SocialAccount.objects.create(user=account, provider="oidc", uid=f"number-of-{name}")
    provider, _ = SocialApp.objects.get_or_create(provider="openid_connect", name="Broker", client_id="x")
    SocialToken.objects.create(account=elsewhere, app=provider, token=f"token-of-{name}")
    member = add_member(organisation=organisation, account=account.pk, role=Role.EMPLOYER, owner=True, by=BY)
    draft_opening(opening=a_draft(organisation), keeper=member.pk, by=BY)
    asked = {"organisation": organisation, "email": account.email, "role": Role.HOST, "owner": False}
    invite(**asked, now=timezone.now(), by=BY)
    now = timezone.now()
    tell(account=account.pk, choices={Question.SEX: "woman", Question.AGE: "45-54"}, today=now.date())
    count(accounts=[account.pk], step=Step.SHOWN)
    told = Told(language="nl", story=f"story of {name}", skills={"bake": "claimed"}, certificates=("vca",))
    passport = keep_passport(account=account.pk, told=told, now=now, by=BY)
    set_languages(passport=passport, levels={"nl": Level.B1}, by=BY)
    add_proof(passport=passport, told=ProofTold(ProofKind.WORK, f"work of {name}"), by=BY)
    ends = now + timedelta(days=1)
    to = {"organisation": organisation, "parts": [Part.SKILLS], "blind": True, "now": now, "until": ends}
    given = share(passport=passport, by=BY, **to)
    note_look(share=given, role=Role.EMPLOYER, now=now, by=BY)
    test = {"kind": ProofKind.ASSESSMENT, "title": f"test of {name}", "note": "", "skills": ["bake"]}
    issue_badge(proof=give_proof(share=given, by=BY, **test), now=now, by=BY)
    guided(account, organisation)
    upkeep.set_reminder(account=account.pk, every_months=3, next_on=now.date(), by=BY)
    upkeep.refuse(passport=passport.pk, kind=Kind.SKILL, old="bake", new="", by=BY)
    asked = {"account": account.pk, "name": f"program of {name}", "scopes": [Scope.PASSPORT_READ], "by": BY}
    secret = make_token(**asked, now=now, ends_at=ends).secret
    used = use_token(secret=secret, now=now)
    assert used is not None
    days = {"notified_on": date(2027, 1, 11), "last_day": date(2027, 6, 30)}
    case = open_case(centre=organisation, told=CaseTold("Bank", people=1, **days), by=BY)
    laid_off = take_in_shared(case=case.pk, share=given.pk, now=now, by=BY)
    stages = {"before": Stage.ORIENTATION, "after": Stage.MATCHED, "reason": f"Fits {name}"}
    move(case=case.pk, person=laid_off.pk, by=BY, **stages)
    agree(passport=passport.pk, parts=[], conditions=[], not_for=[], now=now, until=ends, by=BY)
    opening = an_opening(organisation)
    number = numbers_for(opening=opening, passports=[passport.pk])[passport.pk]
    of = {"candidate": candidate(number, opening), "organisation": organisation, "handler": account.pk}
    contact = asking.ask(message=f"question to {name}", now=now, by=BY, **of)
    given = asking.Given(f"name of {name}", f"{name}@example.org")
    asking.say_yes(contact=contact.pk, given=given, now=now, by=BY)
    asking.note_touch(contact=contact.pk, now=now, by=BY)
    came = outcomes.Came(OutcomeKind.STARTED, now.date())
    outcomes.note_outcome(contact=contact.pk, came=came, side=Side.PERSON, now=now, by=BY)
    once(used=used, key=f"key of {name}", asked=b"x", now=now, make=lambda: str(uuid4()))
    plan = ask_plan(case=case.pk, asked={}, by=BY)
    begin(plan=plan.pk, of=1)
    finish(plan=plan.pk, lines=[LineTold(laid_off.pk, f"ward-{name}")], found={}, now=now, by=BY)
    set_rule(case=case.pk, person=laid_off.pk, opening=f"ward-{name}", rule=Rule.FORBIDDEN, by=BY)
    days = {f"{stop}_on": now.date() for stop in ("orientation", "recruited", "fitting", "matched")}
    days |= {f"{stop}_on": now.date() + timedelta(days=9) for stop in ("training", "work", "ends")}
    told = TrainTold(kind=TrainKind.COHORT, name="Sun", least=1, most=2, **days)
    train = make_train(organisation=organisation, told=told, by=BY)
    riding = {"train": train.pk, "today": now.date(), "by": BY}
    seats.list_people(people=[seats.RiderTold(f"r-{name}", passport.pk)], **riding)
    riding["rider"] = Rider.objects.get(reference=f"r-{name}").pk
    seats.answer(yes=True, **riding)
    went = {"before": Stop.ORIENTATION, "after": Stop.RECRUITED, "on": now.date(), "side": TrainSide.COACH}
    ride(**went, **riding)
    comes_to_an_event(account, organisation)
    firm = an_organisation(f"Firm {uuid4().hex}")
    hunting.take_up(firm=firm, membership=member.pk, call_on=now.date(), now=now, by=BY)
    Trusted.objects.create(organisation_id=firm, membership=member, name=f"Trusted {name}")
    asked = {"organisation": organisation, "case": case.pk, "asked": {}, "by": BY}
    row = proposals.ask(**asked)
    proposals.begin(proposal=row.pk, of=1)
    could = (proposals.SeatTold(laid_off.pk, passport.pk, opening),)
    line = proposals.ProposedTold("c", "e", "baker", (), 1, 2, 1, 0.0, could)
    proposals.finish(proposal=row.pk, trains=[line], found={}, now=now, by=BY)
    for _browser in range(2):
        client = Client()
        client.force_login(account)
        session = client.session
        session["trip"] = {"text": f"story of {name}"}
        session.save()
    return account


def comes_to_an_event(account: Account, organisation: str) -> None:
    """They booked an item of an event."""
    day = timezone.localdate()
    told = events.EventTold("Werkt!", day, 540, 1020, "Town hall")
    event = events.make_event(organisation=organisation, told=told, by=BY)
    room = events.set_room(event=event.pk, name="Hall", capacity=9, by=BY)
    item = events.ItemTold(ItemKind.TALK, "Panels", 45, 2)
    made = events.propose(event=event.pk, organisation=organisation, told=item, today=day, by=BY)
    where = events.Where(room.pk, 600, 645, 2)
    events.accept(event=event.pk, item=made.pk, where=where, by=BY)
    guest = booking.come(event=event.pk, account=account.pk, email=account.email, by=BY).guest
    booking.book(guest=guest.pk, item=made.pk, today=day, by=BY)
    meeting.set_talks(event=event.pk, told=meeting.TalksTold(660, 720, 15, 4, 0, 1, 6), by=BY)
    stand = meeting.set_stand(event=event.pk, organisation=organisation, told=meeting.StandTold(1), by=BY)
    meeting.join_talks(guest=guest.pk, occupation="baker", by=BY)
    meeting.wish(guest=guest.pk, stands=[stand.pk], by=BY)
    asked, _new = meeting.ask_schedule(event=event.pk, mend=False, by=BY)
    meeting.begin(schedule=asked.pk)
    planned = meeting.Planned(stand.pk, guest.pk, 0, 0, 660, 675, 0.5, "")
    meeting.finish(schedule=asked.pk, seen=1, talks=[planned], found={}, now=timezone.now(), by=BY)
    talk = guest.held.get()
    for side in ({"guest": guest.pk}, {"stand": stand.pk}):
        meeting.say(talk=talk.pk, on=True, by=BY, **side)


def guided(account: Account, organisation: str) -> None:
    """They are a coach, and are guided; their own coach has left."""
    member = add_member(organisation=organisation, account=account.pk, role=Role.COACH, by=BY)
    now, name = timezone.now(), account.email
    coach = guidance.name_coach(membership=member.pk, account=account.pk, name=name, asked=True, by=BY)
    guidance.invite(coach=coach.pk, email=account.email, now=now, by=BY)
    until = now + timedelta(days=1)
    row = Guidance.objects.create(
        account=account,
        organisation_id=organisation,
        coach=coach,
        since=now,
        parts=["skills"],
        accepted_at=now,
        until=until,
    )
    follows = notes.StepTold(f"step of {name}", now.date())
    mine = {"guidance": row.pk, "coach": coach.pk, "now": timezone.now(), "by": BY}
    notes.add_note(**mine, text=f"note about {name}", follow_up=follows)
    notes.plan_for(**mine, content={"legs": [], "whose": name})


def test_every_model_says_whose_its_rows_are() -> None:
    ours = {label for label, model in MODELS.items() if model.__module__.startswith("overstap.")}
    personal = {label for label in ours if is_personal(MODELS[label])}
    assert personal - set(HELD) - set(OF_NOBODY) == set(), "say in `personal_data` how its rows are found"
    assert set(MODELS) - ours - set(HELD) - set(OF_NOBODY) == set(), "a model of others: held, or of nobody?"
    assert (set(HELD) | set(OF_NOBODY)) <= set(MODELS)
    assert not set(HELD) & set(OF_NOBODY)


def test_somebody_has_a_row_in_every_table(db: None) -> None:
    """Or the tests below would look at empty tables."""
    somebody("anna", an_organisation("De Zon"))
    assert [label for label in HELD if not MODELS[label]._default_manager.exists()] == []


def everything_in_the_database() -> dict[str, str]:
    """Every table as text."""
    said = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            query = SQL("SELECT coalesce(string_agg(t::text, chr(10)), '') FROM {} t")
            cursor.execute(query.format(Identifier(table)))
            said[table] = cursor.fetchone()[0]
    return said


def test_erasing_leaves_nothing_but_the_trails_empty_shell(db: None) -> None:
    organisation = an_organisation("De Zon")
    anna, bob = somebody("anna", organisation), somebody("bob", organisation)
    before = {label: MODELS[label]._default_manager.count() for label in HELD}
    erase(account=anna.pk)
    after = everything_in_the_database()
    assert [table for table, rows in after.items() if "anna" in rows] == []
    assert [table for table, rows in after.items() if str(anna.pk) in rows] == ["audit_event"]
    for label in HELD:
        assert MODELS[label]._default_manager.count() * 2 == before[label], label
    assert Account.objects.get() == bob
    assert Session.objects.count() == 2  # bob's
    event = latest(limit=1)[0]
    assert (event.what, event.subject, event.by) == ("account.erased", str(anna.pk), f"account:{anna.pk}")


def test_taking_along_gives_every_row_and_no_key(db: None) -> None:
    organisation = an_organisation("De Zon")
    anna, _bob = somebody("anna", organisation), somebody("bob", organisation)
    known = take_along(account=anna.pk)
    assert set(known) == {*HELD, "sessions.Session"}
    said = json.dumps(known)
    assert "bob" not in said
    assert "story of anna" in said
    assert known["accounts.Account"][0]["email"] == "anna@example.org"
    for secret in ("key-of-anna", "token-of-anna", "_auth_user_hash", "token_hash", "password"):
        assert secret not in said


def test_erasing_is_all_or_nothing(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    anna = somebody("anna", an_organisation("De Zon"))
    before = everything_in_the_database()

    def broken(_data: object) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        erase(account=anna.pk, ending=broken)
    assert everything_in_the_database() == before
