# SPDX-License-Identifier: EUPL-1.2
"""Everything that takes people."""

from types import MappingProxyType
from uuid import UUID, uuid4

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint, Value
from django.db.models.functions import Now

from overstap.apps.accounts.enums import Role
from overstap.apps.carried import CARRIED, Carried, Named, id_is_one_word
from overstap.apps.constraints import between, in_order, is_object, matches, one_of
from overstap.apps.openings.enums import NeedStatus, OpeningKind, OpeningStatus, Weekday
from overstap.apps.organisations.queries import desk_of
from overstap.apps.privacy import PUBLIC, Privacy, Sensitivity, all_of, together
from overstap.engine.skills.taxonomy import Importance

KEEPER = Privacy(Sensitivity.PERSONAL, "until the opening or the membership goes, or the account is erased")


class Opening(Named):
    """A vacancy, internship, apprenticeship, learn-work or trial place.

    Hours per week; wages in EUR gross per hour. No start: as soon as possible. No closing day: open until
    filled. `title` holds a text per language; `text` is what the employer wrote, in `language`. `course` goes
    with a learning place.

    A draft may lack its occupation, place and hours; what others see may not. `places` is how many it takes,
    `taken` how many of those are gone. `days`: on which days the work is, empty: not said. `reference`: what
    the employer calls it, so that it comes in once. `version` counts every change, so that nobody overwrites
    what they did not see. `reminded_for`: the closing day that somebody was reminded of.
    """

    kind = models.TextField()
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT)
    occupation = models.ForeignKey("taxonomy.Occupation", models.PROTECT, null=True, blank=True)
    course = models.ForeignKey("training.Course", models.PROTECT, null=True, blank=True)
    title = models.JSONField()
    text = models.TextField()
    language = models.TextField()
    place = models.ForeignKey("region.Place", models.PROTECT, null=True, blank=True)
    hours_low = models.FloatField(null=True, blank=True)
    hours_high = models.FloatField(null=True, blank=True)
    wage_low = models.FloatField(null=True, blank=True)
    wage_high = models.FloatField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    places = models.IntegerField(default=1)
    certificates = ArrayField(models.TextField(), default=list, blank=True)
    invented = models.BooleanField(default=False)
    status = models.TextField(default=str(OpeningStatus.PUBLISHED), db_default=str(OpeningStatus.PUBLISHED))
    taken = models.IntegerField(default=0, db_default=0)
    days = ArrayField(models.TextField(), default=list, db_default=Value([], ArrayField(models.TextField())))
    reference = models.TextField(default="", db_default="", blank=True)
    version = models.IntegerField(default=1, db_default=1)
    published_at = models.DateTimeField(null=True, blank=True)
    reminded_for = models.DateField(null=True, blank=True)

    lists = MappingProxyType({"certificates": "region.Certificate"})
    privacy = together(
        CARRIED,
        all_of(PUBLIC, "id", "kind", "organisation", "occupation", "title", "text", "language", "place"),
        all_of(PUBLIC, "course", "hours_low", "hours_high", "wage_low", "wage_high", "starts_on", "closes_on"),
        all_of(PUBLIC, "places", "certificates", "invented", "status", "taken", "days", "reference", "version"),
        all_of(PUBLIC, "published_at", "reminded_for"),
    )

    class Meta:
        constraints = (
            id_is_one_word("opening_id_is_one_word"),
            one_of("opening_kind_is_known", "kind", OpeningKind),
            is_object("opening_title_per_language", "title"),
            matches("opening_language_is_a_code", "language", "^[a-z]{2}$"),
            between("opening_hours_low_is_possible", "hours_low", 1, 60),
            between("opening_hours_high_is_possible", "hours_high", 1, 60),
            in_order("opening_hours_in_order", "hours_low", "hours_high"),
            between("opening_wage_low_is_possible", "wage_low", 0, 500),
            between("opening_wage_high_is_possible", "wage_high", 0, 500),
            in_order("opening_wages_in_order", "wage_low", "wage_high"),
            between("opening_places_is_possible", "places", 1, 1000),
            between("opening_taken_is_possible", "taken", 0, 1000),
            in_order("opening_taken_of_its_places", "taken", "places"),
            one_of("opening_status_is_known", "status", OpeningStatus),
            CheckConstraint(
                name="opening_is_whole_unless_draft",
                condition=Q(status=str(OpeningStatus.DRAFT))
                | Q(occupation__isnull=False, place__isnull=False, hours_low__isnull=False)
                & Q(hours_high__isnull=False),
            ),
            CheckConstraint(
                name="opening_filled_when_all_are_taken",
                condition=~Q(status=str(OpeningStatus.FILLED)) | Q(taken=F("places")),
            ),
            CheckConstraint(
                name="opening_published_while_places_are_left",
                condition=~Q(status=str(OpeningStatus.PUBLISHED)) | Q(taken__lt=F("places")),
            ),
            CheckConstraint(
                name="opening_of_a_source_is_published",
                condition=Q(origin="") | Q(status=str(OpeningStatus.PUBLISHED)),
            ),
            CheckConstraint(
                name="opening_days_are_days",
                condition=Q(days__contained_by=[str(day) for day in Weekday]),
            ),
            matches("opening_reference_is_tidy", "reference", r"^(\S(.{0,98}\S)?)?$"),
            UniqueConstraint(
                fields=["organisation", "reference"],
                condition=~Q(reference=""),
                name="opening_reference_is_single",
            ),
        )
        indexes = (
            models.Index(fields=["origin"], name="opening_origin"),
            models.Index(fields=["closes_on"], name="opening_closes_on"),
            models.Index(
                F("published_at").desc(nulls_last=True),
                "id",
                condition=Q(status=str(OpeningStatus.PUBLISHED), retired=False),
                name="opening_newest",
            ),
        )

    def __str__(self) -> str:
        return self.pk

    def roles_of(self, account: UUID) -> frozenset[Role]:
        """The roles this account plays towards the opening: those at the desk of its organisation."""
        return desk_of(self.organisation_id).roles_of(account)


class Keeper(models.Model):
    """Who looks after an opening, and is reminded before it closes: a member of the employer or its broker."""

    opening = models.OneToOneField(Opening, models.CASCADE, primary_key=True, related_name="keeper")
    membership = models.ForeignKey("organisations.Membership", models.CASCADE, related_name="+")

    privacy = all_of(KEEPER, "opening", "membership")

    def __str__(self) -> str:
        return self.opening_id


class Need(models.Model):
    """An organisation will need so many people from a day on, before there is an opening to apply for.

    It names an occupation, or skills, or both. `standing`: still so; `opened`: it became `opening`.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="needs")
    occupation = models.ForeignKey("taxonomy.Occupation", models.PROTECT, null=True, blank=True)
    place = models.ForeignKey("region.Place", models.PROTECT)
    number = models.IntegerField()
    from_on = models.DateField()
    status = models.TextField(default=str(NeedStatus.STANDING))
    opening = models.OneToOneField(Opening, models.SET_NULL, null=True, blank=True, related_name="need")
    version = models.IntegerField(default=1)
    told_at = models.DateTimeField(db_default=Now())

    privacy = all_of(
        *(PUBLIC, "id", "organisation", "occupation", "place", "number", "from_on", "status", "opening"),
        *("version", "told_at"),
    )

    class Meta:
        constraints = (
            one_of("need_status_is_known", "status", NeedStatus),
            between("need_number_is_possible", "number", 1, 10_000),
            CheckConstraint(
                name="need_with_an_opening_is_opened",
                condition=Q(opening__isnull=True) | Q(status=str(NeedStatus.OPENED)),
            ),
        )
        indexes = (models.Index(fields=["status", "from_on"], name="need_standing_from"),)

    def __str__(self) -> str:
        return str(self.pk)

    def roles_of(self, account: UUID) -> frozenset[Role]:
        """The roles this account plays towards it: those at the desk of its organisation."""
        return desk_of(self.organisation_id).roles_of(account)


class NeedSkill(models.Model):
    """A skill that the people who will be needed must have."""

    pk = models.CompositePrimaryKey("need_id", "skill_id")
    need = models.ForeignKey(Need, models.CASCADE, related_name="skills", db_index=False)
    skill = models.ForeignKey("taxonomy.Skill", models.PROTECT, related_name="+")

    privacy = all_of(PUBLIC, "pk", "need", "skill")

    def __str__(self) -> str:
        return f"{self.need_id} {self.skill_id}"


class OpeningSkill(Carried):
    """A skill that an opening asks, and how much."""

    pk = models.CompositePrimaryKey("opening_id", "skill_id")
    opening = models.ForeignKey(Opening, models.CASCADE, related_name="demands", db_index=False)
    skill = models.ForeignKey("taxonomy.Skill", models.PROTECT, related_name="+", db_index=False)
    importance = models.TextField()

    privacy = together(CARRIED, all_of(PUBLIC, "pk", "opening", "skill", "importance"))

    class Meta:
        constraints = (one_of("openingskill_importance_is_known", "importance", Importance),)
        indexes = (
            models.Index(fields=["skill"], name="openingskill_skill"),
            models.Index(fields=["origin"], name="openingskill_origin"),
        )

    def __str__(self) -> str:
        return f"{self.opening_id} {self.importance} {self.skill_id}"


class OpeningChange(models.Model):
    """That an opening, or what it asks, was written or removed; triggers of the database note it.

    `opening` is an id, or empty: everything may have changed. `written_in` is the transaction, so that a reader
    who remembers a snapshot knows what came since, in whatever order transactions ended.
    """

    opening = models.TextField(blank=True)
    written_in = models.BigIntegerField()
    token = models.UUIDField(db_default=RandomUUID())
    at = models.DateTimeField(db_default=Now())

    privacy = all_of(Privacy(Sensitivity.PUBLIC, "three days"), "id", "opening", "written_in", "token", "at")

    class Meta:
        indexes = (
            models.Index(fields=["written_in"], name="openingchange_written_in"),
            models.Index(fields=["id"], name="openingchange_of_everything", condition=models.Q(opening="")),
        )

    def __str__(self) -> str:
        return self.opening or "everything"
