# SPDX-License-Identifier: EUPL-1.2
"""The rankings somebody was shown: their codes, and what they had told then, in their own session.

What is noted elsewhere (`overstap.apps.rankings`) does not say what was told; here it still is, until the
session ends or is wiped, so that the same question can be asked again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from django.http import HttpRequest

from overstap.apps.rankings.actions import Placed
from overstap.apps.rankings.codes import fingerprint, plain_code
from overstap.apps.rankings.enums import Channel, Kind
from overstap.bridge import rankings
from overstap.engine.journeys.model import Journey
from overstap.engine.matching.candidates import Candidate
from overstap.engine.matching.model import Reach
from overstap.web.asking import Visit
from overstap.web.journeys.planning import Asked
from overstap.web.planner.ordering import Ranked
from overstap.web.planner.travel import Travel
from overstap.web.planner.trip import Trip

KEY = "rankings"
KEY_OF_PEOPLE = "rankings-of-people"
KEPT = 10
"""Rankings of one session that can be asked again; of older ones the note itself stays."""
NO_INPUT = {"text": "", "goal": "", "example": "", "dropped": (), "masked": 0}
"""Fields of a trip that no ranking looks at: they are not kept a second time."""


@dataclass(frozen=True)
class Kept:
    """A ranking that was shown, with what was told then."""

    code: str
    kind: Kind
    order: str
    today: date
    trip: Trip


def note_openings(visit: Visit, trip: Trip, ranked: Ranked) -> str:
    """Notes the openings that are shown, unless they were noted in this session already; their code."""
    parameters = rankings.parameters_of(order=ranked.order)
    placed = rankings.placed_matches(ranked.found)
    return _note(visit, trip, Kind.OPENINGS, ranked.order, ranked.inputs, parameters, placed)


def note_journeys(visit: Visit, trip: Trip, asked: Asked, shown: Sequence[Journey], order: str) -> str:
    """As `note_openings`, of journeys."""
    return _note(
        visit, trip, Kind.JOURNEYS, order, journey_inputs(asked), {"order": order}, placed_journeys(shown)
    )


def journey_inputs(asked: Asked) -> dict[str, Any]:
    """What goes into the search for journeys, whole."""
    return {"traveller": asked.traveller, "question": asked.question, "own": dict(asked.parameters.own)}


def placed_journeys(journeys: Sequence[Journey]) -> list[Placed]:
    """The places of journeys: arrival (as a count of days), cost, income lost, income, hours of study."""
    return [
        Placed(
            one.destination.occupation,
            (
                float(one.measures.arrives_on.toordinal()),
                float(one.measures.cost),
                float(one.drop),
                float(one.measures.income),
                float(one.measures.study_hours),
            ),
        )
        for one in journeys
    ]


def note_candidates(
    request: HttpRequest, opening: str, order: str, groups: Mapping[Reach, Sequence[Candidate]]
) -> str:
    """Notes the people that somebody of an organisation is shown for an opening; their code.

    Looked at again in the same session, with the same people in the same order, it is the same note.
    """
    placed = [rankings.placed_person(one, str(reach)) for reach, group in groups.items() for one in group]
    inputs = {"opening": opening, "order": order, "people": placed}
    revision = rankings.revision()
    same = fingerprint((Kind.CANDIDATES, inputs, revision, rankings.engine_version()))
    kept = [one for one in request.session.get(KEY_OF_PEOPLE, ()) if isinstance(one, dict)]
    for one in kept:
        if one.get("same") == same:
            return str(one["code"])
    code = rankings.note(
        kind=Kind.CANDIDATES,
        channel=Channel.PAGE,
        inputs=inputs,
        parameters=rankings.parameters_of(order=order),
        result=placed,
        revision=revision,
        people=rankings.accounts_behind([one.id for one in placed]),
    )
    request.session[KEY_OF_PEOPLE] = [*kept[1 - KEPT :], {"code": code, "same": same}]
    return code


def _note(
    visit: Visit,
    trip: Trip,
    kind: Kind,
    order: str,
    inputs: Mapping[str, Any],
    parameters: Mapping[str, Any],
    placed: Sequence[Placed],
) -> str:
    session, revision = visit.request.session, rankings.revision()
    told = asdict(replace(trip, **NO_INPUT))  # type: ignore[arg-type] # each value is of its field's kind
    same = fingerprint((kind, order, inputs, placed, revision, rankings.engine_version()))
    kept: list[dict[str, Any]] = [one for one in session.get(KEY, ()) if isinstance(one, dict)]
    for one in kept:
        if one.get("same") == same:
            return str(one["code"])
    code = rankings.note(
        kind=kind,
        channel=Channel.PAGE,
        inputs=inputs,
        parameters=parameters,
        result=placed,
        revision=revision,
    )
    new = {"code": code, "kind": str(kind), "order": order, "today": visit.today.isoformat(), "same": same}
    session[KEY] = [*kept[1 - KEPT :], {**new, "trip": told}]
    return code


def kept_ranking(request: HttpRequest, code: str) -> Kept | None:
    """What was told when this ranking was shown, when it was shown in this session."""
    for one in request.session.get(KEY, ()):
        if plain_code(one["code"]) == plain_code(code):
            known = {f.name for f in fields(Trip)}
            told = {name: value for name, value in one["trip"].items() if name in known}
            trip = Trip(**{**told, "travel": Travel.from_plain(told.get("travel"))})
            return Kept(one["code"], Kind(one["kind"]), one["order"], date.fromisoformat(one["today"]), trip)
    return None
