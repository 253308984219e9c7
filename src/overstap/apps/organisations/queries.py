# SPDX-License-Identifier: EUPL-1.2
"""Reads of organisations."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from overstap.apps.accounts.enums import Role
from overstap.apps.organisations.models import Invitation, Membership, Organisation


def organisation(id_: str) -> Organisation | None:
    """The organisation with this id, with its place and sector; one query."""
    return Organisation.objects.select_related("place", "sector").filter(pk=id_).first()


def added_by_people() -> tuple[Organisation, ...]:
    """Organisations that no pack brought, by name; one query, places included."""
    return tuple(Organisation.objects.select_related("place").filter(origin="").order_by("name", "pk"))


def roles_anywhere(account: UUID) -> frozenset[Role]:
    """Every role this account plays at any organisation; one query."""
    return frozenset(
        role for membership in Membership.objects.filter(account_id=account) for role in membership.roles()
    )


def memberships_of(account: UUID) -> tuple[Membership, ...]:
    """What this account belongs to, by the organisation's name; one query, organisations included."""
    found = Membership.objects.filter(account_id=account).select_related("organisation")
    return tuple(found.order_by("organisation__name", "role"))


def members_of(organisation: Organisation) -> tuple[Membership, ...]:
    """Who belongs to it, owners first; one query, accounts included."""
    found = organisation.members.select_related("account")
    return tuple(found.order_by("-owner", "account__email", "role"))


def invitations_of(organisation: Organisation, now: datetime) -> tuple[Invitation, ...]:
    """Who was asked and has not answered, by address; one query."""
    return tuple(organisation.invitations.filter(expires_at__gt=now).order_by("email", "role"))


def invitation_behind(token: str, now: datetime) -> Invitation | None:
    """The invitation that a mailed token is for, with its organisation; none when it has gone."""
    found = Invitation.objects.filter(token_hash=hash_of(token), expires_at__gt=now)
    return found.select_related("organisation").first()


def hash_of(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def owned_alone(account: UUID) -> tuple[Organisation, ...]:
    """Organisations with other members, of which this account is the only owner, by name."""
    others = Membership.objects.filter(organisation=OuterRef("organisation")).exclude(account_id=account)
    alone = Membership.objects.filter(Exists(others), ~Exists(others.filter(owner=True)))
    mine = alone.filter(account_id=account, owner=True).values("organisation")
    return tuple(Organisation.objects.filter(pk__in=mine).order_by("name"))


def with_members() -> tuple[Organisation, ...]:
    """Organisations that somebody belongs to, so that there is somebody to share with, by name; one query."""
    return tuple(Organisation.objects.filter(members__isnull=False, retired=False).distinct().order_by("name"))
