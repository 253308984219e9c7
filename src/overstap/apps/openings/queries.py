# SPDX-License-Identifier: EUPL-1.2
"""Reads of openings; matching reads them through the bridge."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection
from django.db.models import Count, F, Prefetch, Q, QuerySet, Sum, Window
from django.db.models.functions import RowNumber, TruncMonth

from overstap.apps.openings.enums import REMINDED_BEFORE, NeedStatus, OpeningStatus
from overstap.apps.openings.models import Need, Opening, OpeningSkill
from overstap.apps.organisations.queries import at_desk_of

_IN_ORDER = Prefetch("demands", OpeningSkill.objects.order_by("position", "skill_id"))


def open_on(day: date, *, organisation: str = "") -> tuple[Opening, ...]:
    """Openings that take people on `day`, of one organisation when given; two queries, demands included."""
    found = published().filter(Q(closes_on__isnull=True) | Q(closes_on__gte=day))
    if organisation:
        found = found.filter(organisation=organisation)
    related = found.select_related("organisation", "occupation", "place").prefetch_related("demands")
    return tuple(related.order_by("origin", "position", "pk"))


def published() -> QuerySet[Opening]:
    """The openings that everybody may see; those that have closed are among them until they are expired."""
    return Opening.objects.filter(status=str(OpeningStatus.PUBLISHED), retired=False)


def opening_of(id_: str) -> Opening | None:
    """The opening with this id, wherever it stands, with its organisation; two queries, demands included.

    Whether somebody may see it is asked of it: `permission.may(who, act, opening)`, unless it is published.
    """
    found = Opening.objects.filter(pk=id_, retired=False).select_related("organisation", "keeper__membership")
    return found.prefetch_related(_IN_ORDER).first()


def at_desk(organisation: str) -> tuple[Opening, ...]:
    """What an organisation has at its desk: drafts and all, its own before those of a source; one query."""
    found = Opening.objects.filter(organisation=organisation, retired=False)
    related = found.select_related("occupation", "place").annotate(asked=Count("demands"))
    return tuple(related.order_by("-origin", "status", F("closes_on").asc(nulls_last=True), "pk"))


def closing_soon(today: date) -> tuple[Opening, ...]:
    """What people published, closes within `REMINDED_BEFORE`, and nobody was reminded of; keepers included."""
    found = (
        published()
        .filter(origin="", closes_on__gte=today, closes_on__lte=today + REMINDED_BEFORE)
        .exclude(reminded_for=F("closes_on"))
    )
    return tuple(
        found.select_related("organisation", "keeper__membership__account").order_by("closes_on", "pk")
    )


@dataclass(frozen=True, slots=True)
class Closing:
    """An opening that closes soon, and the accounts to remind of it: address and language."""

    opening: Opening
    remind: tuple[tuple[str, str], ...]


def to_remind(today: date) -> tuple[Closing, ...]:
    """`closing_soon` with whom to remind: its keeper, or else all at the desk. A query more for each."""
    found = []
    for row in closing_soon(today):
        keeper = getattr(row, "keeper", None)
        accounts = [keeper.membership.account] if keeper else at_desk_of(row.organisation_id)
        active = [(one.email, one.language) for one in accounts if one.is_active]
        found.append(Closing(row, tuple(active)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Moment:
    """A state of the openings: which transactions are in it, and the last time that everything changed."""

    snapshot: str
    everything: str


_NOW = """
    SELECT pg_current_snapshot()::text,
           (SELECT token::text FROM openings_openingchange WHERE opening = '' ORDER BY id DESC LIMIT 1)
"""
_SINCE = """
    FROM openings_openingchange
    WHERE written_in >= pg_snapshot_xmin(%(since)s::pg_snapshot)::text::bigint
      AND NOT pg_visible_in_snapshot(written_in::text::xid8, %(since)s::pg_snapshot)
"""


def this_moment() -> Moment:
    """The state that this transaction sees, or the next statement where there is none."""
    with connection.cursor() as cursor:
        cursor.execute(_NOW)
        snapshot, everything = cursor.fetchone()
    return Moment(snapshot, everything or "")


def changed_since(moment: Moment) -> bool:
    """Whether any opening was written or removed since."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT {_SINCE})", {"since": moment.snapshot})
        return bool(cursor.fetchone()[0])


def changes_since(moment: Moment) -> Sequence[str]:
    """The openings that were written or removed since, each once; call it where `this_moment` was called.

    Whether everything changed is told by the moments: `everything` differs.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT opening {_SINCE}", {"since": moment.snapshot})
        return [opening for (opening,) in cursor.fetchall() if opening]


def how_many(*, origins: Sequence[str]) -> int:
    """Openings of these origins that everybody may see."""
    return published().filter(origin__in=origins).count()


def open_for_each_occupation(openings: QuerySet[Opening], top: int) -> list[str]:
    """Of each occupation the `top` of these openings that stay open longest, by id."""
    place = Window(
        RowNumber(), partition_by="occupation_id", order_by=[F("closes_on").desc(nulls_first=True), "id"]
    )
    return list(openings.annotate(nth=place).filter(nth__lte=top).values_list("id", flat=True))


def skills_asked(openings: Sequence[str]) -> dict[str, list[str]]:
    """The skills that each of these openings asks, by id; one query."""
    found = OpeningSkill.objects.filter(opening__in=openings).values_list("opening_id")
    return dict(found.annotate(skills=ArrayAgg("skill_id", order_by="skill_id")))


BRIEF = (
    *("id", "kind", "organisation", "occupation", "title", "place", "hours_low", "hours_high"),
    *("wage_low", "wage_high", "starts_on", "closes_on", "places", "invented"),
)
"""What `in_brief` tells of an opening, in this order."""
_IN_BRIEF = """
    SELECT id, kind, organisation_id, occupation_id, title, place_id, hours_low, hours_high,
           wage_low, wage_high, starts_on, closes_on, places, invented
    FROM openings_opening WHERE id = ANY (%s) AND origin = ANY (%s) AND status = 'published' AND NOT retired
"""


def in_brief(ids: Sequence[str], *, origins: Sequence[str]) -> list[tuple[Any, ...]]:
    """`BRIEF` of those of the openings that are there. Every search ends here: written out, it costs half."""
    with connection.cursor() as cursor:
        cursor.execute(_IN_BRIEF, [list(ids), list(origins)])
        return [(*row[:4], json.loads(row[4]), *row[5:]) for row in cursor.fetchall()]


def need_of(id_: UUID) -> Need | None:
    """The need with this id, its organisation and skills included; two queries."""
    found = Need.objects.select_related("organisation", "occupation", "place").filter(pk=id_)
    return found.prefetch_related("skills").first()


def needs_at(organisation: str) -> tuple[Need, ...]:
    """What an organisation told of, the standing first, those of soonest first; two queries."""
    found = Need.objects.filter(organisation=organisation).select_related("occupation", "place")
    return tuple(found.prefetch_related("skills").order_by("-status", "from_on", "pk"))


def standing_needs(
    *,
    until: date | None = None,
    occupations: Collection[str] | None = None,
    places: Collection[str] | None = None,
) -> tuple[Need, ...]:
    """Who will be needed without an opening yet, for planners: soonest first; two queries, skills included.

    `until`: only those that begin by that day; `occupations` and `places`: only in these.
    """
    found = Need.objects.filter(status=str(NeedStatus.STANDING))
    if until is not None:
        found = found.filter(from_on__lte=until)
    if occupations is not None:
        found = found.filter(occupation__in=occupations)
    if places is not None:
        found = found.filter(place__in=places)
    return tuple(found.select_related("organisation").prefetch_related("skills").order_by("from_on", "pk"))


@dataclass(frozen=True, slots=True)
class Needed:
    """How many people are needed in an occupation (empty: told in skills only), in a place, in a month."""

    month: date
    occupation: str
    place: str
    people: int


def people_needed(*, since: date, until: date) -> tuple[Needed, ...]:
    """Standing needs that begin within these days, summed, for a monitor; one query."""
    found = Need.objects.filter(status=str(NeedStatus.STANDING), from_on__gte=since, from_on__lte=until)
    sums = (
        found.annotate(month=TruncMonth("from_on"))
        .values("month", "occupation", "place")
        .annotate(people=Sum("number"))
        .order_by("month", "occupation", "place")
    )
    return tuple(Needed(one["month"], one["occupation"] or "", one["place"], one["people"]) for one in sums)


@dataclass(frozen=True, slots=True)
class Newest:
    """A page of what is published: the openings, and whether there are more after them."""

    openings: tuple[Opening, ...]
    more: bool


def newest(
    today: date,
    *,
    origins: Sequence[str],
    occupations: Collection[str] | None = None,
    place: str = "",
    page: int = 1,
    size: int = 100,
) -> Newest:
    """What takes people, those published last first; two queries, demands included. `page` counts from 1."""
    found = published().filter(Q(closes_on__isnull=True) | Q(closes_on__gte=today), origin__in=origins)
    if occupations is not None:
        found = found.filter(occupation__in=occupations)
    if place:
        found = found.filter(place=place)
    ordered = found.order_by(F("published_at").desc(nulls_last=True), "pk").select_related("organisation")
    rows = list(ordered.prefetch_related(_IN_ORDER)[(page - 1) * size : page * size + 1])
    return Newest(tuple(rows[:size]), len(rows) > size)
