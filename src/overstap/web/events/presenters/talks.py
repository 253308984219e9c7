# SPDX-License-Identifier: EUPL-1.2
"""Talks at tables for the page: the schedule in words, tables by time, who comes to a table and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from overstap.apps.events.enums import FEW
from overstap.bridge import event_talks as bridge
from overstap.engine.region.region import Region
from overstap.web.downloads import Cell
from overstap.web.events.presenters.events import Stop
from overstap.web.templatetags.overstap import said
from overstap.web.words import clock, number

TALK_LINE = 6
SHOWN_SKILLS = 6


def result_of(found: Mapping[str, Any]) -> dict[str, Any]:
    """The figures of a schedule, and how good it is in words."""
    told = {"talks": found.get("talks", 0), "people": found.get("people", 0), "stands": found.get("stands", 0)}
    each = [(int(number), count) for number, count in found.get("per_person", {}).items()]
    most = max((count for _number, count in each), default=1)
    return told | {
        "fit": round(100 * found.get("fit", 0)),
        "proof": _proof(found),
        "waiting": _waiting(found.get("waiting", {})),
        "best": bridge.told_of(found) == "best",
        "without": dict(each).get(0, 0),
        "each": [
            {
                "says": ngettext("%(n)s talk", "%(n)s talks", number) % {"n": number},
                "people": count,
                "width": round(100 * count / most, 1),
            }
            for number, count in sorted(each)
        ],
    }


def _proof(found: Mapping[str, Any]) -> str:
    told = bridge.told_of(found)
    if told == "best":
        return _(
            "There is no better schedule: proven. Nobody can get a talk they lack without another losing one."
        )
    if told == "fewer":
        n = found["met_at_most"] - found["met"]
        return ngettext(
            "At most %(n)s more talk that is due could be had; no schedule does better than that.",
            "At most %(n)s more talks that are due could be had; no schedule does better than that.",
            n,
        ) % {"n": n}
    part = max(0.1, round(100 * found.get("gap", 0), 1))
    return _("As many talks that are due as can be; a better fit than this by at most %(part)s%%.") % {
        "part": number(part, 1)
    }


def _waiting(found: Mapping[str, int]) -> str:
    """How long people wait between their talks; empty when nobody has two."""
    if not found:
        return ""
    return _("Between their talks people wait %(mean)s minutes on average, nine in ten at most %(tenth)s.") % {
        "mean": number(found["mean"]),
        "tenth": number(found["tenth"]),
    }


def changes_of(schedule: Any, stands: Sequence[Any]) -> dict[str, list[dict[str, Any]]]:
    """What a mended schedule changed, by time."""
    names = {one.pk: one.organisation.name for one in stands}
    return {
        name: [
            {"who": who, "stand": names.get(stand, ""), "table": table, "at": clock(begins)}
            for who, stand, table, begins in schedule.found.get(name, [])
        ]
        for name in ("gone", "new")
    }


def overview_of(
    stands: Sequence[Any], planned: Sequence[Any], slots: Sequence[tuple[int, int]]
) -> dict[str, Any]:
    """Tables by turn: who sits where. `rows` hold one cell for each turn, empty for a pause."""
    at = {(one.stand_id, one.table, one.slot): one.guest.reference for one in planned}
    rows = [
        {
            "table": stand.first + table,
            "name": stand.organisation.name,
            "cells": [at.get((stand.pk, table, slot), "") for slot in range(len(slots))],
        }
        for stand in stands
        for table in range(stand.tables)
    ]
    return {"turns": [clock(begins) for begins, _ends in slots], "rows": rows}


def talk_rows(planned: Sequence[Any], region: Region) -> list[list[Cell]]:
    """A header, and a row for every talk."""
    rows: list[list[Cell]] = [
        [_("Begins"), _("Ends"), _("Table"), _("Organisation"), _("Number"), _("Work"), _("Fit (%)")]
    ]
    for one in planned:
        rows.append(
            [
                f"{clock(one.begins):0>5}",
                f"{clock(one.ends):0>5}",
                one.stand.first + one.table,
                one.stand.organisation.name,
                one.guest.reference,
                title_of(region, one.opening),
                round(100 * one.fit),
            ]
        )
    return rows


def title_of(region: Region, opening: str) -> str:
    """What an opening is called; empty for one that is gone."""
    row = region.records.openings.get(opening)
    return str(said(row.title)) if row else ""


def visitors_of(region: Region, language: str, talks: Sequence[Any]) -> list[dict[str, Any]]:
    """Who comes to a stand: when, to which table, for which work, and what they have of what is asked."""
    known = bridge.matcher_of(region, [one.opening for one in talks])
    occupations = region.records.occupations
    made = []
    for one in talks:
        common = bridge.common_in(region, known, one.guest, one.opening)
        asked = (
            known.index.openings[known.index.position_of[one.opening]].demands
            if (one.opening in known.index.position_of)
            else ()
        )
        made.append(
            {
                "talk": one,
                "table": one.stand.first + one.table,
                "who": one.guest.reference,
                "does": region.occupation_label(one.guest.occupation, language)
                if one.guest.occupation in occupations
                else "",
                "work": title_of(region, one.opening),
                "skills": [region.skill_label(skill, language) for skill in common[:SHOWN_SKILLS]],
                "more": max(0, len(common) - SHOWN_SKILLS),
                "of": _of(len(common), len(asked)),
                "follow": getattr(one, "follow_up", None),
            }
        )
    return made


def _of(has: int, asked: int) -> str:
    return _("%(has)s of %(asked)s skills") % {"has": has, "asked": asked} if asked else ""


def talk_stops(region: Region, language: str, guest: Any, talks: Sequence[Any]) -> list[Stop]:
    """The talks of a guest as stops of their day."""
    known = bridge.matcher_of(region, [one.opening for one in talks])
    made = []
    for one in talks:
        common = bridge.common_in(region, known, guest, one.opening)
        labels = [region.skill_label(skill, language) for skill in common[:SHOWN_SKILLS]]
        why = _("You can: %(skills)s.") % {"skills": ", ".join(labels)} if labels else ""
        made.append(
            Stop(
                one.begins,
                one.ends,
                one.stand.organisation.name,
                str(_("Talk")),
                _("Table %(n)s") % {"n": one.stand.first + one.table},
                title_of(region, one.opening),
                TALK_LINE,
                about=why,
                talk=one,
                follow=getattr(one, "follow_up", None),
            )
        )
    return made


def public_figures(figures: Mapping[str, int]) -> list[str]:
    """What came of an event for everybody to read; fewer than `FEW` is not told."""
    told = (
        ("talks", _("%(n)s talks at tables")),
        ("on", _("%(n)s times two went on together")),
        ("job", _("%(n)s people found a job")),
        ("internship", _("%(n)s people found an internship")),
        ("course", _("%(n)s people began a course")),
    )
    return [words % {"n": figures.get(name, 0)} for name, words in told if figures.get(name, 0) >= FEW]
