# SPDX-License-Identifier: EUPL-1.2
"""Reads of rounds."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Case, Count, Q, QuerySet, Sum, When

from overstap.apps.openings import queries as openings
from overstap.apps.openings.enums import OpeningKind
from overstap.apps.rounds.enums import PlaceStatus
from overstap.apps.rounds.models import Round, RoundPlace, RoundStudent, RoundWish
from overstap.apps.typed_codes import hash_of

LEARNING = tuple(str(kind) for kind in OpeningKind if kind is not OpeningKind.VACANCY)
"""Kinds of opening at which a student learns."""


def rounds_of(account: UUID) -> tuple[Round, ...]:
    """The rounds of the organisations one belongs to, the latest first; one query."""
    found = Round.objects.filter(organisation__members__account_id=account).select_related("organisation")
    counted = found.annotate(people=Count("students", distinct=True))
    return tuple(counted.order_by("-starts_on", "name").distinct())


def round_of(id_: UUID) -> Round | None:
    """The round with this id, with its school; one query."""
    return Round.objects.select_related("organisation").filter(pk=id_).first()


def places_of(round_: Round, status: PlaceStatus = PlaceStatus.ACCEPTED) -> tuple[RoundPlace, ...]:
    """Its places that take part, or stand elsewhere, with opening, host and how many have one; two queries."""
    found = round_.places.filter(status=str(status)).select_related("opening__organisation", "opening__place")
    counted = found.annotate(
        taken=Count("taken_by"), guided=Count("taken_by", filter=Q(taken_by__guidance_hours__gt=0))
    ).prefetch_related("opening__demands")
    return tuple(counted.order_by("opening__organisation__name", "opening_id"))


def named_places(round_: Round) -> tuple[RoundPlace, ...]:
    """Its places that take part, with title, host and how many have one, and no more of each; one query."""
    found = round_.places.filter(status=str(PlaceStatus.ACCEPTED)).select_related("opening__organisation")
    named = found.only("round", "places", "opening__title", "opening__organisation__name")
    return tuple(named.annotate(taken=Count("taken_by")).order_by("opening__organisation__name", "opening_id"))


def on_offer(round_: Round, today: date, text: str = "") -> QuerySet[Any]:
    """Published openings to learn at that are not in the round yet: those of what its students study first.

    `text`: only those with it in the name of the work, the host, the occupation or the municipality.
    """
    found = openings.published().filter(Q(closes_on__isnull=True) | Q(closes_on__gte=today), kind__in=LEARNING)
    # What its host brought is decided on elsewhere, and not chosen from here.
    there = found.exclude(pk__in=round_.places.values("opening"))
    if text:
        named = ("title__nl", "title__en", "occupation__words__nl__label", "occupation__words__en__label")
        within = Q(organisation__name__icontains=text) | Q(place__label__icontains=text)
        there = there.filter(reduce(or_, (Q(**{f"{one}__icontains": text}) for one in named), within))
    studied = Q(occupation__in=round_.students.values("occupation"))
    first = there.annotate(studied=Case(When(studied, then=True), default=False))
    related = first.select_related("organisation", "place", "occupation")
    return related.order_by("-studied", "organisation__name", "pk")


def students_of(round_: Round) -> tuple[RoundStudent, ...]:
    """Its students by reference, with what each got; two queries, wishes included."""
    found = round_.students.select_related("got__opening__organisation").prefetch_related("wishes")
    return tuple(found.order_by("reference"))


def asking(round_: Round) -> tuple[RoundStudent, ...]:
    """Its students by reference, and nothing beside them; one query."""
    return tuple(round_.students.order_by("reference"))


def wished_in(round_: Round) -> list[tuple[UUID, UUID, int]]:
    """Who wished which of its places that take part, and at what rank, in the order of each; one query."""
    found = RoundWish.objects.filter(student__round=round_, place__status=str(PlaceStatus.ACCEPTED))
    return list(found.order_by("student_id", "rank", "place_id").values_list("student_id", "place_id", "rank"))


@dataclass(frozen=True, slots=True)
class Room:
    """A place of a round as it stands: how many it takes and has, and the guidance it gives and gave."""

    pk: UUID
    opening: str
    places: int
    extra_hours: float
    extra_students: int
    lowest: int | None
    taken: int
    guided: int

    @property
    def full(self) -> bool:
        """Whether every place there is taken."""
        return self.taken >= self.places


def rooms_of(round_: Round) -> tuple[Room, ...]:
    """Its places that take part, by host, without what they are called; one query."""
    found = round_.places.filter(status=str(PlaceStatus.ACCEPTED)).annotate(
        taken=Count("taken_by"), guided=Count("taken_by", filter=Q(taken_by__guidance_hours__gt=0))
    )
    named = ("pk", "opening_id", "places", "extra_hours", "extra_students", "lowest", "taken", "guided")
    return tuple(
        Room(*one) for one in found.order_by("opening__organisation__name", "opening_id").values_list(*named)
    )


def named_among(places: Collection[UUID]) -> dict[UUID, RoundPlace]:
    """These places with title and host, and no more of each; one query."""
    found = RoundPlace.objects.filter(pk__in=places).select_related("opening__organisation")
    named = found.only("round", "places", "opening__title", "opening__organisation__name")
    return {one.pk: one for one in named}


class Wanting(NamedTuple):
    """A student without a place: what they study, and the skills they said they want to learn."""

    reference: str
    occupation: str
    skills: tuple[str, ...]
    guidance_hours: float


def wanting(round_: Round) -> list[Wanting]:
    """Its students without a place by reference, and no more of each than where they fit asks; one query."""
    named = ("reference", "occupation", "skills", "guidance_hours")
    found = round_.students.filter(got__isnull=True).order_by("reference").values_list(*named)
    return [Wanting(one, study, tuple(skills), hours) for one, study, skills, hours in found]


def without_place(round_: Round) -> QuerySet[Any]:
    """Its students without a place, for a page of the list; two queries, wishes included."""
    return round_.students.filter(got__isnull=True).order_by("reference").prefetch_related("wishes")


def given_by_hand(round_: Round) -> QuerySet[Any]:
    """Its students whom the school gave a place by hand, for a page of the list; one query."""
    found = round_.students.filter(by_hand=True, got__isnull=False)
    return found.select_related("got__opening__organisation").order_by("reference")


def results_of(round_: Round) -> QuerySet[Any]:
    """Its students for a page of the list, who has no place first; one query, place and host included."""
    found = round_.students.select_related("got__opening__organisation")
    return found.order_by(Case(When(got=None, then=0), default=1), "reference")


def listed_students(round_: Round) -> QuerySet[Any]:
    """Its students for a page of the list, with `wishes_given`; one query."""
    return round_.students.annotate(wishes_given=Count("wishes")).order_by("reference")


def student_of(code: str) -> RoundStudent | None:
    """The student with this code, with the round and its school; one query."""
    found = RoundStudent.objects.select_related("round__organisation", "got__opening__organisation")
    return found.filter(code_hash=hash_of(code)).first() if code else None


def figures_of(round_: Round) -> dict[str, int]:
    """How many students, wishes given in, students with a place, and places; two queries."""
    told = round_.students.aggregate(
        students=Count("pk"), wished=Count("wished_at"), placed=Count("got", distinct=False)
    )
    there = round_.places.aggregate(
        all=Sum("places", filter=Q(status=str(PlaceStatus.ACCEPTED))),
        offered=Count("pk", filter=Q(status=str(PlaceStatus.OFFERED))),
    )
    return told | {"places": there["all"] or 0, "offered": there["offered"]}


def after(round_: Round) -> Round | None:
    """The round over who was left of this one; one query."""
    return Round.objects.filter(after=round_).first()


def schools() -> tuple[Any, ...]:
    """The organisations that hold rounds, by name; one query."""
    held = {one.organisation_id: one.organisation for one in Round.objects.select_related("organisation")}
    return tuple(sorted(held.values(), key=lambda one: one.name))


def open_to_hosts(today: date) -> tuple[Round, ...]:
    """Rounds that places can still be brought to, those that close first first; two queries, studies included.

    `studies`: of each occupation how many students look for a place.
    """
    found = Round.objects.filter(held_at__isnull=True, wishes_until__gte=today).select_related("organisation")
    return _with_studies(tuple(found.order_by("wishes_until", "name", "pk")))


def with_places_of(organisation: str) -> tuple[Round, ...]:
    """Rounds with places of this host, the latest first; two queries, as `open_to_hosts`."""
    found = Round.objects.filter(places__opening__organisation=organisation).select_related("organisation")
    return _with_studies(tuple(found.order_by("-starts_on", "name", "pk").distinct()))


def round_for_host(id_: UUID, organisation: str, today: date) -> Round | None:
    """A round that this host may see: open to hosts, or with places of its own; two queries."""
    row = round_of(id_)
    if row is None:
        return None
    is_open = row.held_at is None and today <= row.wishes_until
    return row if is_open or row.places.filter(opening__organisation=organisation).exists() else None


def brought_by(round_: Round, organisation: str) -> tuple[RoundPlace, ...]:
    """The places of a host in a round, wherever they stand, with who has one; three queries."""
    found = round_.places.filter(opening__organisation=organisation).select_related("opening__place")
    return tuple(found.annotate(taken=Count("taken_by")).prefetch_related("taken_by").order_by("opening_id"))


def own_learning(organisation: str, round_: Round, today: date) -> QuerySet[Any]:
    """Published learning openings of a host that are not in the round, or were declined there."""
    found = openings.published().filter(Q(closes_on__isnull=True) | Q(closes_on__gte=today), kind__in=LEARNING)
    standing = round_.places.exclude(status=str(PlaceStatus.DECLINED))
    return found.filter(organisation=organisation).exclude(pk__in=standing.values("opening")).order_by("pk")


def _with_studies(rounds: tuple[Round, ...]) -> tuple[Round, ...]:
    counted = RoundStudent.objects.filter(round__in=rounds).values("round", "occupation")
    studies: dict[UUID, dict[str, int]] = {}
    for one in counted.annotate(n=Count("pk")).order_by("-n", "occupation"):
        studies.setdefault(one["round"], {})[one["occupation"]] = one["n"]
    for row in rounds:
        row.studies = studies.get(row.pk, {})  # type: ignore[attr-defined] # said of the rows read here
    return rounds
