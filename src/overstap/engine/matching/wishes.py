# SPDX-License-Identifier: EUPL-1.2
"""How work meets what a person wants: scored apart from what the person can do."""

from __future__ import annotations

from datetime import date

from overstap.engine.matching.index import Filters
from overstap.engine.matching.model import Opening, Wishes, WishMatch, WishPart


def match_wishes(wishes: Wishes, opening: Opening, distance_km: float | None) -> WishMatch:
    """Each wish that was made, met or not; the score is the share met of those that can be told.

    What the opening leaves unsaid counts neither for nor against it.
    """
    parts = []
    if wishes.distance is not None:
        met = None if distance_km is None else distance_km <= wishes.distance
        parts.append(WishPart("distance", met))
    if wishes.hours_low is not None or wishes.hours_high is not None:
        parts.append(WishPart("hours", _hours_met(wishes, opening)))
    if wishes.wage_floor is not None:
        parts.append(WishPart("wage", _wage_met(wishes.wage_floor, opening)))
    if wishes.kinds:
        parts.append(WishPart("kind", opening.kind in wishes.kinds))
    if wishes.starts_on is not None:
        begins = opening.starts_on
        parts.append(WishPart("start", None if begins is None else begins >= wishes.starts_on))
    known = [part.met for part in parts if part.met is not None]
    return WishMatch(sum(known) / len(known) if known else None, tuple(parts))


def only_wished(wishes: Wishes, *, today: date) -> Filters:
    """Filters that leave out what does not meet the wishes, and what has closed."""
    return Filters(
        position=wishes.position,
        distance=wishes.distance,
        hours_low=wishes.hours_low,
        hours_high=wishes.hours_high,
        wage_floor=wishes.wage_floor,
        kinds=wishes.kinds,
        starts_on=wishes.starts_on,
        today=today,
    )


def _wage_met(floor: float, opening: Opening) -> bool | None:
    """Met when the least pay reaches the floor; not when even the most does not; in between it depends."""
    paid = [wage for wage in (opening.wage_low, opening.wage_high) if wage is not None]
    if not paid or min(paid) < floor <= max(paid):
        return None
    return min(paid) >= floor


def _hours_met(wishes: Wishes, opening: Opening) -> bool | None:
    if opening.hours_low is None or opening.hours_high is None:
        return None
    enough = wishes.hours_low is None or opening.hours_high >= wishes.hours_low
    not_too_many = wishes.hours_high is None or opening.hours_low <= wishes.hours_high
    return enough and not_too_many
