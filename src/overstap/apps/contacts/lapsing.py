# SPDX-License-Identifier: EUPL-1.2
"""What happens when nobody does anything: a reminder, then an end that both sides are told."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.contacts import notices
from overstap.apps.contacts.asking import close
from overstap.apps.contacts.enums import CONTACTS_KEPT, NAMES_KEPT, Ending, NoticeKind, Side, State
from overstap.apps.contacts.models import Contact

LAPSES = {
    State.ASKED: Ending.LAPSED_BY_PERSON,
    State.APPLIED: Ending.LAPSED_BY_ORGANISATION,
    State.AGREED: Ending.LAPSED_BY_ORGANISATION,
    State.TALKING: Ending.NO_WORD,
}
_WAITS_FOR = {
    State.ASKED: (Side.PERSON,),
    State.APPLIED: (Side.ORGANISATION,),
    State.AGREED: (Side.ORGANISATION,),
    State.TALKING: (Side.PERSON, Side.ORGANISATION),
}
AT_ONCE = 200
"""Contacts in one transaction."""


def lapse_due(*, now: datetime, by: str) -> int:
    """Ends what waited longer than it may, and tells both sides; returns how many."""
    lapsed = 0
    while some := _lapse_some(now, by):
        lapsed += some
    return lapsed


@transaction.atomic
def _lapse_some(now: datetime, by: str) -> int:
    rows = _locked().filter(due_at__lt=now).order_by("due_at", "pk")[:AT_ONCE]
    for row in rows:
        close(row, LAPSES[State(row.state)], now=now, by=by)
        notices.tell_person(contact=row, kind=NoticeKind.LAPSED, now=now)
        notices.tell_organisation(contact=row, kind=NoticeKind.LAPSED, now=now)
    if rows:
        audit.record(what=What.CONTACTS_LAPSED, subject="contacts", by=by, counts={"lapsed": len(rows)})
    return len(rows)


@transaction.atomic
def remind(*, now: datetime) -> int:
    """Reminds once of what waits for an answer; returns of how many."""
    rows = _locked().filter(remind_at__lte=now, due_at__gte=now).order_by("remind_at", "pk")[:AT_ONCE]
    for row in rows:
        sides = _WAITS_FOR[State(row.state)]
        row.remind_at = None
        row.save(update_fields=["remind_at"])
        if Side.PERSON in sides:
            notices.tell_person(contact=row, kind=NoticeKind.REMINDER, now=now)
        if Side.ORGANISATION in sides:
            notices.tell_organisation(contact=row, kind=NoticeKind.REMINDER, now=now)
    return len(rows)


@transaction.atomic
def end_of_gone_openings(*, today: date, now: datetime, by: str) -> int:
    """Ends questions and reactions that wait while the opening no longer takes people; the person is told."""
    opening = "candidate__opening__"
    gone = (
        Q(**{f"{opening}retired": True})
        | Q(**{f"{opening}closes_on__lt": today})
        | ~Q(**{f"{opening}status": "published"})
    )
    rows = _locked().filter(gone, state__in=[str(State.ASKED), str(State.APPLIED)]).order_by("pk")[:AT_ONCE]
    for row in rows:
        close(row, Ending.OPENING_GONE, now=now, by=by)
        notices.tell_person(contact=row, kind=NoticeKind.ENDED, now=now)
        notices.tell_organisation(contact=row, kind=NoticeKind.ENDED, now=now)
    return len(rows)


@transaction.atomic
def forget_names(*, now: datetime) -> int:
    """Takes names and ways of contact out of what ended a month ago; removes contacts of long ago."""
    old = Contact.objects.filter(state=str(State.CLOSED), closed_at__lte=now - NAMES_KEPT)
    forgotten = old.exclude(name="", reach="").update(name="", reach="", message="")
    Contact.objects.filter(state=str(State.CLOSED), closed_at__lte=now - CONTACTS_KEPT).delete()
    return forgotten


def _locked():
    found = Contact.objects.select_for_update(skip_locked=True, of=("self",))
    return found.exclude(state=str(State.CLOSED)).select_related("candidate__passport")
