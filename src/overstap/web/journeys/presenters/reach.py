# SPDX-License-Identifier: EUPL-1.2
"""How far one person gets, as a page shows it: by line, the soonest first, and what stops them elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from overstap.engine.journeys.model import Traveller
from overstap.engine.journeys.reach import Arrival, Help, Isochrone, Lacking, Stopper, lacking
from overstap.engine.region.region import Region
from overstap.engine.region.rows import OccupationRow
from overstap.web import words
from overstap.web.planner.presenters.matches import Sector, sector_of
from overstap.web.templatetags.overstap import said

NAMED_AT_MOST = 3
"""Skills named in a sentence."""


@dataclass(frozen=True)
class Course:
    """A course on the way."""

    id: str
    title: str


@dataclass(frozen=True)
class Row:
    """One occupation that is reached."""

    row: OccupationRow
    months: str
    cost: str
    hours: str
    over: Sequence[str]
    courses: Sequence[Course]


@dataclass(frozen=True)
class Held:
    """One occupation out of reach: what stops one, and what would help."""

    row: OccupationRow
    sector: Sector
    because: Sequence[str]


@dataclass(frozen=True)
class LineRows:
    """A line of the region with what is reached on it."""

    sector: Sector
    rows: Sequence[Row]
    soonest: str


def by_line(region: Region, arrivals: Sequence[Arrival]) -> list[LineRows]:
    """What is reached, by line; the line with the soonest arrival first."""
    gathered: dict[str, list[Arrival]] = {}
    for one in arrivals:
        gathered.setdefault(region.records.occupations[one.occupation].sector, []).append(one)
    return [
        LineRows(
            sector_of(region, those[0].occupation),
            [_row(region, one) for one in those],
            words.months(those[0].months),
        )
        for those in gathered.values()
    ]


def _row(region: Region, one: Arrival) -> Row:
    records = region.records
    return Row(
        row=records.occupations[one.occupation],
        months=words.months(one.months),
        cost=words.free_or_euros(one.cost) if one.cost else words.euros(0, 0),
        hours=ngettext("%(n)s hour of study", "%(n)s hours of study", round(one.study_hours))
        % {"n": words.number(round(one.study_hours))}
        if one.study_hours
        else "",
        over=[said(records.occupations[over].label).lower() for over in one.over],
        courses=[Course(course, said(records.courses[course].title)) for course in one.courses],
    )


# --- out of reach ---------------------------------------------------------------------------------


def held_back(region: Region, traveller: Traveller, reach: Isochrone) -> list[Held]:
    """What is not reached in time, each with what stops one; what needs least first."""
    found = [
        Held(region.records.occupations[one], sector_of(region, one), _because(region, traveller, reach, one))
        for one in reach.stopped_by
    ]
    order = list(Stopper)

    def place(one: Held) -> tuple[bool, int, str]:
        stoppers = reach.stopped_by[one.row.id]
        return stoppers == (Stopper.SKILL,), min(order.index(stop) for stop in stoppers), said(one.row.label)

    return sorted(found, key=place)


def _because(region: Region, traveller: Traveller, reach: Isochrone, occupation: str) -> list[str]:
    lacks = lacking(region.timetable, traveller, occupation)
    helps = reach.helps.get(occupation, ())
    if not helps:
        return [_skills(region, lacks)]
    within = (reach.until - reach.departs_on).days / 30.44
    return [_help(region, traveller, lacks, one, in_time=one.months <= within) for one in helps]


def _help(region: Region, traveller: Traveller, lacks: Lacking, one: Help, *, in_time: bool) -> str:
    """A stopper, and what would help, in a sentence."""
    told = {
        "months": words.months(one.months),
        "cost": words.euros(one.cost, 0),
        "more": words.euros(max(0.0, one.cost - (traveller.budget or 0.0)), 0),
        "lowest": words.euros(one.lowest_monthly, 0),
        "floor": words.euros(traveller.income_floor or 0.0, 0),
        "km": words.number(traveller.distance or 0.0),
        "papers": ", ".join(region.certificate_label(paper, words.language()) for paper in lacks.papers),
    }
    if one.stopper is Stopper.CERTIFICATE and not lacks.papers:
        return _("Paper: with a legal paper for work on the way you would get there.")
    if one.stopper is Stopper.TIME and in_time:
        return _("Time: with all week for study you are there in %(months)s.") % told
    return str(_HELPS[one.stopper]) % told


_HELPS = {
    Stopper.MONEY: gettext_lazy("Money: it takes %(cost)s for study, %(more)s more than you have for it."),
    Stopper.TIME: gettext_lazy("Time: with all week for study it still takes %(months)s."),
    Stopper.INCOME: gettext_lazy(
        "Income: on the way there are months of %(lowest)s. You need %(floor)s, or savings for that time."
    ),
    Stopper.DISTANCE: gettext_lazy("Distance: there is a way when you go further than %(km)s km."),
    Stopper.CERTIFICATE: gettext_lazy("Paper: with %(papers)s you would get there."),
}


def _skills(region: Region, lacks: Lacking) -> str:
    language = words.language()

    def named(skills: Sequence[str]) -> str:
        return ", ".join(region.skill_label(skill, language).lower() for skill in skills[:NAMED_AT_MOST])

    if lacks.untaught:
        return _("Skills: no course here teaches %(skills)s.") % {"skills": named(lacks.untaught)}
    if lacks.skills:
        return _("Skills: you still miss %(skills)s, and no set of courses brings you there in time.") % {
            "skills": named(lacks.skills)
        }
    return _("Skills or level: no set of courses brings you there in time.")
