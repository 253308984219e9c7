# SPDX-License-Identifier: EUPL-1.2
"""The third step: work that fits, one step away, further; and the page of one opening."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from overstap.apps.accounts.enums import Act
from overstap.apps.contacts.contact_queries import times_of
from overstap.apps.openings import queries
from overstap.apps.openings.enums import OpeningStatus, Weekday
from overstap.apps.organisations import queries as organisations
from overstap.engine.matching.model import Coverage, Match
from overstap.engine.region.region import Region
from overstap.web import words
from overstap.web.asking import Visit, filters_of, left_out_by_wishes, page, wishes_of
from overstap.web.employers.presenters.job_posting import as_json_ld, job_posting
from overstap.web.forms import WishesForm, told_wishes
from overstap.web.paging import page_of
from overstap.web.planner.goals import set_goal
from overstap.web.planner.ordering import ORDERS, REACHES, ranked
from overstap.web.planner.presenters.departures import departures
from overstap.web.planner.presenters.matches import bar, match_card, opening_card, opening_cards, sector_of
from overstap.web.planner.trip import Trip
from overstap.web.planner.views.front import places, wish_choices
from overstap.web.templatetags.overstap import said
from overstap.web.trust.kept_rankings import note_openings

FIRST = {"now": 5, "one_away": 5, "further": 3}
"""Matches shown of each group before one asks for more."""
PER_PAGE = 20
WHAT_IFS = 5
OTHERS = 4

TITLES = {"now": _("Fits now"), "one_away": _("One step away"), "further": _("Further away")}
SAYINGS = {
    "now": _("You can do what must be there. You can apply today."),
    "one_away": _("One thing is missing. Beside it stands what takes you there."),
    "further": _("More than one thing is missing, or there is still little overlap."),
}


@require_safe
@page
def my_work(visit: Visit) -> HttpResponse:
    """All three groups, the first few of each."""
    if visit.trip is None:
        return redirect("front")
    return visit.render("web/planner/work.html", _results(visit, visit.trip))


@require_safe
@page
def my_group(visit: Visit, reach: str) -> HttpResponse:
    """One group, page by page."""
    trip = visit.trip
    reach = reach.replace("-", "_")
    if reach not in REACHES:
        raise Http404
    if trip is None:
        return redirect("front")
    order = _order(visit)
    found = ranked(visit, trip, order)
    group = found.group(reach)
    part = page_of(group, visit.request.GET.get("page"), PER_PAGE)
    context = {
        "step": 3,
        "reach": reach,
        "title": TITLES[reach],
        "saying": SAYINGS[reach],
        "limited": found.found.limit == len(group),
        "page": part,
        "ranking": note_openings(visit, trip, found) if trip.skills else "",
        "cards": [match_card(visit.region, m, wage=trip.wage, today=visit.today) for m in part.items],
        **_orders(order),
    }
    return visit.render("web/planner/group.html", context)


@page
def change_wishes(visit: Visit) -> HttpResponse:
    """Takes other wishes and comes back to the results."""
    trip, posted = visit.trip, visit.request.POST
    if trip is None:
        return redirect("front")
    if visit.request.method != "POST":  # the address of a refused form, loaded again
        return redirect("my-work")
    if "strict" in posted and "place" not in posted:
        trip.strict = posted["strict"] == "yes"
        visit.keep(trip)
        return redirect("my-work")
    form = WishesForm(posted, places=places(visit.region))
    if not form.is_valid():
        context = {**_results(visit, trip), "form": form, "wishes_open": True}
        return visit.render("web/planner/work.html", context, status=422)
    form.put_into(trip)
    trip.strict = "strict" in posted
    set_goal(visit.region, trip, form.cleaned_data["to"])
    visit.keep(trip)
    return redirect("my-work")


@require_safe
@page
def opening(visit: Visit, id_: str) -> HttpResponse:
    """One opening: what it asks, offers, and how it fits who told something."""
    region, today, trip = visit.region, visit.today, visit.trip
    row = region.records.openings.get(id_)
    if row is None:
        raise Http404
    mine = None
    if trip and trip.skills:
        match = region.match_one(trip.passport(), id_, wishes_of(visit, trip), today=today)
        mine = match_card(region, match, wage=trip.wage, today=today)
    context = {
        "section": "openings",
        "row": row,
        "card": mine.opening if mine else opening_card(region, row, wage=trip.wage if trip else None),
        "mine": mine,
        "organisation": region.records.organisations[row.organisation],
        "monthly": words.monthly(row.wage_low, row.wage_high, row.hours_low, row.hours_high),
        "asks": [(d.skill, visit.label(d.skill), words.IMPORTANCES[d.importance]) for d in row.demands],
        "papers": [region.records.certificates[paper] for paper in row.certificates],
        **_published(visit, id_),
        "closed": row.closes_on is not None and row.closes_on < today,
        "answers": bool(organisations.accounts_at_desk(row.organisation, Act.FIND_PEOPLE)),
        "times": times_of(row.organisation, timezone.now()),
        "others": [
            card
            for card in opening_cards(region, region.stock.in_occupation(row.occupation, OTHERS + 1).ids)
            if card.id != id_
        ][:OTHERS],
    }
    return visit.render("web/planner/opening.html", context)


def _published(visit: Visit, id_: str) -> dict[str, Any]:
    """What only the database knows of an opening: its days, its free places; and the opening for machines."""
    row = queries.opening_of(id_)
    if row is None or row.status != OpeningStatus.PUBLISHED:
        return {"posting": "", "days": "", "free": visit.region.records.openings[id_].places}
    address = visit.request.build_absolute_uri(visit.request.path)
    return {
        "posting": as_json_ld(job_posting(visit.region, row, address, visit.language)),
        "days": ", ".join(str(words.WEEKDAYS[Weekday(day)]) for day in row.days),
        "free": row.places - row.taken,
    }


def _order(visit: Visit) -> str:
    asked = visit.request.GET.get("order", "fit")
    return asked if asked in ORDERS else "fit"


def _orders(chosen: str) -> dict[str, Any]:
    return {"orders": [(name, said_as) for name, (said_as, _key) in ORDERS.items()], "order": chosen}


def _results(visit: Visit, trip: Trip) -> dict[str, Any]:
    order = _order(visit)
    found = ranked(visit, trip, order)
    groups = [
        {**_group(visit, trip, reach, group), "limited": found.found.limit == len(group)}
        for reach in REACHES
        for group in (found.group(reach),)
    ]
    return {
        "step": 3,
        "mine": trip,
        "ranking": note_openings(visit, trip, found) if trip.skills else "",
        "groups": groups,
        "found": sum(group["count"] for group in groups),
        "left_out": left_out_by_wishes(visit, trip),
        "goal": _goal(visit.region, trip),
        "what_if": _what_if(visit, trip) if trip.skills else [],
        "form": WishesForm(initial={"to": trip.goal, **told_wishes(trip)}, places={}),
        **wish_choices(visit.region),
        **_orders(order),
    }


def _group(visit: Visit, trip: Trip, reach: str, matches: Sequence[Match]) -> dict[str, Any]:
    first = matches[: FIRST[reach]]
    return {
        "address": reach.replace("_", "-"),
        "title": TITLES[reach],
        "saying": SAYINGS[reach],
        "count": len(matches),
        "more": len(matches) - len(first),
        "cards": [match_card(visit.region, match, wage=trip.wage, today=visit.today) for match in first],
    }


def _goal(region: Region, trip: Trip) -> dict[str, Any] | None:
    """Where the person wants to go, and how much of it they cover."""
    if trip.goal_occupation in region.records.occupations:
        coverage = region.occupation_coverage(trip.passport()).get(trip.goal_occupation, Coverage(0.0, 0.0))
        return {
            "occupation": region.records.occupations[trip.goal_occupation],
            "sector": sector_of(region, trip.goal_occupation),
            "bar": bar(coverage, words.share(coverage.claimed)),
        }
    if trip.goal_sector in region.records.sectors:
        return {"sector_row": region.records.sectors[trip.goal_sector]}
    return {"unknown": trip.goal} if trip.goal else None


def _what_if(visit: Visit, trip: Trip) -> list[dict[str, Any]]:
    region, records = visit.region, visit.region.records
    gains = region.skills_that_open_most(
        trip.passport(), today=visit.today, filters=filters_of(visit, trip), top=WHAT_IFS
    )
    rows = []
    for gain in gains:
        editions = [records.editions[edition.id] for edition in gain.editions[:1]]
        leaving = departures(records, editions, visit.today)
        rows.append(
            {
                "skill": gain.skill,
                "label": visit.label(gain.skill),
                "opens": gain.opens,
                "examples": [said(records.openings[opening].title) for opening in gain.openings[:2]],
                "departure": leaving[0] if leaving else None,
            }
        )
    return rows
