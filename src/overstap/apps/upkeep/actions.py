# SPDX-License-Identifier: EUPL-1.2
"""Setting reminders and sending those that are due; answering proposals."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.passports import queries as held
from overstap.apps.passports import renewing
from overstap.apps.upkeep.enums import SENT_AT_ONCE, Kind
from overstap.apps.upkeep.models import Refused, Reminder


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month.

    >>> months_later(date(2027, 1, 31), 1), months_later(date(2027, 11, 5), 3)
    (datetime.date(2027, 2, 28), datetime.date(2028, 2, 5))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@transaction.atomic
def set_reminder(*, account: UUID, every_months: int, next_on: date, by: str) -> Reminder:
    """Reminds somebody from `next_on` on. Raises Django's `IntegrityError` for months that cannot be chosen."""
    values = {"every_months": every_months, "next_on": next_on}
    row, _made = Reminder.objects.update_or_create(account_id=account, defaults=values)
    audit.record(what=What.REMINDER_SET, subject=str(account), by=by)
    return row


@transaction.atomic
def stop_reminding(*, account: UUID, by: str) -> bool:
    """Reminds somebody no more; false when nobody did."""
    removed, _ = Reminder.objects.filter(account_id=account).delete()
    if removed:
        audit.record(what=What.REMINDER_STOPPED, subject=str(account), by=by)
    return bool(removed)


def send_due(*, now: datetime, today: date, send: Callable[[str, str], None], by: str) -> int:
    """Sends each reminder that is due, once, also when two workers do this at the same time; says how many.

    `send` gets an address and a language. What could not be sent (`OSError`, `SMTPException`) stays due, and
    does not keep the others from being sent.
    """
    sent = 0
    due = Reminder.objects.filter(next_on__lte=today, account__is_active=True).order_by("next_on")
    for account in list(due.values_list("pk", flat=True)[:SENT_AT_ONCE]):
        sent += _send_one(account, now, today, send)
    if sent:
        audit.record(what=What.REMINDERS_SENT, subject="reminders", by=by, counts={"sent": sent})
    return sent


@transaction.atomic
def _send_one(account: UUID, now: datetime, today: date, send: Callable[[str, str], None]) -> bool:
    mine = Reminder.objects.select_for_update(of=("self",), skip_locked=True).select_related("account")
    row = mine.filter(pk=account, next_on__lte=today).first()
    if row is None:
        return False
    try:
        send(row.account.email, row.account.language)
    except OSError:  # an `SMTPException` is one
        return False
    row.next_on, row.sent_at = months_later(today, row.every_months), now
    row.save(update_fields=["next_on", "sent_at"])
    return True


@transaction.atomic
def accept(*, account: UUID, kind: Kind, old: str, new: str, by: str) -> bool:
    """Puts `new` in the place of `old` in somebody's passport, or takes it out; false when it is not there."""
    passport = held.passport_of(account)
    if passport is None:
        return False
    if kind is Kind.SKILL:
        return renewing.replace_skill(passport=passport, old=old, new=new, by=by)
    return renewing.replace_occupation(passport=passport, old=old, new=new, by=by)


@transaction.atomic
def refuse(*, passport: UUID, kind: Kind, old: str, new: str, by: str) -> None:
    """Keeps `old` as it is, and does not propose `new` for it again."""
    _row, made = Refused.objects.get_or_create(passport_id=passport, kind=str(kind), old=old, new=new)
    if made:
        audit.record(what=What.PROPOSAL_REFUSED, subject=str(passport), by=by)
