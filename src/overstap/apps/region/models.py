# SPDX-License-Identifier: EUPL-1.2
"""The region: where figures come from, sectors, places, certificates, and what was imported."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from overstap.apps.carried import CARRIED, Named, id_is_one_word
from overstap.apps.constraints import ACTOR, between, in_order, is_object, matches, one_of
from overstap.apps.privacy import PUBLIC, TRAIL, all_of, together
from overstap.apps.region.enums import SourceKind


class Source(Named):
    """Where a fact or figure comes from."""

    kind = models.TextField()
    title = models.TextField()
    publisher = models.TextField(blank=True, default="")
    year = models.IntegerField(null=True, blank=True)
    address = models.TextField(blank=True, default="")
    licence = models.TextField(blank=True, default="")
    note = models.TextField(blank=True, default="")

    privacy = together(
        CARRIED,
        all_of(PUBLIC, "id", "kind", "title", "publisher", "year", "address", "licence", "note"),
    )

    class Meta:
        constraints = (
            id_is_one_word("source_id_is_one_word"),
            one_of("source_kind_is_known", "kind", SourceKind),
            between("source_year_is_possible", "year", 1900, 2100),
        )
        indexes = (models.Index(fields=["origin"], name="source_origin"),)

    def __str__(self) -> str:
        return self.title


class Sector(Named):
    """A line of the map. `label` holds a text per language."""

    label = models.JSONField()
    letter = models.TextField()
    hue = models.IntegerField()

    privacy = together(CARRIED, all_of(PUBLIC, "id", "label", "letter", "hue"))

    class Meta:
        constraints = (
            id_is_one_word("sector_id_is_one_word"),
            is_object("sector_label_per_language", "label"),
            matches("sector_letter_is_a_capital", "letter", "^[A-Z]$"),
            between("sector_hue_is_known", "hue", 1, 10),
        )
        indexes = (models.Index(fields=["origin"], name="sector_origin"),)

    def __str__(self) -> str:
        return self.pk


class Place(Named):
    """A municipality; latitude and longitude in degrees (WGS 84)."""

    label = models.TextField()
    code = models.TextField(blank=True, default="")
    latitude = models.FloatField()
    longitude = models.FloatField()
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True)

    privacy = together(CARRIED, all_of(PUBLIC, "id", "label", "code", "latitude", "longitude", "source"))

    class Meta:
        constraints = (
            id_is_one_word("place_id_is_one_word"),
            matches("place_code_is_of_cbs", "code", r"^(GM\d{4})?$"),
            between("place_latitude_is_on_earth", "latitude", -90, 90),
            between("place_longitude_is_on_earth", "longitude", -180, 180),
        )
        indexes = (models.Index(fields=["origin"], name="place_origin"),)

    def __str__(self) -> str:
        return self.label


class Certificate(Named):
    """A paper that a law or rule requires before someone may do certain work.

    `words`: language -> {label, description}. `on_hiring`: it comes with the job, nobody has it beforehand.
    """

    words = models.JSONField()
    law = models.TextField(blank=True, default="")
    on_hiring = models.BooleanField(default=False)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True)

    privacy = together(CARRIED, all_of(PUBLIC, "id", "words", "law", "on_hiring", "source"))

    class Meta:
        constraints = (
            id_is_one_word("certificate_id_is_one_word"),
            is_object("certificate_words_per_language", "words"),
        )
        indexes = (models.Index(fields=["origin"], name="certificate_origin"),)

    def __str__(self) -> str:
        return self.pk


class PackImport(models.Model):
    """A region pack that is in the database, as it was last imported.

    `title` and `description` hold a text per language.
    """

    name = models.TextField(primary_key=True)
    title = models.JSONField(default=dict)
    version = models.TextField(blank=True, default="")
    languages = ArrayField(models.TextField())
    licence = models.TextField(blank=True, default="")
    description = models.JSONField(default=dict)
    imported_at = models.DateTimeField(db_default=Now())
    imported_by = models.TextField()

    privacy = together(
        all_of(PUBLIC, "name", "title", "version", "languages", "licence", "description"),
        all_of(TRAIL, "imported_at", "imported_by"),
    )

    class Meta:
        constraints = (
            matches("packimport_name_is_one_word", "name", r"^\S+$"),
            matches("packimport_by_is_no_name", "imported_by", ACTOR),
            is_object("packimport_title_per_language", "title"),
            is_object("packimport_description_per_language", "description"),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.version}".strip()


class Revision(models.Model):
    """Counts the changes to whatever the engine computes on: a single row.

    A process that holds the region in memory compares this number with the one it loaded. `structure` is the
    number of the last change to anything but openings: who does not hold those in memory goes by that.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=0)
    structure = models.BigIntegerField(default=0, db_default=0)
    changed_at = models.DateTimeField(db_default=Now())

    privacy = all_of(TRAIL, "id", "number", "structure", "changed_at")

    class Meta:
        constraints = (
            between("revision_is_a_single_row", "id", 1, 1),
            between("revision_number_counts_up", "number", 0, 2**62),
            in_order("revision_structure_is_no_later", "structure", "number"),
        )

    def __str__(self) -> str:
        return str(self.number)
