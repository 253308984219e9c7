# SPDX-License-Identifier: EUPL-1.2
"""Taking back what a coach's session holds of somebody, the moment they may no longer see it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

LENT = "lent"
"""The key of a session under which stands whose passport it plans with."""
ORIENTATION = "orientation"
"""The key under which stands what somebody answered while finding out what they want."""
_HELD = ("trip", "reading", ORIENTATION)


def without_what_was_lent(data: dict[str, Any]) -> dict[str, Any]:
    """What is in a session, without what somebody else lent it, and with what its owner had put aside."""
    if LENT not in data:
        return data
    own = data[LENT].get("own", {})
    return {**{name: value for name, value in data.items() if name not in (LENT, *_HELD)}, **own}


def take_back(guidances: Collection[str]) -> int:
    """Takes what these guidances lent out of every session; says how many those were.

    Looks into every session there is: they live a day at most, and this is seldom asked.
    """
    changed = 0
    for session in Session.objects.order_by("pk").iterator() if guidances else ():
        data = SessionStore().decode(session.session_data)
        if data.get(LENT, {}).get("guidance") in guidances:
            session.session_data = SessionStore().encode(without_what_was_lent(data))
            session.save(update_fields=["session_data"])
            changed += 1
    return changed
