# SPDX-License-Identifier: EUPL-1.2
"""The values of a train's fields."""

from datetime import timedelta
from enum import StrEnum

SEATS_AT_MOST = 200
"""Seats of a train, and people on its list."""
LISTED_AT_MOST = 1000
NAME_AT_MOST = 100
CODE_LENGTH = 10
ANSWER_DAYS = 5
"""Days to answer an offered seat, unless the train says otherwise."""
KEPT_AFTER = timedelta(days=366)
"""The people of a train are gone so long after its last day."""
PROPOSALS_KEPT = timedelta(days=90)
"""Proposals are gone so long after they were asked."""
SMALL = 5
"""Counts under this are withheld where anybody can see them."""


class TrainKind(StrEnum):
    """What is travelled in: one workflow under three names."""

    COHORT = "cohort"
    NEIGHBOURHOOD = "neighbourhood"
    """A neighbourhood enterprise (wijkonderneming): learning and working in one's own neighbourhood."""
    APPRENTICE = "apprentice"
    """Learning from a master (meester-gezel)."""


class Stage(StrEnum):
    """Where somebody is, from first to last."""

    ORIENTATION = "orientation"
    RECRUITED = "recruited"
    FITTING = "fitting"
    """The fitting room (paskamer): trying whether the work fits."""
    MATCHED = "matched"
    TRAINING = "training"
    WORK = "work"


class SeatState(StrEnum):
    """How somebody stands to a seat."""

    LISTED = "listed"
    OFFERED = "offered"
    ABOARD = "aboard"
    DECLINED = "declined"
    LAPSED = "lapsed"
    """Was offered a seat and gave no answer in time."""
    DROPPED = "dropped"


class PartnerRole(StrEnum):
    """What an organisation does in a train."""

    MUNICIPALITY = "municipality"
    EMPLOYER = "employer"
    COACH = "coach"
    PROVIDER = "provider"
    FUND = "fund"


class Reason(StrEnum):
    """Why somebody dropped out, in categories that tell nothing about health or home."""

    OTHER_WORK = "other-work"
    OTHER_TRAINING = "other-training"
    HOURS_OR_TRAVEL = "hours-or-travel"
    MONEY = "money"
    WORK_DOES_NOT_FIT = "work-does-not-fit"
    EMPLOYER_STOPPED = "employer-stopped"
    CIRCUMSTANCES = "circumstances"
    NO_WORD = "no-word"


class Side(StrEnum):
    """Who did something in a train."""

    HOLDER = "holder"
    COACH = "coach"
    EMPLOYER = "employer"
    PROVIDER = "provider"
    PERSON = "person"
    CLOCK = "clock"


class Word(StrEnum):
    """What somebody was told by mail of the seat they were offered last."""

    NOTHING = ""
    OFFERED = "offered"
    LAST_DAYS = "last-days"
    """The day to answer is near."""
    GONE = "gone"
    """They gave no answer in time, and the seat went on."""


class Gate(StrEnum):
    """What keeps somebody from the next stage."""

    NOT_NEXT = "not-next"
    NO_YES = "no-yes"
    NO_EMPLOYER = "no-employer"
    NO_PLACE = "no-place"
    TOO_FEW = "too-few"
    NO_CERTIFICATE = "no-certificate"
    NO_CONTRACT = "no-contract"


class ProposalState(StrEnum):
    """How far a proposal is."""

    ASKED = "asked"
    MAKING = "making"
    MADE = "made"
    FAILED = "failed"
