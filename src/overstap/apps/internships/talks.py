# SPDX-License-Identifier: EUPL-1.2
"""Talks about an internship: planned, noted, and reminded of. Who may is asked before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from itertools import groupby
from uuid import UUID

from django.db import transaction

from overstap.apps.accounts.enums import Act
from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.internships import queries
from overstap.apps.internships.actions import NotNow, held
from overstap.apps.internships.enums import OVER, VisitOutcome, Where, With
from overstap.apps.internships.models import Visit
from overstap.apps.organisations import queries as organisations


@dataclass(frozen=True, slots=True)
class TalkTold:
    """A talk that is planned. `keeper`: the membership of whoever is reminded of it."""

    on: date
    where: Where
    with_whom: With
    at: time | None = None
    keeper: UUID | None = None


@transaction.atomic
def plan_talk(*, internship: UUID, told: TalkTold, by: str) -> Visit:
    """Plans a talk; one that is planned for the same day already gets this time and place.

    Raises `NotNow` for an internship that is over, and for a day of which a talk was noted.
    """
    row = held(internship)
    if row.state in OVER or row.visits.filter(on=told.on).exclude(outcome="").exists():
        raise NotNow
    values = {
        "at": told.at,
        "where": str(told.where),
        "with_whom": str(told.with_whom),
        "keeper_id": told.keeper,
    }
    visit, _made = Visit.objects.update_or_create(internship=row, on=told.on, defaults=values)
    audit.record(what=What.VISIT_PLANNED, subject=str(visit.pk), by=by)
    return visit


@transaction.atomic
def note_talk(*, internship: UUID, visit: UUID, outcome: VisitOutcome, note: str, today: date, by: str) -> None:
    """Notes what came of a talk, or corrects it. Raises `NotNow` before its day, `Visit.DoesNotExist`."""
    row = held(internship).visits.get(pk=visit)
    if row.on > today:
        raise NotNow
    row.outcome, row.note, row.noted_on = str(outcome), note, today
    row.save(update_fields=["outcome", "note", "noted_on"])
    audit.record(what=What.VISIT_NOTED, subject=str(visit), by=by)


@transaction.atomic
def cancel_talk(*, internship: UUID, visit: UUID, by: str) -> bool:
    """Takes a talk away that was not held; false when there is none."""
    removed, _ = held(internship).visits.filter(pk=visit, outcome="").delete()
    if removed:
        audit.record(what=What.VISIT_CANCELLED, subject=str(visit), by=by)
    return bool(removed)


def remind(*, today: date, send: Callable[[str, str, int], None], by: str) -> int:
    """Reminds whoever planned talks of today and tomorrow, in one mail each; returns how many mails.

    `send` gets an address, a language and how many talks. What could not be sent (`OSError`) is tried again.
    """
    sent = 0
    for _keeper, found in groupby(queries.visits_to_remind(today), lambda one: one.keeper_id):
        sent += _remind_one([one.pk for one in found], send)
    if sent:
        audit.record(what=What.VISITS_REMINDED, subject="visits", by=by, counts={"sent": sent})
    return sent


def remind_hosts(*, today: date, send: Callable[[str, str, int, str], None], by: str) -> int:
    """Reminds hosts of talks of today and tomorrow, everybody at their desk, in one mail each; how many mails.

    `send` gets an address, a language, how many talks, and the host. What could not be sent (`OSError`) to
    anybody of a host is tried again.
    """
    sent = 0
    for host, found in groupby(queries.visits_to_tell_hosts(today), lambda one: one.internship.host_id):
        sent += _remind_host(host, [one.pk for one in found], send)
    if sent:
        audit.record(what=What.VISITS_REMINDED, subject="hosts", by=by, counts={"sent": sent})
    return sent


@transaction.atomic
def _remind_host(host: str | None, ids: list[UUID], send: Callable[[str, str, int, str], None]) -> int:
    """Of two workers at once, one finds the rows free and sends."""
    free = Visit.objects.select_for_update(of=("self",), skip_locked=True)
    rows = [one for one in free.filter(pk__in=ids, outcome="") if one.host_reminded_for != one.on]
    if not rows or host is None:
        return 0
    sent = 0
    for account in organisations.people_at_desk(host, Act.GUIDE_INTERNS):
        try:
            send(account.email, account.language, len(rows), host)
        except OSError:  # an `SMTPException` is one
            continue
        sent += 1
    if sent:  # a host without an account is told nothing; when it has one, it is
        for one in rows:
            one.host_reminded_for = one.on
        Visit.objects.bulk_update(rows, ["host_reminded_for"])
    return sent


@transaction.atomic
def _remind_one(ids: list[UUID], send: Callable[[str, str, int], None]) -> bool:
    """Of two workers at once, one finds the rows free and sends."""
    free = Visit.objects.select_for_update(of=("self",), skip_locked=True).select_related("keeper__account")
    rows = [one for one in free.filter(pk__in=ids, outcome="") if one.reminded_for != one.on and one.keeper]
    if not rows:
        return False
    account = rows[0].keeper.account
    try:
        send(account.email, account.language, len(rows))
    except OSError:  # an `SMTPException` is one
        return False
    for one in rows:
        one.reminded_for = one.on
    Visit.objects.bulk_update(rows, ["reminded_for"])
    return True
