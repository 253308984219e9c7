# SPDX-License-Identifier: EUPL-1.2
"""The departure board: which courses leave when, and what they open up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from overstap.engine.region.from_pack import Records
from overstap.engine.region.rows import EditionRow
from overstap.web import words
from overstap.web.templatetags.overstap import said


@dataclass(frozen=True)
class Departure:
    """One row of the board, in words."""

    edition: str
    course_id: str
    title: str
    provider: str
    place: str
    starts_on: date
    any_week: bool
    time: str
    length: str
    hours: str
    cost: str
    seats: int
    opens: int
    for_you: tuple[str, ...] = ()
    """Occupations that it opens up for this person."""


def leaves_on(edition: EditionRow, today: date) -> date | None:
    """The first day one can still start, or none when it has left."""
    if edition.continuous:
        return max(edition.starts_on, today) if edition.ends_on >= today else None
    return edition.starts_on if edition.starts_on >= today else None


def departures(
    records: Records,
    editions: Iterable[EditionRow],
    today: date,
    opens: Mapping[str, int] | None = None,
    for_you: Mapping[str, Sequence[str]] | None = None,
) -> list[Departure]:
    """Rows for the editions that can still be joined, the first to leave first.

    `opens` maps a course to the number of openings that ask something it teaches, `for_you` to occupations that
    it opens up for this person.
    """
    coming = [(when, edition) for edition in editions if (when := leaves_on(edition, today)) is not None]
    coming.sort(key=lambda pair: (pair[0], pair[1].continuous, pair[1].id))
    return [departure(records, edition, today, opens or {}, for_you or {}) for _, edition in coming]


def departure(
    records: Records,
    edition: EditionRow,
    today: date,
    opens: Mapping[str, int],
    for_you: Mapping[str, Sequence[str]],
) -> Departure:
    """One edition as a row."""
    course = records.courses[edition.course]
    return Departure(
        edition=edition.id,
        course_id=course.id,
        title=said(course.title),
        provider=records.organisations[course.provider].name,
        place=records.places[edition.place].label,
        starts_on=leaves_on(edition, today) or edition.starts_on,
        any_week=edition.continuous and edition.starts_on <= today,
        time=str(words.TIMES[edition.time]),
        length=words.length(edition.starts_on, edition.ends_on, edition.weeks),
        hours=words.hours(edition.hours, edition.hours),
        cost=words.free_or_euros(edition.cost),
        seats=edition.seats,
        opens=opens.get(course.id, 0),
        for_you=tuple(said(records.occupations[one].label) for one in for_you.get(course.id, ())),
    )
