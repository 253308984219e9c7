# SPDX-License-Identifier: EUPL-1.2
"""How often somebody is reminded, and what a proposal is about."""

from enum import StrEnum

EVERY_MONTHS = (1, 3, 6, 12)
"""Months between two reminders, to choose from; without a choice there are none."""
AHEAD_AT_MOST_DAYS = 732
"""A next reminder is two years away at most."""
SENT_AT_ONCE = 200
"""Reminders of one round; the rest follow in the next, so that a mail server is not flooded."""


class Kind(StrEnum):
    """What a proposal is about."""

    SKILL = "skill"
    OCCUPATION = "occupation"
