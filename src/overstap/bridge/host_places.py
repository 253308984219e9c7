# SPDX-License-Identifier: EUPL-1.2
"""What a host sees of a round before it stands, and a learning place that it makes for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from overstap.apps.openings.actions import NewOpening, add_opening
from overstap.apps.openings.enums import OPEN_AT_MOST, OpeningKind
from overstap.apps.rounds.bringing import Brought, bring_place
from overstap.apps.rounds.enums import Track
from overstap.apps.rounds.models import Round, RoundPlace, RoundStudent
from overstap.engine.region.region import Region
from overstap.engine.region.vacancy import usual_demands

WANTED_SHOWN = 6
"""Skills told of a student; more do not help to choose a place."""
_KINDS = {Track.BOL: OpeningKind.INTERNSHIP, Track.BBL: OpeningKind.APPRENTICESHIP}


@dataclass(frozen=True)
class Learner:
    """A student as a host may see them: a code, the study, and skills to learn; no name, school or home."""

    code: str
    occupation: str
    skills: tuple[str, ...]


def blind(student: RoundStudent, region: Region) -> Learner:
    """A student without anything by which a host could know or prefer them."""
    known = region.taxonomy.skill_index
    usual = usual_demands(region, student.occupation)
    wanted = [one for one in student.skills if one in known] or list(usual)
    return Learner(code_of(student.pk), student.occupation, tuple(wanted[:WANTED_SHOWN]))


def code_of(student: UUID) -> str:
    """What a host calls a student: not the number of the school, which it might know.

    >>> code_of(UUID("0b7e42aa-0000-4000-8000-000000000000"))
    '0B7E42'
    """
    return student.hex[:6].upper()


@transaction.atomic
def bring_new_place(
    *,
    round_: Round,
    organisation: str,
    title: str,
    occupation: str,
    place: str,
    hours: float,
    told: Brought,
    region: Region,
    language: str,
    now: Any,
    today: date,
    by: str,
) -> RoundPlace:
    """Makes a published learning opening that asks what is usual in its occupation, and brings it to a round.

    Raises as `bring_place`, and then no opening is made.
    """
    opening = NewOpening(
        kind=_KINDS[told.track],
        organisation=organisation,
        occupation=occupation,
        place=place,
        title={language: title},
        text="",
        language=language,
        hours_low=hours,
        hours_high=hours,
        demands={skill: str(how) for skill, how in usual_demands(region, occupation).items()},
        starts_on=told.starts_on or round_.starts_on,
        closes_on=min(max(round_.wishes_until, today), today + OPEN_AT_MOST),
        places=told.places,
        days=told.days,
    )
    made = add_opening(opening=opening, by=by)
    return bring_place(round_=round_.pk, opening=made.pk, told=told, now=now, today=today, by=by)


def occupations_wanted(studies: Sequence[str], region: Region) -> list[str]:
    """The studies of a round that the region knows, then its other occupations, each with usual skills."""
    known = region.records.occupations
    first = [one for one in studies if one in known]
    return [*first, *(one for one in known if one not in first and known[one].demands)]
