# SPDX-License-Identifier: EUPL-1.2
"""Where somebody of a case stands, and how long things of a case are kept."""

from datetime import timedelta
from enum import StrEnum

KEPT_AFTER = timedelta(days=366)
"""The people of a case are gone this long after its last day."""
REASON_AT_MOST = 500
TEXT_AT_MOST = 200


class Stage(StrEnum):
    """Where somebody stands, from first to last."""

    ORIENTATION = "orientation"
    MATCHED = "matched"
    TRAINING = "training"
    PLACED = "placed"
    OUT = "out"
    """Left the case: found something without us, stopped, or wants no help."""


class PlanState(StrEnum):
    """How far a plan is."""

    ASKED = "asked"
    MAKING = "making"
    MADE = "made"
    FAILED = "failed"


class Rule(StrEnum):
    """What an adviser decided about somebody and an opening, or they themselves, whatever a plan would say."""

    LOCKED = "locked"
    FORBIDDEN = "forbidden"
    WISHED = "wished"
    """They would like it: for the adviser to see, a plan need not follow it."""
