# SPDX-License-Identifier: EUPL-1.2
"""The values of an internship's fields, what may follow what, and when something needs doing."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType

TITLE_AT_MOST = 200
STUDY_AT_MOST = 120
GUIDE_AT_MOST = 80
NOTE_AT_MOST = 300
SKILLS_AT_MOST = 20
HOURS_AT_MOST = 48
"""A week."""
CODE_LENGTH = 10
KEPT_AFTER = timedelta(days=2 * 365)
"""An internship is gone so long after its last day."""
UNSIGNED_BEFORE = timedelta(days=28)
"""So long before it begins an agreement that not all have signed needs doing something about."""
ENDING_WITHIN = timedelta(days=14)
"""So long before its last day an internship ends soon, and everybody can say how it was."""
LATER_MONTHS = 6
"""So many months after an internship the student is asked once more where they are."""
FIGURES_FROM = 5
"""Numbers of students smaller than this are not told."""
ANSWERS_FROM = 3
"""A host sees what its students answered once so many did, and then together."""
REMINDED_BEFORE = timedelta(days=1)
"""So long before a talk whoever planned it is reminded."""


class Track(StrEnum):
    """The two learning tracks of Dutch vocational education: at school (BOL), and beside a job (BBL)."""

    BOL = "bol"
    BBL = "bbl"


class InternshipState(StrEnum):
    """Where an internship stands."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    RUNNING = "running"
    ENDED = "ended"
    COMPLETED = "completed"


MOVES: Mapping[InternshipState, frozenset[InternshipState]] = MappingProxyType(
    {
        InternshipState.PROPOSED: frozenset({InternshipState.AGREED}),
        InternshipState.AGREED: frozenset({InternshipState.RUNNING, InternshipState.PROPOSED}),
        InternshipState.RUNNING: frozenset({InternshipState.ENDED, InternshipState.COMPLETED}),
        InternshipState.ENDED: frozenset(),
        InternshipState.COMPLETED: frozenset(),
    }
)
"""From where an internship may go where; a trigger of the database holds it."""

OVER = (InternshipState.ENDED, InternshipState.COMPLETED)


class EndReason(StrEnum):
    """Why an internship ended early. A category and no story: nothing here tells of somebody's health."""

    STUDENT_STOPS = "student-stops"
    OTHER_PLACE = "other-place"
    HOST_STOPS = "host-stops"
    NOT_AS_AGREED = "not-as-agreed"
    NO_MATCH = "no-match"
    STUDY_CHANGED = "study-changed"
    OTHER = "other"


class Party(StrEnum):
    """Who agrees to an internship, and says how it was."""

    STUDENT = "student"
    HOST = "host"
    SCHOOL = "school"


class Where(StrEnum):
    """Where a talk is held."""

    AT_HOST = "at-host"
    ONLINE = "online"
    AT_SCHOOL = "at-school"


class With(StrEnum):
    """With whom the school talks."""

    BOTH = "both"
    STUDENT = "student"
    HOST = "host"


class VisitOutcome(StrEnum):
    """What came of a talk."""

    GOES_WELL = "goes-well"
    AGREED_ON = "agreed-on"
    NEEDS_CARE = "needs-care"
    NOT_HELD = "not-held"


class Guided(StrEnum):
    """Whether guidance was as agreed."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Again(StrEnum):
    """Whether somebody would come, offer or place again."""

    YES = "yes"
    PERHAPS = "perhaps"
    NO = "no"


class Moment(StrEnum):
    """When is asked where the student is now."""

    AT_END = "at-end"
    LATER = "later"


class Now(StrEnum):
    """Where a student is now."""

    JOB_HERE = "job-here"
    JOB_ELSEWHERE = "job-elsewhere"
    STUDY = "study"
    LOOKING = "looking"
    OTHER = "other"
