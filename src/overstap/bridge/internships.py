# SPDX-License-Identifier: EUPL-1.2
"""A round that stands becomes internships; what was learned goes into a passport, when its owner wants it."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from overstap.apps.internships import actions
from overstap.apps.internships.actions import InternshipTold, Placed
from overstap.apps.internships.enums import SKILLS_AT_MOST, TITLE_AT_MOST, Track
from overstap.apps.openings.enums import OpeningKind
from overstap.apps.rounds import actions as rounds
from overstap.apps.rounds import queries
from overstap.apps.rounds.models import Round, RoundStudent

BESIDE_A_JOB = (str(OpeningKind.APPRENTICESHIP), str(OpeningKind.LEARN_WORK))


class NotFixed(Exception):
    """The round does not stand yet."""


@transaction.atomic
def fix_round(*, round_: Round, language: str, by: str) -> int:
    """Lets a round stand and makes an internship for every placed student; returns how many.

    Raises as `rounds.actions.fix`.
    """
    rounds.fix(round_=round_.pk, by=by)
    round_.fixed = True
    return make_from_round(round_=round_, language=language, by=by)


@transaction.atomic
def make_from_round(*, round_: Round, language: str, by: str) -> int:
    """Makes an internship for every placed student of a round that stands and has none; returns how many.

    `language`: in which the title of an opening is taken over. Raises `NotFixed`.
    """
    if not round_.fixed:
        raise NotFixed
    placed = [_placed(round_, one, language) for one in queries.students_of(round_) if one.got]
    return actions.make_of_round(round_=round_.pk, school=round_.organisation_id, placed=placed, by=by)


def _placed(round_: Round, student: RoundStudent, language: str) -> Placed:
    assert student.got is not None  # noqa: S101 - asked for students with a place only
    opening = student.got.opening
    told = InternshipTold(
        reference=student.reference,
        title=_title(opening.title, language),
        starts_on=round_.starts_on,
        ends_on=round_.ends_on,
        host=opening.organisation_id,
        occupation=student.occupation,
        track=Track.BBL if opening.kind in BESIDE_A_JOB else Track.BOL,
        hours=opening.hours_high,
        skills=tuple(student.skills[:SKILLS_AT_MOST]),
    )
    return Placed(student.pk, student.code_hash, opening.pk, told)


def _title(title: dict[str, Any], language: str) -> str:
    said = title.get(language) or next(iter(title.values()), "")
    return str(said)[:TITLE_AT_MOST] or "–"
