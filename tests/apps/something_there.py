# SPDX-License-Identifier: EUPL-1.2
"""A database in which every table has rows, made by the actions that people use."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from itertools import pairwise
from uuid import UUID, uuid4

from django.db import connection

from overstap.apps.accounts.actions import create_account
from overstap.apps.accounts.enums import Role
from overstap.apps.accounts.models import Account
from overstap.apps.contacts import asking, outcomes
from overstap.apps.contacts.enums import OutcomeKind, Side
from overstap.apps.contacts.finding import agree
from overstap.apps.contacts.models import Candidate, StillAtWork
from overstap.apps.events import actions as events
from overstap.apps.events import booking, meeting
from overstap.apps.events.enums import ItemKind
from overstap.apps.events.models import Event, Schedule, Talk
from overstap.apps.groups.actions import count as count_step
from overstap.apps.groups.actions import tell as tell_groups
from overstap.apps.groups.enums import Question
from overstap.apps.groups.enums import Step as GroupStep
from overstap.apps.guidance import actions as guidance
from overstap.apps.guidance import notes
from overstap.apps.internships import actions as internships
from overstap.apps.internships import after, changing, talks
from overstap.apps.internships.actions import InternshipTold
from overstap.apps.internships.enums import (
    Again,
    EndReason,
    Guided,
    Moment,
    Now,
    Party,
    VisitOutcome,
    Where,
    With,
)
from overstap.apps.internships.models import Internship
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
from overstap.apps.organisations.models import Membership, Organisation
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
from overstap.apps.reports import actions as reports
from overstap.apps.reports.enums import Kind as ReportKind
from overstap.apps.reports.enums import Teller
from overstap.apps.reports.models import Trusted
from overstap.apps.rounds import actions as rounds
from overstap.apps.rounds import figures, hunting
from overstap.apps.rounds.enums import Criterion
from overstap.apps.rounds.models import Round, RoundStudent
from overstap.apps.tokens.actions import make_token, once, use_token
from overstap.apps.tokens.enums import Scope
from overstap.apps.tokens.models import Repeated
from overstap.apps.trains import actions as trains
from overstap.apps.trains import moving, proposals, seats
from overstap.apps.trains.enums import PartnerRole, TrainKind
from overstap.apps.trains.enums import Side as TrainSide
from overstap.apps.trains.enums import Stage as Stop
from overstap.apps.trains.models import Rider
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
    figures.note_day(today=date(2027, 1, 1), by="terminal")
    member = Membership.objects.order_by("pk").first()
    if member is not None:
        told = {"membership": member, "name": "Vera Vertrouwd"}
        Trusted.objects.get_or_create(organisation_id=member.organisation_id, defaults=told)
        about = {"organisation": member.organisation_id, "kind": ReportKind.DISCRIMINATION, "safe": True}
        reports.tell(**about, teller=Teller.STUDENT, text="Not me.", now=SHARED_AT, by="visitor")
    for firm in ("thuiszorg", "roc") if member else ():
        called = {"membership": member.pk, "call_on": date(2027, 1, 1), "now": SHARED_AT}
        hunting.take_up(firm=firm, **called, by="terminal")


def a_train(organisation: str, passport: UUID | None = None) -> None:
    """A train with two on a seat, one of them at work by now, and one on the list."""
    day = SHARED_AT.date()
    names = ("orientation", "recruited", "fitting", "matched", "training", "work", "ends")
    days = {f"{name}_on": day + timedelta(days=9 + at) for at, name in enumerate(names)}
    told = {"kind": TrainKind.COHORT, "name": "Sun", "least": 1, "most": 2, "seat_cost": 900.0, **days}
    row = trains.make_train(organisation=organisation, told=trains.TrainTold(**told), by="terminal")
    to = {"train": row.pk, "organisation": organisation, "asked": 2, "amount": 500.0, "by": "terminal"}
    for role in (PartnerRole.FUND, PartnerRole.EMPLOYER):
        partner = trains.add_partner(role=role, **to)
    trains.promise_places(partner=partner.pk, places=2, today=day, by="terminal")
    told = [seats.RiderTold("r1", passport, opening="aide-1"), seats.RiderTold("r2"), seats.RiderTold("r3")]
    seats.list_people(train=row.pk, people=told, today=day, by="terminal")
    first, second = Rider.objects.filter(train=row, reference__in=["r1", "r2"]).order_by("reference")
    for one in (first, second):
        about = {"train": row.pk, "rider": one.pk, "by": "terminal"}
        seats.answer(yes=True, today=day, **about)
        moving.give_place(organisation=organisation, **about)
    asked = {"organisation": organisation, "case": None, "asked": {"least": 1, "most": 2}, "by": "terminal"}
    proposal = proposals.ask(**asked).pk
    proposals.begin(proposal=proposal, of=2)
    could = (proposals.SeatTold(None, passport, "aide-1"),) if passport else ()
    line = proposals.ProposedTold("c", "e", "nurse", ("wash",), 1, 2, 2, 900.0, could)
    lines = [line, replace(line, seats=())]
    done = {"found": {"people": 2}, "now": SHARED_AT, "by": "terminal"}
    proposals.finish(proposal=proposal, trains=lines, **done)
    proposals.ask(**asked)
    about["rider"] = first.pk
    moving.note_certificate(on=day, today=day, **about)
    moving.note_contract(contract=moving.Contract(32, day, day + timedelta(days=200)), **about)
    stops = list(Stop)
    for before, next_stop in pairwise(stops):
        moving.move(before=before, after=next_stop, on=day, side=TrainSide.HOLDER, today=day, **about)


def some_internships(organisation: str) -> None:
    """Two internships of the round there: one that ended, with talks and what was said; one that waits."""
    row = Round.objects.get(organisation=organisation)
    days = {"starts_on": row.starts_on, "ends_on": row.ends_on, "host": organisation, "hours": 24.0}
    placed = [
        internships.Placed(
            one.pk, one.code_hash, "nurse-1", InternshipTold(one.reference, "Learn", skills=("wash",), **days)
        )
        for one in row.students.order_by("reference")
    ]
    internships.make_of_round(round_=row.pk, school=organisation, placed=placed, by="terminal")
    first = Internship.objects.get(reference="s1").pk
    internships.send_agreement(id_=first, today=row.wishes_until, by="terminal")
    for party in Party:
        internships.sign(id_=first, party=party, today=row.wishes_until, by="terminal")
    internships.begin(id_=first, on=row.starts_on, by="terminal")
    fewer = changing.ChangeTold(row.ends_on, 20.0, row.starts_on)
    changing.ask_change(internship=first, told=fewer, today=row.starts_on, by="terminal")
    for party in Party:
        changing.sign_change(internship=first, party=party, today=row.starts_on, by="terminal")
    connection.check_constraints()  # now, and not when a test has changed what the change was signed for
    keeper = Membership.objects.filter(organisation=organisation).first()
    for on in (row.starts_on, row.ends_on):
        told = talks.TalkTold(on, Where.ONLINE, With.BOTH, time(9), keeper.pk if keeper else None)
        visit = talks.plan_talk(internship=first, told=told, by="terminal")
    noted = {"outcome": VisitOutcome.GOES_WELL, "note": "Well.", "today": row.ends_on, "by": "terminal"}
    talks.note_talk(internship=first, visit=visit.pk, **noted)
    reason = EndReason.HOST_STOPS
    internships.end_early(id_=first, on=row.ends_on, reason=reason, by="terminal")
    said = after.Said(Guided.YES, Again.YES, ("wash",), note="Fine.")
    for side in (Party.STUDENT, Party.HOST):
        after.evaluate(internship=first, side=side, said=said, today=row.ends_on, by="terminal")
    for moment, today in ((Moment.AT_END, row.ends_on), (Moment.LATER, row.ends_on + timedelta(days=200))):
        told = {"moment": moment, "now": Now.STUDY, "told_by": Party.STUDENT, "today": today}
        after.tell_where(internship=first, **told, by="terminal")


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
    talks_at_it(row, organisation, [guest.pk for guest in guests])


def talks_at_it(event: Event, organisation: str, guests: list[int]) -> None:
    """Two tables of one organisation and one of another, a schedule, and two who go on."""
    of, by = event.pk, "terminal"
    meeting.set_talks(event=of, told=meeting.TalksTold(800, 900, 15, 4, 0, 1, 6), by=by)
    brought = meeting.StandTold(2, (), 540, 1020, 1, 8)
    stands = [
        meeting.set_stand(event=of, organisation=one, told=brought, by=by).pk for one in (organisation, "roc")
    ]
    for guest in guests:
        meeting.join_talks(guest=guest, occupation="nurse", skills=["wash"], by=by)
    meeting.set_presence(event=of, guest=guests[0], comes=540, leaves=1020, by=by)
    meeting.wish(guest=guests[0], stands=stands[:1], by=by)
    asked, _new = meeting.ask_schedule(event=of, mend=True, after=540, by=by)
    meeting.begin(schedule=asked.pk)
    meeting.tell_progress(schedule=asked.pk, done=2, of=2)
    planned = [
        meeting.Planned(stands[0], guest, 0, slot, 800 + 15 * slot, 815 + 15 * slot, 0.8, "nurse-1")
        for slot, guest in enumerate(guests)
    ]
    meeting.finish(schedule=asked.pk, seen=1, talks=planned, found={"talks": 2}, now=SHARED_AT, by=by)
    talk = Talk.objects.get(guest=guests[0])
    for side in ({"guest": guests[0]}, {"stand": stands[0]}):
        meeting.say(talk=talk.pk, on=True, by=by, **side)
    if not Schedule.objects.filter(event=of).exclude(pk=asked.pk).exists():
        Schedule.objects.create(event=event, state="making")


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
    a_train("thuiszorg", passport.pk)
    some_internships("thuiszorg")
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
