# SPDX-License-Identifier: EUPL-1.2
"""Small rounds, and their answers by trying everything, written down from the definitions alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import product

import numpy as np
from hypothesis import strategies as st

from overstap.engine.placement.rounds.lists import round_of
from overstap.engine.placement.rounds.model import Integers, Round

Lists = dict[str, list[list[str]]]
Placement = dict[str, str | None]


@dataclass(frozen=True)
class Small:
    """Lists by name: equals stand together. `guides`: how many of the `guided` a host takes at most."""

    students: Lists
    hosts: Lists
    places: dict[str, int]
    guided: frozenset[str] = frozenset()
    guides: dict[str, int] = field(default_factory=dict)

    def round(self) -> Round:
        asked = round_of(self.students, self.hosts, self.places)
        if not self.guided:
            return asked
        return replace(
            asked,
            guided=np.array([one in self.guided for one in self.students]),
            guided_places=np.array([self.guides[one] for one in self.hosts], np.int64),
        )

    def wish(self, student: str, host: str | None) -> int:
        return _place(self.students[student], host)

    def rank(self, host: str, student: str) -> int:
        return _place(self.hosts[host], student)

    def accepted(self, student: str) -> list[str]:
        return [
            host
            for host in self.hosts
            if self.wish(student, host) < _NEVER and self.rank(host, student) < _NEVER
        ]

    def placements(self) -> Iterator[Placement]:
        """Every way to place these students."""
        options = [[None, *self.accepted(student)] for student in self.students]
        for chosen in product(*options):
            placement = dict(zip(self.students, chosen, strict=True))
            if all(self.fits(host, self.there(placement, host)) for host in self.hosts):
                yield placement

    def there(self, placement: Placement, host: str) -> list[str]:
        return [one for one, has in placement.items() if has == host]

    def fits(self, host: str, students: list[str]) -> bool:
        """No more than there are places, and no more who need guidance than it guides."""
        guided = [one for one in students if one in self.guided]
        return len(students) <= self.places[host] and (not guided or len(guided) <= self.guides[host])

    def blocking(self, placement: Placement) -> set[tuple[str, str]]:
        """Pairs of which both sides would gain."""
        return {
            (student, host)
            for student, has in placement.items()
            for host in self.accepted(student)
            if self.wish(student, host) < self.wish(student, has) and self._wants(placement, host, student)
        }

    def _wants(self, placement: Placement, host: str, student: str) -> bool:
        there = self.there(placement, host)
        return self.fits(host, [*there, student]) or any(
            self.rank(host, one) > self.rank(host, student)
            and self.fits(host, [student, *(other for other in there if other != one)])
            for one in there
        )


_NEVER = 1000


def _place(listing: list[list[str]], name: str | None) -> int:
    return next((at for at, equals in enumerate(listing) if name in equals), _NEVER)


def placement_in(asked: Round, taken: Integers) -> Placement:
    return {
        student: None if pair < 0 else asked.hosts[asked.host[pair]]
        for student, pair in zip(asked.students, taken.tolist(), strict=True)
    }


def size(placement: Placement) -> int:
    return sum(host is not None for host in placement.values())


@st.composite
def listings(draw: st.DrawFn, names: list[str], ties: bool) -> list[list[str]]:
    order = draw(st.permutations(names))[: draw(st.integers(0, len(names)))]
    listing: list[list[str]] = []
    for name in order:
        if listing and ties and draw(st.booleans()):
            listing[-1].append(name)
        else:
            listing.append([name])
    return listing


@st.composite
def small_rounds(draw: st.DrawFn, *, student_ties: bool = True, host_ties: bool = True) -> Small:
    students = [f"s{at}" for at in range(draw(st.integers(1, 5)))]
    hosts = [f"h{at}" for at in range(draw(st.integers(1, 3)))]
    guided = draw(st.sampled_from([frozenset[str](), frozenset(students[::2]), frozenset(students[:2])]))
    return Small(
        {one: draw(listings(hosts, student_ties)) for one in students},
        {one: draw(listings(students, host_ties)) for one in hosts},
        {one: draw(st.integers(0, 3 if guided else 2)) for one in hosts},
        guided,
        {one: draw(st.integers(0, 2)) for one in hosts},
    )
