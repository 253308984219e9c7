# SPDX-License-Identifier: EUPL-1.2
"""The values of a report's fields."""

from datetime import timedelta
from enum import StrEnum

CODE_LENGTH = 12
TEXT_AT_MOST = 4000
KEPT_FOR = timedelta(days=365)
"""A report is gone so long after the last word in it."""


class Kind(StrEnum):
    """What a report is about."""

    NO_PLACE = "no-place"
    GUIDANCE = "guidance"
    DISCRIMINATION = "discrimination"
    UNSAFE = "unsafe"
    OTHERWISE = "otherwise"


TRUSTED_KINDS = (Kind.DISCRIMINATION, Kind.UNSAFE)
"""Kinds that only the trusted person reads, whatever else is chosen."""


class Teller(StrEnum):
    """Who reports."""

    STUDENT = "student"
    PARENT = "parent"
    HOST = "host"
    SCHOOL = "school"


class Side(StrEnum):
    """Who wrote a word in a report."""

    TELLER = "teller"
    READER = "reader"
