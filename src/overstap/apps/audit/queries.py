# SPDX-License-Identifier: EUPL-1.2
"""Reading the trail."""

from __future__ import annotations

from overstap.apps.audit.models import Event


def latest(*, limit: int = 100, what: str = "", subject: str = "") -> tuple[Event, ...]:
    """The last `limit` events, newest first; of one kind or about one subject when given."""
    events = Event.objects.all()
    if what:
        events = events.filter(what=what)
    if subject:
        events = events.filter(subject=subject)
    return tuple(events.order_by("-at", "-id")[:limit])
