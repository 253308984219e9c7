# SPDX-License-Identifier: EUPL-1.2
"""How far a group gets, as a page shows it: what is near, what is a stretch, what is out of reach and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from overstap.engine.journeys.reach import Stopper
from overstap.engine.journeys.stretch import OccupationStretch, Stretch
from overstap.engine.region.region import Region
from overstap.engine.region.rows import OccupationRow
from overstap.web import words
from overstap.web.planner.presenters.matches import Sector, sector_of
from overstap.web.templatetags.overstap import said

NEAR_FROM = 2 / 3
"""From this share of the situations on an occupation is called near. A line of ours."""


class Band(StrEnum):
    """How far an occupation is for a group."""

    NEAR = "near"
    STRETCH = "stretch"
    OUT = "out"


BANDS = {
    Band.NEAR: gettext_lazy("Near"),
    Band.STRETCH: gettext_lazy("A stretch"),
    Band.OUT: gettext_lazy("Out of reach"),
}
BAND_SAYINGS = {
    Band.NEAR: gettext_lazy("In two out of three situations, or more, one gets there in time."),
    Band.STRETCH: gettext_lazy("Only with the right circumstances: money, time or a paper."),
    Band.OUT: gettext_lazy("In none of the situations one gets there in time."),
}
STOPPERS = {
    Stopper.CERTIFICATE: gettext_lazy("a paper by law"),
    Stopper.MONEY: gettext_lazy("money for study"),
    Stopper.INCOME: gettext_lazy("too little income on the way"),
    Stopper.TIME: gettext_lazy("time"),
    Stopper.DISTANCE: gettext_lazy("distance"),
    Stopper.SKILL: gettext_lazy("skills or level"),
}


@dataclass(frozen=True)
class Row:
    """One occupation: in how many situations one gets there, and what stops one in the others."""

    row: OccupationRow
    sector: Sector
    band: Band
    percent: int
    width: str
    fraction: str
    months: str
    cost: str
    stops: Sequence[str]


@dataclass(frozen=True)
class Line:
    """A line of the region: how many of its occupations are how far. Widths in percent."""

    sector: Sector
    near: int
    stretch: int
    out: int
    near_width: str
    stretch_at: str
    stretch_width: str


@dataclass(frozen=True)
class Group:
    """The occupations of one band."""

    band: Band
    title: str
    saying: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class StretchView:
    """The whole picture. `months` are those of the occupations that anybody reaches, for the map."""

    members: int
    groups: Sequence[Group]
    lines: Sequence[Line]
    months: dict[str, float]


def stretch_view(region: Region, stretch: Stretch, present: str) -> StretchView:
    """A stretch in words and drawings; the work that the group has now is left out."""
    shown = [one for one in stretch.occupations if one.occupation != present]
    rows = [_row(region, one, stretch.members) for one in shown]
    groups = [
        Group(band, str(BANDS[band]), str(BAND_SAYINGS[band]), [row for row in rows if row.band is band])
        for band in Band
    ]
    return StretchView(
        members=stretch.members,
        groups=groups,
        lines=_lines(region, rows),
        months={one.occupation: one.months for one in shown if one.months is not None},
    )


def _row(region: Region, one: OccupationStretch, members: int) -> Row:
    percent = round(one.share * 100)
    return Row(
        row=region.records.occupations[one.occupation],
        sector=sector_of(region, one.occupation),
        band=_band(one.share),
        percent=percent,
        width=f"{one.share * 100:.1f}%",
        fraction=_("%(n)s of %(all)s") % {"n": one.reached, "all": members},
        months=words.months(one.months) if one.months is not None else "",
        cost=words.euros(one.cost, 0) if one.cost is not None else "",
        stops=stops_in_words(one, members),
    )


def _band(share: float) -> Band:
    if share >= NEAR_FROM:
        return Band.NEAR
    return Band.STRETCH if share > 0 else Band.OUT


def stops_in_words(one: OccupationStretch, members: int) -> list[str]:
    """What stops how many, the most first: `money for study (6)`; without a number when it stops everybody."""
    most_first = sorted(one.stopped_by.items(), key=lambda stop: (-stop[1], list(Stopper).index(stop[0])))
    return [
        f"{STOPPERS[stopper]}" if count == members else f"{STOPPERS[stopper]} ({count})"
        for stopper, count in most_first
    ]


def _lines(region: Region, rows: Sequence[Row]) -> list[Line]:
    lines = []
    for sector in region.records.sectors.values():
        own = [row for row in rows if row.sector.id == sector.id]
        if not own:
            continue
        near, stretch = (sum(row.band is band for row in own) for band in (Band.NEAR, Band.STRETCH))
        part = 100 / len(own)
        lines.append(
            Line(
                sector=own[0].sector,
                near=near,
                stretch=stretch,
                out=len(own) - near - stretch,
                near_width=f"{near * part:.2f}%",
                stretch_at=f"{near * part:.2f}%",
                stretch_width=f"{stretch * part:.2f}%",
            )
        )
    return sorted(lines, key=lambda line: (-line.near, -line.stretch, line.out, line.sector.id))


def headline(region: Region, view: StretchView, present: str) -> str:
    """The answer in one sentence."""
    work = said(region.records.occupations[present].label).lower()
    near = len(view.groups[0].rows)
    return ngettext(
        "From %(work)s, %(n)s occupation is near", "From %(work)s, %(n)s occupations are near", near
    ) % {"work": work, "n": near}
