# SPDX-License-Identifier: EUPL-1.2
"""Lists and pages of openings, occupations and skills, for everybody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from overstap.engine.matching.model import OpeningKind
from overstap.engine.region.region import Region, Step
from overstap.engine.region.stock import Asked
from overstap.engine.skills.taxonomy import Demand, Importance, Relation, label_in, words_in
from overstap.web import words
from overstap.web.asking import Visit, occupations_in, page
from overstap.web.paging import page_of
from overstap.web.planner.presenters.departures import departures
from overstap.web.planner.presenters.matches import bar, opening_card, opening_cards, sector_of
from overstap.web.planner.presenters.wages import wage_scale
from overstap.web.templatetags.overstap import has_page, said

PER_PAGE = 24
FOUND_AT_MOST = 60
OPENINGS_SHOWN = 6


@require_safe
@page
def openings(visit: Visit) -> HttpResponse:
    """All openings, by line, kind and words."""
    region, today = visit.region, visit.today
    records = region.records
    asked, sector, kind = _asked(visit), visit.request.GET.get("sector", ""), visit.request.GET.get("kind", "")
    wanted = Asked(
        today=today,
        language=words.language(),
        occupations=occupations_in(region, sector) if sector in records.sectors else None,
        kind=kind if kind in set(OpeningKind) else "",
        words=tuple(asked.casefold().split()),
    )
    part = page_of(region.stock.listed(wanted), visit.request.GET.get("page"), PER_PAGE)
    context = {
        "section": "openings",
        "page": part,
        "cards": [opening_card(region, row) for row in part.items],
        "asked": asked,
        "sector": sector,
        "kind": kind,
        "kinds": [(one.value, words.KINDS[one]) for one in OpeningKind],
        "feed_asked": f"?sector={sector}" if sector in records.sectors else "",
        "sectors": records.sectors.values(),
    }
    return visit.render("web/planner/openings.html", context)


@require_safe
@page
def occupations(visit: Visit) -> HttpResponse:
    """All occupations by line, or those that a title finds."""
    region, records = visit.region, visit.region.records
    asked, sector = _asked(visit), visit.request.GET.get("sector", "")
    if asked:
        found = region.find_occupations(asked, words.language(), FOUND_AT_MOST)
        rows = [records.occupations[one.id] for one in found if one.id in records.occupations]
    else:
        rows = sorted(records.occupations.values(), key=lambda row: said(row.label).casefold())
    if sector in records.sectors:
        rows = [row for row in rows if row.sector == sector]
    part = page_of(rows, visit.request.GET.get("page"), PER_PAGE)
    open_in = region.stock.by_occupation()
    context = {
        "section": "occupations",
        "page": part,
        "asked": asked,
        "sector": sector,
        "sectors": records.sectors.values(),
        "rows": [
            {
                "row": row,
                "sector": sector_of(region, row.id),
                "openings": open_in.get(row.id, 0),
            }
            for row in part.items
        ],
    }
    return visit.render("web/planner/occupations.html", context)


@require_safe
@page
def occupation(visit: Visit, id_: str) -> HttpResponse:
    """One occupation: what it asks, pays, where it leads and what there is."""
    region, today = visit.region, visit.today
    records = region.records
    row = records.occupations.get(id_)
    if row is None:
        raise Http404
    trip = visit.trip
    coverage = region.occupation_coverage(trip.passport()).get(id_) if trip and trip.skills else None
    teaching = {
        course: None for demand in row.demands for course in region.courses_by_skill.get(demand.skill, ())
    }
    opened = region.stock.in_occupation(id_, OPENINGS_SHOWN)
    context = {
        "section": "occupations",
        "row": row,
        "sector": sector_of(region, id_),
        "bar": bar(coverage, words.share(coverage.claimed)) if coverage else None,
        "held": trip.skills if trip else {},
        "asks": _asks(region, row.demands),
        "papers": [records.certificates[paper] for paper in row.certificates],
        "wages": wage_scale(row.wage_low, row.wage_middle, row.wage_high),
        "wage_source": records.sources.get(row.wage_source),
        "outlook_source": records.sources.get(row.outlook_source),
        "goes_to": _steps(region, region.goes_to(id_, 6)),
        "comes_from": _steps(region, region.comes_from(id_, 6)),
        "openings": opening_cards(region, opened.ids),
        "opening_count": opened.count,
        "departures": departures(
            records,
            [records.editions[edition] for course in teaching for edition in records.courses[course].editions],
            today,
        )[:OPENINGS_SHOWN],
    }
    return visit.render("web/planner/occupation.html", context)


@require_safe
@page
def skills(visit: Visit) -> HttpResponse:
    """Finding a skill; without a word, those that openings ask most."""
    region, language = visit.region, visit.language
    asked, asked_by = _asked(visit), region.stock.by_skill()
    if asked:
        ids = [found.skill for found in region.find_skills(asked, language, FOUND_AT_MOST)]
    else:
        ids = sorted(asked_by, key=lambda skill: (-asked_by[skill], skill))[:PER_PAGE]
    rows = [
        {"id": one, "label": region.skill_label(one, language), "n": asked_by.get(one, 0)}
        for one in ids
        if has_page(one)
    ]
    return visit.render("web/planner/skill_list.html", {"rows": rows, "asked": asked})


@require_safe
@page
def skill(visit: Visit, id_: str) -> HttpResponse:
    """One skill: what it means, what hangs together with it, who asks and teaches it."""
    region, today, language = visit.region, visit.today, visit.language
    records = region.records
    if id_ not in region.taxonomy.skill_index:
        raise Http404
    row = region.taxonomy.skill(id_)
    courses = region.courses_by_skill.get(id_, ())
    opened = region.stock.asking([id_], OPENINGS_SHOWN)
    context = {
        "row": row,
        "words": words_in(row.words, (language, "en", *row.words)),
        "kind": words.SKILL_KINDS[row.kind.value],
        "relations": _relations(region, id_),
        "occupations": [
            {"row": records.occupations[one], "sector": sector_of(region, one)}
            for one in region.occupations_by_skill.get(id_, ())
        ],
        "openings": opening_cards(region, opened.ids),
        "opening_count": opened.count,
        "departures": departures(
            records,
            [records.editions[edition] for course in courses for edition in records.courses[course].editions],
            today,
        )[:OPENINGS_SHOWN],
    }
    return visit.render("web/planner/skill.html", context)


def _asked(visit: Visit) -> str:
    return visit.request.GET.get("q", "").strip()[:80]


def _asks(region: Region, demands: Sequence[Demand]) -> list[dict[str, Any]]:
    order = list(Importance)
    language = words.language()
    rows = [
        {
            "id": demand.skill,
            "label": region.skill_label(demand.skill, language),
            "importance": words.IMPORTANCES[demand.importance],
            "rank": order.index(demand.importance),
        }
        for demand in demands
    ]
    return sorted(rows, key=lambda row: (row["rank"], row["label"].casefold()))


def _steps(region: Region, steps: Sequence[Step]) -> list[dict[str, Any]]:
    return [
        {
            "row": region.records.occupations[step.occupation],
            "sector": sector_of(region, step.occupation),
            "percent": round(step.coverage * 100),
            "width": f"{step.coverage * 100:.1f}%",
        }
        for step in steps
        if step.occupation in region.records.occupations
    ]


def _relations(region: Region, id_: str) -> dict[str, list[tuple[str, str]]]:
    broader: list[str] = []
    narrower: list[str] = []
    related: list[str] = []
    for one in region.taxonomy.relations:
        if one.skill == id_:
            (broader if one.relation is Relation.BROADER else related).append(one.other)
        elif one.other == id_:
            (narrower if one.relation is Relation.BROADER else related).append(one.skill)
    language = words.language()

    def named(ids: list[str]) -> list[tuple[str, str]]:
        return [(one, label_in(region.taxonomy.skill(one).words, language)) for one in dict.fromkeys(ids)]

    return {"broader": named(broader), "narrower": named(narrower), "related": named(related)}
