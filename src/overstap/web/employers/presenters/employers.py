# SPDX-License-Identifier: EUPL-1.2
"""What an employer sees of an opening: what it asks and why, its wording, and how many people fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from overstap.apps.openings.actions import NewOpening
from overstap.engine.matching.model import OpeningKind, Passport
from overstap.engine.matching.whatif import DemandEffect, Pool
from overstap.engine.region.region import Region
from overstap.engine.region.rows import OpeningRow, in_language
from overstap.engine.region.vacancy import usual_demands
from overstap.engine.skills.taxonomy import Demand, Importance
from overstap.engine.vacancies.asked import AskedSkill
from overstap.engine.vacancies.warnings import check_wording
from overstap.web import words

OCCUPATIONS_SHOWN = 6
CHANGES_SHOWN = 8
FEWEST = 5
"""Fewer people than this are not counted out; and more are told in steps of so many."""
_AROUND = 60


@dataclass(frozen=True)
class AskedRow:
    """One skill that is asked, with why we read it so; `why` is empty when the employer added it."""

    skill: str
    label: str
    importance: str
    why: str = ""
    quote: str = ""


def asked_rows(
    region: Region, language: str, demands: Mapping[str, str], read: Sequence[AskedSkill], text: str
) -> list[AskedRow]:
    """What is asked, in order, each with the place in the text where we read it."""
    found = {one.skill: one for one in read}
    rows = []
    for skill, importance in demands.items():
        one = found.get(skill)
        rows.append(
            AskedRow(
                skill,
                region.skill_label(skill, language),
                importance,
                one.why[language] if one and one.importance == importance else "",
                " ".join(text[one.start : one.end].split()) if one and one.end else "",
            )
        )
    return rows


def not_asked(
    region: Region, language: str, demands: Mapping[str, str], read: Sequence[AskedSkill]
) -> list[AskedRow]:
    """What we read in the text and the employer does not ask."""
    return [
        AskedRow(one.skill, region.skill_label(one.skill, language), str(one.importance), one.why[language])
        for one in read
        if one.skill not in demands
    ]


def usual_rows(region: Region, language: str, occupation: str, known: Iterable[str]) -> list[AskedRow]:
    """What work of the occupation usually asks and this opening does not."""
    left_out = set(known)
    return [
        AskedRow(skill, region.skill_label(skill, language), str(importance))
        for skill, importance in usual_demands(region, occupation).items()
        if skill not in left_out
    ]


def wording_rows(text: str, language: str, page: str) -> list[dict[str, Any]]:
    """Wording to look at again, with the words around it; what a law forbids first."""
    found = sorted(check_wording(text, language), key=lambda one: (not one.rule.law, one.start))
    return [
        {
            "before": _tail(text[max(0, one.start - _AROUND) : one.start], one.start > _AROUND),
            "words": text[one.start : one.end],
            "after": _head(text[one.end : one.end + _AROUND], one.end + _AROUND < len(text)),
            "law": one.rule.law,
            "about": one.rule.about[page],
            "why": one.rule.why[page],
            "instead": one.rule.instead[page],
            "source": one.rule.source,
        }
        for one in found
    ]


def _tail(text: str, cut: bool) -> str:
    line = text.rsplit("\n", 1)[-1]
    return f"… {line.split(' ', 1)[-1]}" if cut and line == text else line


def _head(text: str, cut: bool) -> str:
    line = text.split("\n", 1)[0]
    return f"{line.rsplit(' ', 1)[0]} …" if cut and line == text else line


def row_of(said: NewOpening, region: Region) -> OpeningRow | None:
    """An opening as the engine reads it; none while it does not say where or what it asks."""
    known = {skill for skill in said.demands if skill in region.taxonomy.skill_index}
    if not known or said.place not in region.records.places:
        return None
    return OpeningRow(
        id="",
        kind=OpeningKind(str(said.kind)),
        organisation=said.organisation,
        occupation=said.occupation or "",
        course="",
        title=said.title,
        text=said.text,
        language=said.language,
        place=said.place,
        hours_low=said.hours_low or 1.0,
        hours_high=said.hours_high or said.hours_low or 60.0,
        wage_low=said.wage_low,
        wage_high=said.wage_high,
        starts_on=said.starts_on,
        closes_on=said.closes_on,
        places=said.places,
        certificates=tuple(one for one in said.certificates if one in region.records.certificates),
        invented=False,
        demands=tuple(Demand(skill, Importance(how)) for skill, how in said.demands.items() if skill in known),
    )


def people_told(number: int, *, exact: bool) -> str:
    """How many people, in words: real people in steps of five, and never fewer than five."""
    if exact:
        return words.number(number)
    if number < FEWEST:
        return _("fewer than 5")
    return _("about %(n)s") % {"n": words.number(number - number % FEWEST)}


def pool_shown(
    region: Region, row: OpeningRow, found: Sequence[Passport], language: str, today: date
) -> dict[str, Any]:
    """Who fits: from which occupations, how many people, and which one change lets more of both in.

    People are those who may be found, when they are enough not to be told apart; else the region's examples.
    """
    people = list(region.records.people.values())
    exact = len(found) < FEWEST and all(person.invented for person in people)
    passports = list(found) if len(found) >= FEWEST else [region.passport_of(person) for person in people]
    counted = region.pool_of(row, passports, today=today)
    usual = region.pool_of(row, list(region.usual_people.values()), today=today)
    fitting = region.who_fits(row)
    told = _Told(exact)
    return {
        "occupations": len(fitting),
        "of": len(region.usual_people),
        "names": [
            (one, region.occupation_label(one, language), round(100 * much))
            for one, much in fitting[:OCCUPATIONS_SHOWN]
        ],
        "people": told(counted.fits),
        "all_people": told(counted.people),
        "invented": exact,
        "rows": _changes(region, usual, counted, language, told),
    }


@dataclass(frozen=True)
class _Told:
    """Numbers of people in words; `exact` where none of them exists."""

    exact: bool

    def __call__(self, number: int) -> str:
        return people_told(number, exact=self.exact)

    def level(self, number: int) -> int:
        """The number as far as it is told: nothing follows from the rest of it."""
        return number if self.exact else number - number % FEWEST


def _changes(region: Region, usual: Pool, counted: Pool, language: str, told: _Told) -> list[dict[str, Any]]:
    """What one change brings, the most first; only changes that bring somebody."""
    people = {one.skill: one for one in counted.effects}
    found: list[tuple[int, int, dict[str, Any]]] = []

    def add(kind: str, occupations: int, many: int, **more: Any) -> None:
        if occupations > usual.fits or told.level(many) > told.level(counted.fits):
            shown = {"kind": kind, "occupations": occupations, "people": told(many), **more}
            found.append((occupations, told.level(many), shown))

    add("all", usual.all_softened, counted.all_softened)
    for one in usual.effects:
        same, label = people[one.skill], region.skill_label(one.skill, language)
        add("dropped", one.dropped, same.dropped, skill=label)
        add("softened", one.softened, same.softened, skill=label)
        if one.editions:
            add("trained", one.trained, same.trained, skill=label, **_course(region, one, language))
    ordered = sorted(found, key=lambda one: (-one[0], -one[1]))
    return [shown for _occupations, _people, shown in ordered[:CHANGES_SHOWN]]


def _course(region: Region, effect: DemandEffect, language: str) -> dict[str, str]:
    """The course that is first to arrive, and how many weeks it takes."""
    edition = effect.editions[0]
    weeks = round(edition.weeks or max(1.0, (edition.ends_on - edition.starts_on).days / 7))
    return {
        "course": in_language(region.records.courses[edition.course].title, language),
        "course_id": edition.course,
        "weeks": ngettext("%(n)s week", "%(n)s weeks", weeks) % {"n": weeks},
    }


def with_demands(said: NewOpening, added: Mapping[str, str]) -> NewOpening:
    """The same opening asking more; what it asked already stays as it was."""
    return replace(
        said, demands={**said.demands, **{one: how for one, how in added.items() if one not in said.demands}}
    )
