# SPDX-License-Identifier: EUPL-1.2
"""Who of a case stands where, as the board shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from overstap.apps.mobility.enums import Stage
from overstap.apps.mobility.queries import Counts
from overstap.engine.region.region import Region
from overstap.web import words

_CHOICES_AT_MOST = 60
"""Occupations to choose from; the rest is found by looking for somebody."""


@dataclass(frozen=True)
class StageCount:
    """How many people stand somewhere; `width` in percent of all."""

    stage: str
    label: Any
    n: int
    width: str


@dataclass(frozen=True)
class PersonRow:
    """Somebody in the list."""

    id: Any
    reference: str
    name: str
    work: str
    place: str
    stage: str
    label: Any
    by_passport: bool
    since: Any


def stage_counts(counts: Counts) -> tuple[StageCount, ...]:
    """The stages in their order, each with its count."""
    total = counts.total or 1
    return tuple(
        StageCount(
            str(stage), words.STAGES[stage], counts.stages[stage], f"{100 * counts.stages[stage] / total:.2f}%"
        )
        for stage in Stage
    )


def person_rows(
    people: Iterable[Any], since: Mapping[Any, Any], region: Region, language: str
) -> list[PersonRow]:
    """People in words; `since`: person -> when they came where they stand."""
    return [
        PersonRow(
            one.pk,
            one.reference,
            one.name,
            work_of(one, region, language),
            place_of(one, region),
            one.stage,
            words.STAGES[Stage(one.stage)],
            one.passport_id is not None,
            since.get(one.pk),
        )
        for one in people
    ]


def work_of(person: Any, region: Region, language: str) -> str:
    """What somebody did, as the region calls it."""
    if person.occupation in region.taxonomy.occupation_index:
        return region.occupation_label(person.occupation, language)
    return str(person.said) or _("from a passport")


def place_of(person: Any, region: Region) -> str:
    """Where somebody lives."""
    row = region.records.places.get(person.place)
    return row.label if row else ""


def occupation_choices(counts: Counts, region: Region, language: str) -> list[tuple[str, str]]:
    """Occupations of the people of a case, with how many, the most usual first."""
    index = region.taxonomy.occupation_index
    return [
        (id_, f"{region.occupation_label(id_, language)} ({n})")
        for id_, n in list(counts.occupations.items())[:_CHOICES_AT_MOST]
        if id_ in index
    ]


def place_choices(counts: Counts, region: Region) -> list[tuple[str, str]]:
    """Where the people of a case live, with how many, the most first."""
    places = region.records.places
    return [(id_, f"{places[id_].label} ({n})") for id_, n in counts.places.items() if id_ in places]
