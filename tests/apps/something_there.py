# SPDX-License-Identifier: EUPL-1.2
"""A database in which every table has rows, made by the actions that people use."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

from overstap.apps.accounts.actions import create_account
from overstap.apps.accounts.enums import Role
from overstap.apps.accounts.models import Account
from overstap.apps.contacts import asking, outcomes
from overstap.apps.contacts.enums import OutcomeKind, Side
from overstap.apps.contacts.finding import agree
from overstap.apps.contacts.models import Candidate, StillAtWork
from overstap.apps.events import actions as events
from overstap.apps.events import booking
from overstap.apps.events.enums import ItemKind
from overstap.apps.groups.actions import count as count_step
from overstap.apps.groups.actions import tell as tell_groups
from overstap.apps.groups.enums import Question
from overstap.apps.groups.enums import Step as GroupStep
from overstap.apps.guidance import actions as guidance
from overstap.apps.guidance import notes
from overstap.apps.journeys.actions import share_journey
from overstap.apps.journeys.models import KeptJourney
from overstap.apps.keeping.actions import note_sweep
from overstap.apps.mobility.actions import CaseTold, move, open_case, take_in
from overstap.apps.mobility.enums import Rule, Stage
from overstap.apps.mobility.plans import LineTold, ask_plan, begin, finish, set_rule
from overstap.apps.openings.models import Need, Opening
from overstap.apps.openings.needs import ToldNeed, tell_need
from overstap.apps.organisations.mandates import give_mandate
from overstap.apps.organisations.members import add_member, invite
from overstap.apps.organisations.models import Organisation
from overstap.apps.passports.actions import Told, keep_passport, set_languages
from overstap.apps.passports.badges import trust_issuer
from overstap.apps.passports.enums import Level, Part, ProofKind
from overstap.apps.passports.models import (
    IssuedBadge,
)
from overstap.apps.passports.sharing import give_proof, note_look, share
from overstap.apps.rankings.actions import Placed
from overstap.apps.rankings.actions import note as note_ranking
from overstap.apps.rankings.enums import Channel, Kind
from overstap.apps.rounds import actions as rounds
from overstap.apps.rounds.enums import Criterion
from overstap.apps.rounds.models import RoundStudent
from overstap.apps.tokens.actions import make_token, once, use_token
from overstap.apps.tokens.enums import Scope
from overstap.apps.tokens.models import Repeated
from overstap.apps.upkeep import actions as upkeep
from overstap.apps.upkeep.enums import Kind as Proposed
from overstap.bridge.region_import import import_pack
from overstap.bridge.taxonomy_rows import import_taxonomy
from overstap.engine.roster.model import Listed
from overstap.engine.skills.taxonomy import Taxonomy
from tests.apps.biting import DIGEST, FIRST, NOWHERE, SECOND, SHARED_AT
from tests.made_pack import made_pack


def a_round(organisation: str) -> None:
    """A round with two places and two students."""
    days = (date(2027, 1, 15), date(2027, 2, 1), date(2027, 7, 1))
    row = rounds.open_round(organisation=organisation, told=rounds.RoundTold("Spring", *days), by="terminal")
    for opening, hours in (("aide-1", None), ("nurse-1", 4)):
        offer = {"round_": row.pk, "opening": opening, "places": 2, "criteria": [Criterion.KM]}
        place = rounds.offer_place(guidance_hours=hours, **offer, by="terminal")
    told = [rounds.StudentTold(name, "nurse", "delft", ("wash",)) for name in ("s1", "s2")]
    rounds.bring_students(round_=row.pk, students=told, by="terminal")
    student = RoundStudent.objects.get(reference="s1")
    wished = {"now": SHARED_AT, "today": date(2027, 1, 1)}
    rounds.give_wishes(student=student.pk, wishes=[place.pk], **wished, by="terminal")
    got = {student.pk: rounds.Given(place.pk, 1)}
    rounds.give_out(round_=row.pk, given=got, now=SHARED_AT, by="terminal")


def an_event(organisation: str) -> None:
    """An event with two rooms, three items, and two guests of whom one has booked two."""
    told = events.EventTold(
        "Werkt!", date(2027, 3, 12), 540, 1020, "Town hall", proposals_until=date(2027, 2, 1)
    )
    row = events.make_event(organisation=organisation, told=told, by="terminal")
    rooms = [
        events.set_room(event=row.pk, name=name, capacity=holds, by="terminal")
        for name, holds in (("Hall", 100), ("Cabin", 20))
    ]
    item = events.ItemTold(ItemKind.WORKSHOP, "Panels", 45, 2, "By hand")
    offered = {"event": row.pk, "organisation": organisation, "today": date(2027, 1, 1), "by": "terminal"}
    items = [events.propose(told=item, **offered) for _ in range(3)]
    guests = [booking.come(event=row.pk, by="terminal").guest for _ in range(2)]
    for one, begins in zip(items, (600, 700), strict=False):
        where = events.Where(rooms[0].pk, begins, begins + 45, 2)
        events.accept(event=row.pk, item=one.pk, where=where, by="terminal")
        for guest in guests:
            booking.book(guest=guest.pk, item=one.pk, today=date(2027, 1, 1), by="terminal")


def make_something() -> None:
    """Rows in every table that has constraints."""
    import_pack(made_pack(), by="terminal")
    import_taxonomy(Taxonomy("esco", "1.2", ("nl",), ()), by="terminal")
    tell_groups(account=NOWHERE, choices={Question.AGE: "27-44"}, today=date(2026, 11, 1))
    count_step(accounts=[NOWHERE], step=GroupStep.SHOWN)
    note_sweep(rule="sessions", removed=2, now=SHARED_AT)
    note_ranking(
        kind=Kind.OPENINGS,
        channel=Channel.PAGE,
        inputs={"skills": ["bake"]},
        engine="0123456789abcdef",
        revision=3,
        parameters={"order": "fit"},
        result=[Placed("vac-1", (0.5,), "now")],
        now=SHARED_AT,
    )
    share_journey(content={"legs": []}, with_pay=False, now=SHARED_AT, by="visitor")
    anna = create_account(email="anna@example.org", by="terminal", operator=True)
    to = {"organisation": "thuiszorg", "by": "terminal"}
    for role, owner in ((Role.COACH, True), (Role.ADVISER, False)):
        add_member(account=anna.pk, role=role, owner=owner, **to)
    for role, owner in ((Role.EMPLOYER, True), (Role.HOST, False)):
        invite(email="bob@example.org", role=role, owner=owner, now=SHARED_AT, **to)
    Organisation.objects.create(id="bakery", name="Bakery", kind="employer", place_id="delft")
    for name in ("brokers", "mill"):
        Organisation.objects.create(id=name, name=name, kind="broker", place_id="delft")
        give_mandate(firm="bakery", broker=name, by="terminal")
    when = {"notified_on": date(2027, 1, 11), "last_day": date(2027, 6, 30), "staff": 300}
    case = open_case(centre="bakery", told=CaseTold("Bank", people=30, company="mill", **when), by="terminal")
    listed = {"occupation": "nurse", "said": "nurse", "place": "delft"}
    wishes = {"hours_low": 24.0, "hours_high": 32.0, "kinds": ("trial",), "pay": 20.0, "distance": 9.0}
    people = [Listed("A-1", **listed, **wishes), Listed("A-2", **listed)]
    take_in(case=case.pk, people=people, by="terminal")
    first = case.members.get(reference="A-1").pk
    stages = {"before": Stage.ORIENTATION, "after": Stage.MATCHED}
    move(case=case.pk, person=first, reason="Fits", by="terminal", **stages)
    plan = ask_plan(case=case.pk, asked={"fair": 0.1}, by="terminal")
    begin(plan=plan.pk, of=2)
    made = [LineTold(first, "ward-1", fit=0.5, cost=3.0, paid=2.0, why={"others": []})]
    finish(plan=plan.pk, lines=made, found={"placed": 1}, now=SHARED_AT, by="terminal")
    ask_plan(case=case.pk, asked={}, by="terminal")
    for opening, rule in (("ward-1", Rule.LOCKED), ("ward-2", Rule.FORBIDDEN)):
        set_rule(case=case.pk, person=first, opening=opening, rule=rule, by="terminal")
    blank = {"kind": "vacancy", "organisation_id": "bakery", "title": {}, "text": "", "language": "nl"}
    since = SHARED_AT.date()
    needed = {"occupation": "aide", "skills": ["wash"], "place": "delft", "number": 2, "from_on": since}
    tell_need(told=ToldNeed(organisation="bakery", **needed), by="terminal")
    Need.objects.update(status="opened")
    Opening.objects.create(id="draft-1", status="draft", reference="B-1", **blank)
    told = Told(language="nl", skills={"wash": "claimed"}, certificates=("driving-b",))
    passport = keep_passport(account=anna.pk, told=told, now=SHARED_AT, by="terminal")
    set_languages(passport=passport, levels={"nl": Level.B1}, by="terminal")
    until = SHARED_AT + timedelta(days=30)
    sharing = {"passport": passport, "parts": [Part.SKILLS], "now": SHARED_AT, "until": until, "by": "terminal"}
    share(organisation="bakery", blind=False, **sharing)
    thuiszorg = share(organisation="thuiszorg", blind=True, **sharing)
    agreed = {"parts": [], "conditions": [], "not_for": ["bakery"], "now": SHARED_AT, "until": until}
    agree(passport=passport.pk, by="terminal", **agreed)
    for opening, number in (("aide-1", FIRST), ("nurse-1", SECOND)):
        one = Candidate.objects.create(id=number, opening_id=opening, passport=passport)
        about = {"candidate": one, "organisation": "thuiszorg", "message": ""}
        contact = asking.ask(**about, handler=anna.pk, now=SHARED_AT, by="terminal")
    given = asking.Given("Anna", "anna@example.org")
    asking.say_yes(contact=contact.pk, given=given, now=SHARED_AT, by="terminal")
    asking.note_touch(contact=contact.pk, now=SHARED_AT, by="terminal")
    for kind in (OutcomeKind.TRAINING, OutcomeKind.TRIAL):
        came = outcomes.Came(kind, SHARED_AT.date())
        noted = {"contact": contact.pk, "came": came, "side": Side.PERSON, "now": SHARED_AT, "by": "terminal"}
        outcome = outcomes.note_outcome(**noted)
    for months in (6, 12):
        StillAtWork.objects.create(outcome=outcome, months=months, due_on=SHARED_AT.date())
    note_look(share=thuiszorg, role=Role.EMPLOYER, now=SHARED_AT, by="terminal")
    asked = {"account": anna.pk, "scopes": [Scope.MEMBERS_READ], "organisation": "thuiszorg", "by": "terminal"}
    secret = make_token(name="HR", now=SHARED_AT, ends_at=until, **asked).secret
    used = use_token(secret=secret, now=SHARED_AT)
    assert used is not None
    once(used=used, key="k", asked=b"x", now=SHARED_AT, make=lambda: str(uuid4()))
    Repeated.objects.create(token=used.token, key_hash="0" * 64, asked_hash="0" * 64, made="x")
    said = {"kind": ProofKind.ENDORSEMENT, "title": "Seen", "note": "", "skills": ["wash"]}
    give_proof(share=thuiszorg, by="terminal", **said)
    IssuedBadge.objects.create(issued_at=SHARED_AT)
    trust_issuer(issuer="did:web:a", name="A", keys=[{"kty": "OKP"}], now=SHARED_AT, by="terminal")
    upkeep.set_reminder(account=anna.pk, every_months=3, next_on=SHARED_AT.date(), by="terminal")
    for new in ("", "iron"):
        upkeep.refuse(passport=passport.pk, kind=Proposed.SKILL, old="launder", new=new, by="terminal")
    guided(anna, "thuiszorg")
    a_round("thuiszorg")
    an_event("thuiszorg")


def guided(anna: Account, organisation: str) -> None:
    """Somebody whom Anna guides, and who is asked whether Bob may."""
    coaches = []
    for name in ("anna", "bob"):
        account = anna if name == "anna" else create_account(email="bob@example.org", by="terminal")
        to = {"organisation": organisation, "account": account.pk, "by": "terminal"}
        member = add_member(role=Role.COACH, owner=name == "anna", **to)
        mine = {"membership": member.pk, "account": account.pk, "by": "terminal"}
        coaches.append(guidance.name_coach(name=name, asked=True, **mine))
    for email in ("bob@example.org", "carl@example.org"):
        guidance.invite(coach=coaches[0].pk, email=email, now=SHARED_AT, by="terminal")
    carl = create_account(email="carl@example.org", by="terminal")
    agreed = guidance.Agreed(["skills"], SHARED_AT + timedelta(days=30))
    for coach in coaches[::-1]:
        told = {"account": carl.pk, "coach": coach.pk, "agreed": agreed, "now": SHARED_AT, "by": "terminal"}
        row = guidance.ask(**told)
        mine = {"guidance": row.pk, "coach": coach.pk, "now": SHARED_AT, "by": "terminal"}
        guidance.answer_request(yes=True, **mine)
    notes.note_seen(seen={"skills": "x"}, **mine)
    guidance.ask_to_pass_on(to=coaches[1].pk, **mine)
    follows = notes.StepTold("Call the school", SHARED_AT.date())
    notes.add_note(text="Talked.", talked_on=SHARED_AT.date(), follow_up=follows, **mine)
    notes.plan_for(content={"legs": []}, **mine)
    kept = {"account": carl, "content": {}, "digest": DIGEST, "offered_by_id": organisation}
    KeptJourney.objects.create(**kept)
