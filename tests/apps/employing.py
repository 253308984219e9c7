# SPDX-License-Identifier: EUPL-1.2
"""An employer, its people and its openings, to test with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from overstap.apps.accounts.actions import create_account
from overstap.apps.accounts.enums import Role
from overstap.apps.accounts.models import Account
from overstap.apps.openings.actions import NewOpening
from overstap.apps.openings.enums import OpeningKind
from overstap.apps.openings.models import Need
from overstap.apps.openings.needs import ToldNeed, tell_need
from overstap.apps.organisations.actions import add_organisation
from overstap.apps.organisations.enums import OrganisationKind
from overstap.apps.organisations.members import add_member
from overstap.apps.organisations.models import Membership
from overstap.apps.region.models import Place
from overstap.apps.taxonomy.models import Skill

BY = "terminal"
TODAY = date(2026, 12, 1)


def a_draft(organisation: str, **said: Any) -> NewOpening:
    """An opening of which nothing is known yet but what is given."""
    empty = NewOpening(
        kind=OpeningKind.VACANCY,
        organisation=organisation,
        occupation=None,
        place=None,
        title={},
        text="",
        language="nl",
        hours_low=None,
        hours_high=None,
        demands={},
    )
    return replace(empty, **said)


def a_whole(organisation: str, **said: Any) -> NewOpening:
    """An opening that can be published, in the made-up pack."""
    whole = a_draft(
        organisation,
        occupation="aide",
        place="leiden",
        title={"nl": "Leer zorgen"},
        text="Kom bij ons leren.",
        hours_low=16,
        hours_high=24,
        demands={"wash": "must", "dutch": "should"},
        closes_on=TODAY + timedelta(days=30),
    )
    return replace(whole, **said)


def a_need(organisation: str) -> Need:
    """Somebody who will be needed at an organisation, as who can do something, in Delft."""
    Place.objects.get_or_create(id="delft", defaults={"label": "Delft", "latitude": 52.0, "longitude": 4.4})
    words = {"nl": {"label": "Klanten helpen"}}
    skill, _made = Skill.objects.get_or_create(id="help-customers", defaults={"words": words, "kind": "skill"})
    told = ToldNeed(
        organisation=organisation, occupation=None, skills=[skill.pk], place="delft", number=2, from_on=TODAY
    )
    return tell_need(told=told, by=BY)


def an_organisation_of(kind: OrganisationKind, name: str) -> str:
    """An organisation in the made-up pack's Delft; its id."""
    return add_organisation(name=name, kind=kind, place="delft", by=BY).pk


def a_member(organisation: str, name: str, role: Role = Role.EMPLOYER, *, owner: bool = False) -> Membership:
    """Somebody who belongs to an organisation."""
    account: Account = create_account(email=f"{name}@example.org", by=BY)
    return add_member(organisation=organisation, account=account.pk, role=role, owner=owner, by=BY)
