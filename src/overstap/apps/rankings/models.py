# SPDX-License-Identifier: EUPL-1.2
"""Notes of rankings. Nothing in them says who asked, or can be tried against what somebody may have told."""

from django.db import models
from django.db.models import F, Func, IntegerField, TextField, Value
from django.db.models.lookups import Exact, LessThanOrEqual

from overstap.apps.constraints import between, is_object, matches, one_of
from overstap.apps.privacy import Privacy, Sensitivity, all_of
from overstap.apps.rankings.enums import PLACES_AT_MOST, Channel, Kind

NOTED = Privacy(Sensitivity.PERSONAL, "200 days, or until there are a million newer ones")
"""Only who has the code of a ranking can tell that it is theirs."""


class Ranking(models.Model):
    """A ranking that was made. Fingerprints are SHA-256; those of the code and of the inputs are keyed.

    The code was told to who asked, and is nowhere here: `code_hash` finds the note for who brings the code,
    and `inputs_hash` is over the code and the inputs together, so that nobody else can try a guess at what
    was told. `result`: the first places, `[what, scores, group]`; of candidates `what` is such a fingerprint.
    """

    code_hash = models.TextField(unique=True)
    at = models.DateTimeField()
    kind = models.TextField()
    channel = models.TextField()
    inputs_hash = models.TextField()
    engine = models.TextField()
    revision = models.BigIntegerField()
    parameters = models.JSONField(default=dict)
    result = models.JSONField(default=list)
    result_hash = models.TextField()
    found = models.IntegerField()

    privacy = all_of(
        *(NOTED, "id", "code_hash", "at", "kind", "channel", "inputs_hash", "engine", "revision"),
        *("parameters", "result", "result_hash", "found"),
    )

    class Meta:
        constraints = (
            matches("ranking_code_is_a_hash", "code_hash", r"^[0-9a-f]{64}$"),
            matches("ranking_inputs_are_a_hash", "inputs_hash", r"^[0-9a-f]{64}$"),
            matches("ranking_result_has_a_hash", "result_hash", r"^[0-9a-f]{64}$"),
            matches("ranking_engine_is_a_version", "engine", r"^[0-9a-f]{16}$"),
            one_of("ranking_kind_is_known", "kind", Kind),
            one_of("ranking_channel_is_known", "channel", Channel),
            is_object("ranking_parameters_are_an_object", "parameters"),
            models.CheckConstraint(
                name="ranking_result_is_a_list",
                condition=Exact(
                    Func(F("result"), function="jsonb_typeof", output_field=TextField()), Value("array")
                ),
            ),
            models.CheckConstraint(
                name="ranking_result_is_short",
                condition=LessThanOrEqual(
                    Func(F("result"), function="jsonb_array_length", output_field=IntegerField()),
                    PLACES_AT_MOST,
                ),
            ),
            between("ranking_found_counts", "found", 0, 2**31 - 1),
        )
        indexes = (models.Index(fields=["at"], name="ranking_at"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
