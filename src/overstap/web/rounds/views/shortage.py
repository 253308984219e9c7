# SPDX-License-Identifier: EUPL-1.2
"""Internships that are short, by study and municipality, day by day. Public: small numbers are withheld."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from overstap.apps.rounds import figures
from overstap.web.asking import Visit, page
from overstap.web.downloads import CSV, as_csv, attached
from overstap.web.downloads import Cell as Row
from overstap.web.rounds.presenters.shortage import Cell, chosen_of, day_rows, picture, withheld


@require_safe
@page
def shortage(visit: Visit) -> HttpResponse:
    """The line in time of everything, one study or one municipality, and all of them today."""
    studies, homes = _lists(visit)
    of = visit.request.GET.get("of", "")
    kind, id_, name = chosen_of(of, studies, homes)
    rows = day_rows(figures.line(**({kind: id_} if kind else {})))
    day, _rows = figures.latest("occupation")
    told = {
        "of": of if kind else "",
        "name": name,
        "day": day,
        "studies": studies,
        "homes": homes,
        "rows": rows[::-1],
        "picture": picture(rows),
    }
    return visit.render("web/rounds/shortage.html", told)


@require_safe
@page
def shortage_csv(visit: Visit) -> HttpResponse:
    """The same as a table: by study and by municipality today, small numbers left empty."""
    studies, homes = _lists(visit)
    table: list[list[Row]] = [
        [
            _("kind of row"),
            _("name"),
            _("students"),
            _("without a place"),
            _("places"),
            _("places left"),
            _("short"),
        ]
    ]
    for kind, rows in ((_("study programme"), studies), (_("municipality"), homes)):
        for one in rows:
            table.append([kind, one.name, *(("" if value is None else value) for value in one.values)])
    return attached(as_csv(table), CSV, _("shortage") + ".csv")


def _lists(visit: Visit) -> tuple[list[Cell], list[Cell]]:
    region, language = visit.region, visit.language
    known, places = region.records.occupations, region.records.places

    def named(by: str, id_: str) -> str:
        if by == "home":
            return places[id_].label if id_ in places else ""
        return region.occupation_label(id_, language) if id_ in known else ""

    lists: dict[str, list[Any]] = {}
    for by in ("occupation", "home"):
        _day, rows = figures.latest(by)
        lists[by] = withheld([(id_, named(by, id_), found) for id_, found in rows if named(by, id_)])
    return lists["occupation"], lists["home"]
