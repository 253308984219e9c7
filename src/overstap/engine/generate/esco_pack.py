# SPDX-License-Identifier: EUPL-1.2
"""A region pack of all of ESCO: every occupation as work, and as many invented courses and openings as asked.

For measuring at the size of a whole classification, and to begin a region with: replace what is invented by
what is there. The same classification, wages and extent give the same pack to the last value. How, and why so:
docs/methods/generated-packs.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from overstap.engine.coded import CodedRows
from overstap.engine.generate.courses import (
    course_rows,
    course_skill_rows,
    edition_rows,
    invent_courses,
    provider_rows,
    providers_for,
)
from overstap.engine.generate.demands import telling, weighed
from overstap.engine.generate.isco import level_of, sector_of, sector_rows
from overstap.engine.generate.openings import invent_openings
from overstap.engine.generate.places import PLACE_IDS, places
from overstap.engine.generate.sources import ESCO, OUTLOOK, WAGE, WAGE_NEAR, sources
from overstap.engine.generate.wages import Wages
from overstap.engine.generate.work import Together, Work, in_each
from overstap.engine.pack.model import Pack, Row, Rows
from overstap.engine.skills.taxonomy import Demand, Group, Occupation, Skill, Taxonomy, Words, label_in

_MAIN = ("nl", "en")
"""Languages that come first in a pack, when they are there."""
_SYNONYMS = 40
"""At most so many other names of one concept in a language; a few have over a hundred."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is invented: courses, editions of each, openings; from which seed, and from which day on."""

    begins_on: date
    courses: int = 0
    editions: int = 4
    openings: int = 0
    seed: int = 0


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What has no place in a pack: what has no words in any of its languages, occupations that ask nothing, and
    optional skills beyond those that tell most of an occupation (counted as links).

    `without_label` counts per language the skills and occupations whose label is in another one.
    """

    skills: int
    occupations: int
    optional: int
    without_label: Mapping[str, int]


def pack_of_esco(taxonomy: Taxonomy, extent: Extent, wages: Wages | None = None) -> tuple[Pack, LeftOut]:
    """The pack, and what was left out of it.

    Ids follow from ESCO: the code of an occupation (`4211-1`), the last part of the identifier of a skill or
    group. Where a concept has no label in a language of the pack, that in another one stands in for it.
    """
    languages = tuple(
        dict.fromkeys((*(one for one in _MAIN if one in taxonomy.languages), *taxonomy.languages))
    )
    rows = _Rows(taxonomy, languages, wages)
    pack = Pack(
        name="esco-region",
        title=dict.fromkeys(languages, f"ESCO {taxonomy.version}"),
        version=taxonomy.version.split("+")[0] or "0",
        languages=languages,
        licence="CC-BY-4.0",
        description={language: _about(language, extent) for language in languages},
        tables={
            "sources": sources(taxonomy, wages),
            "sectors": sector_rows(languages),
            "places": places(),
            **rows.tables(),
            **_invented(rows.work(), languages, extent),
        },
    )
    return pack, rows.left_out()


def _invented(work: Sequence[Work], languages: Sequence[str], extent: Extent) -> dict[str, Rows]:
    """Courses, editions, openings and their organisations; courses do not depend on the openings asked."""
    for_courses, for_openings = np.random.default_rng(extent.seed).spawn(2)
    begins_on = extent.begins_on
    courses = invent_courses(work, Together(work), extent.courses, for_courses)
    editions = edition_rows(courses, extent.editions, PLACE_IDS, begins_on, for_courses)
    opened = invent_openings(work, courses, extent.openings, languages, PLACE_IDS, begins_on, for_openings)
    providers = provider_rows(providers_for(extent.courses), languages, PLACE_IDS)
    return {
        "organisations": CodedRows.of(providers) + opened.organisations,
        "openings": opened.openings,
        "opening_skills": opened.opening_skills,
        "courses": tuple(course_rows(courses, languages)),
        "course_skills": tuple(course_skill_rows(courses)),
        "course_editions": (*editions, *opened.editions),
    }


@dataclass(frozen=True)
class _Rows:
    """The tables that follow from the classification."""

    taxonomy: Taxonomy
    languages: tuple[str, ...]
    wages: Wages | None

    def tables(self) -> dict[str, tuple[Row, ...]]:
        relations = [
            {"skill": id_of(one.skill), "relation": str(one.relation), "other": id_of(one.other)}
            for one in self.taxonomy.relations
            if one.skill in self.spoken and one.other in self.spoken and one.skill != one.other
        ]
        return {
            "certificates": tuple(self._recognition(one) for one in self.kept if one.regulated),
            "skill_groups": tuple(self._group(one) for one in self.taxonomy.groups if one.words),
            "skills": tuple(self._skill(self.taxonomy.skill(one)) for one in self.spoken),
            "skill_relations": tuple({tuple(row.values()): row for row in relations}.values()),
            "occupations": tuple(self._occupation(one) for one in self.kept),
            "occupation_skills": tuple(
                {
                    "occupation": self.ids[occupation.id],
                    "skill": id_of(demand.skill),
                    "importance": str(demand.importance),
                }
                for occupation in self.kept
                for demand in self.demands[occupation.id]
            ),
        }

    # --- what is kept -----------------------------------------------------------------------------

    @cached_property
    def spoken(self) -> dict[str, None]:
        """Skills with words in some language of the pack."""
        return {skill.id: None for skill in self.taxonomy.skills if skill.words}

    @cached_property
    def groups(self) -> set[str]:
        """Groups that are called something."""
        return {group.id for group in self.taxonomy.groups if group.words}

    @cached_property
    def demands(self) -> dict[str, tuple[Demand, ...]]:
        """Per occupation what it asks of the skills that are kept, weighed."""
        tells = telling(self.taxonomy)
        return {
            one.id: weighed(tuple(demand for demand in one.demands if demand.skill in self.spoken), tells)
            for one in self.taxonomy.occupations
        }

    @cached_property
    def kept(self) -> tuple[Occupation, ...]:
        """Occupations with words and demands, in order of their ids."""
        fit = (one for one in self.taxonomy.occupations if one.words and self.demands[one.id])
        return tuple(sorted(fit, key=lambda one: self.ids[one.id]))

    @cached_property
    def ids(self) -> dict[str, str]:
        """The id of each occupation: its code, or its identifier where it shares that with another."""
        times = Counter(one.code for one in self.taxonomy.occupations)
        return {
            one.id: _slug(one.code) if one.code and times[one.code] == 1 else id_of(one.id)
            for one in self.taxonomy.occupations
        }

    def left_out(self) -> LeftOut:
        words = [self.taxonomy.skill(one).words for one in self.spoken] + [one.words for one in self.kept]
        return LeftOut(
            skills=len(self.taxonomy.skills) - len(self.spoken),
            occupations=len(self.taxonomy.occupations) - len(self.kept),
            optional=sum(len(one.demands) for one in self.kept)
            - sum(len(self.demands[one.id]) for one in self.kept),
            without_label={language: sum(language not in one for one in words) for language in self.languages},
        )

    # --- rows -------------------------------------------------------------------------------------

    def _recognition(self, occupation: Occupation) -> Row:
        """ESCO says that a law regulates the work, not which paper it asks; no invented course gives it."""
        labels = {language: label_in(occupation.words, language) for language in self.languages}
        named = {
            "nl": f"Erkenning voor {labels.get('nl', '')}",
            "en": f"Recognition as {labels.get('en', label_in(occupation.words, 'en'))}",
        }
        return {
            "id": f"recognition-{self.ids[occupation.id]}",
            "on_hiring": False,
            "source": ESCO,
            **in_each("label", named, self.languages),
        }

    def _group(self, group: Group) -> Row:
        parent = next((one for one in group.parents if one in self.groups), None)
        return {
            "id": id_of(group.id),
            "parent": id_of(parent) if parent else None,
            **{f"label_{language}": _line(label_in(group.words, language)) for language in self.languages},
        }

    def _skill(self, skill: Skill) -> Row:
        group = next((one for one in skill.groups if one in self.groups), None)
        return {
            "id": id_of(skill.id),
            "kind": str(skill.kind),
            "group": id_of(group) if group else None,
            "esco_uri": skill.uri,
            **self._words(skill.words),
        }

    def _occupation(self, occupation: Occupation) -> Row:
        wage = self.wages.of(occupation.isco) if self.wages else None
        row: Row = {
            "id": self.ids[occupation.id],
            "sector": sector_of(occupation.isco),
            "isco": occupation.isco,
            "esco_uri": occupation.uri,
            "level": level_of(occupation.isco),
            "wage_low": wage.low if wage else None,
            "wage_middle": wage.middle if wage else None,
            "wage_high": wage.high if wage else None,
            "wage_source": (WAGE_NEAR if wage.estimate else WAGE) if wage else None,
            "outlook": "stable",
            "outlook_source": OUTLOOK,
            "regulated": occupation.regulated,
            "certificates": (f"recognition-{self.ids[occupation.id]}",) if occupation.regulated else (),
        }
        return {**row, **self._words(occupation.words, described=True)}

    def _words(self, words: Mapping[str, Words], *, described: bool = False) -> Row:
        """Label, synonyms and description in every language; with `described` there is always a description."""
        row: dict[str, object] = {}
        for language in self.languages:
            own = words.get(language)
            label = _line(label_in(words, language))
            about = own.description if own else ""
            if described and not about:
                about = next((one.description for one in words.values() if one.description), label)
            names = own.all_labels()[1:] if own else ()
            row[f"label_{language}"] = label
            row[f"synonyms_{language}"] = tuple(dict.fromkeys(map(_line, names)))[:_SYNONYMS]
            row[f"description_{language}"] = _line(about) or None
        return row

    def work(self) -> list[Work]:
        """The occupations as what is invented builds on them."""
        labels = {
            one: {language: label_in(self.taxonomy.skill(one).words, language) for language in self.languages}
            for one in self.spoken
        }
        return [self._work(one, labels) for one in self.kept]

    def _work(self, occupation: Occupation, labels: Mapping[str, Mapping[str, str]]) -> Work:
        wage = self.wages.of(occupation.isco) if self.wages else None
        asked = self.demands[occupation.id]
        return Work(
            id=self.ids[occupation.id],
            sector=sector_of(occupation.isco),
            level=level_of(occupation.isco),
            label={language: label_in(occupation.words, language) for language in self.languages},
            demands=tuple(Demand(id_of(one.skill), one.importance) for one in asked),
            skills={id_of(one.skill): labels[one.skill] for one in asked},
            wage_low=wage.low if wage else None,
            wage_middle=wage.middle if wage else None,
        )


def _about(language: str, extent: Extent) -> str:
    invented = f"{extent.courses} × {extent.editions}, {extent.openings}; seed {extent.seed}"
    if language == "nl":
        return (
            "Alle beroepen en vaardigheden van ESCO. Lijnen en niveaus zijn afgeleid van ISCO-08. "
            f"Cursussen, data, organisaties en plekken zijn verzonnen ({invented}). "
            "Heeft iets geen naam in een taal, dan staat er die in een andere."
        )
    return (
        "All occupations and skills of ESCO. Lines and levels are derived from ISCO-08. "
        f"Courses, editions, organisations and openings are invented ({invented}). "
        "Where something has no name in a language, that in another stands in for it."
    )


def id_of(uri: str) -> str:
    """The last part of an ESCO identifier, as an id of a pack.

    >>> id_of("http://data.europa.eu/esco/skill/S1.1"), id_of("http://data.europa.eu/esco/isced-f/0011")
    ('s1-1', 'isced-f-0011')
    """
    *_, scheme, last = uri.split("/")
    return _slug(last if scheme == "skill" or scheme == "occupation" else f"{scheme}-{last}")


def _slug(text: str) -> str:
    return "-".join("".join(sign if sign.isalnum() else " " for sign in text.lower()).split())


def _line(text: str) -> str:
    """A text on one line, without the sign that parts the items of a list, and without signs nobody sees."""
    plain = " ".join(text.replace("|", "/").split())
    return plain if plain.isprintable() else "".join(sign for sign in plain if sign.isprintable())
