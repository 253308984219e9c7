# SPDX-License-Identifier: EUPL-1.2
"""Recognising skills in somebody's words. Nothing that is sent is kept."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from overstap.api.answers import answer, answers
from overstap.api.region import region_or_refused
from overstap.api.types import NO_NUL, Language, Strict

router = Router(tags=["recognition"])

LONGEST = 20_000


class RecognitionAsked(Strict):
    """A text, and the language it is in."""

    text: Annotated[str, Field(max_length=LONGEST, pattern=NO_NUL)]
    language: Language = "nl"


class WhyTold(Schema):
    """Why a skill was recognised: what was met, and a sentence."""

    kind: str
    matched: str
    words: list[str]
    sentence: str


class SkillRecognised(Schema):
    """A skill that stands in the text, from `start` to `end` (in characters); `confidence` from 0 to 1."""

    skill: str
    label: str
    start: int
    end: int
    confidence: float
    why: WhyTold


class Recognised(Schema):
    """What was recognised, in the order of the text."""

    language: Language
    skills: list[SkillRecognised]


@router.post("/recognitions", response=answers(200, Recognised), summary="The skills in a text")
def recognise(request: HttpRequest, asked: RecognitionAsked) -> HttpResponse:  # noqa: ARG001 - Ninja names it
    """The skills in a CV, a vacancy or a sentence, with their place, confidence and why.

    `POST` because somebody's words belong in no address or log.
    """
    region, language = region_or_refused(), asked.language
    return answer(
        {
            "language": language,
            "skills": [
                {
                    "skill": one.skill,
                    "label": region.skill_label(one.skill, language),
                    "start": one.start,
                    "end": one.end,
                    "confidence": one.confidence,
                    "why": {
                        "kind": str(one.why.kind),
                        "matched": one.why.label,
                        "words": list(one.why.words),
                        "sentence": one.why.sentence.get(language, one.why.sentence["en"]),
                    },
                }
                for one in region.recognise(asked.text, language)
            ],
        }
    )
