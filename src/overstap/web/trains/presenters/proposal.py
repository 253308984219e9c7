# SPDX-License-Identifier: EUPL-1.2
"""Proposed trains in words: who lacks what, which course, which employers, and why this many seats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from overstap.apps.trains.enums import NAME_AT_MOST
from overstap.engine.region.region import Region
from overstap.web import words
from overstap.web.templatetags.overstap import said


def of_whom(row: Any) -> str:
    """Over whom trains are proposed."""
    if row.case is not None:
        return _("The people of %(case)s") % {"case": row.case.name}
    return _("Who agreed to be found by %(name)s") % {"name": row.organisation.name}


def in_a_line(row: Any) -> dict[str, Any]:
    """A proposal in the list."""
    return {"row": row, "of": of_whom(row), "in_trains": row.found.get("in_trains")}


def figures(row: Any) -> list[tuple[str, str]]:
    """What came out, in numbers."""
    found = row.found
    named = (
        (_("people looked at"), "people"),
        (_("in a train"), "in_trains"),
        (_("fit as they are, no training"), "direct"),
        (_("without a way yet"), "unplaced"),
        (_("in a train of before, they stay"), "before"),
    )
    return [(label, words.number(found.get(key, 0))) for label, key in named]


def name_of(one: Any, region: Region, language: str) -> str:
    """What a train is called before somebody gives it another name."""
    known = one.occupation in region.taxonomy.occupation_index  # or it left the region since
    work = region.occupation_label(one.occupation, language) if known else ""
    edition = region.records.editions.get(one.edition)
    when = words.short_day_year(edition.starts_on) if edition else ""
    return f"{work}, {when}".strip(", ")[:NAME_AT_MOST].strip().capitalize()


def trains_told(trains: Iterable[Any], region: Region, language: str) -> list[dict[str, Any]]:
    """Every proposed train in words."""
    return [_told(one, region, language) for one in trains]


def _told(one: Any, region: Region, language: str) -> dict[str, Any]:
    records = region.records
    members = [seat for seat in one.seats.all() if not seat.reserve]
    reserves = [seat for seat in one.seats.all() if seat.reserve]
    course, edition = records.courses.get(one.course), records.editions.get(one.edition)
    openings = Counter(seat.opening for seat in members)
    employers = [
        {
            "name": records.organisations[row.organisation].name,
            "title": said(row.title),
            "opening": id_,
            "people": count,
            "places": row.places,
        }
        for id_, count in openings.most_common()
        if (row := records.openings.get(id_)) is not None
    ]
    n = len(members)
    return {
        "row": one,
        "name": name_of(one, region, language),
        "gap": [_thing(id_, region, language) for id_ in one.gap],
        "course": said(course.title) if course else one.course,
        "edition": edition,
        "n": n,
        "people": [_called(seat) for seat in members],
        "reserves": [_called(seat) for seat in reserves],
        "employers": employers,
        "why": _why(one, n, edition.seats if edition else one.most),
        "cost": one.seat_cost * n,
    }


def _thing(id_: str, region: Region, language: str) -> str:
    if id_ in region.taxonomy.skill_index:
        return region.skill_label(id_, language)
    return region.certificate_label(id_, language) if id_ in region.records.certificates else id_


def _called(seat: Any) -> str:
    return seat.person.reference if seat.person_id else f"P-{str(seat.passport_id)[:8]}"


def _why(one: Any, n: int, room: int) -> list[str]:
    """Why this many seats."""
    lines = [
        ngettext(
            "%(n)s person lacks this and has work that waits: each has a place of their own at an employer.",
            "%(n)s people lack this and have work that waits: each has a place of their own at an employer.",
            n,
        )
        % {"n": n},
        _("The course takes %(room)s people at most, and %(places)s places at work wait for this train.")
        % {"room": room, "places": one.places},
    ]
    spare = n - one.least
    if spare > 0:
        lines.append(
            ngettext(
                "With fewer than %(least)s it does not leave: %(spare)s may drop out before that.",
                "With fewer than %(least)s it does not leave: %(spare)s may drop out before that.",
                spare,
            )
            % {"least": one.least, "spare": spare}
        )
    else:
        lines.append(
            _("With fewer than %(least)s it does not leave: who drops out must be replaced.")
            % {"least": one.least}
        )
    if one.seat_cost:
        lines.append(_("One seat costs %(cost)s.") % {"cost": words.euros(one.seat_cost, 0)})
    return lines
