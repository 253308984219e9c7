# SPDX-License-Identifier: EUPL-1.2
"""A coach who plans with the passport of somebody they guide: what their session holds meanwhile.

The coach's own trip is put aside and comes back. What was lent stands under one key, so that it is found and
taken out of the session the moment the guidance ends.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from overstap.apps.guidance import queries
from overstap.apps.guidance.enums import Part
from overstap.bridge.lent_trips import LENT, ORIENTATION
from overstap.web.passports.trip import trip_out_of
from overstap.web.planner.trip import SESSION_KEY, Trip, write_trip

READING_KEY = "reading"
_OWN = (SESSION_KEY, READING_KEY, ORIENTATION)
"""What a coach puts aside meanwhile."""
_SHOWN_BY = {
    Part.SKILLS: ("skills",),
    Part.LICENCES: ("certificates",),
    Part.STORY: ("text", "occupation", "occupation_settled", "usual_weighed"),
    Part.WISHES: (
        *("goal", "goal_occupation", "goal_sector", "place", "hours_low", "hours_high", "wage", "wage_floor"),
        *("pay_unit", "pay_hours", "distance", "kinds", "starts_on", "strict", "travel"),
    ),
}
"""Which part of a passport tells which fields of a trip; what is not shared is as if nobody had told it."""


def shared_trip(passport: Any, parts: frozenset[Part]) -> Trip:
    """What the planner gets of a passport when only these parts are shared."""
    whole, told = trip_out_of(passport), Trip(language=passport.language)
    for part, names in _SHOWN_BY.items():
        for name in names if part in parts else ():
            setattr(told, name, getattr(whole, name))
    return told


def begin(request: HttpRequest, guidance: Any, trip: Trip) -> None:
    """Plans on with what somebody shares; what the coach told for themselves is put aside."""
    stop(request)
    own = {name: request.session.pop(name) for name in _OWN if name in request.session}
    request.session[LENT] = {"guidance": str(guidance.pk), "name": guidance.account.email, "own": own}
    write_trip(request.session, trip)


def stop(request: HttpRequest) -> str:
    """Gives back what was lent; the id of the guidance it was lent by, or nothing."""
    lent = request.session.pop(LENT, None)
    if lent is None:
        return ""
    for name in _OWN:
        request.session.pop(name, None)
    request.session.update(lent.get("own", {}))
    return str(lent["guidance"])


def lent_by(request: HttpRequest) -> dict[str, Any] | None:
    """Whose passport this session plans with: `guidance` and `name`; none for one's own."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    lent = request.session.get(LENT)
    return lent if isinstance(lent, dict) else None


def still_lent(request: HttpRequest) -> bool:
    """Whether what this session plans with may be seen; what may not is given back at once."""
    lent = lent_by(request)
    if lent is None:
        return True
    now = timezone.now()
    row = (
        queries.running(UUID(lent["guidance"]), request.user.pk, now) if request.user.is_authenticated else None
    )
    if row is None:
        stop(request)
        return False
    return True
