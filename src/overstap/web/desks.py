# SPDX-License-Identifier: EUPL-1.2
"""The desks for who works at an organisation: what each is for, and which are open to somebody."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from overstap.apps.accounts.enums import Act
from overstap.apps.accounts.permission import Who, roles_of
from overstap.apps.accounts.roles import ROLES


@dataclass(frozen=True, slots=True)
class Desk:
    """`address`: the name of its page, which `act` opens. `open`: whether anybody may look there first."""

    address: str
    act: Act
    title: Promise
    for_whom: Promise
    says: Promise
    open: bool = False


DESKS = (
    Desk(
        "employers",
        Act.MANAGE_OPENINGS,
        _("Openings in skills"),
        _("Employers, and brokers for small firms"),
        _("Paste a vacancy and see what it asks, whom it shuts out, and how many people it fits."),
        open=True,
    ),
    Desk(
        "caseload",
        Act.GUIDE,
        _("People you guide"),
        _("Career coaches and advisers"),
        _("Plan together with people who chose you, and see who needs you first."),
    ),
    Desk(
        "cases",
        Act.KEEP_CASES,
        _("Cases of mass redundancy"),
        _("Mobility centres"),
        _("A large site closes: plan everybody at once, with the reason for each, and change it by hand."),
    ),
    Desk(
        "trains",
        Act.TAKE_PART,
        _("Trains"),
        _("Municipalities, mobility centres, brokers, and who takes part in their trains"),
        _("From looking around to a contract together: seats in turn, training only for who has the work."),
    ),
    Desk(
        "rounds",
        Act.HOLD_ROUNDS,
        _("Rounds of internships"),
        _("Schools and host companies"),
        _("Wishes of all students at once, places given out fairly, and nobody without an answer."),
    ),
    Desk(
        "internships",
        Act.KEEP_INTERNSHIPS,
        _("Internships"),
        _("Schools and host companies"),
        _("From agreement to what came after. What needs doing comes first."),
    ),
    Desk(
        "event-desk",
        Act.HOLD_EVENTS,
        _("Events"),
        _("Who holds a day on which people and employers meet"),
        _("A programme that partners fill, places that people book, and who talks with whom at which table."),
    ),
    Desk(
        "shared-passports",
        Act.SEE_SHARED,
        _("Passports shared with you"),
        _("Everybody who works at an organisation"),
        _("Passports that people share with your organisation, for as long as they do."),
    ),
)


def desks_of(who: Who) -> list[Desk]:
    """The desks that are open to somebody; one query."""
    acts = frozenset().union(*(ROLES[role].may for role in roles_of(who)))
    return [desk for desk in DESKS if desk.act in acts]
