# SPDX-License-Identifier: EUPL-1.2
"""A region with two organisations, somebody in every role, each with tokens for all they may."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.test import Client
from django.utils import timezone

from overstap.apps.accounts.actions import create_account
from overstap.apps.accounts.enums import Role
from overstap.apps.accounts.models import Account
from overstap.apps.contacts.asking import Given, apply
from overstap.apps.contacts.finding import numbers_for
from overstap.apps.contacts.models import Candidate
from overstap.apps.events.actions import EventTold, ItemTold, Where, accept, make_event, propose, set_room
from overstap.apps.events.enums import ItemKind
from overstap.apps.guidance import actions as guidance
from overstap.apps.guidance.enums import Part as Guided
from overstap.apps.guidance.notes import StepTold, add_note
from overstap.apps.internships.actions import InternshipTold
from overstap.apps.internships.actions import make as make_internship
from overstap.apps.openings.actions import NewOpening
from overstap.apps.openings.editing import draft_opening
from overstap.apps.openings.enums import OpeningKind
from overstap.apps.openings.needs import ToldNeed, tell_need
from overstap.apps.organisations.members import add_member, invite
from overstap.apps.organisations.models import Membership, Organisation
from overstap.apps.passports.actions import ProofTold, Told, add_proof, keep_passport
from overstap.apps.passports.enums import Part, ProofKind
from overstap.apps.passports.sharing import share
from overstap.apps.rounds.actions import RoundTold, open_round
from overstap.apps.taxonomy.models import Skill
from overstap.apps.tokens.actions import make_token
from overstap.apps.tokens.scopes import offered
from overstap.apps.trains.actions import TrainTold, make_train
from overstap.apps.trains.enums import TrainKind
from overstap.apps.trains.seats import RiderTold, list_people
from tests.interfaces.web.who import BY, account_of, an_organisation

ROLES = (*(str(role) for role in Role if role is not Role.VISITOR), "stranger")
"""All who can have a token. `stranger` is owner of another organisation."""


class World:
    """Everything that is there, and who asks."""

    def __init__(self) -> None:
        self.organisation = an_organisation("De Zon")
        self.other = an_organisation("De Maan")
        self.accounts: dict[str, Account] = {
            role: account_of(Role(role), self.organisation) for role in ROLES if role != "stranger"
        }
        stranger = create_account(email="stranger@example.org", by=BY)
        add_member(organisation=self.other, account=stranger.pk, role=Role.EMPLOYER, owner=True, by=BY)
        self.accounts["stranger"] = stranger
        someone = create_account(email="someone@example.org", by=BY)
        now = timezone.now()
        for account in (*self.accounts.values(), someone):
            told = Told(language="nl", story="Ik ben Fatima.", skills={"help-customers": "claimed"})
            mine = keep_passport(account=account.pk, told=told, now=now, by=BY)
            self.proof: UUID = add_proof(passport=mine, told=ProofTold(ProofKind.WORK, "Balie"), by=BY).pk
        to = {"organisation": self.organisation, "blind": True, "now": now, "until": now + timedelta(days=9)}
        self.share: UUID = share(passport=mine, parts=list(Part), by=BY, **to).pk
        self.member = add_member(organisation=self.organisation, account=someone.pk, role=Role.HOST, by=BY).pk
        asked = {"organisation": self.organisation, "role": Role.HOST, "owner": False, "by": BY}
        self.invitation = invite(email="else@example.org", now=now, **asked).id
        said = NewOpening(
            kind=OpeningKind.VACANCY,
            organisation=self.organisation,
            occupation=None,
            place=None,
            title={"nl": "Bakker"},
            text="",
            language="nl",
            hours_low=None,
            hours_high=None,
            demands={},
        )
        self.draft = draft_opening(opening=said, keeper=None, by=BY).pk
        number = numbers_for(opening=self.draft, passports=[mine.pk])[mine.pk]
        self.candidate: UUID = number
        reacted = {"organisation": self.organisation, "given": Given("Anna", "06-11111111"), "message": "Hallo"}
        known = Candidate.objects.get(pk=number)
        self.contact: UUID = apply(candidate=known, parts=[], now=now, by=BY, **reacted).pk
        self.guidance, self.round = self._guided(someone), self._round()
        self.internship = self._internship()
        self.train, self.meeting = self._train(), self._meeting()
        Skill.objects.create(id="help-customers", kind="skill", words={"nl": {"label": "x"}})
        wanted = {"occupation": None, "skills": ["help-customers"], "place": "delft", "number": 2}
        told = ToldNeed(organisation=self.organisation, from_on=now.date(), **wanted)
        self.need: UUID = tell_need(told=told, by=BY).pk
        self.own = {role: token_for(self.accounts[role]) for role in ROLES}
        self.theirs = {
            role: token_for(self.accounts[role], self.other if role == "stranger" else self.organisation)
            for role in ROLES
            if role not in ("person", "operator")
        }

    def _guided(self, someone: Account) -> UUID:
        """Somebody whom the coach guides, with a note and a step."""
        now, account = timezone.now(), self.accounts["coach"].pk
        (member,) = Membership.objects.filter(account=account)
        coach = guidance.name_coach(membership=member.pk, account=account, name="Carla", asked=True, by=BY)
        asked = guidance.invite(coach=coach.pk, email=someone.email, now=now, by=BY)
        told = {"agreed": guidance.Agreed((Guided.SKILLS,), now + timedelta(days=30)), "email": someone.email}
        row = guidance.accept_invitation(token=asked.token, account=someone.pk, now=now, by=BY, **told)
        step = StepTold("Bel de school", timezone.localdate())
        of = {"guidance": row.pk, "coach": coach.pk, "now": now, "by": BY}
        add_note(text="We spraken over de kas.", talked_on=None, follow_up=step, **of)
        return row.pk

    def _train(self) -> UUID:
        """A train with one on a seat and one on the list."""
        today = timezone.localdate()
        stages = ("orientation", "recruited", "fitting", "matched", "training", "work", "ends")
        days = {f"{name}_on": today + timedelta(days=at * 9) for at, name in enumerate(stages)}
        told = TrainTold(TrainKind.COHORT, "Zon", 1, 1, **days)
        train = make_train(organisation=self.organisation, told=told, by=BY).pk
        people = [RiderTold("t1"), RiderTold("t2")]
        list_people(train=train, people=people, today=today, by=BY)
        return train

    def _meeting(self) -> UUID:
        """An event that everybody may find, with one thing in its programme."""
        today = timezone.localdate()
        told = EventTold("Werkt!", today + timedelta(days=5), 9 * 60, 17 * 60, "Zaal", "Kade 1, Delft")
        event = make_event(organisation=self.organisation, told=told, by=BY).pk
        room = set_room(event=event, name="Zaal 1", capacity=30, by=BY)
        item = ItemTold(ItemKind.WORKSHOP, "Bakken", 60, 20, "Doe mee")
        row = propose(event=event, organisation=self.organisation, told=item, today=today, by=BY)
        accept(event=event, item=row.pk, where=Where(room.pk, 600, 660, 20), by=BY)
        return event

    def _internship(self) -> UUID:
        """An internship at the same organisation, not sent yet."""
        today = timezone.localdate()
        days = {"starts_on": today + timedelta(days=20), "ends_on": today + timedelta(days=90)}
        told = InternshipTold("s1", "Leren", host=self.organisation, hours=24.0, **days)
        return make_internship(school=self.organisation, told=told, by=BY)[0].pk

    def _round(self) -> UUID:
        """A round of internships, without students yet."""
        today = timezone.localdate()
        told = RoundTold("Voorjaar", *(today + timedelta(days=days) for days in (10, 20, 90)))
        return open_round(organisation=self.organisation, told=told, by=BY).pk


def token_for(account: Account, organisation: str | None = None, **more: Any) -> str:
    """The secret of a token with everything this account may put in one."""
    thing = Organisation.objects.get(pk=organisation) if organisation else None
    now = timezone.now()
    told = {"scopes": offered(account, thing), "now": now, "ends_at": now + timedelta(days=30), **more}
    return make_token(account=account.pk, name="x", organisation=organisation, by=BY, **told).secret


def with_token(secret: str) -> Client:
    """A program that comes in with a token."""
    return Client(headers={"Authorization": f"Bearer {secret}", "Accept-Language": "en"})
