# SPDX-License-Identifier: EUPL-1.2
"""Trains, who takes part in them as what, promised places, and people on seats."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from uuid import UUID, uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.db.models.functions import Now

from overstap.apps.accounts.enums import Role
from overstap.apps.constraints import between, in_order, is_object, matches, one_of
from overstap.apps.organisations.queries import desk_of
from overstap.apps.privacy import Privacy, Sensitivity, all_of
from overstap.apps.trains.enums import (
    ANSWER_DAYS,
    SEATS_AT_MOST,
    PartnerRole,
    ProposalState,
    Reason,
    SeatState,
    Side,
    Stage,
    TrainKind,
    Word,
)

TRAIN = Privacy(Sensitivity.PUBLIC, "until the organisation removes the train")
"""About a train, not about people; seen by those who take part in it."""
RIDER = Privacy(
    Sensitivity.PERSONAL, "a year after the train ends, or until it is removed or the person erases the account"
)
PROPOSED = Privacy(Sensitivity.PUBLIC, "90 days, or until the proposal is removed")
"""About trains that could leave, in counts; seen by who holds trains there."""
SEAT = Privacy(
    Sensitivity.PERSONAL,
    "90 days, or until the proposal is removed, the person leaves the case or erases the account",
)
_SEATED = Q(state__in=[str(SeatState.OFFERED), str(SeatState.ABOARD)])
_ABOARD = Q(state=str(SeatState.ABOARD))

PLAYED_BY: Mapping[PartnerRole, frozenset[Role]] = MappingProxyType(
    {
        PartnerRole.MUNICIPALITY: frozenset({Role.MUNICIPALITY}),
        PartnerRole.EMPLOYER: frozenset({Role.EMPLOYER, Role.HOST, Role.BROKER}),
        PartnerRole.COACH: frozenset({Role.COACH, Role.ADVISER}),
        PartnerRole.PROVIDER: frozenset({Role.PROVIDER, Role.SCHOOL}),
        PartnerRole.FUND: frozenset({Role.FUND}),
    }
)
"""Which members of an organisation see the part it has in a train."""


class Train(models.Model):
    """A train that an organisation holds. `least` to `most` people ride; each stage has its first day.

    `edition`: of the course that closes what is missing; none where people learn at work. `occupation`: the
    work it leads to, an id of the region. `seat_cost`: EUR for one seat. `answer_days`: to answer an offer.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="trains")
    kind = models.TextField(default=str(TrainKind.COHORT))
    name = models.TextField()
    occupation = models.TextField(blank=True, default="")
    edition = models.ForeignKey(
        "training.CourseEdition", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    least = models.IntegerField()
    most = models.IntegerField()
    answer_days = models.IntegerField(default=ANSWER_DAYS)
    seat_cost = models.FloatField(null=True, blank=True)
    orientation_on = models.DateField()
    recruited_on = models.DateField()
    fitting_on = models.DateField()
    matched_on = models.DateField()
    training_on = models.DateField()
    work_on = models.DateField()
    ends_on = models.DateField()
    made_at = models.DateTimeField(db_default=Now())

    privacy = all_of(
        *(TRAIN, "id", "organisation", "kind", "name", "occupation", "edition", "least", "most", "answer_days"),
        *("seat_cost", "orientation_on", "recruited_on", "fitting_on", "matched_on", "training_on", "work_on"),
        *("ends_on", "made_at"),
    )

    class Meta:
        constraints = (
            one_of("train_kind_is_known", "kind", TrainKind),
            matches("train_has_a_short_name", "name", r"^\S(.{0,98}\S)?$"),
            between("train_most_is_possible", "most", 1, SEATS_AT_MOST),
            between("train_least_is_possible", "least", 1, SEATS_AT_MOST),
            in_order("train_least_of_most", "least", "most"),
            between("train_answer_days_is_possible", "answer_days", 1, 60),
            between("train_seat_cost_is_possible", "seat_cost", 0, 100_000),
            CheckConstraint(
                name="train_days_in_order",
                condition=Q(
                    orientation_on__lte=F("recruited_on"),
                    recruited_on__lte=F("fitting_on"),
                    fitting_on__lte=F("matched_on"),
                    matched_on__lte=F("training_on"),
                    training_on__lte=F("work_on"),
                    work_on__lte=F("ends_on"),
                ),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)

    def roles_of(self, account: UUID) -> frozenset[Role]:
        """The roles this account plays at the organisation that holds it."""
        return self.organisation.roles_of(account)

    def day_of(self, stage: Stage) -> date:
        """The first day of a stage."""
        day: date = getattr(self, f"{stage}_on")
        return day


class Partner(models.Model):
    """An organisation that takes part in a train. `asked`: places asked of an employer; `amount`: EUR that a
    fund or municipality promised.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    train = models.ForeignKey(Train, models.CASCADE, related_name="partners")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    role = models.TextField()
    asked = models.IntegerField(default=0)
    amount = models.FloatField(null=True, blank=True)

    privacy = all_of(TRAIN, "id", "train", "organisation", "role", "asked", "amount")

    class Meta:
        constraints = (
            one_of("partner_role_is_known", "role", PartnerRole),
            UniqueConstraint(fields=["train", "organisation", "role"], name="partner_in_a_role_is_single"),
            between("partner_asked_is_possible", "asked", 0, SEATS_AT_MOST),
            between("partner_amount_is_possible", "amount", 0, 100_000_000),
        )

    def __str__(self) -> str:
        return f"{self.role} {self.organisation_id}"

    def roles_of(self, account: UUID) -> frozenset[Role]:
        """The roles by which this account sees the part: those that go with it, at this organisation."""
        employer = self.role == PartnerRole.EMPLOYER
        at = desk_of(self.organisation_id) if employer else self.organisation
        return at.roles_of(account) & PLAYED_BY[PartnerRole(self.role)]


class TrainPlace(models.Model):
    """A place at work that an employer promised to somebody of the train; `noted`: told to the holder, who
    wrote it down.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    train = models.ForeignKey(Train, models.CASCADE, related_name="places")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    number = models.IntegerField()
    noted = models.BooleanField(default=False)
    promised_on = models.DateField()

    privacy = all_of(TRAIN, "id", "train", "organisation", "number", "noted", "promised_on")

    class Meta:
        constraints = (
            UniqueConstraint(fields=["train", "organisation", "number"], name="trainplace_number_is_single"),
            between("trainplace_number_is_possible", "number", 1, SEATS_AT_MOST),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.number}"


class Rider(models.Model):
    """Somebody of a train, by a reference and no name, or by their own passport.

    `turn`: their turn on the list. `seat`: held while it is offered or taken, so that nobody else has it.
    `place`: at the employer that promised it to them. `opening`: foreseen for them, an id of the region.
    `code_hash`: of the code with which they answer without an account. `person`: of a case of mass redundancy.
    `email`, `language`: where they want mail, if they do, besides that of their account; `told`: the last mail
    about the seat they were offered.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    train = models.ForeignKey(Train, models.CASCADE, related_name="riders")
    reference = models.TextField()
    passport = models.ForeignKey(
        "passports.Passport", models.CASCADE, null=True, blank=True, related_name="trains"
    )
    person = models.ForeignKey(
        "mobility.CasePerson", models.SET_NULL, null=True, blank=True, related_name="trains"
    )
    code_hash = models.TextField(unique=True, null=True, blank=True)
    turn = models.IntegerField()
    state = models.TextField(default=str(SeatState.LISTED))
    seat = models.IntegerField(null=True, blank=True)
    answer_by = models.DateField(null=True, blank=True)
    stage = models.TextField(default=str(Stage.ORIENTATION))
    since = models.DateField()
    email = models.EmailField(blank=True, default="")
    language = models.TextField(default="nl")
    told = models.TextField(blank=True, default=str(Word.NOTHING))
    place = models.ForeignKey(TrainPlace, models.RESTRICT, null=True, blank=True, related_name="+")
    opening = models.TextField(blank=True, default="")
    reason = models.TextField(blank=True, default="")
    certificate_on = models.DateField(null=True, blank=True)
    contract_on = models.DateField(null=True, blank=True)
    contract_until = models.DateField(null=True, blank=True)
    contract_hours = models.FloatField(null=True, blank=True)

    privacy = all_of(
        *(RIDER, "id", "train", "reference", "passport", "person", "code_hash", "turn", "state", "seat"),
        *("answer_by", "stage", "since", "place", "opening", "reason", "certificate_on", "contract_on"),
        *("contract_until", "contract_hours", "email", "language", "told"),
    )

    class Meta:
        constraints = (
            matches("rider_language_is_a_code", "language", r"^[a-z]{2}$"),
            one_of("rider_told_is_known", "told", Word),
            matches("rider_reference_is_one_word", "reference", r"^[\w./-]{1,40}$"),
            UniqueConstraint(fields=["train", "reference"], name="rider_of_a_reference_is_single"),
            UniqueConstraint(fields=["train", "passport"], name="rider_of_a_passport_is_single"),
            UniqueConstraint(fields=["train", "turn"], name="rider_turn_is_single"),
            UniqueConstraint(fields=["train", "seat"], name="rider_seat_is_single"),
            UniqueConstraint(fields=["place"], name="rider_place_is_single"),
            between("rider_turn_is_possible", "turn", 1, 1_000_000),
            between("rider_seat_is_possible", "seat", 1, SEATS_AT_MOST),
            one_of("rider_state_is_known", "state", SeatState),
            one_of("rider_stage_is_known", "stage", Stage),
            one_of("rider_reason_is_known", "reason", ("", *Reason)),
            CheckConstraint(
                name="rider_has_a_seat_while_offered_or_aboard",
                condition=_SEATED & Q(seat__isnull=False) | ~_SEATED & Q(seat__isnull=True),
            ),
            CheckConstraint(
                name="rider_offered_has_a_last_day",
                condition=~Q(state=str(SeatState.OFFERED)) | Q(answer_by__isnull=False),
            ),
            CheckConstraint(
                name="rider_travels_aboard",
                condition=Q(stage=str(Stage.ORIENTATION))
                | Q(state__in=[str(SeatState.ABOARD), str(SeatState.DROPPED)]),
            ),
            CheckConstraint(
                name="rider_trains_for_a_promised_place",
                condition=~_ABOARD
                | ~Q(stage__in=[str(Stage.TRAINING), str(Stage.WORK)])
                | Q(place__isnull=False),
            ),
            CheckConstraint(name="rider_has_a_place_while_aboard", condition=Q(place__isnull=True) | _ABOARD),
            CheckConstraint(
                name="rider_works_with_a_contract",
                condition=~_ABOARD | ~Q(stage=str(Stage.WORK)) | Q(contract_on__isnull=False),
            ),
            CheckConstraint(
                name="rider_dropped_says_why",
                condition=Q(state=str(SeatState.DROPPED)) & ~Q(reason="")
                | ~Q(state=str(SeatState.DROPPED)) & Q(reason=""),
            ),
            in_order("rider_contract_in_order", "contract_on", "contract_until"),
            between("rider_contract_hours_is_possible", "contract_hours", 1, 60),
        )
        indexes = (models.Index(fields=["state", "answer_by"], name="rider_answers_due"),)

    def __str__(self) -> str:
        return str(self.pk)


class RiderMove(models.Model):
    """Somebody went from one stage to another, on which day and by whose word. The trail knows who did it."""

    id = models.BigAutoField(primary_key=True)
    rider = models.ForeignKey(Rider, models.CASCADE, related_name="moves")
    before = models.TextField()
    after = models.TextField()
    on = models.DateField()
    side = models.TextField()
    at = models.DateTimeField(db_default=Now())

    privacy = all_of(RIDER, "id", "rider", "before", "after", "on", "side", "at")

    class Meta:
        constraints = (
            one_of("ridermove_before_is_known", "before", Stage),
            one_of("ridermove_after_is_known", "after", Stage),
            one_of("ridermove_side_is_known", "side", Side),
            CheckConstraint(name="ridermove_goes_somewhere", condition=~Q(before=F("after"))),
        )

    def __str__(self) -> str:
        return f"{self.before} {self.after}"


class Proposal(models.Model):
    """Trains proposed over the people of a case, or (no case) over who agreed to be found. `asked`: the size of
    a train; `found`: figures of what came out. `done` of `of` people were looked at.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    case = models.ForeignKey("mobility.Case", models.CASCADE, null=True, blank=True, related_name="+")
    state = models.TextField(default=str(ProposalState.ASKED))
    stop = models.BooleanField(default=False)
    asked = models.JSONField(default=dict)
    found = models.JSONField(default=dict)
    done = models.IntegerField(default=0)
    of = models.IntegerField(default=0)
    asked_at = models.DateTimeField(db_default=Now())
    made_at = models.DateTimeField(null=True, blank=True)

    privacy = all_of(
        *(PROPOSED, "id", "organisation", "case", "state", "stop", "asked", "found", "done", "of", "asked_at"),
        "made_at",
    )

    class Meta:
        constraints = (
            one_of("proposal_state_is_known", "state", ProposalState),
            is_object("proposal_asked_is_an_object", "asked"),
            is_object("proposal_found_is_an_object", "found"),
            in_order("proposal_done_of_all", "done", "of"),
            CheckConstraint(
                name="proposal_made_has_its_moment", condition=~Q(state="made") | Q(made_at__isnull=False)
            ),
            UniqueConstraint(
                fields=["organisation"],
                condition=Q(state__in=["asked", "making"]),
                name="proposal_one_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class ProposedTrain(models.Model):
    """A train as it could leave. Ids of the region. `gap`: what its people lack; `places`: at work, that wait
    for them; `seat_cost` in EUR. `made`: the train that was made of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="trains")
    number = models.IntegerField()
    course = models.TextField()
    edition = models.TextField()
    occupation = models.TextField()
    gap = ArrayField(models.TextField(), default=list, blank=True)
    least = models.IntegerField()
    most = models.IntegerField()
    places = models.IntegerField()
    seat_cost = models.FloatField(default=0.0)
    made = models.OneToOneField(Train, models.SET_NULL, null=True, blank=True, related_name="+")

    privacy = all_of(
        *(PROPOSED, "id", "proposal", "number", "course", "edition", "occupation", "gap", "least", "most"),
        *("places", "seat_cost", "made"),
    )

    class Meta:
        constraints = (
            UniqueConstraint(fields=["proposal", "number"], name="proposedtrain_number_is_single"),
            in_order("proposedtrain_least_of_most", "least", "most"),
            between("proposedtrain_most_is_possible", "most", 1, SEATS_AT_MOST),
            between("proposedtrain_seat_cost_is_possible", "seat_cost", 0, 100_000),
        )

    def __str__(self) -> str:
        return str(self.pk)


class ProposedSeat(models.Model):
    """Somebody who could ride in a proposed train, or come in when another drops out (`reserve`): of a case,
    by a passport, or both. `opening`: an id of the region; the work that waits for them.
    """

    id = models.BigAutoField(primary_key=True)
    train = models.ForeignKey(ProposedTrain, models.CASCADE, related_name="seats")
    rank = models.IntegerField()
    person = models.ForeignKey("mobility.CasePerson", models.CASCADE, null=True, blank=True, related_name="+")
    passport = models.ForeignKey("passports.Passport", models.CASCADE, null=True, blank=True, related_name="+")
    opening = models.TextField()
    reserve = models.BooleanField(default=False)

    privacy = all_of(SEAT, "id", "train", "rank", "person", "passport", "opening", "reserve")

    class Meta:
        constraints = (
            UniqueConstraint(fields=["train", "rank"], name="proposedseat_rank_is_single"),
            UniqueConstraint(fields=["train", "person"], name="proposedseat_of_a_person_is_single"),
            UniqueConstraint(fields=["train", "passport"], name="proposedseat_of_a_passport_is_single"),
            CheckConstraint(
                name="proposedseat_is_of_somebody",
                condition=Q(person__isnull=False) | Q(passport__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
