# SPDX-License-Identifier: EUPL-1.2
"""The events that are to come, and the programme of one, for anybody."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from overstap.apps.accounts.enums import Act
from overstap.apps.accounts.permission import may
from overstap.apps.events import queries
from overstap.web.asking import Visit, page
from overstap.web.downloads import CALENDAR, attached
from overstap.web.events.presenters.calendar import all_calendar, event_calendar
from overstap.web.events.presenters.events import item_line
from overstap.web.events.presenters.talks import public_figures

FRESH_FOR = 300
"""Seconds that nobody need ask for the calendar again."""
CODES_KEY = "event-codes"


def event_or_404(id_: UUID) -> Any:
    """The event; it is found by who has its address."""
    found = queries.event_of(id_)
    if found is None:
        raise Http404
    return found


def guest_here(visit: Visit, event: Any) -> Any | None:
    """How this visitor comes to the event: by a code in their session, or by their account."""
    request = visit.request
    code = request.session.get(CODES_KEY, {}).get(str(event.pk), "")
    found = queries.guest_by_code(code) if code else None
    if found is not None and found.event_id == event.pk:
        return found
    return queries.guest_of_account(event, request.user.pk) if request.user.is_authenticated else None


@require_safe
@never_cache
@page
def events(visit: Visit) -> HttpResponse:
    """The events that anybody may come to."""
    holds = visit.request.user.is_authenticated and may(visit.request.user, Act.HOLD_EVENTS)
    told = {"events": queries.public_events(visit.today), "holds": holds}
    return visit.render("web/events/events.html", told)


@require_safe
@page
def feed(visit: Visit) -> HttpResponse:
    """The events that anybody may come to as one calendar, to subscribe to."""

    def about(event: Any) -> str:
        return visit.request.build_absolute_uri(reverse("event", args=[event.pk]))

    made = all_calendar(queries.public_events(visit.today), about)
    answer = HttpResponse(made, content_type=CALENDAR)
    patch_cache_control(answer, public=True, max_age=FRESH_FOR)
    return answer


@require_safe
@never_cache
@page
def programme(visit: Visit, id_: UUID) -> HttpResponse:
    """The programme of an event as a departure board, with what one booked oneself."""
    event = event_or_404(id_)
    guest = guest_here(visit, event)
    booked = {one.item_id: one for one in queries.booked_by(guest)} if guest else {}
    lines = [item_line(one) | {"booked": booked.get(one.pk)} for one in queries.programme_of(event)]
    user = visit.request.user
    told = {
        "event": event,
        "lines": lines,
        "visitor": guest,
        "over": visit.today > event.day,
        "at_once": guest is not None or user.is_authenticated,
        "proposing": event.proposals_until is not None and visit.today <= event.proposals_until,
        "holds": user.is_authenticated and may(user, Act.HOLD_EVENTS, event),
        "talking": event.talks_begin is not None,
        "came_of": public_figures(queries.outcomes_of(event)) if visit.today > event.day else [],
    }
    return visit.render("web/events/event.html", told)


@require_safe
@page
def calendar(visit: Visit, id_: UUID) -> HttpResponse:
    """The event as a calendar file."""
    event = event_or_404(id_)
    about = visit.request.build_absolute_uri(reverse("event", args=[id_]))
    return attached(event_calendar(event, about), CALENDAR, _("event") + ".ics")
