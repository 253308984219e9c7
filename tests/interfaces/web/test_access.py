# SPDX-License-Identifier: EUPL-1.2
"""Every address in every role: open, refused or hidden, as the table says; nobody gets at what is another's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from overstap.apps.accounts.actions import create_account
from overstap.apps.accounts.enums import MEMBER_ROLES, Act, Role
from overstap.apps.accounts.models import Account
from overstap.apps.accounts.permission import may
from overstap.apps.accounts.roles import ACTS, ROLES, STAFF
from overstap.apps.contacts import asking
from overstap.apps.contacts.finding import agree, numbers_for
from overstap.apps.contacts.queries import candidate
from overstap.apps.events import actions as events
from overstap.apps.events.enums import ItemKind
from overstap.apps.guidance import actions as guidance
from overstap.apps.guidance.enums import Part as GuidedPart
from overstap.apps.guidance.models import Guidance, Note
from overstap.apps.internships.actions import InternshipTold, send_agreement
from overstap.apps.internships.actions import make as make_internship
from overstap.apps.journeys.keeping import keep_journey
from overstap.apps.mobility.actions import CaseTold, open_case, take_in
from overstap.apps.mobility.plans import LineTold, ask_plan, begin, finish
from overstap.apps.openings.editing import draft_opening
from overstap.apps.organisations.members import add_member, invite
from overstap.apps.organisations.models import Invitation, Membership, Organisation
from overstap.apps.organisations.queries import memberships_of
from overstap.apps.passports.actions import ProofTold, Told, add_proof, keep_passport
from overstap.apps.passports.enums import Part, ProofKind
from overstap.apps.passports.models import Proof, Share
from overstap.apps.passports.sharing import share
from overstap.apps.rounds.actions import RoundTold, open_round
from overstap.apps.trains.models import Proposal, Train
from overstap.engine.region import Region
from overstap.engine.roster.model import Listed
from tests.apps.employing import a_draft, a_need
from tests.apps.something_there import a_train
from tests.interfaces.web.access_table import (
    CASE_PAGES,
    HERE,
    MAY_MANAGE_MEMBERS,
    OF_A_GUEST,
    OF_A_ROUND,
    OF_A_TRAIN,
    OF_AN_EVENT,
    OF_AN_INTERNSHIP,
    OF_ITS_TALKS,
    TABLE,
)
from tests.interfaces.web.access_table import ROLES as IN_TABLE
from tests.interfaces.web.stored import TILL, store_opening
from tests.interfaces.web.who import BY, account_of, an_organisation, came_in

pytestmark = pytest.mark.django_db


class Place:
    """A region with two organisations, and somebody in every role."""

    def __init__(self, region: Region) -> None:
        self.opening = store_opening(region, TILL)
        self.organisation = self.opening.organisation_id
        self.other = an_organisation("De Maan")
        self.accounts: dict[str, Account] = {}
        self.clients: dict[str, Client] = {"visitor": Client()}
        for role in Role:
            if role is not Role.VISITOR:
                self.accounts[role] = account_of(role, self.organisation)
        stranger = create_account(email="stranger@example.org", by=BY)
        add_member(organisation=self.other, account=stranger.pk, role=Role.EMPLOYER, owner=True, by=BY)
        self.accounts["stranger"] = stranger
        self.clients |= {name: came_in(account) for name, account in self.accounts.items()}
        asked = {"organisation": self.organisation, "role": Role.HOST, "owner": False, "by": BY}
        self.invited = invite(email="else@example.org", now=timezone.now(), **asked)
        someone = create_account(email="someone@example.org", by=BY)
        self.passkey = Authenticator.objects.create(user=someone, type="webauthn", data={"name": "x"})
        now = timezone.now()
        for account in [*self.accounts.values(), someone]:
            told = Told(language="nl", skills={"help-customers": "claimed"})
            mine = keep_passport(account=account.pk, told=told, now=now, by=BY)
            proof = add_proof(passport=mine, told=ProofTold(ProofKind.WORK, "x"), by=BY)
        self.proof = proof  # someone's
        to = {"organisation": self.organisation, "parts": [Part.SKILLS], "blind": True, "now": now}
        self.share = share(passport=mine, until=now + timedelta(days=1), by=BY, **to)
        coach = next(one for one in memberships_of(self.accounts[Role.COACH].pk))
        told = {"membership": coach.pk, "account": coach.account_id, "name": "Carla", "asked": True}
        self.coach = guidance.name_coach(**told, by=BY)
        agreed = guidance.Agreed([GuidedPart.SKILLS], now + timedelta(days=1))
        asked = {"account": someone.pk, "coach": self.coach.pk, "agreed": agreed}
        self.guidance = guidance.ask(**asked, now=now, by=BY)
        guidance.answer_request(guidance=self.guidance.pk, coach=self.coach.pk, yes=True, now=now, by=BY)
        self.guide = guidance.invite(coach=self.coach.pk, email="else@example.org", now=now, by=BY)
        self.kept = keep_journey(account=someone.pk, content={"legs": []}, now=now, by=BY)
        self.draft = draft_opening(opening=a_draft(self.organisation), keeper=None, by=BY)
        when = {"notified_on": date(2027, 1, 11), "last_day": date(2027, 6, 30)}
        self.case = open_case(centre=self.organisation, told=CaseTold("Bank", people=1, **when), by=BY)
        take_in(case=self.case.pk, people=[Listed("A-1", "secretary", "secretary", "delft")], by=BY)
        self.laid_off = self.case.members.get()
        seeker = create_account(email="seeker@example.org", by=BY)
        can = Told(language="nl", skills={"help-customers": "claimed"})
        theirs = keep_passport(account=seeker.pk, told=can, now=now, by=BY)
        terms = {"parts": (), "conditions": (), "not_for": (), "now": now, "until": now + timedelta(days=1)}
        agree(passport=theirs.pk, by=BY, **terms)
        self.number = numbers_for(opening=self.opening.pk, passports=[theirs.pk])[theirs.pk]
        about = {"candidate": candidate(self.number, self.opening.pk), "organisation": self.organisation}
        self.contact = asking.ask(**about, message="x", handler=seeker.pk, now=now, by=BY)
        self.need = a_need(self.organisation)
        told = RoundTold("Spring", date(2027, 1, 15), date(2027, 2, 1), date(2027, 7, 1))
        self.round = open_round(organisation=self.organisation, told=told, by=BY)
        a_train(self.organisation)
        self.train = Train.objects.get()
        days = {"starts_on": date(2027, 2, 1), "ends_on": date(2027, 7, 1)}
        learning = InternshipTold("s1", "Learn", host=self.organisation, **days)
        self.internship, _code = make_internship(school=self.organisation, told=learning, by=BY)
        send_agreement(id_=self.internship.pk, today=date(2027, 1, 20), by=BY)
        told = events.EventTold("Werkt!", now.date(), 540, 1020, "Town hall")
        self.event = events.make_event(organisation=self.organisation, told=told, by=BY)
        item = events.ItemTold(ItemKind.TALK, "Panels", 45, 2)
        about = {"event": self.event.pk, "organisation": self.organisation, "today": now.date()}
        self.item = events.propose(told=item, by=BY, **about)
        self.proposal = Proposal.objects.filter(state="made").get()
        self.case_plan = ask_plan(case=self.case.pk, asked={}, by=BY)
        begin(plan=self.case_plan.pk, of=1)
        finish(plan=self.case_plan.pk, lines=[LineTold(self.laid_off.pk)], found={}, now=now, by=BY)
        self.member = add_member(organisation=self.organisation, account=someone.pk, role=Role.HOST, by=BY)

    def arguments(self, name: str) -> list[Any]:
        """For an address about something: the thing of somebody else, or one that is there."""
        return {
            "my-group": ["now"],
            **{name: ["j1"] for name in ("journey", "journey-map", "journey-pdf", "journey-calendar", "share")},
            "shared": ["no-such-token"],
            "opening": ["no-such"],
            "occupation": ["secretary"],
            "map-line": ["care"],
            "course": ["no-such"],
            "skill": ["help-customers"],
            "members": [self.organisation],
            "token-new-for": [self.organisation],
            "invitation": [self.invited.token],
            "login-link": [uuid4(), "d0d0d0-0123456789"],
            "mfa_remove_webauthn": [self.passkey.pk],
            "proof": [self.proof.pk],
            "badge": [self.proof.pk],
            "shared-passport": [self.share.pk],
            "ranking": ["no-such-code"],
            **{key: ["j1"] for key in ("keep-journey", "save-for")},
            "orient-questions": [1],
            "kept-journey": [self.kept.pk],
            **{key: [self.guidance.pk] for key in ("my-coach", "guided", "plan-together")},
            "coach-invitation": [self.guide.token],
            **{
                key: [self.organisation]
                for key in ("desk", "needs", "openings-import", "host-rounds", "trusted-person")
            },
            "host-round": [self.organisation, self.round.pk],
            "report-read": [uuid4()],
            "need": [self.need.pk],
            "opening-new": [self.organisation],
            "opening-edit": [self.draft.pk],
            **{name: [self.case.pk] for name in (*CASE_PAGES, "case-bring-in-shared")},
            **{key: [self.train.pk] for key in OF_A_TRAIN},
            **{key: [self.proposal.pk] for key in ("train-proposal", "train-proposal-do")},
            "train-rider": [self.train.pk, self.train.riders.first().pk],
            "train-figures-file": ["csv"],
            "train-export": [self.train.pk, "csv"],
            "train-part": [self.train.partners.get(role="employer").pk],
            "people-desk": [self.organisation],
            "candidates": [self.opening.pk],
            "candidate": [self.opening.pk, self.number],
            "people-contact": [self.organisation, self.contact.pk],
            "my-contact": [self.contact.pk],
            "react": [self.opening.pk],
            **{
                key: [self.round.pk] for key in (*OF_A_ROUND, "round-do", "round-guidance", "round-internships")
            },
            **{key: [self.internship.pk] for key in OF_AN_INTERNSHIP},
            **{key: [self.organisation, self.internship.pk] for key in HERE},
            "internships-here": [self.organisation],
            "internships-export": ["csv"],
            **{
                key: [self.event.pk]
                for key in (*OF_AN_EVENT, *OF_ITS_TALKS, *OF_A_GUEST, "event-partner", "event-tables")
            },
            "event-talks-export": [self.event.pk, "csv"],
            **{key: [self.event.pk, self.organisation] for key in ("event-table", "event-table-pdf")},
            **{
                key: [self.event.pk, self.item.pk]
                for key in ("event-book", "event-item-at-desk", "event-proposal")
            },
            **{
                name: [self.case.pk, self.laid_off.pk]
                for name in ("case-person", "case-person-remove", "case-person-decide", "case-letter")
            },
            **{
                name: [self.case.pk, self.case_plan.pk]
                for name in ("case-plan", "case-plan-change", "case-letters", "case-letters-print")
            },
            "case-plan-export": [self.case.pk, self.case_plan.pk, "csv"],
        }.get(name, [])


@pytest.fixture
def place(db: None, haaglanden: Region) -> Place:
    return Place(haaglanden)


def named(patterns: list[Any], space: str = "") -> Iterator[str]:
    """The names of all addresses; one without a name by what it looks like, so that it is not passed over."""
    for one in patterns:
        if isinstance(one, URLResolver) and one.namespace == "api":
            continue  # has a table of its own, by question: tests/interfaces/api/access_table.py
        if isinstance(one, URLResolver):
            yield from named(one.url_patterns, f"{one.namespace}:" if one.namespace else space)
        elif isinstance(one, URLPattern):
            yield f"{space}{one.name or one.pattern}"


def outcome(answer: Any) -> str:
    """What somebody got, in the words of the table."""
    if answer.status_code in (302, 303):
        location = answer["Location"]
        return "login" if location.startswith(f"{reverse('account_login')}?next=") else "open"
    return {403: "refused", 404: "hidden"}.get(answer.status_code, "open")


CATALOGUE = {"opening", "course", "shared", "security", "ranking"}
"""Asked here for things that are not there, which has nothing to do with who asks."""


def test_every_address_is_in_the_table() -> None:
    assert set(named(get_resolver().url_patterns)) == set(TABLE)
    assert all(set(row) == set(IN_TABLE) for row in TABLE.values())


def test_every_role_is_in_the_table() -> None:
    assert {str(role) for role in Role} | {"stranger"} == set(IN_TABLE)
    assert set(ROLES) == set(Role)
    assert set(ACTS) == set(Act)
    assert {role for role in MEMBER_ROLES if role in STAFF} >= {Role.COACH, Role.ADVISER, Role.BROKER}


def test_every_act_is_some_roles_and_every_role_is_described() -> None:
    for act in Act:
        assert [role for role, sheet in ROLES.items() if act in sheet.may], act
    for sheet in ROLES.values():
        assert set(sheet.name) == set(sheet.says) == {"nl", "en"}


@pytest.mark.parametrize("role", IN_TABLE)
def test_every_address_answers_a_role_as_the_table_says(role: str, place: Place) -> None:
    client = place.clients[role]
    found = {}
    for name, row in TABLE.items():
        address = reverse(name, args=place.arguments(name))
        answer = client.get(address)
        got = outcome(answer)
        if answer.status_code == 405:  # something one does, not a page
            assert name not in ("account", "trail", "members"), name
        if got != row[role] and not (name in CATALOGUE and got == "hidden"):
            found[name] = got
    assert found == {}


@pytest.mark.parametrize("role", IN_TABLE)
def test_only_owners_and_operators_say_who_belongs_there(role: str, place: Place) -> None:
    client, address = place.clients[role], reverse("members", args=[place.organisation])
    new = {"do": "invite", "email": "new@example.org", "role": "employer"}
    deeds = (
        new,
        {"do": "owner", "membership": str(place.member.pk)},
        {"do": "withdraw", "invitation": str(place.invited.id)},
        {"do": "remove", "membership": str(place.member.pk)},
    )
    expected = MAY_MANAGE_MEMBERS[role]
    for deed in deeds:
        assert outcome(client.post(address, deed)) == expected, deed
    done = expected == "open"
    assert Invitation.objects.filter(email="new@example.org").exists() == done
    assert Invitation.objects.filter(pk=place.invited.id).exists() != done
    assert Membership.objects.filter(pk=place.member.pk).exists() != done


@pytest.mark.parametrize("role", IN_TABLE)
def test_a_passport_is_changed_by_its_owner_only(role: str, place: Place) -> None:
    """Naming another's proof or share at one's own addresses does nothing to them."""
    client = place.clients[role]
    client.post(reverse("proof", args=[place.proof.pk]), {"do": "remove"})
    client.post(reverse("withdraw-passport"), {"share": str(place.share.pk)})
    assert Proof.objects.filter(pk=place.proof.pk).exists()
    assert Share.objects.filter(pk=place.share.pk).exists()


@pytest.mark.parametrize("role", IN_TABLE)
def test_who_may_put_a_name_to_skills_is_in_the_table_of_roles(role: str, place: Place) -> None:
    client, address = place.clients[role], reverse("shared-passport", args=[place.share.pk])
    given = {"title": "Seen", "skills": "help-customers"}
    for kind, act in ((ProofKind.ENDORSEMENT, Act.ENDORSE), (ProofKind.ASSESSMENT, Act.ASSESS)):
        client.post(address, {**given, "kind": kind.value})
        plays = {Role.EMPLOYER, Role.OWNER} if role == "owner" else {Role(role)} if role in set(Role) else set()
        allowed = role != "operator" and any(act in ROLES[one].may for one in plays)
        assert Proof.objects.filter(kind=kind.value).exists() == allowed, kind


@pytest.mark.parametrize("role", IN_TABLE)
def test_whom_a_coach_guides_is_only_that_coachs(role: str, place: Place) -> None:
    client, address = place.clients[role], reverse("guided", args=[place.guidance.pk])
    client.post(address, {"do": "note", "text": "Talked."})
    client.post(reverse("plan-together", args=[place.guidance.pk]))
    assert Note.objects.exists() == (role == "coach")
    assert ("lent" in client.session) == (role == "coach")
    client.post(reverse("my-coach", args=[place.guidance.pk]), {"do": "end"})
    assert Guidance.objects.get().ended_at is None


def test_an_owner_has_no_say_over_members_of_another_organisation(place: Place) -> None:
    """Also not by naming them on one's own page."""
    client = place.clients["stranger"]
    for deed in ("remove", "owner", "withdraw"):
        ids = {"membership": str(place.member.pk), "invitation": str(place.invited.id)}
        client.post(reverse("members", args=[place.other]), {"do": deed, **ids})
    place.member.refresh_from_db()
    assert not place.member.owner
    assert Invitation.objects.filter(pk=place.invited.id).exists()


def test_what_is_hidden_looks_like_what_is_not_there(place: Place) -> None:
    client = place.clients["stranger"]
    hidden, nowhere = (client.get(reverse("members", args=[id_])) for id_ in (place.organisation, "no-such"))
    assert hidden.status_code == nowhere.status_code == 404
    assert hidden.content.replace(place.organisation.encode(), b"X") == nowhere.content.replace(
        b"no-such", b"X"
    )


def test_a_role_counts_at_its_own_organisation_only(place: Place) -> None:
    here, there = (Organisation.objects.get(pk=one) for one in (place.organisation, place.other))
    for act, role in ((Act.SEE_ORGANISATION, "coach"), (Act.MANAGE_MEMBERS, "owner")):
        assert may(place.accounts[role], act, here)
        assert not may(place.accounts[role], act, there)
    assert may(place.accounts["operator"], Act.MANAGE_MEMBERS, there)
    assert not may(None, Act.SEE_ORGANISATION, here)


def test_a_closed_account_may_nothing(place: Place) -> None:
    account = place.accounts["owner"]
    Account.objects.filter(pk=account.pk).update(is_active=False)
    account.refresh_from_db()
    assert not any(may(account, act) for act in Act)
    assert outcome(place.clients["owner"].get(reverse("account"))) == "login"


def test_pages_of_an_account_are_kept_by_no_cache(place: Place) -> None:
    for name in ("account", "members", "account-export", "trail"):
        answer = place.clients["operator"].get(reverse(name, args=place.arguments(name)))
        assert {"private", "no-store"} & set(answer["Cache-Control"].replace(" ", "").split(",")), name
