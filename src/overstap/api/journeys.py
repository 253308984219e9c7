# SPDX-License-Identifier: EUPL-1.2
"""The way from present work to other work. Nothing that is sent is kept."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from threading import BoundedSemaphore
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from overstap.api.answers import answer, answers
from overstap.api.matches import passport_asked
from overstap.api.problems import Refused, unknown
from overstap.api.region import region_or_refused
from overstap.api.schemas import MatchesAsked
from overstap.api.schemas_journey import JourneysAsked, JourneysFound, ReachAsked, ReachFound, TravellerAsked
from overstap.engine.problems import InputRefused
from overstap.engine.region.journey_request import Asked, JourneyRequest, asked_of
from overstap.engine.region.plain_journeys import plan_as_plain
from overstap.engine.region.plain_reach import reach_as_plain
from overstap.engine.region.region import Region

router = Router(tags=["journeys"])

AT_ONCE = BoundedSemaphore(2)
"""Searches of one web process at a time: they are what takes longest, and others want an answer too."""
QUEUED_SECONDS = 5.0


@router.post("/journeys", response=answers(200, JourneysFound, 422), summary="Journeys to other work")
def plan(request: HttpRequest, asked: JourneysAsked) -> HttpResponse:  # noqa: ARG001 - Ninja names it
    """The journeys that no other beats on arrival, cost, lowest income, income, changes and hours of study.

    The answer is that of `overstap journeys plan --json`, to the last digit. A person decides, not this list.
    """
    region = region_or_refused()
    question = _asked(region, asked)
    with _in_turn():
        ends_at = time.monotonic() + asked.seconds
        found = region.plan(
            question.traveller,
            question.question,
            parameters=question.parameters,
            stopped=lambda: time.monotonic() > ends_at,
        )
    return answer(
        plan_as_plain(
            region,
            found,
            question.traveller,
            question.question,
            question.parameters,
            asked.language,
            whole=asked.all,
        )
    )


@router.post("/reaches", response=answers(200, ReachFound, 422), summary="How far somebody gets")
def reach(request: HttpRequest, asked: ReachAsked) -> HttpResponse:  # noqa: ARG001 - Ninja names it
    """Every occupation within reach, with the soonest arrival and what it costs; and what stops one elsewhere.

    The answer is that of `overstap journeys reach --json`, to the last digit.
    """
    region = region_or_refused()
    question = _asked(region, asked)
    months = sorted(set(asked.months))
    with _in_turn():
        found = region.reach(
            question.traveller,
            question.question,
            months[-1],
            parameters=question.parameters,
            explain=asked.why,
        )
    return answer(
        reach_as_plain(
            region,
            found,
            question.traveller,
            question.question,
            question.parameters,
            months,
            asked.language,
        )
    )


@contextmanager
def _in_turn() -> Iterator[None]:
    """Waits a moment for a turn to search. Raises `Refused` (503) when there is none."""
    if not AT_ONCE.acquire(timeout=QUEUED_SECONDS):
        raise Refused(503, headers={"Retry-After": str(round(QUEUED_SECONDS))})
    try:
        yield
    finally:
        AT_ONCE.release()


def _asked(region: Region, asked: TravellerAsked) -> Asked:
    """The question, looked up and checked. Raises `Refused` with everything that is wrong."""
    held = MatchesAsked(skills=asked.skills, certificates=asked.certificates)
    said = {name: _plain(value) for name, value in asked if name in _NAMES and value is not None}
    request = JourneyRequest(**{**said, "passport": passport_asked(region, held)})
    if asked.occupation is not None and asked.occupation not in region.records.occupations:
        raise Refused(422, [("occupation", unknown("occupation", "beroep"))])
    try:
        return asked_of(region, request, today=timezone.localdate(), language=asked.language)
    except InputRefused as refused:
        # What was sent is not repeated, for it may be personal.
        problems = [(one.column, replace(one, column="", value="")) for one in refused.problems]
        raise Refused(422, problems) from None


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


_NAMES = frozenset(one.name for one in fields(JourneyRequest)) - {"passport"}
