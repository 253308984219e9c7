# SPDX-License-Identifier: EUPL-1.2
"""What is ranked and where it is asked, and how much of it is noted for how long."""

from datetime import timedelta
from enum import StrEnum

KEPT_FOR = timedelta(days=200)
"""A note is gone after this. Articles 19 and 26(6) of Regulation (EU) 2024/1689 ask six months at least."""
LEAST_KEPT = timedelta(days=184)
"""Six months: the longest there is. Notes that must go before it are told to the operator."""
ROWS_AT_MOST = 1_000_000
"""Notes kept at a time; beyond it the oldest go, however young they are, so that no visitor fills the disk."""
PLACES_AT_MOST = 60
"""Places of a ranking that stand in its note; the fingerprint of the result is that of all of it."""


class Kind(StrEnum):
    """What was put in order, for whom."""

    OPENINGS = "openings"
    JOURNEYS = "journeys"
    CANDIDATES = "candidates"


class Channel(StrEnum):
    """Where it was asked."""

    PAGE = "page"
    API = "api"
    TERMINAL = "terminal"
