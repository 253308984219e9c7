# SPDX-License-Identifier: EUPL-1.2
"""Trains that an organisation holds, through a token for it: where each is, its partners and its people."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from overstap.api.answers import Listed, Paging, answer, answers, listed
from overstap.api.organisation import theirs
from overstap.api.problems import Refused
from overstap.api.security import Token
from overstap.api.types import Id, Uuid
from overstap.apps.accounts.enums import Act
from overstap.apps.tokens.enums import Scope
from overstap.apps.trains import queries
from overstap.apps.trains.enums import PartnerRole, Reason, SeatState, Stage, TrainKind

router = Router(tags=["trains"])

AUTH = Token(Scope.TRAINS_READ)
_TRAIN = ("kind", "name", "least", "most", "ends_on")
_PAPERS = ("certificate_on", "contract_on", "contract_until", "contract_hours")


class TrainListed(Schema):
    """A train. `begins`: the first day of each stage; `aboard`, `waiting`: people; `seat_cost` in EUR."""

    id: UUID
    kind: TrainKind
    name: str
    occupation: str | None
    edition: str | None
    least: int
    most: int
    aboard: int
    waiting: int
    seat_cost: float | None
    begins: dict[Stage, date]
    ends_on: date


class PartnerTold(Schema):
    """An organisation that takes part; of an employer the places that were asked, promised and are taken."""

    organisation: str
    role: PartnerRole
    asked: int
    promised: int
    taken: int


class RiderTold(Schema):
    """Somebody by the number they have in the train. `place`: the employer that promised them one.

    `answer_by`: the last day to answer an offered seat. Hours a week.
    """

    reference: str
    state: SeatState
    seat: int | None
    answer_by: date | None
    stage: Stage
    place: str | None
    reason: Reason | None
    certificate_on: date | None
    contract_on: date | None
    contract_until: date | None
    contract_hours: float | None


class TrainTold(TrainListed):
    """A train with who takes part, and its people: by seat, then by turn."""

    partners: list[PartnerTold]
    people: list[RiderTold]


@router.get(
    "/organisations/{organisation}/trains",
    auth=AUTH,
    response=answers(200, Listed[TrainListed]),
    summary="The trains that your organisation holds",
)
def list_trains(request: HttpRequest, organisation: Id, asked: Query[Paging]) -> HttpResponse:
    """The latest first."""
    theirs(request, organisation, Act.HOLD_TRAINS)
    return listed(request, asked, queries.trains_at(organisation), _train)


@router.get(
    "/organisations/{organisation}/trains/{train}",
    auth=AUTH,
    response=answers(200, TrainTold),
    summary="One train with its partners and people",
)
def get_train(request: HttpRequest, organisation: Id, train: Uuid) -> HttpResponse:
    """People by number: no name, no address, no passport."""
    theirs(request, organisation, Act.HOLD_TRAINS)
    row = next((one for one in queries.trains_at(organisation) if one.pk == train), None)
    if row is None:
        raise Refused(404)
    riders = queries.riders_of(row)
    partners = [_partner(one) for one in queries.partners_of(row, riders)]
    return answer({**_train(row), "partners": partners, "people": [_rider(one) for one in riders]})


def _train(row: Any) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        **{name: getattr(row, name) for name in (*_TRAIN, "aboard", "waiting", "seat_cost")},
        "occupation": row.occupation or None,
        "edition": row.edition_id,
        "begins": {str(stage): row.day_of(stage) for stage in Stage},
    }


def _partner(seen: Any) -> dict[str, Any]:
    return {
        "organisation": seen.row.organisation_id,
        "role": seen.row.role,
        "asked": seen.row.asked,
        "promised": seen.promised,
        "taken": seen.taken,
    }


def _rider(row: Any) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in ("reference", "state", "seat", "answer_by", "stage", *_PAPERS)},
        "place": row.place.organisation_id if row.place is not None else None,
        "reason": row.reason or None,
    }
