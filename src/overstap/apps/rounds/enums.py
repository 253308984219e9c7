# SPDX-License-Identifier: EUPL-1.2
"""The values of a round's fields."""

from datetime import timedelta
from enum import StrEnum

WISHES_AT_MOST = 5
"""Places that a student ranks; after those others follow by what the student wants to learn."""
PLACES_AT_MOST = 5000
CODE_LENGTH = 10
KEPT_AFTER = timedelta(days=365)
"""Students of a round are gone so long after its internships ended."""


class Choice(StrEnum):
    """What a round is to bring about; as the engine names it."""

    STABLE = "stable"
    STABLE_LARGER = "stable-larger"
    MOST = "most"


class Criterion(StrEnum):
    """What a place may order students by: nothing that says who somebody is."""

    SCORE = "score"
    KM = "km"


class PlaceStatus(StrEnum):
    """Where a place stands: brought by its host, then taken in by the school or not."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Track(StrEnum):
    """The learning track (leerweg) a place is for: school with an internship, or work with school beside it."""

    BOL = "bol"
    BBL = "bbl"


REASON_AT_MOST = 300
GUIDANCE_AT_MOST = 40
"""Hours of guidance a week, of a place or for a student."""


class Outcome(StrEnum):
    """What became of asking a firm for places."""

    WAITING = "waiting"
    ASKED = "asked"
    LATER = "later"
    NO = "no"
    BROUGHT = "brought"


OVER = (Outcome.NO, Outcome.BROUGHT)
"""Outcomes after which somebody else may ask the firm."""


class Without(StrEnum):
    """Why a round gave a student no place."""

    FULL = "full"
    NOT_ACCEPTED = "not-accepted"
    NOTHING_WANTED = "no-list-and-no-scores"
