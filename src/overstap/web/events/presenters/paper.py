# SPDX-License-Identifier: EUPL-1.2
"""Days and tables of an event on paper, tagged so that a screen reader can read it (PDF/UA-1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from overstap.web import words
from overstap.web.events.presenters.calendar import place_of
from overstap.web.events.presenters.events import Stop
from overstap.web.typesetting import typeset


def day_pdf(event: Any, guest: Any, stops: Sequence[Stop]) -> bytes:
    """Somebody's day as a trip; what they wait for is on it and says so."""
    return typeset(
        "day.typ",
        {
            **_head(event, _("My day"), guest.reference),
            "stops": [
                {
                    "begins": words.clock(one.begins),
                    "ends": words.clock(one.ends),
                    "title": one.title,
                    "where": one.where,
                    "says": ", ".join(part for part in (one.kind, one.who) if part),
                    "about": one.waiting_said if one.waits is not None else one.about,
                    "line": one.line,
                    "waits": one.waits is not None,
                    "free": one.free_said if one.free else "",
                }
                for one in stops
            ],
            "footer": _("Check in at the door with your code or number. Nobody asks your name."),
        },
    )


def stand_pdf(event: Any, stand: Any, visitors: Iterable[dict[str, Any]]) -> bytes:
    """Who comes to a stand, with room to write."""
    rows = [
        [
            words.clock(one["talk"].begins),
            str(one["table"]),
            one["who"],
            one["work"],
            ", ".join(one["skills"]) + (" …" if one["more"] else ""),
        ]
        for one in visitors
    ]
    sheet = {
        "title": stand.organisation.name,
        "head": [_("Time"), _("Table"), _("Number"), _("Work"), _("Skills in common")],
        "widths": [1.2, 1, 1.4, 3, 5],
        "rows": rows,
    }
    return typeset("tables.typ", {**_head(event, _("Who comes to your table"), ""), "sheets": [sheet]})


def overview_pdf(event: Any, planned: Sequence[Any]) -> bytes:
    """Every table with who comes when, to lay on it."""
    by_table = sorted(planned, key=lambda one: (one.stand.first + one.table, one.begins))
    sheets = [
        {
            "title": _("Table %(n)s: %(name)s") % {"n": number, "name": name},
            "head": [_("Time"), _("Number")],
            "widths": [1, 3],
            "rows": [[words.clock(one.begins), one.guest.reference] for one in of_it],
        }
        for (number, name), of_it in groupby(
            by_table, key=lambda one: (one.stand.first + one.table, one.stand.organisation.name)
        )
    ]
    return typeset("tables.typ", {**_head(event, _("Table by table"), ""), "sheets": sheets})


def _head(event: Any, title: str, whose: str) -> dict[str, Any]:
    hours = f"{words.clock(event.begins)}–{words.clock(event.ends)}"
    day = words.weekday(event.day)
    return {
        "language": words.language(),
        "event": event.name,
        "title": title,
        "whose": whose,
        "day": f"{day[:1].upper()}{day[1:]}, {hours}",
        "place": place_of(event),
        "nothing": _("Nothing yet."),
    }
