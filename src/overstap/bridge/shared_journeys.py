# SPDX-License-Identifier: EUPL-1.2
"""A journey without its traveller: what a shared copy holds, as data, and back again."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, get_type_hints

import msgspec

from overstap.engine.journeys.model import (
    ChangeLeg,
    Journey,
    Leg,
    Meanwhile,
    StudyLeg,
    WaitLeg,
    WorkLeg,
)
from overstap.engine.region.from_pack import Records

_LEGS: Mapping[str, type[Leg]] = {"study": StudyLeg, "work": WorkLeg, "wait": WaitLeg, "change": ChangeLeg}
_FIELDS = {name: kind for name, kind in get_type_hints(Journey).items() if name != "legs"}
"""The fields of a journey with their types; legs are read by their kind."""
UNKNOWN = -1.0
"""Stands for an amount that is not shared, since JSON has no infinity."""


def without_traveller(journey: Journey, *, with_pay: bool) -> Journey:
    """The journey alone.

    Left out: which skills somebody has or lacks, how well they fit, where they live (what travel costs tells
    how far that is), which conditions of theirs an arrangement looked at; and, unless `with_pay`, what they
    earn now, their benefit and severance and all that follows from those.
    """
    legs = tuple(_bare(leg) for leg in journey.legs)
    travel = sum(leg.travel for leg in journey.legs if isinstance(leg, StudyLeg))
    lowest = journey.measures.lowest_monthly
    measures = replace(
        journey.measures,
        cost=max(0.0, round(journey.measures.cost - travel, 2)),
        lowest_monthly=lowest if math.isfinite(lowest) else UNKNOWN,
    )
    bare = replace(journey, legs=legs, measures=measures, sureness=0)
    return bare if with_pay else _without_pay(bare)


def _bare(leg: Leg) -> Leg:
    if isinstance(leg, StudyLeg):
        payment = leg.payment and replace(leg.payment, met=())
        paid = payment.amount if payment else 0.0
        own = max(0.0, round(leg.price - paid, 2))
        return replace(leg, travel=0.0, out_of_pocket=own, payment=payment, new_skills=())
    if isinstance(leg, ChangeLeg):
        nothing = replace(leg.coverage, shown=0.0, claimed=0.0)
        kept = {"coverage": nothing, "asked": 0, "covered": 0, "missing": (), "attitudes": ()}
        return replace(leg, **kept, carried_over=(), from_the_start=())
    return leg


def _without_pay(journey: Journey) -> Journey:
    first = next(leg.on for leg in journey.legs if isinstance(leg, ChangeLeg))
    measures = replace(journey.measures, lowest_monthly=UNKNOWN, income=UNKNOWN)
    return replace(
        journey,
        measures=measures,
        income_line=tuple(
            step for step in journey.income_line if step.on >= first and step.source is Meanwhile.JOB
        ),
        today_monthly=None,
        income_against_staying=None,
        drop=0.0,
        good_again_on=None,
        severance=0.0,
    )


def as_plain(journey: Journey) -> dict[str, Any]:
    """A journey as data for JSON."""
    plain: dict[str, Any] = msgspec.to_builtins(journey)
    return plain


def from_plain(plain: Mapping[str, Any]) -> Journey:
    """A journey out of data. Raises `msgspec.ValidationError` for data that is none."""
    legs = tuple(msgspec.convert(leg, _LEGS[leg["kind"]]) for leg in plain["legs"])
    told = {name: msgspec.convert(plain[name], kind) for name, kind in _FIELDS.items()}
    return Journey(legs=legs, **told)


def is_still_there(journey: Journey, records: Records) -> bool:
    """Whether the region still has all that the journey passes."""
    return all(_is_there(leg, records) for leg in journey.legs)


def _is_there(leg: Leg, records: Records) -> bool:
    if isinstance(leg, StudyLeg):
        return leg.course in records.courses and leg.edition in records.editions
    if isinstance(leg, ChangeLeg | WorkLeg):
        known = not leg.opening or leg.opening in records.openings
        return known and leg.occupation in records.occupations
    return True
