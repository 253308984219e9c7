# SPDX-License-Identifier: EUPL-1.2
"""What a token may be used for, as data that anybody can read. The page of tokens shows it.

A scope never gives more than the role of who made the token: each is tied to acts of `accounts.roles`, and
those are asked again at every request, so that who loses a role loses what its tokens did with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from overstap.apps.accounts.enums import Act
from overstap.apps.accounts.permission import Thing, Who, may
from overstap.apps.tokens.enums import ORGANISATION_SCOPES, OWN_SCOPES, Scope


@dataclass(frozen=True, slots=True)
class ScopeSheet:
    """What a scope lets a program do, per language, and the acts of which its maker may do at least one."""

    says: Mapping[str, str]
    acts: tuple[Act, ...]


SCOPES: Mapping[Scope, ScopeSheet] = MappingProxyType(
    {
        Scope.PASSPORT_READ: ScopeSheet(
            {
                "nl": "je paspoort lezen, en zien wie het mag zien en wie keek",
                "en": "read your passport, and see who may see it and who looked",
            },
            (Act.OWN_PASSPORT,),
        ),
        Scope.PASSPORT_WRITE: ScopeSheet(
            {
                "nl": "je paspoort maken, veranderen en verwijderen",
                "en": "make, change and remove your passport",
            },
            (Act.OWN_PASSPORT,),
        ),
        Scope.PASSPORT_SHARE: ScopeSheet(
            {
                "nl": "je paspoort delen met organisaties, en dat intrekken",
                "en": "share your passport with organisations, and withdraw that",
            },
            (Act.OWN_PASSPORT,),
        ),
        Scope.ACCOUNT_READ: ScopeSheet(
            {"nl": "alles meenemen wat we van je weten", "en": "take along everything we know of you"},
            (Act.KEEP_ACCOUNT,),
        ),
        Scope.CONTACTS_READ: ScopeSheet(
            {
                "nl": "zien of werkgevers je mogen vinden, en je contacten met hen lezen",
                "en": "see whether employers may find you, and read your contacts with them",
            },
            (Act.OWN_PASSPORT,),
        ),
        Scope.CONTACTS_WRITE: ScopeSheet(
            {
                "nl": "je laten vinden of daarmee stoppen, op werk reageren en werkgevers antwoorden",
                "en": "let you be found or stop that, react to openings and answer employers",
            },
            (Act.OWN_PASSPORT,),
        ),
        Scope.TRAIL_READ: ScopeSheet(
            {"nl": "het logboek van de site lezen", "en": "read the trail of the site"},
            (Act.SEE_TRAIL,),
        ),
        Scope.MEMBERS_READ: ScopeSheet(
            {"nl": "zien wie er bij de organisatie horen", "en": "see who belongs to the organisation"},
            (Act.SEE_ORGANISATION,),
        ),
        Scope.MEMBERS_WRITE: ScopeSheet(
            {
                "nl": "eigenaren aanwijzen, mensen weghalen en uitnodigingen intrekken",
                "en": "name owners, remove people and withdraw invitations",
            },
            (Act.MANAGE_MEMBERS,),
        ),
        Scope.SHARED_READ: ScopeSheet(
            {
                "nl": "paspoorten lezen die met de organisatie gedeeld zijn",
                "en": "read passports that were shared with the organisation",
            },
            (Act.SEE_SHARED,),
        ),
        Scope.PROOFS_WRITE: ScopeSheet(
            {
                "nl": "vaardigheden in gedeelde paspoorten bevestigen of toetsen, op naam van de organisatie",
                "en": "confirm or assess skills in shared passports, in the organisation's name",
            },
            (Act.ENDORSE, Act.ASSESS),
        ),
        Scope.OPENINGS_WRITE: ScopeSheet(
            {
                "nl": "werkplekken van de organisatie lezen, schrijven, publiceren en vullen, en"
                " zeggen wie nodig is",
                "en": "read, write, publish and fill the organisation's openings, and whom it needs",
            },
            (Act.MANAGE_OPENINGS,),
        ),
        Scope.PEOPLE_READ: ScopeSheet(
            {
                "nl": "blind zien wie er voor een werkplek te vinden is, en de contacten lezen",
                "en": "see, blind, who may be found for an opening, and read the contacts",
            },
            (Act.FIND_PEOPLE,),
        ),
        Scope.PEOPLE_WRITE: ScopeSheet(
            {
                "nl": "mensen om contact vragen, hun antwoorden, en noteren wat ervan kwam",
                "en": "ask people for contact, answer them, and note what came of it",
            },
            (Act.FIND_PEOPLE,),
        ),
        Scope.CASELOAD_READ: ScopeSheet(
            {
                "nl": "zien wie je begeleidt, en je notities en de stappen lezen",
                "en": "see whom you guide, and read your notes and the steps",
            },
            (Act.GUIDE,),
        ),
        Scope.ROUNDS_READ: ScopeSheet(
            {
                "nl": "de stagerondes van de school lezen, met de plekken en wie wat kreeg",
                "en": "read the school's rounds of internships, with the places and who got what",
            },
            (Act.HOLD_ROUNDS,),
        ),
        Scope.TRAINS_READ: ScopeSheet(
            {
                "nl": "de treintjes van de organisatie lezen, met de partners en wie waar is, op nummer",
                "en": "read the organisation's trains, with the partners and who is where, by number",
            },
            (Act.HOLD_TRAINS,),
        ),
    }
)
"""Every scope in words, to follow "may"."""


def offered(who: Who, organisation: Thing | None = None) -> tuple[Scope, ...]:
    """The scopes that somebody may give a token for themselves, or for an organisation."""
    scopes = OWN_SCOPES if organisation is None else ORGANISATION_SCOPES
    return tuple(scope for scope in scopes if any(may(who, act, organisation) for act in SCOPES[scope].acts))
