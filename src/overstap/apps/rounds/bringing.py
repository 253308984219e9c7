# SPDX-License-Identifier: EUPL-1.2
"""Places that a host brings to a round itself, and what the school says to them.

Who may is asked before: `permission.may`. As all that is written of a round, these hold the round first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.rounds.actions import NotOffered, TooLate, still_open
from overstap.apps.rounds.enums import Criterion, PlaceStatus, Track
from overstap.apps.rounds.models import Round, RoundPlace


class StandsAlready(Exception):
    """The place is in the round: it is taken back first, and then brought anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What a host says of a place. Hours a week; `starts_on` and `ends_on`: none, as in the round.

    `extra_hours`: guidance for a student who needs more than usual, for at most `extra_students`.
    """

    places: int
    criteria: Sequence[Criterion]
    track: Track
    says_recognised: bool
    days: Sequence[str] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    guidance_hours: float | None = None
    extra_hours: float = 0.0
    extra_students: int = 0


@transaction.atomic
def bring_place(
    *, round_: UUID, opening: str, told: Brought, now: datetime, today: date, by: str
) -> RoundPlace:
    """Brings an opening of the host's own to a round; the school looks at it first. What was declined may be
    brought again.

    Raises `Round.DoesNotExist`, `IsFixed`, `TooLate` after the last day for wishes or once the round is held,
    `StandsAlready`, and Django's `IntegrityError` for what a constraint forbids.
    """
    row = _open_to_hosts(round_, today)
    there = row.places.filter(opening=opening).first()
    if there is not None and there.accepted:
        raise StandsAlready
    values = _values(told) | {
        "status": str(PlaceStatus.OFFERED),
        "brought_at": now,
        "declined_because": "",
        "recognised": False,
        "recognised_on": None,
    }
    place, _made = RoundPlace.objects.update_or_create(round=row, opening_id=opening, defaults=values)
    counts = {"places": told.places}
    audit.record(what=What.ROUND_PLACE_BROUGHT, subject=str(place.pk), by=by, counts=counts)
    return place


@transaction.atomic
def take_back(*, round_: UUID, place: UUID, organisation: str, today: date, by: str) -> None:
    """Takes a place of this host out of a round, with the wishes for it. Raises as `bring_place`."""
    row = _open_to_hosts(round_, today)
    removed, _ = row.places.filter(pk=place, opening__organisation=organisation).delete()
    if removed:
        audit.record(what=What.ROUND_PLACE_WITHDRAWN, subject=str(place), by=by)


@transaction.atomic
def take_in(*, round_: UUID, place: UUID, recognised: bool, today: date, by: str) -> None:
    """Lets a place that a host brought take part. `recognised`: looked up today, and SBB recognised it.

    Raises `Round.DoesNotExist`, `IsFixed`, and `NotOffered` when it does not wait for an answer.
    """
    one = _waiting(round_, place)
    one.status, one.recognised = str(PlaceStatus.ACCEPTED), recognised
    one.recognised_on = today if recognised else None
    one.save(update_fields=["status", "recognised", "recognised_on"])
    audit.record(what=What.ROUND_PLACE_TAKEN_IN, subject=str(place), by=by, counts={"places": one.places})


@transaction.atomic
def decline(*, round_: UUID, place: UUID, because: str, by: str) -> None:
    """Says no to a place that a host brought. Raises as `take_in`, and `IntegrityError` without a reason."""
    one = _waiting(round_, place)
    one.status, one.declined_because = str(PlaceStatus.DECLINED), because
    one.save(update_fields=["status", "declined_because"])
    audit.record(what=What.ROUND_PLACE_DECLINED, subject=str(place), by=by)


def _open_to_hosts(round_: UUID, today: date) -> Round:
    row = still_open(round_)
    if row.held_at is not None or today > row.wishes_until:
        raise TooLate
    return row


def _waiting(round_: UUID, place: UUID) -> RoundPlace:
    found = still_open(round_).places.filter(pk=place, status=str(PlaceStatus.OFFERED)).first()
    if found is None:
        raise NotOffered
    return found


def _values(told: Brought) -> dict[str, Any]:
    return {
        "places": told.places,
        "criteria": [str(one) for one in told.criteria],
        "track": str(told.track),
        "says_recognised": told.says_recognised,
        "days": [str(day) for day in told.days],
        "starts_on": told.starts_on,
        "ends_on": told.ends_on,
        "guidance_hours": told.guidance_hours,
        "extra_hours": told.extra_hours,
        "extra_students": told.extra_students,
    }
