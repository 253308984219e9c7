# SPDX-License-Identifier: EUPL-1.2
"""The values of an example person's fields."""

from enum import StrEnum


class Evidence(StrEnum):
    """What shows that someone can do something, from weak to strong."""

    CLAIMED = "claimed"
    INFERRED = "inferred"
    ENDORSED = "endorsed"
    ASSESSED = "assessed"
    CERTIFIED = "certified"


class OpeningKind(StrEnum):
    """The kinds of opening someone can wish for."""

    VACANCY = "vacancy"
    INTERNSHIP = "internship"
    APPRENTICESHIP = "apprenticeship"
    LEARN_WORK = "learn-work"
    TRIAL = "trial"
