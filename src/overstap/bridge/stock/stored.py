# SPDX-License-Identifier: EUPL-1.2
"""A stock of openings that stay in the database: found in the index, read row by row as they are shown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any, overload

import numpy as np
from django.db.models import Q, QuerySet

from overstap.apps.openings.models import Opening, OpeningSkill
from overstap.apps.openings.queries import BRIEF, in_brief, open_for_each_occupation, published
from overstap.bridge.pack_rows import Correspondence
from overstap.bridge.stock.following import Follower
from overstap.engine.matching.index import Filters
from overstap.engine.matching.large.index import Found, Question
from overstap.engine.matching.large.segments import Segments
from overstap.engine.matching.model import DEFAULT_THRESHOLDS, OpeningKind, Passport, Reach, Thresholds, Wishes
from overstap.engine.matching.search import Matcher
from overstap.engine.pack import Pack, Rows
from overstap.engine.region.from_pack import Records, openings_of
from overstap.engine.region.rows import OpeningRow
from overstap.engine.region.stock import Asked, Hit, Listed

MOST = 60
"""Openings of one group that are matched and explained for one question."""
_NEAREST = 150
"""Openings of one group that are reasoned about when asking what one skill more would open."""
_IN_MEMORY = 5_000
"""Rows kept until the index changes."""
_COUNTED = 10_000
"""How far a list is counted: further than anybody turns pages."""
_JOURNEYS = 4
"""Openings of each occupation that journeys may use."""

Over = Callable[[Sequence[OpeningRow]], Matcher]


class StoredRows(Mapping[str, OpeningRow]):
    """The rows of openings by id, read when they are asked for and kept for a short while."""

    def __init__(self, follower: Follower, origins: Sequence[str], languages: tuple[str, ...]) -> None:
        self._follower, self._origins, self._languages = follower, tuple(origins), languages
        self._lock = Lock()
        self._kept: dict[str, OpeningRow] = {}
        self._generation = -1

    def many(self, ids: Iterable[str]) -> list[OpeningRow]:
        """Those of the openings that are there, in the order given; at most two queries."""
        wanted = list(dict.fromkeys(ids))
        kept = self._current()
        lacking = [one for one in wanted if one not in kept]
        if lacking:
            read = self._read(lacking)
            with self._lock:
                if len(self._kept) > _IN_MEMORY:
                    self._kept = {}
                self._kept.update(read)
            kept = {**{one: kept[one] for one in wanted if one in kept}, **read}
        return [kept[one] for one in wanted if one in kept]

    def __getitem__(self, id_: str) -> OpeningRow:
        found = self.many([id_])
        if not found:
            raise KeyError(id_)
        return found[0]

    def __iter__(self) -> Iterator[str]:
        return self.query().order_by("pk").values_list("pk", flat=True).iterator()

    def __len__(self) -> int:
        return len(self._follower.segments)

    def query(self) -> QuerySet[Opening]:
        """The openings of this region that are published and not withdrawn."""
        return published().filter(origin__in=self._origins)

    def brief(self, ids: Iterable[str]) -> Mapping[str, OpeningRow]:
        """Those of the openings that are there, without what they ask and say; one query."""
        told = in_brief(tuple(ids), origins=self._origins)
        rows = (dict(zip(BRIEF, row, strict=True)) for row in told)
        return {row["id"]: OpeningRow(**{**row, "kind": OpeningKind(row["kind"])}, **_NOT_TOLD) for row in rows}

    def _current(self) -> dict[str, OpeningRow]:
        generation = self._follower.segments.generation
        with self._lock:
            if generation != self._generation:
                self._kept, self._generation = {}, generation
            return self._kept

    def _read(self, ids: Sequence[str]) -> Mapping[str, OpeningRow]:
        asked = OpeningSkill.objects.filter(opening_id__in=ids).order_by("position")
        return self._openings(
            self._table("openings", self.query().filter(pk__in=ids)), self._table("opening_skills", asked)
        )

    def _openings(self, rows: Rows, demands: Rows) -> Mapping[str, OpeningRow]:
        tables = {"openings": rows, "opening_skills": demands}
        return openings_of(Pack("", {}, "", self._languages, "", {}, tables))

    def _table(self, name: str, query: QuerySet[Any]) -> tuple[dict[str, object], ...]:
        rows = Correspondence.of(name, self._languages)
        return tuple(map(rows.to_pack, query.values_list(*rows.columns)))


@dataclass(frozen=True)
class StoredStock:
    """The stock of a region whose openings do not fit in memory."""

    follower: Follower
    rows: StoredRows
    records: Records
    over: Over
    """Makes a matcher over some openings."""
    empty: Matcher
    """A matcher over none, which knows the language."""
    thresholds: Thresholds = DEFAULT_THRESHOLDS

    @property
    def segments(self) -> Segments:
        """The index as it is now."""
        return self.follower.segments

    def __len__(self) -> int:
        return len(self.segments)

    def find(
        self, passport: Passport, wishes: Wishes, filters: Filters, top: int
    ) -> Mapping[Reach, Sequence[Hit]]:
        """The `top` best of each group, chosen exactly, without reading a row."""
        found = self._search(passport, wishes, filters, top)
        return {reach: _hits(group) for reach, group in found.items()}

    def _search(self, passport: Passport, wishes: Wishes, filters: Filters, top: int) -> dict[Reach, Found]:
        held = self.empty.held(passport)
        question = Question(held.best, held.best_shown, passport.certificates)
        return self.segments.grouped(question, top, filters=filters, wishes=wishes, thresholds=self.thresholds)

    def best(
        self, passport: Passport, wishes: Wishes, filters: Filters, top: int | None
    ) -> tuple[Matcher, int | None]:
        """A matcher over the best of each group."""
        limit = MOST if top is None else min(top, MOST)
        return self._over(self._search(passport, wishes, filters, limit)), limit

    def nearest(self, passport: Passport, filters: Filters) -> Matcher:
        """A matcher over the nearest few hundred."""
        return self._over(self._search(passport, Wishes(), filters, _NEAREST))

    def some(self, ids: Collection[str]) -> Matcher:
        """A matcher over these."""
        return self.over(self.rows.many(ids))

    def read(self, ids: Collection[str]) -> Sequence[OpeningRow]:
        """These openings; at most two queries."""
        return self.rows.many(ids)

    def brief(self, ids: Collection[str]) -> Mapping[str, OpeningRow]:
        """These openings without what they ask; one query."""
        return self.rows.brief(ids)

    def count(self, filters: Filters) -> int:
        """How many pass the filters."""
        return self.segments.count(filters)

    def in_occupation(self, occupation: str, top: int) -> Listed:
        """The openings of an occupation, at most `top` by name, those added last first."""
        query = self.rows.query().filter(occupation=occupation).order_by("-pk")
        return Listed(tuple(query.values_list("pk", flat=True)[:top]), self.by_occupation().get(occupation, 0))

    def asking(self, skills: Sequence[str], top: int) -> Listed:
        """The openings that ask at least one of the skills."""
        numbers = [self.empty.skill_index[skill] for skill in skills]
        found, count = self.segments.asking(np.array(numbers, dtype=np.int64), top)
        return Listed(_texts(found), count)

    def by_occupation(self) -> Mapping[str, int]:
        """Occupation -> how many openings."""
        return self.segments.by_occupation

    def by_skill(self) -> Mapping[str, int]:
        """Skill -> how many openings ask it, those that were taken out since the last merge included."""
        counts = self.segments.by_skill
        return {self.empty.skill_ids[number]: int(counts[number]) for number in np.flatnonzero(counts)}

    def listed(self, asked: Asked) -> Sequence[OpeningRow]:
        """The openings of a list, as pages of the database; a word is that of an occupation, title or place."""
        query = self.rows.query().filter(Q(closes_on__isnull=True) | Q(closes_on__gte=asked.today))
        if asked.occupations is not None:
            query = query.filter(occupation__in=asked.occupations)
        if asked.kind:
            query = query.filter(kind=asked.kind)
        for word in asked.words:
            query = query.filter(self._named(word))
        return _Pages(query.order_by("-pk"), self.rows)

    def for_journeys(self) -> Iterable[OpeningRow]:
        """A few openings of each occupation: those that stay open longest."""
        return self.rows.many(open_for_each_occupation(self.rows.query(), _JOURNEYS))

    def _named(self, word: str) -> Q:
        records = self.records
        occupations = [
            row.id
            for row in records.occupations.values()
            if any(word in text.casefold() for text in row.label.values())
            or any(word in text.casefold() for texts in row.synonyms.values() for text in texts)
        ]
        places = [row.id for row in records.places.values() if word in row.label.casefold()]
        organisations = [row.id for row in records.organisations.values() if word in row.name.casefold()][:1000]
        return Q(occupation__in=occupations) | Q(place__in=places) | Q(organisation__in=organisations)

    def _over(self, found: Mapping[Reach, Found]) -> Matcher:
        return self.over(self.rows.many(one for group in found.values() for one in _texts(group.ids)))


class _Pages(Sequence[OpeningRow]):
    """A list of openings of which only the page that is shown is read."""

    def __init__(self, query: QuerySet[Opening], rows: StoredRows) -> None:
        self._query, self._rows = query.values_list("pk", flat=True), rows
        self._length: int | None = None

    def __len__(self) -> int:
        if self._length is None:
            self._length = self._query.order_by()[:_COUNTED].count()
        return self._length

    @property
    def open_ended(self) -> bool:
        """Whether there are more than were counted."""
        return len(self) >= _COUNTED

    @overload
    def __getitem__(self, at: int) -> OpeningRow: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[OpeningRow]: ...
    def __getitem__(self, at: int | slice) -> OpeningRow | Sequence[OpeningRow]:
        if isinstance(at, int):
            return self._rows[self._query[at]]
        return self._rows.many(self._query[at])


_NOT_TOLD: Mapping[str, Any] = {"course": "", "text": "", "language": "", "certificates": (), "demands": ()}


def _hits(found: Found) -> list[Hit]:
    columns = (_texts(found.ids), found.shown, found.claimed, found.wish, found.km)
    return [
        Hit(opening, float(shown), float(claimed), float(wish), None if np.isnan(km) else float(km))
        for opening, shown, claimed, wish, km in zip(*columns, strict=True)
    ]


def _texts(ids: Any) -> tuple[str, ...]:
    return tuple(one.decode() for one in ids.tolist())
