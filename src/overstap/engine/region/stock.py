# SPDX-License-Identifier: EUPL-1.2
"""The openings of a region: all in memory, or, where they are too many for that, wherever they are kept.

What computes asks a stock for as much of it as a question needs. In memory that is everything; a stock of a
million hands over the best few, chosen exactly, which are then matched and explained by the same rules.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

from overstap.engine.matching.index import Filters
from overstap.engine.matching.model import Match, Passport, Reach, Wishes
from overstap.engine.matching.search import Matcher
from overstap.engine.region.from_pack import Records
from overstap.engine.region.rows import OpeningRow, in_language


@dataclass(frozen=True, slots=True)
class Listed:
    """Some openings, by id, out of `count`."""

    ids: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Hit:
    """An opening that was found, without its reasons: coverage by what others stand for and by all that is
    claimed, share of the wishes met (0 when none can be told), distance in km.
    """

    opening: str
    shown: float
    claimed: float
    wish: float
    distance_km: float | None


@dataclass(frozen=True, slots=True)
class Asked:
    """Which openings a list shows: those that still take people, of some occupations and kind, with some words.

    `occupations` None: of all. `words`, in lower case, must all stand in what the opening is called, its
    occupation, organisation or place. `language`: that in which titles are read, and put in order.
    """

    today: date
    language: str
    occupations: frozenset[str] | None = None
    kind: str = ""
    words: tuple[str, ...] = ()


class Stock(Protocol):
    """Openings that can be asked for. Safe between threads."""

    @property
    def rows(self) -> Mapping[str, OpeningRow]:
        """Every opening by id; going through all of them may take long."""

    def __len__(self) -> int:
        """How many there are."""

    def best(
        self, passport: Passport, wishes: Wishes, filters: Filters, top: int | None, /
    ) -> tuple[Matcher, int | None]:
        """A matcher over at least the `top` best of each group, and the `top` that it is good for."""

    def find(
        self, passport: Passport, wishes: Wishes, filters: Filters, top: int
    ) -> Mapping[Reach, Sequence[Hit]]:
        """The `top` best of each group, in their order; what `best` finds, without reading what they say."""

    def nearest(self, passport: Passport, filters: Filters, /) -> Matcher:
        """A matcher over what is nearest to somebody, as much as there is time to reason about."""

    def some(self, ids: Collection[str], /) -> Matcher:
        """A matcher over at least these; those that are not there are passed over."""

    def read(self, ids: Collection[str]) -> Sequence[OpeningRow]:
        """These openings, those that are there, in the order given."""

    def brief(self, ids: Collection[str]) -> Mapping[str, OpeningRow]:
        """These openings, those that are there, for a list: what they ask may be left out."""

    def count(self, filters: Filters) -> int:
        """How many pass the filters."""

    def in_occupation(self, occupation: str, top: int) -> Listed:
        """The openings of an occupation, at most `top` by name."""

    def asking(self, skills: Sequence[str], top: int) -> Listed:
        """The openings that ask at least one of the skills, at most `top` by name."""

    def by_occupation(self) -> Mapping[str, int]:
        """Occupation -> how many openings; those without are left out."""

    def by_skill(self) -> Mapping[str, int]:
        """Skill -> how many openings ask it; those that none asks are left out."""

    def listed(self, asked: Asked) -> Sequence[OpeningRow]:
        """The openings of a list, in its order; a part of it is read when it is taken."""

    def for_journeys(self) -> Iterable[OpeningRow]:
        """The openings that journeys may end in or pass through."""


@dataclass(frozen=True)
class StockInMemory:
    """All openings of a region, as objects."""

    records: Records
    matcher: Matcher

    @property
    def rows(self) -> Mapping[str, OpeningRow]:
        """Every opening by id."""
        return self.records.openings

    def __len__(self) -> int:
        return len(self.rows)

    def best(
        self, _passport: Passport, _wishes: Wishes, _filters: Filters, top: int | None
    ) -> tuple[Matcher, int | None]:
        """The matcher over all of them."""
        return self.matcher, top

    def find(
        self, passport: Passport, wishes: Wishes, filters: Filters, top: int
    ) -> Mapping[Reach, Sequence[Hit]]:
        """The `top` best of each group."""
        # The day only matters for courses, which are not told here.
        found = self.matcher.openings_for(passport, wishes, filters=filters, today=date.min, top=top)
        groups = {Reach.NOW: found.now, Reach.ONE_AWAY: found.one_away, Reach.FURTHER: found.further}
        return {reach: [_hit(match) for match in group] for reach, group in groups.items()}

    def nearest(self, _passport: Passport, _filters: Filters) -> Matcher:
        """The matcher over all of them."""
        return self.matcher

    def some(self, _ids: Collection[str]) -> Matcher:
        """The matcher over all of them."""
        return self.matcher

    def read(self, ids: Collection[str]) -> Sequence[OpeningRow]:
        """These openings, in the order given."""
        return [self.rows[one] for one in ids if one in self.rows]

    def brief(self, ids: Collection[str]) -> Mapping[str, OpeningRow]:
        """These openings."""
        return {one: self.rows[one] for one in ids if one in self.rows}

    def count(self, filters: Filters) -> int:
        """How many pass the filters."""
        return int(self.matcher.index.passing(filters).sum())

    def in_occupation(self, occupation: str, top: int) -> Listed:
        """The openings of an occupation, at most `top` by name, in the order of the pack."""
        found = self._of_occupation.get(occupation, ())
        return Listed(found[:top], len(found))

    def asking(self, skills: Sequence[str], top: int) -> Listed:
        """The openings that ask at least one of the skills."""
        found = tuple(dict.fromkeys(one for skill in skills for one in self._of_skill.get(skill, ())))
        return Listed(found[:top], len(found))

    def by_occupation(self) -> Mapping[str, int]:
        """Occupation -> how many openings."""
        return {occupation: len(ids) for occupation, ids in self._of_occupation.items()}

    def by_skill(self) -> Mapping[str, int]:
        """Skill -> how many openings ask it."""
        return {skill: len(ids) for skill, ids in self._of_skill.items()}

    def listed(self, asked: Asked) -> Sequence[OpeningRow]:
        """The openings of a list: first those whose title has the words, then by title."""
        found = [
            row
            for row in self.rows.values()
            if (row.closes_on is None or row.closes_on >= asked.today)
            and (asked.occupations is None or row.occupation in asked.occupations)
            and (not asked.kind or row.kind == asked.kind)
            and (not asked.words or _says(asked.words, words_of_opening(self.records, row)))
        ]

        def place(row: OpeningRow) -> tuple[bool, str, str]:
            title = in_language(row.title, asked.language).casefold()
            return not _says(asked.words, title), title, row.id

        return sorted(found, key=place)

    def for_journeys(self) -> Iterable[OpeningRow]:
        """All of them."""
        return self.rows.values()

    @cached_property
    def _of_occupation(self) -> Mapping[str, tuple[str, ...]]:
        return _grouped((row.occupation, row.id) for row in self.rows.values())

    @cached_property
    def _of_skill(self) -> Mapping[str, tuple[str, ...]]:
        return _grouped((demand.skill, row.id) for row in self.rows.values() for demand in row.demands)


def _hit(match: Match) -> Hit:
    coverage = match.coverage
    return Hit(match.opening, coverage.shown, coverage.claimed, match.wish.score or 0.0, match.distance_km)


def words_of_opening(records: Records, row: OpeningRow) -> str:
    """All that an opening is found by, in lower case."""
    occupation = records.occupations[row.occupation]
    parts = [*row.title.values(), *occupation.label.values(), records.organisations[row.organisation].name]
    parts += [synonym for synonyms in occupation.synonyms.values() for synonym in synonyms]
    return " ".join([*parts, records.places[row.place].label]).casefold()


def _says(words: Sequence[str], text: str) -> bool:
    return all(word in text for word in words)


def _grouped(pairs: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    gathered: dict[str, list[str]] = {}
    for key, value in pairs:
        gathered.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in gathered.items()}
