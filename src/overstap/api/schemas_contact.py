# SPDX-License-Identifier: EUPL-1.2
"""Contacts between people and organisations as the API takes and gives them, and both scores."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.utils import timezone
from ninja import Schema
from pydantic import Field

from overstap.api.problems import Refused
from overstap.api.types import NO_NUL, Day, Strict
from overstap.apps.contacts import contact_queries, outcomes
from overstap.apps.contacts.enums import (
    NAME_AT_MOST,
    NOTED_AHEAD,
    REACH_AT_MOST,
    Condition,
    Ending,
    OutcomeKind,
    Side,
    State,
    StoppedBy,
    StopReason,
)
from overstap.apps.passports.enums import Part
from overstap.engine.matching.model import Evidence, Importance, Match, Reach
from overstap.engine.problems import Problem

Name = Annotated[str, Field(min_length=1, max_length=NAME_AT_MOST, pattern=NO_NUL)]
WayOfContact = Annotated[str, Field(min_length=1, max_length=REACH_AT_MOST, pattern=NO_NUL)]


class OutcomeAsked(Strict):
    """On which day it came so; what stopped says by whose decision and why, and nothing else does."""

    on: Day
    stopped_by: StoppedBy | None = None
    reason: StopReason | None = None


class OutcomeTold(Schema):
    """What came of a contact, and which side noted it."""

    kind: OutcomeKind
    on: date
    side: Side
    stopped_by: StoppedBy | None
    reason: StopReason | None


class ContactBrief(Schema):
    """A contact: who began, where it stands, whose turn it is, and the day on which it ends by itself."""

    id: UUID
    opening: str
    organisation: str
    begun_by: Side
    state: State
    waits_for: Side | None
    until: date | None
    ending: Ending | None
    reason: str | None
    begun_at: datetime
    closed_at: datetime | None


class ContactTold(ContactBrief):
    """All of it; what is not known or not open is null.

    `message`: of who began, made unreadable where it tells who somebody is. `name` and `reach`: what the person
    gave with their yes.
    """

    message: str
    parts: list[Part]
    name: str | None
    reach: str | None
    handler: str | None
    outcomes: list[OutcomeTold]


class WishScored(Schema):
    """A wish: met, or not, or not told (null)."""

    wish: Condition
    met: bool | None


class DemandScored(Schema):
    """Something the work asks, whether it is covered, and what stands behind it."""

    skill: str
    importance: Importance
    covered: bool
    evidence: Evidence | None


class Scores(Schema):
    """Two scores from 0 to 1, never made into one.

    Of what the work asks, the share that is covered (`claimed`) and that others stand for (`shown`); of the
    wishes that can be told, the share that the work meets (`wish`).
    """

    group: Reach
    claimed: float
    shown: float
    wish: float | None


class ScoredWhole(Scores):
    """Also why. `wishes` are null where they are not shown."""

    why: str
    demands: list[DemandScored]
    certificates_missing: list[str]
    wishes: list[WishScored] | None


def scores(match: Match) -> dict[str, Any]:
    """As `Scores`."""
    coverage = match.coverage
    told = {"claimed": coverage.claimed, "shown": coverage.shown, "wish": match.wish.score}
    return {"group": str(match.reach), **told}


def scores_whole(match: Match, why: str, *, wishes: bool) -> dict[str, Any]:
    """As `ScoredWhole`."""
    return {
        **scores(match),
        "why": why,
        "demands": [
            {
                "skill": one.skill,
                "importance": str(one.importance),
                "covered": one.covered,
                "evidence": str(one.evidence) if one.evidence else None,
            }
            for one in match.demands
        ],
        "certificates_missing": list(match.certificates_missing),
        "wishes": [{"wish": str(one.wish), "met": one.met} for one in match.wish.parts] if wishes else None,
    }


_TURN = {State.ASKED: Side.PERSON, State.APPLIED: Side.ORGANISATION, State.AGREED: Side.ORGANISATION}


def contact_brief(row: Any) -> dict[str, Any]:
    """As `ContactBrief`."""
    return {
        "id": str(row.pk),
        "opening": row.candidate.opening_id,
        "organisation": row.organisation_id,
        "begun_by": row.begun_by,
        "state": row.state,
        "waits_for": _TURN.get(State(row.state)),
        "until": timezone.localtime(row.due_at).date() if row.due_at else None,
        "ending": row.ending or None,
        "reason": row.reason or None,
        "begun_at": row.begun_at,
        "closed_at": row.closed_at,
    }


def contact_whole(row: Any, side: Side) -> dict[str, Any]:
    """As `ContactTold`, to one side."""
    open_ = side is Side.PERSON or row.names_are_open
    spoken_to = row.handler is not None and row.state in (State.AGREED, State.TALKING)
    return {
        **contact_brief(row),
        "message": row.message,
        "parts": list(row.parts),
        "name": (row.name or None) if open_ else None,
        "reach": (row.reach or None) if open_ else None,
        "handler": row.handler.email if spoken_to else None,
        "outcomes": [
            {
                "kind": one.kind,
                "on": one.on,
                "side": one.side,
                "stopped_by": one.stopped_by or None,
                "reason": one.reason or None,
            }
            for one in contact_queries.outcomes_of(row)
        ],
    }


def came(kind: OutcomeKind, asked: OutcomeAsked) -> outcomes.Came:
    """What was asked to note. Raises `Refused`: 422 for what does not go together."""
    problems = [("on", _FAR)] if asked.on > timezone.localdate() + NOTED_AHEAD else []
    for name, value in (("stopped_by", asked.stopped_by), ("reason", asked.reason)):
        if (kind is OutcomeKind.STOPPED) != (value is not None):
            problems.append((name, _OF_A_STOP))
    if problems:
        raise Refused(422, problems)
    by, why = asked.stopped_by, asked.reason
    return outcomes.Came(kind, asked.on, StoppedBy(by) if by else None, StopReason(why) if why else None)


NOT_NOW = Problem(
    {
        "en": "was answered or ended meanwhile, or is not so far",
        "nl": "is intussen beantwoord of geëindigd, of nog niet zover",
    },
    mend={"en": "Read how it stands now.", "nl": "Lees hoe het nu staat."},
)
BEGUN = Problem(
    {"en": "there is or was a contact about this opening", "nl": "er is of was al contact over deze werkplek"}
)
TOO_MANY = Problem(
    {"en": "was done often enough for today", "nl": "is voor vandaag vaak genoeg gedaan"},
    mend={"en": "Go on tomorrow.", "nl": "Ga morgen verder."},
)
SAYS_NOTHING = Problem(
    {"en": "says nothing", "nl": "zegt niets"}, mend={"en": "Fill it in.", "nl": "Vul het in."}
)
_FAR = Problem({"en": "is too far ahead", "nl": "ligt te ver vooruit"})
_OF_A_STOP = Problem(
    {
        "en": "goes with what stopped, and only with that",
        "nl": "hoort bij wat gestopt is, en alleen daarbij",
    }
)
