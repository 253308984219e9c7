# SPDX-License-Identifier: EUPL-1.2
"""Reads of cases, of their people a page at a time, and of how many stand where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from overstap.apps.accounts.enums import Role
from overstap.apps.mobility.enums import Stage
from overstap.apps.mobility.models import Case, CasePerson, Move
from overstap.apps.organisations import queries as organisations
from overstap.apps.passports import queries as passports


@dataclass(frozen=True, slots=True)
class Sought:
    """What of a board is asked for; empty does not limit. `text`: a reference or a name, or part of one."""

    stage: str = ""
    occupation: str = ""
    place: str = ""
    text: str = ""


def centres_of(account: UUID) -> tuple[Any, ...]:
    """The organisations at which this account is an adviser, by name; one query."""
    mine = organisations.memberships_of(account)
    return tuple(one.organisation for one in mine if one.role == Role.ADVISER)


def cases_of(centres: tuple[Any, ...]) -> tuple[Case, ...]:
    """The cases of these centres, by last day; `known`: how many people are in it. One query."""
    found = Case.objects.filter(centre__in=centres).select_related("centre")
    return tuple(found.annotate(known=Count("members")).order_by("last_day", "name", "pk"))


def case(id_: UUID) -> Case | None:
    """A case with its centre; one query."""
    return Case.objects.select_related("centre", "company").filter(pk=id_).first()


def people_of(case_: Case, now: datetime) -> QuerySet[CasePerson]:
    """The people of a case whom the centre may see now."""
    return still_shared(now).filter(case=case_)


def still_shared(now: datetime) -> QuerySet[CasePerson]:
    """People of all cases, but for those who no longer share their passport with the centre."""
    shared = passports.standing_shares(now).filter(
        passport=OuterRef("passport"), organisation=OuterRef("case__centre")
    )
    return CasePerson.objects.filter(Q(passport=None) | Q(Exists(shared)))


def sought(case_: Case, what: Sought, now: datetime) -> QuerySet[CasePerson]:
    """The people of a case that are asked for, by reference."""
    found = people_of(case_, now)
    if what.stage:
        found = found.filter(stage=what.stage)
    if what.occupation:
        found = found.filter(occupation=what.occupation)
    if what.place:
        found = found.filter(place=what.place)
    if what.text:
        found = found.filter(Q(reference__icontains=what.text) | Q(name__icontains=what.text))
    return found.order_by("reference")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people stand where, have which occupation, and live where; the largest first."""

    stages: dict[str, int]
    occupations: dict[str, int]
    places: dict[str, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.stages.values())


def counts(case_: Case, now: datetime) -> Counts:
    """The counts of a case; one query."""
    found = people_of(case_, now).values_list("stage", "occupation", "place").annotate(n=Count("pk"))
    stages = dict.fromkeys((str(stage) for stage in Stage), 0)
    occupations: dict[str, int] = {}
    places: dict[str, int] = {}
    for stage, occupation, place, n in found:
        stages[stage] += n
        occupations[occupation] = occupations.get(occupation, 0) + n
        places[place] = places.get(place, 0) + n
    return Counts(stages, _largest_first(occupations), _largest_first(places))


def person(case_: Case, id_: UUID, now: datetime) -> CasePerson | None:
    """Somebody of a case, when the centre may see them."""
    return people_of(case_, now).filter(pk=id_).first()


def since(people: Iterable[CasePerson]) -> dict[UUID, datetime]:
    """Person -> when they came to where they stand; who never moved is left out. One query."""
    ids = [one.pk for one in people]
    return dict(Move.objects.filter(person__in=ids).values_list("person").annotate(last=Max("at")))


def moves_of(person_: CasePerson) -> tuple[Move, ...]:
    """How somebody moved, the newest first; one query."""
    return tuple(person_.moves.order_by("-at", "-pk"))


def _largest_first(numbers: dict[str, int]) -> dict[str, int]:
    return dict(sorted(numbers.items(), key=lambda one: (-one[1], one[0])))
