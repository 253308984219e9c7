# SPDX-License-Identifier: EUPL-1.2
"""Writes about who belongs to an organisation. Who may do this is asked before: `accounts.permission.may`."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from overstap.apps.accounts.enums import Role
from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.organisations.enums import INVITED_FOR
from overstap.apps.organisations.models import Invitation, Membership, Organisation
from overstap.apps.organisations.queries import hash_of

TOKEN_BYTES = 24
"""192 bits of chance: nobody guesses an invitation, however long they try."""
INVITED_AT_MOST = 50
"""Invitations of one organisation that stand at a time."""


class LastOwner(Exception):
    """Members would stay behind with nobody to decide who belongs there."""


class TooManyInvited(Exception):
    """The organisation has so many invitations out that it sends no more for now."""


class NotForYou(Exception):
    """The invitation is gone, or was sent to somebody else."""


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation that was made. `token` is said this once only: the database holds no more than its hash."""

    id: UUID
    token: str
    expires_at: datetime


@transaction.atomic
def add_member(*, organisation: str, account: UUID, role: Role, by: str, owner: bool = False) -> Membership:
    """Makes somebody a member; who was one in this role already becomes (or stops being) an owner.

    Raises Django's `IntegrityError` for a role that no member plays or an organisation that is not there.
    """
    membership, made = Membership.objects.select_for_update().get_or_create(
        account_id=account, organisation_id=organisation, role=str(role), defaults={"owner": owner}
    )
    if made:
        audit.record(what=What.MEMBER_ADDED, subject=str(membership.pk), by=by)
    elif membership.owner != owner:
        change_owner(membership=membership.pk, organisation=organisation, owner=owner, by=by)
        membership.owner = owner
    return membership


@transaction.atomic
def change_owner(*, membership: UUID, organisation: str, owner: bool, by: str) -> bool:
    """Makes a member owner, or no longer; false when there is no such member. Raises `LastOwner`."""
    row = _locked(membership, organisation)
    if row is None:
        return False
    if row.owner and not owner:
        _keep_an_owner(row)
    row.owner = owner
    row.save(update_fields=["owner"])
    audit.record(what=What.MEMBER_CHANGED, subject=str(row.pk), by=by)
    return True


@transaction.atomic
def remove_member(*, membership: UUID, organisation: str, by: str) -> bool:
    """Ends a membership; false when there is no such member. Raises `LastOwner`."""
    row = _locked(membership, organisation)
    if row is None:
        return False
    if row.owner:
        _keep_an_owner(row)
    audit.record(what=What.MEMBER_REMOVED, subject=str(row.pk), by=by)
    row.delete()
    return True


@transaction.atomic
def invite(*, organisation: str, email: str, role: Role, owner: bool, now: datetime, by: str) -> Invited:
    """Asks somebody to join; asking again replaces what was asked before, whose link then opens nothing.

    Raises `TooManyInvited`, and Django's `IntegrityError` for what a constraint forbids.
    """
    Organisation.objects.select_for_update().get(pk=organisation)
    standing = Invitation.objects.filter(organisation_id=organisation)
    standing.filter(email=email.strip().lower(), role=str(role)).delete()
    if standing.filter(expires_at__gt=now).count() >= INVITED_AT_MOST:
        raise TooManyInvited
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row = Invitation.objects.create(
        organisation_id=organisation,
        email=email.strip().lower(),
        role=str(role),
        owner=owner,
        token_hash=hash_of(token),
        invited_at=now,
        expires_at=now + INVITED_FOR,
    )
    audit.record(what=What.MEMBER_INVITED, subject=str(row.pk), by=by)
    return Invited(row.pk, token, row.expires_at)


@transaction.atomic
def withdraw_invitation(*, invitation: UUID, organisation: str, by: str) -> bool:
    """Takes an invitation back; false when it was answered or gone already."""
    row = Invitation.objects.select_for_update().filter(pk=invitation, organisation_id=organisation).first()
    if row is None:
        return False
    audit.record(what=What.INVITATION_WITHDRAWN, subject=str(row.pk), by=by)
    row.delete()
    return True


@transaction.atomic
def accept_invitation(*, token: str, account: UUID, email: str, now: datetime, by: str) -> Membership:
    """Answers an invitation with yes, by the account it was sent to; of two at once, one gets it.

    Raises `NotForYou` when it has gone, or `email` is not the address that it was sent to.
    """
    standing = Invitation.objects.select_for_update().filter(token_hash=hash_of(token), expires_at__gt=now)
    row = standing.first()
    if row is None or row.email != email.strip().lower():
        raise NotForYou
    row.delete()
    known = Membership.objects.filter(account_id=account, organisation=row.organisation_id, role=row.role)
    owner = row.owner or known.filter(owner=True).exists()  # an invitation takes nothing away
    return add_member(
        organisation=row.organisation_id, account=account, role=Role(row.role), owner=owner, by=by
    )


@transaction.atomic
def purge_expired_invitations(*, now: datetime, by: str) -> int:
    """Removes invitations whose time is over, and says how many those were."""
    removed, _ = Invitation.objects.filter(expires_at__lte=now).delete()
    if removed:
        audit.record(what=What.INVITATIONS_EXPIRED, subject="invitations", by=by, counts={"removed": removed})
    return removed


def _locked(membership: UUID, organisation: str) -> Membership | None:
    """The member; nobody else changes who owns this organisation until the transaction ends."""
    Organisation.objects.select_for_update().filter(pk=organisation).first()
    return Membership.objects.filter(pk=membership, organisation_id=organisation).first()


def _keep_an_owner(leaving: Membership) -> None:
    others = Membership.objects.filter(organisation=leaving.organisation_id).exclude(pk=leaving.pk)
    if others.exists() and not others.filter(owner=True).exists():
        raise LastOwner
