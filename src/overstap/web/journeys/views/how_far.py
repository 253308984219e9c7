# SPDX-License-Identifier: EUPL-1.2
"""How far one gets: a group of people with the same work, in every combination of circumstances."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from overstap.engine.journeys.stretch import Stretch
from overstap.engine.region.region import Region
from overstap.web import words
from overstap.web.asking import Visit, page
from overstap.web.journeys.group_question import (
    DISTANCES,
    FLOORS,
    HOURS,
    MONEY,
    MONTHS,
    GroupQuestion,
    group_question,
    papers_of,
)
from overstap.web.journeys.presenters.stretch import headline, stretch_view
from overstap.web.journeys.presenters.transit import Picture, reach_picture
from overstap.web.templatetags.overstap import said
from overstap.web.works import Work, Works

PATIENCE = 0.12
"""Seconds that a page waits for an answer before it shows that it is being worked out."""
LONGEST_WAIT = 110.0
"""Seconds that a page without scripts waits."""

_stretches: Works[Stretch] = Works()
_maps: Works[Picture] = Works()


@require_safe
@page
def group(visit: Visit) -> HttpResponse:
    """How far a group gets; without an occupation only the question."""
    region = visit.region
    question = group_question(region, visit.request.GET)
    context = {"section": "occupations", "question": question, **_choices(region, question)}
    if question is None or visit.request.GET.get("ask") == "no":
        return visit.render("web/journeys/how_far_group.html", {**context, "open": True})
    here = reverse("how-far-group")
    context |= {
        "occupation": region.records.occupations[question.occupation],
        "members": len(question.members(region)),
        "in_words": _in_words(region, question),
        "poll": f"{here}?{question.address()}",
        "wait_address": f"{here}?{question.address(wait='yes')}",
        "stop_address": f"{here}?{question.address(ask='no')}",
    }
    key = (id(region), question, visit.today)
    work = _stretches.get(key, lambda work: _stretch(visit, question, work))
    stretch = work.answer(patience_of(visit, PATIENCE))
    if stretch is None:
        percent = None if work.progress is None else round(work.progress * 100)
        return visit.render("web/journeys/how_far_group.html", {**context, "waiting": True, "percent": percent})
    view = stretch_view(region, stretch, question.occupation)
    drawn = reach_map(visit, key, view.months)
    picture = drawn.answer(patience_of(visit, PATIENCE))
    if picture is None:
        return visit.render("web/journeys/how_far_group.html", {**context, "waiting": True, "percent": 100})
    context |= {
        "view": view,
        "map": picture,
        "headline": headline(region, view, question.occupation),
        "until": stretch.until,
        "month_addresses": [
            (months, f"{here}?{replace(question, months=months).address()}") for months in MONTHS
        ],
    }
    return visit.render("web/journeys/how_far_group.html", context)


def reach_map(visit: Visit, key: tuple[object, ...], months: Mapping[str, float]) -> Work[Picture]:
    """The map of how soon each occupation is reached, for the question with this key."""

    def draw(_work: Work[Picture]) -> Picture:
        with translation.override(visit.language):
            return reach_picture(visit.region, months)

    return _maps.get((*key, visit.language), draw)


def patience_of(visit: Visit, patience: float) -> float:
    """How long a page waits for an answer: with scripts shortly, since it looks in again."""
    return LONGEST_WAIT if visit.request.GET.get("wait") == "yes" else patience


def _stretch(visit: Visit, question: GroupQuestion, work: Work[Stretch]) -> Stretch:
    return visit.region.stretch(
        question.members(visit.region),
        visit.today,
        question.months,
        progress=work.told,
        stopped=work.left,
    )


def _choices(region: Region, question: GroupQuestion | None) -> dict[str, Any]:
    """What can be chosen, and what is."""
    records = region.records
    asked = question or GroupQuestion("", "")
    by_line = [
        (
            said(sector.label),
            sorted(
                ((row.id, said(row.label)) for row in records.occupations.values() if row.sector == sector.id),
                key=lambda one: one[1].casefold(),
            ),
        )
        for sector in records.sectors.values()
    ]
    papers = sorted(
        ((id_, said(records.certificates[id_].label)) for id_ in papers_of(region)), key=lambda p: p[1]
    )
    return {
        "asked": asked,
        "occupation_choices": [(line, those) for line, those in by_line if those],
        "place_choices": sorted(((one.id, one.label) for one in records.places.values()), key=lambda p: p[1]),
        "month_choices": MONTHS,
        "hour_choices": HOURS,
        "money_choices": [
            (amount, words.euros(amount, 0) if amount else words.free_or_euros(0)) for amount in MONEY
        ],
        "distance_choices": DISTANCES,
        "paper_choices": papers,
        "floor_choices": [(amount, words.euros(amount, 0)) for amount in FLOORS],
    }


def _in_words(region: Region, question: GroupQuestion) -> dict[str, str]:
    """The circumstances as the page says them."""
    records = region.records
    place = records.places.get(question.place)
    paper = records.certificates.get(question.paper)
    return {
        "hours": ", ".join(str(one) for one in question.hours),
        "money": ", ".join(words.euros(one, 0) for one in question.money),
        "place": place.label if place else "",
        "paper": said(paper.label) if paper else "",
        "floor": words.euros(question.floor, 0) if question.floor else "",
        "wage": words.euros(records.occupations[question.occupation].wage_middle or 0.0),
    }
