# SPDX-License-Identifier: EUPL-1.2
"""The values of an event's fields."""

from datetime import timedelta
from enum import StrEnum

CODE_LENGTH = 10
DAY = 24 * 60
"""Minutes of a day: times of an event are minutes after midnight."""
HELD_AT_MOST = 10_000
"""What one room holds, at most."""
TITLE_AT_MOST, TEXT_AT_MOST, REASON_AT_MOST = 120, 2000, 400
KEPT_AFTER = timedelta(days=183)
"""Who came is forgotten so long after the event."""
ITEMS_AT_MOST = 500


SLOTS_AT_MOST, TABLES_AT_MOST = 200, 50
FOLLOWED_AFTER = timedelta(days=14)
"""When nothing else is said, how it goes on is asked so long after the event."""
FEW = 5
"""Fewer than so many are not shown where everybody looks."""


class Making(StrEnum):
    """How far a schedule is."""

    ASKED = "asked"
    MAKING = "making"
    MADE = "made"
    FAILED = "failed"


class Outcome(StrEnum):
    """What came of a talk after which both went on."""

    OPEN = "open"
    JOB = "job"
    INTERNSHIP = "internship"
    COURSE = "course"
    NOTHING = "nothing"


class ItemKind(StrEnum):
    """What happens in an item of the programme."""

    TALK = "talk"
    WORKSHOP = "workshop"
    PITCH = "pitch"
    """A company tells students who are about to graduate why they should come."""
    VISIT = "visit"
    """To a company, during the event."""
    LAUNCH = "launch"
    """A new tool begins."""


class ItemState(StrEnum):
    """What the organiser said to a proposal."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
