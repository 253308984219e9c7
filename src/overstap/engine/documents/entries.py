# SPDX-License-Identifier: EUPL-1.2
"""What a file tells of somebody, in parts: work and study with their periods, languages, skills in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

TITLE_AT_MOST = 200
NOTE_AT_MOST = 2_000
ENTRIES_AT_MOST = 60
"""Of one file; somebody with more has a CV of ten pages."""


class EntryKind(StrEnum):
    """What somebody did."""

    WORK = "work"
    STUDY = "study"
    VOLUNTEER = "volunteer"
    CERTIFICATE = "certificate"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something somebody did. `whose`: the employer, the school, or who gave it.

    Days go to the first of the month or year when only that is told, and ends to the last of it. `until_on` is
    `None` for what goes on.
    """

    kind: EntryKind
    title: str
    whose: str = ""
    from_on: date | None = None
    until_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What a file tells. `languages`: ISO 639 code -> CEFR level, empty when no level is named.

    `left_out`: what of the file is not taken over, by names that `wording` has words for.
    """

    text: str = ""
    entries: tuple[Entry, ...] = ()
    languages: tuple[tuple[str, str], ...] = ()
    licences: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
