# SPDX-License-Identifier: EUPL-1.2
"""The values of an instrument's fields; most are the engine's own."""

from enum import StrEnum

from overstap.engine.rules.instruments import Beneficiary, PaidPer, Situation

__all__ = ["Beneficiary", "Outlook", "PaidPer", "Situation"]


class Outlook(StrEnum):
    """How the work that an instrument is for develops."""

    SHRINKING = "shrinking"
    STABLE = "stable"
    GROWING = "growing"
    SHORTAGE = "shortage"
