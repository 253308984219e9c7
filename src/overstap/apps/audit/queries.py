# SPDX-License-Identifier: EUPL-1.2
"""Reading the trail."""

from __future__ import annotations

from django.db.models import QuerySet

from overstap.apps.audit.models import Event


def latest(*, limit: int = 100, what: str = "", subject: str = "", after: int = 0) -> tuple[Event, ...]:
    """The last `limit` events, newest first, `after` so many; of one kind or about one subject when given."""
    events = _of(what, subject).order_by("-at", "-id")
    return tuple(events[after : after + limit])


def how_many(*, what: str = "", subject: str = "") -> int:
    """How many events there are, of one kind or about one subject when given."""
    return _of(what, subject).count()


def _of(what: str, subject: str) -> QuerySet[Event]:
    events = Event.objects.all()
    if what:
        events = events.filter(what=what)
    return events.filter(subject=subject) if subject else events
