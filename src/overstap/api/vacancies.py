# SPDX-License-Identifier: EUPL-1.2
"""A vacancy looked at: whom its wording shuts out, and what it asks. Nothing that is sent is kept."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language_from_request
from ninja import Router, Schema
from pydantic import Field

from overstap.api.answers import answer, answers
from overstap.api.problems import Refused, of_input
from overstap.api.region import region_or_refused
from overstap.api.types import NO_NUL, Language, Strict
from overstap.engine.matching.model import OpeningKind
from overstap.engine.problems import InputRefused, Problem
from overstap.engine.region.region import Region
from overstap.engine.region.vacancy import propose
from overstap.engine.skills.spoken import spoken_language
from overstap.engine.skills.taxonomy import Importance
from overstap.engine.vacancies.plain import warning_as_dict
from overstap.engine.vacancies.posting import Posting, read_postings
from overstap.engine.vacancies.warnings import LONGEST_TEXT, check_wording

router = Router(tags=["vacancies"])

POSTINGS_AT_MOST = 20


class VacancyAsked(Strict):
    """A vacancy: its `text` (or the source of a page that holds it), or a schema.org `posting`. One of the two.

    `language`: of the vacancy; without it, it is told by the text.
    """

    text: Annotated[str, Field(max_length=LONGEST_TEXT, pattern=NO_NUL)] | None = None
    posting: dict[str, Any] | None = None
    language: Language | None = None


class LawTold(Schema):
    """Where a rule comes from."""

    title: str
    article: str
    address: str


class WordingTold(Schema):
    """Wording to look at again, from `start` to `end` (in characters). `law`: an act has a say; else it shuts
    people out without need."""

    rule: str
    about: str
    law: bool
    start: int
    end: int
    line: int
    text: str
    why: str
    instead: str
    source: LawTold


class VacancyChecked(Schema):
    """A vacancy, and its wording in the order of the text."""

    title: str
    language: str
    warnings: list[WordingTold]


class VacanciesChecked(Schema):
    """The vacancies that were in what was sent; a text is one."""

    vacancies: list[VacancyChecked]


class AskedTold(Schema):
    """A skill that is asked: how much and why, where it stands (in characters of `text`), how often."""

    skill: str
    label: str
    importance: Importance
    why: str
    start: int
    end: int
    times: int
    confidence: float


class VacancyRead(Schema):
    """What was read in a vacancy, in the ids of the region: proposals, for a person to look at.

    Hours a week, EUR gross per hour. Null or empty: it does not say, or not clearly.
    """

    reference: str
    kind: OpeningKind
    title: str
    text: str
    language: str
    occupation: str | None
    occupations: list[str]
    place: str | None
    hours_low: float | None
    hours_high: float | None
    wage_low: float | None
    wage_high: float | None
    days: list[str]
    starts_on: date | None
    closes_on: date | None
    places: int
    certificates: list[str]
    demands: list[AskedTold]


class VacanciesRead(Schema):
    """The vacancies that were in what was sent; a text is one."""

    vacancies: list[VacancyRead]


@router.post(
    "/wording-checks",
    response=answers(200, VacanciesChecked, 422),
    summary="Whom the wording of a vacancy shuts out",
)
def post_wording_check(request: HttpRequest, asked: VacancyAsked) -> HttpResponse:
    """Wording that the law forbids, or that shuts people out without need: where, why, and what instead.

    The answer is that of `overstap vacancies check --json`, in the language of `Accept-Language`.
    """
    reader = _reader(request)
    told = []
    for one in _postings(asked):
        spoken = asked.language or one.language or spoken_language(one.text, "nl")
        warnings = [warning_as_dict(found, one.text, reader) for found in check_wording(one.text, spoken)]
        told.append({"title": one.title, "language": spoken, "warnings": warnings})
    return answer({"vacancies": told})


@router.post(
    "/vacancy-readings",
    response=answers(200, VacanciesRead, 422),
    summary="What a vacancy asks, and how much",
)
def post_vacancy_reading(request: HttpRequest, asked: VacancyAsked) -> HttpResponse:
    """The skills that it asks with how heavily and why, and the work, place, hours and pay: all proposals."""
    region, reader = region_or_refused(), _reader(request)
    return answer({"vacancies": [_read(region, one, asked.language, reader) for one in _postings(asked)]})


def _postings(asked: VacancyAsked) -> tuple[Posting, ...]:
    if (asked.text is None) == (asked.posting is None):
        raise Refused(422, [("text", _ONE_OF)])
    name = "text" if asked.posting is None else "posting"
    try:
        found = read_postings(asked.text or "" if asked.posting is None else json.dumps(asked.posting))
    except InputRefused as refused:
        raise of_input(refused, name) from None
    except RecursionError:
        raise Refused(422, [(name, _DEEP)]) from None
    if len(found) > POSTINGS_AT_MOST:
        raise Refused(422, [(name, _MANY)])
    return found


def _read(region: Region, posting: Posting, language: str | None, reader: str) -> dict[str, Any]:
    if language is not None:
        posting = replace(posting, language=language)
    one = propose(region, posting, today=timezone.localdate())
    return {
        "reference": one.reference,
        "kind": str(one.kind),
        "title": one.title,
        "text": one.text,
        "language": one.language,
        "occupation": one.occupation or None,
        "occupations": list(one.occupations),
        "place": one.place or None,
        "hours_low": one.hours.low if one.hours else None,
        "hours_high": one.hours.high if one.hours else None,
        "wage_low": one.wage.low if one.wage else None,
        "wage_high": one.wage.high if one.wage else None,
        "days": list(one.days),
        "starts_on": one.starts_on,
        "closes_on": one.closes_on,
        "places": one.places,
        "certificates": list(one.certificates),
        "demands": [
            {
                "skill": asked.skill,
                "label": region.skill_label(asked.skill, reader),
                "importance": str(asked.importance),
                "why": asked.why[reader],
                "start": asked.start,
                "end": asked.end,
                "times": asked.times,
                "confidence": asked.confidence,
            }
            for asked in one.asked
        ],
    }


def _reader(request: HttpRequest) -> str:
    return "en" if get_language_from_request(request).startswith("en") else "nl"


_ONE_OF = Problem({"en": "or posting: give one of the two", "nl": "of posting: geef een van de twee"})
_DEEP = Problem({"en": "is nested too deep", "nl": "is te diep genest"})
_MANY = Problem(
    {"en": "holds too many vacancies at once", "nl": "bevat te veel vacatures in één keer"},
    mend={"en": f"At most {POSTINGS_AT_MOST}: split it.", "nl": f"Hoogstens {POSTINGS_AT_MOST}: splits het."},
)
