# SPDX-License-Identifier: EUPL-1.2
"""Beginning, changing, passing on and ending guidance. Nothing is seen before the person's yes."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.guidance.enums import (
    CASELOAD_AT_MOST,
    COACH_ROLES,
    INVITED_AT_MOST,
    INVITED_FOR,
    NOTES_KEPT,
    Part,
)
from overstap.apps.guidance.models import Coach, Guidance, Invitation
from overstap.apps.guidance.queries import hash_of
from overstap.apps.organisations import queries as organisations

TOKEN_BYTES = 24
"""192 bits of chance: nobody guesses an invitation, however long they try."""


class NotForYou(Exception):
    """It is gone, or it is somebody else's."""


class AlreadyGuided(Exception):
    """This coach guides this person already, or was asked to."""


class OwnCoach(Exception):
    """Nobody guides themselves."""


class TooMany(Exception):
    """There are so many of these that no more is taken for now."""


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation that was made. `token` is said this once only: the database holds no more than its hash."""

    id: UUID
    token: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Agreed:
    """What somebody agrees to: which parts their coach sees, and until when."""

    parts: Iterable[Part]
    until: datetime


@transaction.atomic
def name_coach(*, membership: UUID, account: UUID, name: str, asked: bool, by: str) -> Coach:
    """Says what a member who guides is called, and whether people may ask for them.

    Raises `NotForYou` when this is no membership as coach or adviser of this account.
    """
    mine = {one.pk: one.role for one in organisations.memberships_of(account)}
    if mine.get(membership) not in set(COACH_ROLES):
        raise NotForYou
    values = {"name": name.strip(), "asked": asked}
    coach, _made = Coach.objects.update_or_create(membership_id=membership, defaults=values)
    audit.record(what=What.COACH_NAMED, subject=str(coach.pk), by=by)
    return coach


@transaction.atomic
def invite(*, coach: UUID, email: str, now: datetime, by: str) -> Invited:
    """Asks somebody by mail whether this coach may guide them; asking again replaces the earlier link.

    Raises `TooMany`, and Django's `IntegrityError` for what a constraint forbids.
    """
    Coach.objects.select_for_update().get(pk=coach)
    standing = Invitation.objects.filter(coach_id=coach)
    standing.filter(email=email.strip().lower()).delete()
    if standing.filter(expires_at__gt=now).count() >= INVITED_AT_MOST:
        raise TooMany
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row = Invitation.objects.create(
        coach_id=coach,
        email=email.strip().lower(),
        token_hash=hash_of(token),
        invited_at=now,
        expires_at=now + INVITED_FOR,
    )
    audit.record(what=What.GUIDANCE_OFFERED, subject=str(row.pk), by=by)
    return Invited(row.pk, token, row.expires_at)


@transaction.atomic
def withdraw_invitation(*, invitation: UUID, by: str, coach: UUID | None = None, email: str = "") -> bool:
    """Takes an invitation back, by its coach, or says no to it, by whom it was sent to; false when gone."""
    whose = Q(coach_id=coach) if coach else Q(email=email.strip().lower())
    row = Invitation.objects.select_for_update().filter(whose, pk=invitation).first()
    if row is None:
        return False
    audit.record(what=What.GUIDANCE_OFFER_WITHDRAWN, subject=str(row.pk), by=by)
    row.delete()
    return True


@transaction.atomic
def accept_invitation(
    *, token: str, account: UUID, email: str, agreed: Agreed, now: datetime, by: str
) -> Guidance:
    """The person's yes to a coach's invitation: it runs from now. Of two answers at once, one counts.

    Raises `NotForYou`, `AlreadyGuided`, `OwnCoach` and `TooMany`.
    """
    found = Invitation.objects.select_for_update(of=("self",)).filter(
        token_hash=hash_of(token), expires_at__gt=now
    )
    row = found.select_related("coach").first()
    if row is None or row.email != email.strip().lower():
        raise NotForYou
    row.delete()
    return _begin(account, row.coach_id, agreed, now, accepted=True, by=by)


@transaction.atomic
def ask(*, account: UUID, coach: UUID, agreed: Agreed, now: datetime, by: str) -> Guidance:
    """Somebody asks a coach who may be asked; the coach sees nothing until they have said yes as well.

    Raises `NotForYou` for a coach who may not be asked, `AlreadyGuided`, `OwnCoach` and `TooMany`.
    """
    if not Coach.objects.filter(pk=coach, asked=True).exists():
        raise NotForYou
    return _begin(account, coach, agreed, now, accepted=False, by=by)


@transaction.atomic
def answer_request(*, guidance: UUID, coach: UUID, yes: bool, now: datetime, by: str) -> bool:
    """The coach's answer; a no removes the request. False when it is there no more. Raises `TooMany`."""
    asked = Guidance.objects.select_for_update().filter(coach_id=coach, accepted_at=None, ended_at=None)
    row = asked.filter(pk=guidance, until__gt=now).first()
    if row is None:
        return False
    audit.record(what=What.GUIDANCE_BEGUN if yes else What.GUIDANCE_DECLINED, subject=str(row.pk), by=by)
    if not yes:
        row.delete()
        return True
    _room_for_one(coach, now)
    row.accepted_at = now
    row.save(update_fields=["accepted_at"])
    return True


@transaction.atomic
def change_agreement(*, guidance: UUID, account: UUID, agreed: Agreed, now: datetime, by: str) -> bool:
    """The person changes what their coach sees, or until when; false when it has ended."""
    row = _of_person(guidance, account, now)
    if row is None:
        return False
    row.parts = sorted({str(part) for part in agreed.parts})
    row.seen = {part: seen for part, seen in row.seen.items() if part in row.parts}
    row.since, row.until = now, agreed.until  # agreeing again begins anew, so that a year may follow
    if row.accepted_at is not None:
        row.accepted_at = now
    row.save(update_fields=["parts", "seen", "since", "until", "accepted_at"])
    audit.record(what=What.GUIDANCE_CHANGED, subject=str(row.pk), by=by, counts={"parts": len(row.parts)})
    return True


@transaction.atomic
def end(
    *, guidance: UUID, now: datetime, by: str, account: UUID | None = None, coach: UUID | None = None
) -> bool:
    """Ends it at once, by the person or by the coach; a request nobody answered is removed. False when ended.

    What was noted stays for the person to read, for `NOTES_KEPT`; the coach sees nothing from this moment on.
    """
    whose = Q(account_id=account) if account else Q(coach_id=coach, coach__isnull=False)
    row = Guidance.objects.select_for_update(of=("self",)).filter(whose, pk=guidance, ended_at=None).first()
    if row is None:
        return False
    audit.record(what=What.GUIDANCE_ENDED, subject=str(row.pk), by=by)
    if row.accepted_at is None:
        row.delete()
        return True
    row.ended_at, row.pass_to, row.seen, row.seen_at = max(now, row.since), None, {}, None
    row.save(update_fields=["ended_at", "pass_to", "seen", "seen_at"])
    return True


@transaction.atomic
def remove_ended(*, guidance: UUID, account: UUID, by: str) -> bool:
    """The person removes what is left of a guidance that ended, the notes in it included."""
    row = Guidance.objects.select_for_update().filter(pk=guidance, account_id=account).first()
    if row is None or row.ended_at is None:
        return False
    audit.record(what=What.GUIDANCES_REMOVED, subject=str(row.pk), by=by, counts={"removed": 1})
    row.delete()
    return True


@transaction.atomic
def ask_to_pass_on(*, guidance: UUID, coach: UUID, to: UUID | None, now: datetime, by: str) -> bool:
    """The coach proposes a colleague in their place, or takes that back; the person decides.

    False when it does not run. Raises `NotForYou` for who is no other coach of the same organisation.
    """
    row = running(guidance, coach, now)
    if row is None:
        return False
    if to is not None:
        colleague = Coach.objects.filter(pk=to, membership__organisation=row.organisation_id).exclude(pk=coach)
        if not colleague.exclude(membership__account=row.account_id).exists():
            raise NotForYou
    row.pass_to_id = to
    row.save(update_fields=["pass_to"])
    audit.record(what=What.GUIDANCE_PASSING_ON, subject=str(row.pk), by=by)
    return True


@transaction.atomic
def answer_passing_on(*, guidance: UUID, account: UUID, yes: bool, now: datetime, by: str) -> bool:
    """The person's answer: with a yes the other coach takes over, notes and all. False when not asked any more.

    Raises `AlreadyGuided` when the other coach guides them already, and `TooMany`.
    """
    row = _of_person(guidance, account, now)
    if row is None or row.pass_to_id is None:
        return False
    to, row.pass_to_id = row.pass_to_id, None
    if yes:
        if Guidance.objects.filter(account_id=account, coach_id=to, ended_at=None).exists():
            raise AlreadyGuided
        _room_for_one(to, now)
        row.coach_id, row.seen, row.seen_at = to, {}, None
    row.save(update_fields=["pass_to", "coach", "seen", "seen_at"])
    audit.record(what=What.GUIDANCE_PASSED_ON if yes else What.GUIDANCE_CHANGED, subject=str(row.pk), by=by)
    return True


@transaction.atomic
def purge(*, now: datetime, by: str) -> int:
    """Ends what has run out, removes what ended long ago and what nobody answered; says how many went."""
    out = Guidance.objects.filter(ended_at=None, until__lte=now)
    for row in out.exclude(accepted_at=None).select_for_update():
        row.ended_at, row.pass_to, row.seen, row.seen_at = row.until, None, {}, None
        row.save(update_fields=["ended_at", "pass_to", "seen", "seen_at"])
        audit.record(what=What.GUIDANCE_ENDED, subject=str(row.pk), by=by)
    unanswered = Q(accepted_at=None) & (Q(since__lte=now - INVITED_FOR) | Q(until__lte=now))
    long_ago = Guidance.objects.filter(Q(ended_at__lte=now - NOTES_KEPT) | unanswered)
    removed = long_ago.count()
    long_ago.delete()
    Invitation.objects.filter(expires_at__lte=now).delete()
    if removed:
        audit.record(what=What.GUIDANCES_REMOVED, subject="guidances", by=by, counts={"removed": removed})
    return removed


def running(guidance: UUID, coach: UUID, now: datetime) -> Guidance | None:
    """A guidance that runs and is this coach's, locked until the transaction ends; none otherwise."""
    row = Guidance.objects.select_for_update().filter(pk=guidance, coach_id=coach).first()
    return row if row is not None and row.runs(now) else None


def _of_person(guidance: UUID, account: UUID, now: datetime) -> Guidance | None:
    mine = Guidance.objects.select_for_update().filter(account_id=account, ended_at=None, until__gt=now)
    return mine.filter(pk=guidance).first()


def _begin(account: UUID, coach: UUID, agreed: Agreed, now: datetime, *, accepted: bool, by: str) -> Guidance:
    row = Coach.objects.select_for_update(of=("self",)).select_related("membership").get(pk=coach)
    if row.membership.account_id == account:
        raise OwnCoach
    # Whose time is over makes room, also before the hour at which it is tidied up.
    Guidance.objects.filter(account_id=account, coach_id=coach, ended_at=None, until__lte=now).exclude(
        accepted_at=None
    ).update(ended_at=now, seen={}, seen_at=None, pass_to=None)
    if Guidance.objects.filter(account_id=account, coach_id=coach, ended_at=None).exists():
        raise AlreadyGuided
    _room_for_one(coach, now)
    made = Guidance.objects.create(
        account_id=account,
        organisation_id=row.membership.organisation_id,
        coach_id=coach,
        parts=sorted({str(part) for part in agreed.parts}),
        since=now,
        until=agreed.until,
        accepted_at=now if accepted else None,
    )
    what = What.GUIDANCE_BEGUN if accepted else What.GUIDANCE_ASKED
    audit.record(what=what, subject=str(made.pk), by=by, counts={"parts": len(made.parts)})
    return made


def _room_for_one(coach: UUID, now: datetime) -> None:
    """Locks the coach, so that two who begin at once are counted one after the other."""
    Coach.objects.select_for_update().get(pk=coach)
    if Guidance.objects.filter(coach_id=coach, ended_at=None, until__gt=now).count() >= CASELOAD_AT_MOST:
        raise TooMany
