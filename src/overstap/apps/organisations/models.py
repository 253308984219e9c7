# SPDX-License-Identifier: EUPL-1.2
"""Employers, schools and others."""

from django.db import models

from overstap.apps.carried import CARRIED, Named, id_is_one_word
from overstap.apps.constraints import between, is_object, matches, one_of
from overstap.apps.organisations.enums import OrganisationKind
from overstap.apps.privacy import PUBLIC, all_of, together


class Organisation(Named):
    """An organisation; `invented` marks an example. `description` holds a text per language."""

    name = models.TextField()
    kind = models.TextField()
    sector = models.ForeignKey("region.Sector", models.PROTECT, null=True, blank=True)
    place = models.ForeignKey("region.Place", models.PROTECT)
    staff = models.IntegerField(null=True, blank=True)
    description = models.JSONField(default=dict, blank=True)
    invented = models.BooleanField(default=False)

    privacy = together(
        CARRIED,
        all_of(PUBLIC, "id", "name", "kind", "sector", "place", "staff", "description", "invented"),
    )

    class Meta:
        constraints = (
            id_is_one_word("organisation_id_is_one_word"),
            matches("organisation_has_a_name", "name", r"\S"),
            one_of("organisation_kind_is_known", "kind", OrganisationKind),
            between("organisation_staff_is_possible", "staff", 0, 1_000_000),
            is_object("organisation_description_per_language", "description"),
        )
        indexes = (models.Index(fields=["origin"], name="organisation_origin"),)

    def __str__(self) -> str:
        return self.name
