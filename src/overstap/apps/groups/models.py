# SPDX-License-Identifier: EUPL-1.2
"""Answers and counts under a key that nobody can turn back into an account without the site's secret."""

from django.db import models
from django.db.models import CheckConstraint, Q

from overstap.apps.constraints import between, matches, one_of
from overstap.apps.groups.enums import CHOICES, Step
from overstap.apps.privacy import Privacy, Sensitivity, all_of

TOLD = Privacy(Sensitivity.SPECIAL, "two years, or until the person withdraws it or erases the account")

_GOES_WITH = Q()
for _question, _choices in CHOICES.items():
    _GOES_WITH |= Q(question=str(_question), choice__in=list(_choices))


class Answer(models.Model):
    """What somebody told of one question. `key`: who, as nobody can read."""

    pk = models.CompositePrimaryKey("key", "question")
    key = models.TextField()
    question = models.TextField()
    choice = models.TextField()
    told_on = models.DateField()

    privacy = all_of(TOLD, "pk", "key", "question", "choice", "told_on")

    class Meta:
        constraints = (
            matches("answer_key_is_unreadable", "key", r"^[0-9a-f]{64}$"),
            CheckConstraint(name="answer_choice_goes_with_the_question", condition=_GOES_WITH),
        )
        indexes = (models.Index(fields=["told_on"], name="answer_told_on"),)

    def __str__(self) -> str:
        return self.question


class Tally(models.Model):
    """How often something happened to somebody who told their groups, since they did."""

    pk = models.CompositePrimaryKey("key", "step")
    key = models.TextField()
    step = models.TextField()
    count = models.IntegerField()

    privacy = all_of(TOLD, "pk", "key", "step", "count")

    class Meta:
        constraints = (
            matches("tally_key_is_unreadable", "key", r"^[0-9a-f]{64}$"),
            one_of("tally_step_is_known", "step", Step),
            between("tally_counts", "count", 1, 2**31 - 1),
        )

    def __str__(self) -> str:
        return self.step
