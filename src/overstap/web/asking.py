# SPDX-License-Identifier: EUPL-1.2
"""What every page asks first: the region, the day, what this person told us. Asked once per request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from overstap.bridge.region import NoRegionError, current_region
from overstap.engine.matching.index import Filters
from overstap.engine.matching.model import Position, Wishes
from overstap.engine.matching.wishes import only_wished
from overstap.web import words
from overstap.web.coaching.guiding import READING_KEY, still_lent
from overstap.web.planner.presenters.recognised import Reading, read_words
from overstap.web.planner.trip import Known, Trip, only_known, read_trip, write_trip

if TYPE_CHECKING:
    from overstap.engine.region.region import Region

P = ParamSpec("P")


@dataclass(frozen=True)
class Visit:
    """One request, with what it is about."""

    request: HttpRequest
    region: Region
    today: date
    trip: Trip | None
    language: str

    def label(self, skill: str) -> str:
        """What a skill is called in the language of the page."""
        return self.region.skill_label(skill, self.language)

    def render(self, template: str, context: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
        """A page."""
        return render(self.request, template, context or {}, status=status)

    def keep(self, trip: Trip) -> None:
        """Keeps the trip in the session."""
        write_trip(self.request.session, trip)

    def read(self, trip: Trip) -> Reading:
        """Reads the person's words, and keeps what was read beside the trip."""
        reading = read_words(self.region, trip.text, trip.language)
        self.request.session[READING_KEY] = reading.as_plain()
        return reading

    def reading(self, trip: Trip) -> Reading:
        """What was read in the person's words before."""
        kept = self.request.session.get(READING_KEY)
        return Reading.from_plain(kept) if kept else self.read(trip)


def page(
    view: Callable[Concatenate[Visit, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Makes a view out of a function that takes a `Visit`; says so when no region was loaded yet."""

    @wraps(view)
    def answer(request: HttpRequest, *args: P.args, **options: P.kwargs) -> HttpResponseBase:
        try:
            region = current_region()
        except NoRegionError:
            return render(request, "web/no_region.html", status=503)
        trip = trip_of(request) if still_lent(request) else None
        if trip is not None:  # the region may have changed since
            trip, _gone = only_known(trip, known_in(region))
        visit = Visit(request, region, timezone.localdate(), trip, words.language())
        return view(visit, *args, **options)

    return answer


def known_in(region: Region) -> Known:
    """Ids that exist in a region."""
    records = region.records
    return Known(
        skills=region.taxonomy.skill_index,
        occupations=records.occupations,
        own_occupations=region.taxonomy.occupation_index,
        sectors=records.sectors,
        places=records.places,
        certificates=records.certificates,
        openings=records.openings,
        courses=records.courses,
        editions=records.editions,
    )


def trip_of(request: HttpRequest) -> Trip | None:
    """What this person told us, or none; who has no session cookie is not looked up."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    return read_trip(request.session)


def wishes_of(visit: Visit, trip: Trip) -> Wishes:
    """The person's wishes, seen from where they live."""
    return trip.wishes(_home(visit, trip))


def filters_of(visit: Visit, trip: Trip) -> Filters:
    """The direction and, when they are to be limits, the wishes; always without what has closed."""
    anywhere = Filters(today=visit.today, occupations=direction_of(visit.region, trip))
    if not trip.strict:
        return anywhere
    return replace(only_wished(wishes_of(visit, trip), today=visit.today), occupations=anywhere.occupations)


def left_out_by_wishes(visit: Visit, trip: Trip) -> int:
    """How many openings in the person's direction their wishes leave out."""
    stock = visit.region.stock
    anywhere = Filters(today=visit.today, occupations=direction_of(visit.region, trip))
    return stock.count(anywhere) - stock.count(filters_of(visit, trip))


def direction_of(region: Region, trip: Trip) -> frozenset[str]:
    """Occupations on the line that the person wants to go to; empty is everywhere."""
    occupations = region.records.occupations
    goal = occupations.get(trip.goal_occupation)
    sector = trip.goal_sector or (goal.sector if goal else "")
    return occupations_in(region, sector) if sector else frozenset()


def occupations_in(region: Region, sector: str) -> frozenset[str]:
    """The occupations on a line."""
    return frozenset(row.id for row in region.records.occupations.values() if row.sector == sector)


def _home(visit: Visit, trip: Trip) -> Position | None:
    place = visit.region.records.places.get(trip.place)
    return place.position if place else None
