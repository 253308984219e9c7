# SPDX-License-Identifier: EUPL-1.2
"""The values of an opening's fields."""

from enum import StrEnum


class OpeningKind(StrEnum):
    """In what way an opening takes people."""

    VACANCY = "vacancy"
    INTERNSHIP = "internship"
    APPRENTICESHIP = "apprenticeship"
    LEARN_WORK = "learn-work"
    TRIAL = "trial"
