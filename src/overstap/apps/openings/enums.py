# SPDX-License-Identifier: EUPL-1.2
"""The values of an opening's fields."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType


class OpeningKind(StrEnum):
    """In what way an opening takes people."""

    VACANCY = "vacancy"
    INTERNSHIP = "internship"
    APPRENTICESHIP = "apprenticeship"
    LEARN_WORK = "learn-work"
    TRIAL = "trial"


class OpeningStatus(StrEnum):
    """Where an opening stands. Only what is published is matched, found and shown."""

    DRAFT = "draft"
    PUBLISHED = "published"
    FILLED = "filled"
    EXPIRED = "expired"


MOVES: Mapping[OpeningStatus, frozenset[OpeningStatus]] = MappingProxyType(
    {
        OpeningStatus.DRAFT: frozenset({OpeningStatus.PUBLISHED}),
        OpeningStatus.PUBLISHED: frozenset({OpeningStatus.DRAFT, OpeningStatus.FILLED, OpeningStatus.EXPIRED}),
        OpeningStatus.FILLED: frozenset({OpeningStatus.PUBLISHED, OpeningStatus.DRAFT}),
        OpeningStatus.EXPIRED: frozenset({OpeningStatus.PUBLISHED, OpeningStatus.DRAFT}),
    }
)
"""From where an opening may go where; a trigger of the database holds it."""


class Weekday(StrEnum):
    """The days of the week, as they are kept."""

    MONDAY = "mo"
    TUESDAY = "tu"
    WEDNESDAY = "we"
    THURSDAY = "th"
    FRIDAY = "fr"
    SATURDAY = "sa"
    SUNDAY = "su"


OPEN_AT_MOST = timedelta(days=183)
"""How long ahead an opening may close; half a year on, nobody remembers what it asked."""
OPEN_USUALLY = timedelta(days=42)
"""When it closes, unless somebody says otherwise."""
REMINDED_BEFORE = timedelta(days=7)
"""How long before an opening closes its keeper gets a mail."""


class NeedStatus(StrEnum):
    """Whether people are still needed, and whether there is an opening for it by now."""

    STANDING = "standing"
    OPENED = "opened"
    ENDED = "ended"
