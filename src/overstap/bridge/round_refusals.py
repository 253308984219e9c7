# SPDX-License-Identifier: EUPL-1.2
"""Who is refused where: of each host how many who wished a place there had one, by study and municipality.

A host orders by criteria and not by people; here one sees whether what comes out of it is fair. Students have
no account, so what people tell of their groups is not beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from overstap.apps.internships.enums import EndReason
from overstap.apps.internships.models import Internship
from overstap.apps.rounds import queries
from overstap.apps.rounds.models import RoundPlace, RoundStudent

FEWEST = 5
"""Groups of fewer students who wished are withheld."""


@dataclass
class Count:
    """Students who wished a place, and those who had neither it nor what they would rather have."""

    wished: int = 0
    refused: int = 0
    stopped: int = 0

    def add(self, refused: bool, stopped: bool) -> None:
        """One more student. `stopped`: they had the place, and the host ended it early."""
        self.wished += 1
        self.refused += refused
        self.stopped += stopped

    @property
    def told(self) -> bool:
        """Whether the group is large enough to tell; also who was not refused must not be known by it."""
        return self.wished >= FEWEST

    @property
    def share(self) -> float:
        """The share that was refused, 0 to 1."""
        return self.refused / self.wished if self.wished else 0.0


@dataclass
class HostCount:
    """A host: all who wished, and the same by study and by municipality."""

    id: str
    name: str
    all: Count = field(default_factory=Count)
    studies: dict[str, Count] = field(default_factory=dict)
    homes: dict[str, Count] = field(default_factory=dict)


def refusals(account: UUID) -> tuple[HostCount, ...]:
    """Of the rounds that stand at the schools of this account, the hosts that most wished for first."""
    found: dict[str, HostCount] = {}
    stopped = _stopped(account)
    for row in queries.rounds_of(account):
        if row.fixed:
            places = {one.pk: one for one in queries.places_of(row)}
            _count(found, queries.students_of(row), places, stopped)
    told = [one for one in found.values() if one.all.told]
    return tuple(sorted(told, key=lambda one: (-one.all.wished, one.name)))


def _stopped(account: UUID) -> frozenset[UUID]:
    """Students of rounds whose internship the host ended early; one query."""
    rows = Internship.objects.filter(
        school__members__account_id=account, reason=str(EndReason.HOST_STOPS), student__isnull=False
    )
    return frozenset(rows.values_list("student_id", flat=True))


def _count(
    found: dict[str, HostCount],
    students: Iterable[RoundStudent],
    places: dict[UUID, RoundPlace],
    stopped: frozenset[UUID],
) -> None:
    for student in students:
        best: dict[str, int] = {}
        names: dict[str, str] = {}
        for wish in student.wishes.all():
            place = places.get(wish.place_id)
            if place is not None:
                host = place.opening.organisation
                names[host.pk] = host.name
                best[host.pk] = min(wish.rank, best.get(host.pk, wish.rank))
        got = places.get(student.got_id) if student.got_id else None
        at = got.opening.organisation_id if got is not None else ""
        for id_, rank in best.items():
            content = at == id_ or (student.rank is not None and student.rank < rank)
            one = found.setdefault(id_, HostCount(id_, names[id_]))
            for count in (
                one.all,
                one.studies.setdefault(student.occupation, Count()),
                one.homes.setdefault(student.home, Count()),
            ):
                count.add(not content, at == id_ and student.pk in stopped)
