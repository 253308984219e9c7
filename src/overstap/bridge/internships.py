# SPDX-License-Identifier: EUPL-1.2
"""A round that stands becomes internships; what was learned goes into a passport, when its owner wants it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from overstap.apps.internships import actions
from overstap.apps.internships import queries as queries_of
from overstap.apps.internships.actions import InternshipTold, Placed
from overstap.apps.internships.enums import SKILLS_AT_MOST, TITLE_AT_MOST, Party, Track
from overstap.apps.internships.models import Internship
from overstap.apps.openings.enums import OpeningKind
from overstap.apps.passports import queries as passports
from overstap.apps.passports.actions import Told, keep_passport
from overstap.apps.passports.sharing import take_in_confirmed
from overstap.apps.rounds import actions as rounds
from overstap.apps.rounds import queries
from overstap.apps.rounds.models import Round, RoundStudent

BESIDE_A_JOB = (str(OpeningKind.APPRENTICESHIP), str(OpeningKind.LEARN_WORK))


class NothingConfirmed(Exception):
    """The host did not say yet that something was learned, or says so on paper only."""


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


def confirmed_skills(internship: Internship) -> tuple[str, ...]:
    """What the host says was learned, once student and host both said how it was; none of one on paper."""
    said = queries_of.evaluations_of(internship)
    both = {Party.STUDENT, Party.HOST} <= set(said)
    return tuple(said[Party.HOST].learned) if both and internship.host_id else ()


@transaction.atomic
def into_passport(*, internship: Internship, account: UUID, language: str, now: datetime, by: str) -> bool:
    """Puts what was learned into this account's passport, with the host's word as proof; false: it is there.

    A passport is made when there is none. Nothing of the internship refers to the passport, so that the school
    does not learn whose it is. Raises `NothingConfirmed`, and `TooMany` for a full passport.
    """
    skills = confirmed_skills(internship)
    if not skills or internship.host is None:
        raise NothingConfirmed
    passport = passports.passport_of(account)
    if passport is None:
        told = Told(language=language, skills=dict.fromkeys(skills, "claimed"))
        passport = keep_passport(account=account, told=told, now=now, by=by)
    made = take_in_confirmed(
        passport=passport,
        organisation=internship.host.pk,
        whose=internship.host.name,
        title=internship.title,
        skills=skills,
        days=(internship.began_on, internship.ended_on),
        by=by,
    )
    return made is not None


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
