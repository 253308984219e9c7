# SPDX-License-Identifier: EUPL-1.2
"""Reads of organisations."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from overstap.apps.accounts.enums import Act, Role
from overstap.apps.accounts.roles import ROLES
from overstap.apps.organisations.enums import OrganisationKind
from overstap.apps.organisations.models import Invitation, Mandate, Membership, Organisation


def organisation(id_: str) -> Organisation | None:
    """The organisation with this id, with its place and sector; one query."""
    return Organisation.objects.select_related("place", "sector").filter(pk=id_).first()


def named(name: str) -> Organisation | None:
    """The organisation of this name, whatever the case of its letters; none when it is not the only one."""
    found = list(Organisation.objects.filter(name__iexact=name.strip(), retired=False)[:2])
    return found[0] if len(found) == 1 else None


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


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the openings of an organisation are looked after: by its members, and by its brokers.

    A broker with a mandate stands at the desk and nowhere else of the firm: who its members are, and which
    passports were shared with it, stays between them.
    """

    organisation: str

    def roles_of(self, account: UUID) -> frozenset[Role]:
        """The roles this account plays at the desk; none for a stranger. Two queries at most."""
        own = Membership.objects.filter(account_id=account, organisation_id=self.organisation)
        roles = {role for one in own for role in one.roles()}
        if _broking(account).filter(organisation__mandated_by__firm=self.organisation).exists():
            roles.add(Role.BROKER)
        return frozenset(roles)


def desk_of(organisation: str) -> Desk:
    """The desk of an organisation."""
    return Desk(organisation)


def desks_of(account: UUID) -> tuple[Organisation, ...]:
    """The organisations at whose desk this account stands, by name; one query, places included.

    Its own as an employer, a broker or host, and the firms whose broker it is.
    """
    mine = Membership.objects.filter(account_id=account, role__in=[Role.EMPLOYER, Role.BROKER])
    firms = Mandate.objects.filter(broker__in=_broking(account).values("organisation")).values("firm")
    found = Organisation.objects.filter(Q(pk__in=mine.values("organisation")) | Q(pk__in=firms))
    return tuple(found.filter(retired=False).select_related("place").order_by("name", "pk"))


def membership_at_desk(account: UUID, organisation: str) -> Membership | None:
    """The membership by which this account stands at a desk: of the organisation, or of its broker."""
    own = Q(organisation_id=organisation)
    broker = Q(role=str(Role.BROKER), organisation__mandated_by__firm=organisation)
    found = Membership.objects.filter(own | broker, account_id=account).order_by("since", "pk")
    return next(iter(sorted(found, key=lambda one: one.organisation_id != organisation)), None)


def at_desk_of(organisation: str) -> tuple[Any, ...]:
    """The accounts that stand at a desk, each once, by address; one query."""
    own = Q(organisation_id=organisation, role__in=[Role.EMPLOYER, Role.BROKER])
    broker = Q(role=str(Role.BROKER), organisation__mandated_by__firm=organisation)
    found = Membership.objects.filter(own | broker).select_related("account").order_by("account__email")
    return tuple({one.account_id: one.account for one in found}.values())


def accounts_at_desk(organisation: str, act: Act) -> tuple[UUID, ...]:
    """The accounts that may do `act` at a desk, owners first; one query."""
    return tuple(dict.fromkeys(_at_desk(organisation, act).values_list("account_id", flat=True)))


def people_at_desk(organisation: str, act: Act) -> tuple[Any, ...]:
    """As `accounts_at_desk`: the accounts themselves."""
    found = _at_desk(organisation, act).select_related("account")
    return tuple({one.account_id: one.account for one in found}.values())


def _at_desk(organisation: str, act: Act) -> QuerySet[Membership]:
    allowed = [str(role) for role, sheet in ROLES.items() if act in sheet.may]
    own = Q(organisation_id=organisation, role__in=allowed)
    brokers = Q(organisation__mandated_by__firm=organisation, role=str(Role.BROKER))
    at_desk = own | brokers if str(Role.BROKER) in allowed else own
    return Membership.objects.filter(at_desk, account__is_active=True).order_by("-owner", "since", "pk")


def mandates_of(organisation: str) -> tuple[Mandate, ...]:
    """The brokers of a firm, by name; one query, brokers included."""
    found = Mandate.objects.filter(firm=organisation).select_related("broker")
    return tuple(found.order_by("broker__name", "pk"))


def brokers_for(organisation: str) -> tuple[Organisation, ...]:
    """The brokers that a firm could still choose, by name; one query."""
    brokers = Organisation.objects.filter(kind=str(OrganisationKind.BROKER), retired=False)
    chosen = Mandate.objects.filter(firm=organisation).values("broker")
    return tuple(brokers.exclude(pk=organisation).exclude(pk__in=chosen).order_by("name", "pk"))


def _broking(account: UUID) -> QuerySet[Membership]:
    return Membership.objects.filter(account_id=account, role=str(Role.BROKER))
