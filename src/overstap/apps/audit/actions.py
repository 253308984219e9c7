# SPDX-License-Identifier: EUPL-1.2
"""Writing to the trail."""

from __future__ import annotations

from collections.abc import Mapping

from overstap.apps.audit.models import Event


def record(*, what: str, subject: str, by: str, counts: Mapping[str, int] | None = None) -> Event:
    """Writes an event; call it inside the transaction of the deed, so that neither stands without the other.

    `by` is a role (`terminal`) or a role and a number (`account:0b7e12`), never a name.
    """
    return Event.objects.create(what=str(what), subject=subject, by=by, counts=dict(counts or {}))
