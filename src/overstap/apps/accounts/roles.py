# SPDX-License-Identifier: EUPL-1.2
"""Who may do what, as data that anybody can read. The page "Who may do what" shows this table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from overstap.apps.accounts.enums import Act, Role


@dataclass(frozen=True, slots=True)
class RoleSheet:
    """What a role is called and is, per language, and what it may do.

    `staff`: sees what others have told, so it comes in with a second factor only.
    """

    name: Mapping[str, str]
    says: Mapping[str, str]
    may: frozenset[Act] = frozenset()
    staff: bool = False


ACTS: Mapping[Act, Mapping[str, str]] = MappingProxyType(
    {
        Act.KEEP_ACCOUNT: {
            "nl": "een account hebben, alles daarin meenemen en het wissen",
            "en": "have an account, take all of it along and erase it",
        },
        Act.OWN_PASSPORT: {
            "nl": "een paspoort hebben, veranderen, en bepalen wie er welk deel van ziet",
            "en": "have a passport, change it, and decide who sees which part of it",
        },
        Act.CHOOSE_COACH: {
            "nl": "een coach kiezen, bepalen wat die ziet en tot wanneer, en daarmee stoppen",
            "en": "choose a coach, decide what they see and until when, and end it",
        },
        Act.GUIDE: {
            "nl": "mensen begeleiden die daar ja op zeiden: zien wat zij delen, samen plannen, en noteren wat"
            " zij altijd kunnen lezen",
            "en": "guide people who said yes to it: see what they share, plan together, and make notes that"
            " they can always read",
        },
        Act.SEE_SHARED: {
            "nl": "van een paspoort zien wat met deze organisatie gedeeld is, zolang het gedeeld is",
            "en": "see of a passport what was shared with this organisation, for as long as it is shared",
        },
        Act.ENDORSE: {
            "nl": "vaardigheden in een gedeeld paspoort bevestigen, op naam van de organisatie",
            "en": "confirm skills in a shared passport, in the organisation's name",
        },
        Act.ASSESS: {
            "nl": "vaardigheden in een gedeeld paspoort toetsen, op naam van de organisatie",
            "en": "assess skills in a shared passport, in the organisation's name",
        },
        Act.FIND_PEOPLE: {
            "nl": "blind mensen vinden die dat willen, voor werk bij deze organisatie, en hun iets vragen",
            "en": "find people for an opening of this organisation who agreed to it, blind, and ask them",
        },
        Act.SEE_ORGANISATION: {
            "nl": "zien wie er bij deze organisatie horen",
            "en": "see who belongs to this organisation",
        },
        Act.MANAGE_MEMBERS: {
            "nl": "mensen bij deze organisatie uitnodigen en weghalen",
            "en": "invite people to this organisation and remove them",
        },
        Act.GIVE_MANDATE: {
            "nl": "een bemiddelaar de werkplekken van deze organisatie laten doen, en dat weer intrekken",
            "en": "let a broker do this organisation's openings, and take that back",
        },
        Act.MANAGE_OPENINGS: {
            "nl": "werkplekken van deze organisatie schrijven, publiceren en sluiten, en zeggen wie nodig is",
            "en": "write, publish and close this organisation's openings, and say whom it needs",
        },
        Act.KEEP_CASES: {
            "nl": "zaken van massaontslag van dit mobiliteitscentrum bijhouden: mensen, plannen en plaatsingen",
            "en": "keep cases of mass redundancy of this mobility centre: people, plans and placements",
        },
        Act.HOLD_ROUNDS: {
            "nl": "een stageronde houden: studenten zonder naam, plekken, wensen en wie wat krijgt",
            "en": "hold a round of internships: students without a name, places, wishes and who gets what",
        },
        Act.HOLD_TRAINS: {
            "nl": "treintjes, wijkondernemingen en meester-gezelplekken houden: stoelen, partners, wie waar is",
            "en": "hold trains, neighbourhood enterprises and places with a master: seats, partners, people",
        },
        Act.TAKE_PART: {
            "nl": "in een treintje het eigen deel zien en doen",
            "en": "see and do its own part in a train",
        },
        Act.KEEP_INTERNSHIPS: {
            "nl": "de stages van studenten van deze school bijhouden: overeenkomst, gesprekken en hoe het ging",
            "en": "keep the internships of this school's students: agreement, talks and how it was",
        },
        Act.GUIDE_INTERNS: {
            "nl": "tekenen voor stages bij deze organisatie, en zeggen hoe ze waren",
            "en": "sign for internships at this organisation, and say how they were",
        },
        Act.HOLD_EVENTS: {
            "nl": "een dag houden waarop mensen, werkgevers en scholen elkaar ontmoeten",
            "en": "hold a day on which people, employers and schools meet",
        },
        Act.JOIN_EVENTS: {
            "nl": "namens deze organisatie aan zo'n dag meedoen: een onderdeel voorstellen, een tafel hebben",
            "en": "take part in such a day for this organisation: propose an item, have a table",
        },
        Act.SEE_TRAIL: {
            "nl": "het logboek zien: wat er gedaan is, zonder namen",
            "en": "see the trail: what was done, without names",
        },
        Act.SEE_WATCH: {
            "nl": "zien of het rangschikken eerlijk gaat en of alles op tijd wordt weggehaald, in aantallen",
            "en": "see whether ranking is fair and whether all is removed in time, in counts",
        },
    }
)
"""Every act in words, to follow "may"."""

_MEMBER = frozenset({Act.SEE_ORGANISATION, Act.SEE_SHARED, Act.JOIN_EVENTS})
_WHO_SAW_IT_DONE = _MEMBER | {Act.ENDORSE}
_WHO_TESTS = _WHO_SAW_IT_DONE | {Act.ASSESS}
_WHO_GUIDES = _WHO_TESTS | {Act.GUIDE, Act.TAKE_PART}

ROLES: Mapping[Role, RoleSheet] = MappingProxyType(
    {
        Role.VISITOR: RoleSheet(
            {"nl": "Bezoeker", "en": "Visitor"},
            {
                "nl": "Iedereen zonder account. Kan alles plannen; wat je vertelt blijft in je eigen sessie.",
                "en": "Anybody without an account. Can plan everything; what you tell stays in your session.",
            },
        ),
        Role.PERSON: RoleSheet(
            {"nl": "Iemand met een account", "en": "Somebody with an account"},
            {
                "nl": "Iedereen die een account maakte. Ziet alleen wat van zichzelf is.",
                "en": "Anybody who made an account. Sees only what is their own.",
            },
            frozenset({Act.KEEP_ACCOUNT, Act.OWN_PASSPORT, Act.CHOOSE_COACH}),
        ),
        Role.COACH: RoleSheet(
            {"nl": "Loopbaancoach", "en": "Career coach"},
            {
                "nl": "Helpt mensen die daarvoor kozen. Ziet alleen wat zij delen, zolang zij dat delen.",
                "en": "Helps people who chose so. Sees only what they share, for as long as they share it.",
            },
            _WHO_GUIDES,
            staff=True,
        ),
        Role.ADVISER: RoleSheet(
            {"nl": "Adviseur van het werkcentrum", "en": "Adviser at the mobility centre"},
            {
                "nl": "Helpt mensen en werkgevers in de regio. Ziet alleen wat met het werkcentrum gedeeld is.",
                "en": "Helps people and employers in the region. Sees only what was shared with the centre.",
            },
            _WHO_GUIDES | {Act.KEEP_CASES, Act.HOLD_TRAINS, Act.HOLD_EVENTS},
            staff=True,
        ),
        Role.EMPLOYER: RoleSheet(
            {"nl": "Medewerker van een werkgever", "en": "Member of an employer"},
            {
                "nl": "Werkt voor een werkgever aan werkplekken en antwoorden.",
                "en": "Works for an employer on openings and answers.",
            },
            _WHO_SAW_IT_DONE | {Act.MANAGE_OPENINGS, Act.FIND_PEOPLE, Act.TAKE_PART, Act.GUIDE_INTERNS},
        ),
        Role.OWNER: RoleSheet(
            {"nl": "Eigenaar van een organisatie", "en": "Owner of an organisation"},
            {
                "nl": "Bepaalt wie er bij de organisatie horen. Komt boven op een van de andere rollen daar.",
                "en": "Decides who belongs to the organisation. Comes on top of one of the other roles there.",
            },
            frozenset({Act.SEE_ORGANISATION, Act.MANAGE_MEMBERS, Act.GIVE_MANDATE}),
        ),
        Role.BROKER: RoleSheet(
            {"nl": "Bemiddelaar voor kleine bedrijven", "en": "Broker for small firms"},
            {
                "nl": "Doet de werkplekken van kleine bedrijven die dat vroegen. Hun mensen en wat met hen is "
                "gedeeld, ziet de bemiddelaar niet.",
                "en": "Does the openings of small firms that asked for it. Their people, and what was shared "
                "with them, the broker does not see.",
            },
            _WHO_SAW_IT_DONE
            | {Act.MANAGE_OPENINGS, Act.FIND_PEOPLE, Act.HOLD_TRAINS, Act.TAKE_PART, Act.HOLD_EVENTS},
            staff=True,
        ),
        Role.SCHOOL: RoleSheet(
            {"nl": "Medewerker van een school", "en": "Member of a school"},
            {"nl": "Werkt voor een school aan haar opleidingen.", "en": "Works for a school on its courses."},
            _WHO_TESTS | {Act.HOLD_ROUNDS, Act.TAKE_PART, Act.KEEP_INTERNSHIPS, Act.HOLD_EVENTS},
        ),
        Role.PROVIDER: RoleSheet(
            {"nl": "Medewerker van een opleider", "en": "Member of a training provider"},
            {
                "nl": "Werkt voor een opleider aan zijn cursussen.",
                "en": "Works for a training provider on its courses.",
            },
            _WHO_TESTS | {Act.TAKE_PART},
        ),
        Role.FUND: RoleSheet(
            {"nl": "Medewerker van een fonds", "en": "Member of a fund"},
            {
                "nl": "Werkt voor een fonds dat opleidingen betaalt.",
                "en": "Works for a fund that pays for training.",
            },
            _MEMBER | {Act.TAKE_PART},
            staff=True,
        ),
        Role.MUNICIPALITY: RoleSheet(
            {"nl": "Medewerker van een gemeente", "en": "Member of a municipality"},
            {
                "nl": "Werkt voor een gemeente aan werk en inkomen.",
                "en": "Works for a municipality on work and income.",
            },
            _MEMBER | {Act.HOLD_TRAINS, Act.TAKE_PART, Act.HOLD_EVENTS},
            staff=True,
        ),
        Role.HOST: RoleSheet(
            {"nl": "Begeleider van een leerbedrijf", "en": "Supervisor at a host company"},
            {
                "nl": "Begeleidt mensen die er leren, stage lopen of op proef werken.",
                "en": "Guides people who learn there, do an internship or a trial.",
            },
            _WHO_SAW_IT_DONE | {Act.TAKE_PART, Act.GUIDE_INTERNS},
        ),
        Role.OPERATOR: RoleSheet(
            {"nl": "Beheerder", "en": "Operator"},
            {
                "nl": "Houdt de site aan de gang. Ziet wat er gebeurt, niet wat mensen vertellen.",
                "en": "Keeps the site running. Sees what happens, not what people tell.",
            },
            frozenset({Act.SEE_TRAIL, Act.SEE_WATCH, Act.SEE_ORGANISATION, Act.MANAGE_MEMBERS}),
            staff=True,
        ),
    }
)

STAFF = frozenset(role for role, sheet in ROLES.items() if sheet.staff)
"""Roles that come in with a second factor only."""
