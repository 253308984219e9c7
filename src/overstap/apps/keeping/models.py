# SPDX-License-Identifier: EUPL-1.2
"""When each rule was last carried out."""

from django.db import models

from overstap.apps.constraints import between, matches
from overstap.apps.privacy import TRAIL, all_of


class Sweep(models.Model):
    """The last time that a rule was carried out, what it removed then, and what it removed in all."""

    rule = models.TextField(primary_key=True)
    at = models.DateTimeField()
    removed = models.BigIntegerField()
    removed_ever = models.BigIntegerField()

    privacy = all_of(TRAIL, "rule", "at", "removed", "removed_ever")

    class Meta:
        constraints = (
            matches("sweep_rule_is_one_word", "rule", r"^[a-z-]+$"),
            between("sweep_removed_counts", "removed", 0, 2**62),
            between("sweep_removed_ever_counts", "removed_ever", 0, 2**62),
        )

    def __str__(self) -> str:
        return self.rule
