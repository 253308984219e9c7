# SPDX-License-Identifier: EUPL-1.2
"""What is to be told by mail: written in the transaction of the deed, so that nobody waits in silence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from overstap.apps.accounts.enums import Act
from overstap.apps.contacts.enums import NOTICES_KEPT, NoticeKind, Side
from overstap.apps.contacts.models import Contact, Notice
from overstap.apps.organisations import queries as organisations

TOLD_AT_MOST = 10
"""People of one organisation that are told the same thing, when nobody took it up yet."""


def tell_person(*, contact: Contact, kind: NoticeKind, now: datetime) -> None:
    """Tells the person."""
    account = contact.candidate.passport.account_id
    Notice.objects.create(
        account_id=account, contact=contact, kind=str(kind), side=str(Side.PERSON), made_at=now
    )


def tell_organisation(*, contact: Contact, kind: NoticeKind, now: datetime) -> None:
    """Tells who of the organisation handles it, or, as long as nobody does, those who find people for it."""
    told: Iterable[UUID] = [contact.handler_id] if contact.handler_id else []
    at_desk = organisations.accounts_at_desk(contact.organisation_id, Act.FIND_PEOPLE)
    if contact.handler_id not in at_desk:
        told = at_desk[:TOLD_AT_MOST]
    Notice.objects.bulk_create(
        Notice(account_id=one, contact=contact, kind=str(kind), side=str(Side.ORGANISATION), made_at=now)
        for one in told
    )


def waiting(limit: int) -> tuple[Notice, ...]:
    """What is still to be sent, the oldest first, with whom it is for; call it in a transaction.

    Each is locked: another who sends at the same time takes others.
    """
    found = Notice.objects.select_for_update(skip_locked=True, of=("self",)).filter(sent_at=None)
    return tuple(found.select_related("account").order_by("made_at", "pk")[:limit])


def note_sent(*, notice: Notice, now: datetime) -> None:
    """Notes that it was sent."""
    notice.sent_at = now
    notice.save(update_fields=["sent_at"])


@transaction.atomic
def forget_old(*, now: datetime) -> int:
    """Removes what was told, and what could not be told, long ago; returns how many."""
    removed, _ = Notice.objects.filter(made_at__lte=now - NOTICES_KEPT).delete()
    return removed
