# SPDX-License-Identifier: EUPL-1.2
"""Reads of trains."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from overstap.apps.organisations import queries as organisations
from overstap.apps.trains.enums import PartnerRole, SeatState, Stage, TrainKind
from overstap.apps.trains.models import PLAYED_BY, Partner, Rider, RiderMove, Train
from overstap.apps.typed_codes import hash_of

_STAGES = tuple(str(stage) for stage in Stage)


@dataclass(frozen=True)
class Figures:
    """Counts of people. `at`: aboard, by stage; `reached`: got to a stage, also who dropped out later;
    `dropped`: (stage, reason) -> how many.
    """

    listed: int = 0
    offered: int = 0
    aboard: int = 0
    declined: int = 0
    at: dict[str, int] = field(default_factory=dict)
    reached: dict[str, int] = field(default_factory=dict)
    dropped: dict[tuple[str, str], int] = field(default_factory=dict)
    certificates: int = 0
    contracts: int = 0

    @property
    def begun(self) -> int:
        """Who said yes, whatever came of it."""
        return self.aboard + self.dropped_out

    @property
    def dropped_out(self) -> int:
        """Who dropped out."""
        return sum(self.dropped.values())


def figures_of(riders: Iterable[Rider]) -> Figures:
    """The counts of these people; no query."""
    states: Counter[str] = Counter()
    at: Counter[str] = Counter()
    reached: Counter[str] = Counter()
    dropped: Counter[tuple[str, str]] = Counter()
    certificates = contracts = 0
    for one in riders:
        states[one.state] += 1
        if one.state == SeatState.ABOARD:
            at[one.stage] += 1
        if one.state == SeatState.DROPPED:
            dropped[(one.stage, one.reason)] += 1
        if one.state in (SeatState.ABOARD, SeatState.DROPPED):
            for stage in _STAGES[: _STAGES.index(one.stage) + 1]:
                reached[stage] += 1
            certificates += one.certificate_on is not None
            contracts += one.contract_on is not None
    return Figures(
        listed=states[SeatState.LISTED],
        offered=states[SeatState.OFFERED],
        aboard=states[SeatState.ABOARD],
        declined=states[SeatState.DECLINED] + states[SeatState.LAPSED],
        at=dict(at),
        reached=dict(reached),
        dropped=dict(dropped),
        certificates=certificates,
        contracts=contracts,
    )


def figures_by_kind() -> dict[TrainKind, Figures]:
    """The counts over all trains of each kind; one query, of counts alone."""
    counted: dict[TrainKind, Figures] = {}
    aboard = Q(state__in=[str(SeatState.ABOARD), str(SeatState.DROPPED)])
    rows = Rider.objects.filter(aboard).values("train__kind", "state", "stage", "reason")
    for row in rows.annotate(n=Count("pk"), papers=Count("certificate_on"), jobs=Count("contract_on")):
        kind = TrainKind(row["train__kind"])
        known = counted.get(kind, Figures())
        dropped = dict(known.dropped)
        if row["state"] == SeatState.DROPPED:
            key = (row["stage"], row["reason"])
            dropped[key] = dropped.get(key, 0) + row["n"]
        counted[kind] = replace(
            known,
            aboard=known.aboard + (row["n"] if row["state"] == SeatState.ABOARD else 0),
            dropped=dropped,
            certificates=known.certificates + row["papers"],
            contracts=known.contracts + row["jobs"],
        )
    return counted


def trains_of(account: UUID) -> tuple[Train, ...]:
    """The trains of the organisations one belongs to, the latest first, with `aboard` counted; one query."""
    found = Train.objects.filter(organisation__members__account_id=account).select_related("organisation")
    return tuple(_counted(found).order_by("-orientation_on", "name").distinct())


def trains_at(organisation: str) -> tuple[Train, ...]:
    """The trains that an organisation holds, the latest first, counted as above; one query."""
    found = _counted(Train.objects.filter(organisation=organisation))
    return tuple(found.order_by("-orientation_on", "name", "pk"))


def _counted(found: QuerySet[Train]) -> QuerySet[Any]:
    """With who is aboard and who waits counted."""
    return found.annotate(
        aboard=Count("riders", filter=Q(riders__state=str(SeatState.ABOARD)), distinct=True),
        waiting=Count("riders", filter=Q(riders__state=str(SeatState.LISTED)), distinct=True),
    )


def train_of(id_: UUID) -> Train | None:
    """The train with this id, with who holds it and its course; one query."""
    found = Train.objects.select_related("organisation", "edition__course__provider", "edition__place")
    return found.filter(pk=id_).first()


def riders_of(train: Train) -> tuple[Rider, ...]:
    """Its people: by seat, then by turn; one query, places and employers included."""
    found = train.riders.select_related("place__organisation")
    return tuple(sorted(found, key=lambda one: (one.seat is None, one.seat or one.turn)))


def rider_of(train: Train, id_: UUID) -> Rider | None:
    """Somebody of this train; one query."""
    return train.riders.select_related("place__organisation", "passport").filter(pk=id_).first()


def moves_of(rider: Rider) -> tuple[RiderMove, ...]:
    """How somebody got where they are, the first first; one query."""
    return tuple(rider.moves.order_by("at", "pk"))


def by_code(code: str) -> Rider | None:
    """Who has this code, with the train and who holds it; one query."""
    found = Rider.objects.select_related("train__organisation", "train__edition__course", "place__organisation")
    return found.filter(code_hash=hash_of(code)).first() if code else None


def of_account(account: UUID) -> tuple[Rider, ...]:
    """Where this account rides, by its passport, the latest first; one query."""
    found = Rider.objects.select_related("train__organisation", "train__edition__course", "place__organisation")
    return tuple(found.filter(passport__account=account).order_by("-since", "pk"))


@dataclass(frozen=True, slots=True)
class PartnerSeen:
    """A partner with the places an employer promised, and how many of those people have."""

    row: Partner
    promised: int
    taken: int
    noted: int

    @property
    def left(self) -> int:
        """Places that nobody has yet."""
        return self.promised - self.taken


def partners_of(train: Train, riders: Sequence[Rider]) -> tuple[PartnerSeen, ...]:
    """Who takes part, by role and name; two queries."""
    rows = train.partners.select_related("organisation").order_by("organisation__name")
    promised: Counter[str] = Counter()
    noted: Counter[str] = Counter()
    for organisation, was_noted in train.places.values_list("organisation_id", "noted"):
        promised[organisation] += 1
        noted[organisation] += was_noted
    taken = Counter(one.place.organisation_id for one in riders if one.place is not None)
    order = {str(role): at for at, role in enumerate(PartnerRole)}
    return tuple(
        PartnerSeen(
            one,
            *(
                (promised[one.organisation_id], taken[one.organisation_id], noted[one.organisation_id])
                if one.role == PartnerRole.EMPLOYER
                else (0, 0, 0)
            ),
        )
        for one in sorted(rows, key=lambda row: order[row.role])
    )


def partner(id_: UUID) -> Partner | None:
    """The partner with this id, with its train and organisation; one query."""
    found = Partner.objects.select_related(
        "organisation", "train__organisation", "train__edition__course", "train__edition__place"
    )
    return found.filter(pk=id_).first()


def parts_of(account: UUID) -> tuple[Partner, ...]:
    """The parts that this account's organisations have in trains of others and of their own; three queries."""
    mine = organisations.memberships_of(account)
    desks = [one.pk for one in organisations.desks_of(account)]
    asked = Q()
    for role, played in PLAYED_BY.items():
        at = {one.organisation_id for one in mine if one.role in played}
        if role is PartnerRole.EMPLOYER:
            at |= set(desks)
        asked |= Q(role=str(role), organisation__in=sorted(at))
    found = Partner.objects.filter(asked).select_related("organisation", "train__organisation")
    return tuple(found.order_by("-train__orientation_on", "train__name", "role"))


def waiting_before(rider: Rider) -> int:
    """How many people are before somebody on the list; one query."""
    listed = Rider.objects.filter(train=rider.train_id, state=SeatState.LISTED, turn__lt=rider.turn)
    return listed.count()
