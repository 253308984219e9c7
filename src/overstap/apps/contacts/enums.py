# SPDX-License-Identifier: EUPL-1.2
"""The values of fields about finding each other, and how long things last."""

from datetime import timedelta
from enum import StrEnum

FINDABLE_AT_MOST = timedelta(days=366)
"""Nobody is found for longer than this without being asked again."""
NOT_FOR_AT_MOST = 50
"""Organisations that somebody keeps themselves hidden from."""
MESSAGE_AT_MOST = 600
NAME_AT_MOST = 80
REACH_AT_MOST = 200
ASKED_A_DAY = 10
"""People that one opening asks in a day; who asks everybody reads nobody."""
APPLIED_A_DAY = 10
"""Openings that one person reacts to in a day."""
PERSON_DAYS = 7
"""Days that a person has to answer a question."""
ORGANISATION_WORKING_DAYS = 5
"""Working days that an organisation has to answer somebody who reacted, and to get in touch after a yes."""
TALKING_DAYS = 60
"""Days after getting in touch in which it is said what came of it."""
NAMES_KEPT = timedelta(days=30)
"""After a contact has ended without work, the name and way of contact are gone after this."""
CONTACTS_KEPT = timedelta(days=2 * 366)
NOTICES_KEPT = timedelta(days=30)


class Condition(StrEnum):
    """A wish that somebody may make a condition: work that is known not to meet it does not find them."""

    DISTANCE = "distance"
    HOURS = "hours"
    WAGE = "wage"
    KIND = "kind"
    START = "start"


class Side(StrEnum):
    """The two sides of a contact."""

    PERSON = "person"
    ORGANISATION = "organisation"


class State(StrEnum):
    """Where a contact stands; each but the last has a day on which it ends by itself."""

    ASKED = "asked"  # the organisation asked, the person answers
    APPLIED = "applied"  # the person reacted, the organisation answers
    AGREED = "agreed"  # both said yes, names are open, the organisation gets in touch
    TALKING = "talking"  # they are in touch
    CLOSED = "closed"


OPEN = (State.ASKED, State.APPLIED, State.AGREED, State.TALKING)


class Ending(StrEnum):
    """How a contact ended."""

    REFUSED_BY_PERSON = "refused-by-person"
    REFUSED_BY_ORGANISATION = "refused-by-organisation"
    LAPSED_BY_PERSON = "lapsed-by-person"
    LAPSED_BY_ORGANISATION = "lapsed-by-organisation"
    WITHDRAWN_BY_PERSON = "withdrawn-by-person"
    WITHDRAWN_BY_ORGANISATION = "withdrawn-by-organisation"
    OPENING_GONE = "opening-gone"
    NO_WORD = "no-word"
    OUTCOME = "outcome"


class PersonReason(StrEnum):
    """Why a person says no. Never about health."""

    DISTANCE = "too-far"
    HOURS = "hours-do-not-fit"
    PAY = "pay-does-not-fit"
    WORK = "other-work-wanted"
    EMPLOYER = "not-this-employer"
    NOT_NOW = "not-now"
    FOUND = "found-work"


class OrganisationReason(StrEnum):
    """Why an organisation says no; one of them is always given."""

    FILLED = "place-is-taken"
    SKILL = "skill-is-missing"
    PAPER = "paper-is-missing"
    NEARER = "others-are-nearer"
    WISHES = "wishes-cannot-be-met"
    STOPPED = "opening-was-stopped"


class NoticeKind(StrEnum):
    """What somebody is told by mail; the mail says no more than this, the page says the rest."""

    QUESTION = "question"
    ANSWER = "answer"
    REMINDER = "reminder"
    LAPSED = "lapsed"
    ENDED = "ended"
    STILL_AT_WORK = "still-at-work"


class OutcomeKind(StrEnum):
    """What came of a contact; more than one may, one after the other."""

    TRIAL = "trial"
    TRAINING = "training"
    STARTED = "started"
    ADVICE = "advice"
    OTHER_DESK = "other-desk"
    STOPPED = "stopped"


class StoppedBy(StrEnum):
    """Whose decision it was that it stopped."""

    PERSON = "person"
    ORGANISATION = "organisation"
    BOTH = "both"
    NEITHER = "neither"


class StopReason(StrEnum):
    """Why it stopped. Nothing about health, which is nobody's business here: then it is private."""

    HOURS = "hours"
    TRAVEL = "travel"
    PAY = "pay"
    WORK = "work-differed"
    TOGETHER = "working-together"
    SKILLS = "skills"
    OTHER_WORK = "other-work"
    CONTRACT_ENDED = "contract-ended"
    BUSINESS = "no-work-left"
    PRIVATE = "private"


class Still(StrEnum):
    """Whether somebody is still at work, months after they began."""

    HERE = "here"
    ELSEWHERE = "elsewhere"
    NO = "no"
    NO_SAY = "no-say"


NOTED_AHEAD = timedelta(days=92)
"""How far ahead a first day may be noted."""
ASKED_AFTER_MONTHS = (6, 12)
STILL_ANSWERED_WITHIN = timedelta(days=30)
"""After this the question is gone: no answer is fine."""
GROUP_FROM = 10
"""People from which a total is told."""
