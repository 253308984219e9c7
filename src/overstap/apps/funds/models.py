# SPDX-License-Identifier: EUPL-1.2
"""What may pay for training."""

from types import MappingProxyType

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from overstap.apps.carried import CARRIED, Named, id_is_one_word
from overstap.apps.constraints import between, in_order, is_object, matches, one_of
from overstap.apps.funds.enums import Beneficiary, Outlook, PaidPer, Situation
from overstap.apps.privacy import PUBLIC, all_of, together


class Instrument(Named):
    """A voucher, fund or arrangement that pays `share` of a course, at most `amount_at_most` EUR.

    Lists that are empty do not limit. Ages are told, never counted on. `label`, `description` and `to_check`
    hold a text per language.
    """

    label = models.JSONField()
    description = models.JSONField()
    payer = models.TextField()
    beneficiary = models.TextField()
    share = models.FloatField()
    amount_at_most = models.FloatField(null=True, blank=True)
    per = models.TextField()
    outlooks = ArrayField(models.TextField(), default=list, blank=True)
    sectors = ArrayField(models.TextField(), default=list, blank=True)
    occupations = ArrayField(models.TextField(), default=list, blank=True)
    providers = ArrayField(models.TextField(), default=list, blank=True)
    level_low = models.IntegerField(null=True, blank=True)
    level_high = models.IntegerField(null=True, blank=True)
    places = ArrayField(models.TextField(), default=list, blank=True)
    situations = ArrayField(models.TextField(), default=list, blank=True)
    age_low = models.IntegerField(null=True, blank=True)
    age_high = models.IntegerField(null=True, blank=True)
    to_check = models.JSONField(default=dict, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    source = models.ForeignKey("region.Source", models.PROTECT)
    invented = models.BooleanField(default=False)

    lists = MappingProxyType(
        {
            "sectors": "region.Sector",
            "occupations": "taxonomy.Occupation",
            "providers": "organisations.Organisation",
            "places": "region.Place",
        }
    )
    privacy = together(
        CARRIED,
        all_of(PUBLIC, "id", "label", "description", "payer", "beneficiary", "share", "amount_at_most", "per"),
        all_of(PUBLIC, "outlooks", "sectors", "occupations", "providers", "level_low", "level_high", "places"),
        all_of(PUBLIC, "situations", "age_low", "age_high", "to_check", "starts_on", "ends_on", "source"),
        all_of(PUBLIC, "invented"),
    )

    class Meta:
        constraints = (
            id_is_one_word("instrument_id_is_one_word"),
            is_object("instrument_label_per_language", "label"),
            is_object("instrument_description_per_language", "description"),
            is_object("instrument_to_check_per_language", "to_check"),
            matches("instrument_payer_has_a_name", "payer", r"\S"),
            one_of("instrument_beneficiary_is_known", "beneficiary", Beneficiary),
            one_of("instrument_per_is_known", "per", PaidPer),
            between("instrument_share_is_possible", "share", 0, 1),
            between("instrument_amount_is_possible", "amount_at_most", 0, 1_000_000),
            models.CheckConstraint(
                name="instrument_outlooks_are_known",
                condition=Q(outlooks__contained_by=[str(outlook) for outlook in Outlook]),
            ),
            models.CheckConstraint(
                name="instrument_situations_are_known",
                condition=Q(situations__contained_by=[str(situation) for situation in Situation]),
            ),
            between("instrument_level_low_is_known", "level_low", 1, 8),
            between("instrument_level_high_is_known", "level_high", 1, 8),
            in_order("instrument_levels_in_order", "level_low", "level_high"),
            between("instrument_age_low_is_possible", "age_low", 0, 120),
            between("instrument_age_high_is_possible", "age_high", 0, 120),
            in_order("instrument_ages_in_order", "age_low", "age_high"),
            in_order("instrument_ends_after_it_starts", "starts_on", "ends_on"),
        )
        indexes = (models.Index(fields=["origin"], name="instrument_origin"),)

    def __str__(self) -> str:
        return self.pk
