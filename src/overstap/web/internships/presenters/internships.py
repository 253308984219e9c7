# SPDX-License-Identifier: EUPL-1.2
"""An internship for the page: where it stands as stops on a line, who signed, what it needs today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from overstap.apps.internships.actions import can_say_so
from overstap.apps.internships.enums import (
    OVER,
    REMINDED_BEFORE,
    InternshipState,
    Party,
    Track,
    VisitOutcome,
    Where,
    With,
)
from overstap.apps.internships.queries import NEEDS as IN_ORDER
from overstap.apps.internships.queries import next_visits
from overstap.engine.region.region import Region
from overstap.web.internships.words import NEEDS, PARTIES, STATES, TRACKS, VISIT_OUTCOMES, WHERES, WITHS

Cell = str | float


@dataclass(frozen=True)
class Stop:
    """A stop on the line of an internship; `done`: passed, `here`: where it stands."""

    label: str
    day: date | None
    done: bool
    here: bool


@dataclass(frozen=True)
class Signature:
    """A party to the agreement, and when it said that it signed. `note`: how, when that needs a word."""

    party: Party
    label: str
    on: date | None
    note: str

    @property
    def waits(self) -> bool:
        """Whether it has not signed."""
        return self.on is None


def host_of(row: Any) -> str:
    """What the host is called."""
    return row.host.name if row.host else row.host_name


def line_of(row: Any) -> tuple[Stop, ...]:
    """The stops from proposed to over."""
    last = InternshipState(row.state) if row.state in OVER else InternshipState.COMPLETED
    days = {
        InternshipState.PROPOSED: row.sent_on,
        InternshipState.AGREED: row.agreed_on,
        InternshipState.RUNNING: row.began_on,
        last: row.ended_on,
    }
    order = list(days)
    here = order.index(InternshipState(row.state))
    return tuple(
        Stop(str(STATES[state]), day, number <= here, number == here)
        for number, (state, day) in enumerate(days.items())
    )


def signatures_of(row: Any) -> tuple[Signature, ...]:
    """The three parties, in the order in which they stand on paper."""
    return tuple(
        Signature(
            party,
            str(PARTIES[party]),
            getattr(row, f"{party}_signed_on"),
            _("on paper, says the school") if party is Party.HOST and row.on_paper else "",
        )
        for party in Party
    )


def change_lines(changes: Iterable[Any], party: Party) -> list[dict[str, Any]]:
    """Changes of the agreement, the latest first; `may_sign`: whether it waits for this party."""
    return [
        {
            "row": one,
            "signatures": signatures_of(one),
            "waits": one.agreed_on is None,
            "may_sign": one.agreed_on is None and getattr(one, f"{party}_signed_on") is None,
            "on_paper": one.agreed_on is None
            and one.host_signed_on is None
            and not can_say_so(one.internship.host_id),
        }
        for one in changes
    ]


def waits_for(row: Any) -> str:
    """Where the agreement is, in a few words."""
    waiting = [one.label for one in signatures_of(row) if one.waits]
    if row.sent_on is None:
        return _("not sent yet")
    if waiting:
        return _("waits for: %(who)s") % {"who": ", ".join(waiting)}
    return _("signed by all")


def facts_of(row: Any, region: Region, language: str) -> dict[str, Any]:
    """What is agreed on, in words."""
    occupation = row.occupation in region.records.occupations
    return {
        "host": host_of(row),
        "place": row.host.place.label if row.host and row.host.place else "",
        "work": row.title,
        "occupation": region.occupation_label(row.occupation, language) if occupation else "",
        "study": row.study,
        "track": TRACKS[Track(row.track)],
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "hours": row.hours,
        "weeks": weeks_of(row),
        "school_guide": row.school_guide,
        "host_guide": row.host_guide,
        "skills": [label for _id, label in skills_of(row, region, language)],
    }


def weeks_of(row: Any) -> int:
    """Begun weeks from the first day to the last."""
    return int(((row.ends_on - row.starts_on).days // 7) + 1)


def skills_of(row: Any, region: Region, language: str) -> list[tuple[str, str]]:
    """The learning wishes that the region knows, by id and in words."""
    known = region.taxonomy.skill_index
    return [(one, region.skill_label(one, language)) for one in row.skills if one in known]


def visit_lines(visits: Iterable[Any], today: date) -> list[dict[str, Any]]:
    """The talks: the late ones first, then those to come, then what was held."""
    lines = [
        {
            "row": one,
            "where": WHERES[Where(one.where)],
            "with_whom": WITHS[With(one.with_whom)],
            "outcome": VISIT_OUTCOMES[VisitOutcome(one.outcome)] if one.outcome else "",
            "care": one.outcome == VisitOutcome.NEEDS_CARE,
            "late": not one.outcome and one.on < today,
            "may_note": one.on <= today,
        }
        for one in visits
    ]
    return sorted(lines, key=lambda one: (bool(one["outcome"]), one["row"].on))


def soon_of(visits: Iterable[Any], today: date) -> list[dict[str, Any]]:
    """The talks of today and tomorrow that are still to be held."""
    return [
        {"row": one, "today": one.on == today, "where": WHERES[Where(one.where)]}
        for one in visits
        if not one.outcome and today <= one.on <= today + REMINDED_BEFORE
    ]


def list_lines(rows: Sequence[Any], region: Region, language: str) -> list[dict[str, Any]]:
    """Internships in the list of a school; one query for their talks."""
    talks = next_visits(rows)
    known = region.records.occupations
    lines = []
    for row in rows:
        occupation = region.occupation_label(row.occupation, language) if row.occupation in known else ""
        need = IN_ORDER[row.pressing] if row.pressing < len(IN_ORDER) else ""
        lines.append(
            {
                "row": row,
                "host": host_of(row),
                "study": row.study or occupation,
                "next_visit": talks.get(row.pk),
                "state": STATES[InternshipState(row.state)],
                "need": NEEDS[need] if need else "",
                "waits": waits_for(row) if row.state == InternshipState.PROPOSED else "",
            }
        )
    return lines


def export_rows(rows: Sequence[Any], region: Region, language: str) -> list[list[Cell]]:
    """A header, and a row for each internship."""
    head = [_("Number"), _("Programme"), _("Host company"), _("Work"), _("Learning track"), _("Its first day")]
    head += [
        _("Its last day"),
        _("Hours a week"),
        _("Where it stands"),
        _("Agreement"),
        _("Next talk"),
        _("To do"),
    ]
    made: list[list[Cell]] = [list(head)]
    for one in list_lines(rows, region, language):
        row = one["row"]
        made.append(
            [
                *(row.reference, one["study"], one["host"], row.title, row.track.upper()),
                *(row.starts_on.isoformat(), row.ends_on.isoformat(), row.hours or "", str(one["state"])),
                waits_for(row),
                one["next_visit"].isoformat() if one["next_visit"] else "",
                str(one["need"]),
            ]
        )
    return made


def may_sign_on_paper(row: Any) -> bool:
    """Whether the school says for the host that it signed: it has nobody with an account who can."""
    return row.sent_on is not None and row.host_signed_on is None and not can_say_so(row.host_id)
