# SPDX-License-Identifier: EUPL-1.2
"""What is asked, what can be answered, and what is counted."""

from datetime import timedelta
from enum import StrEnum

KEPT_FOR = timedelta(days=2 * 365)
"""After this an answer is gone, so that nobody has to remember to withdraw it."""


class Question(StrEnum):
    """What somebody may tell. Each may be left out."""

    AGE = "age"
    SEX = "sex"
    ORIGIN = "origin"
    DISABILITY = "disability"


CHOICES: dict[Question, tuple[str, ...]] = {
    Question.AGE: ("under-27", "27-44", "45-54", "55-and-over"),
    Question.SEX: ("woman", "man", "otherwise"),
    Question.ORIGIN: ("netherlands", "europe", "elsewhere"),
    Question.DISABILITY: ("yes", "no"),
}
"""What can be answered: few and wide, so that a group is seldom small."""


class Step(StrEnum):
    """What may happen to somebody, from first to last."""

    SHOWN = "shown"
    CONTACTED = "contacted"
    PLACED = "placed"
