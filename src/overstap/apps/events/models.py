# SPDX-License-Identifier: EUPL-1.2
"""Events, their rooms and programme, and who comes: without a name, by a code.

All of an event is on one day, so a time is a number of minutes after midnight. What an item takes from its room
and a booking from its item is written down beside it, and the database changes the copy with what it was copied
from (migration `0002_held_together`): so that it refuses what does not fit.
"""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, F, Func, Q, UniqueConstraint, Value
from django.db.models.functions import Now

from overstap.apps.accounts.enums import Role
from overstap.apps.constraints import between, in_order, is_object, matches, not_longer, one_of
from overstap.apps.events.enums import (
    DAY,
    HELD_AT_MOST,
    REASON_AT_MOST,
    TABLES_AT_MOST,
    TEXT_AT_MOST,
    TITLE_AT_MOST,
    ItemKind,
    ItemState,
    Making,
    Outcome,
)
from overstap.apps.privacy import Privacy, Sensitivity, all_of

EVENT = Privacy(Sensitivity.PUBLIC, "until who holds the event removes it")
GUEST = Privacy(
    Sensitivity.PERSONAL, "half a year after the event, or until they leave it or who holds it removes them"
)
TITLE = rf"^\S(.{{0,{TITLE_AT_MOST - 2}}}\S)?$"


def _minutes() -> Func:
    return Func(F("begins"), F("ends"), function="int4range")


def _the_same(field: str) -> Func:
    """A row by its number, as a range: `&&` of those needs no extension of PostgreSQL."""
    return Func(F(field), F(field), Value("[]"), function="int8range")


class Event(models.Model):
    """A day on which people meet, held by an organisation.

    `public`: in the list of events; else only who has its address finds it. `proposals_until`: the last day on
    which partners propose items; empty: they do not. `figures`: what came of it, once who came is forgotten.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="events")
    name = models.TextField()
    about = models.TextField(blank=True, default="")
    day = models.DateField()
    begins = models.IntegerField()
    ends = models.IntegerField()
    venue = models.TextField()
    address = models.TextField(blank=True, default="")
    public = models.BooleanField(default=True)
    proposals_until = models.DateField(null=True, blank=True)
    talks_begin = models.IntegerField(null=True, blank=True)
    talks_end = models.IntegerField(null=True, blank=True)
    talk_minutes = models.IntegerField(default=15)
    run = models.IntegerField(default=4)
    rest = models.IntegerField(default=0)
    least = models.IntegerField(null=True, blank=True)
    most = models.IntegerField(default=6)
    figures = models.JSONField(default=dict, blank=True)
    made_at = models.DateTimeField(db_default=Now())

    privacy = all_of(
        *(EVENT, "id", "organisation", "name", "about", "day", "begins", "ends", "venue", "address"),
        *(
            "public",
            "proposals_until",
            "talks_begin",
            "talks_end",
            "talk_minutes",
            "run",
            "rest",
            "least",
            "most",
        ),
        *("figures", "made_at"),
    )

    class Meta:
        constraints = (
            matches("event_has_a_short_name", "name", TITLE),
            not_longer("event_about_is_short", "about", TEXT_AT_MOST),
            matches("event_has_a_venue", "venue", TITLE),
            not_longer("event_address_is_short", "address", TITLE_AT_MOST),
            between("event_begins_is_a_time", "begins", 0, DAY),
            between("event_ends_is_a_time", "ends", 0, DAY),
            CheckConstraint(name="event_ends_after_it_begins", condition=Q(begins__lt=F("ends"))),
            in_order("event_proposals_before_the_day", "proposals_until", "day"),
            is_object("event_figures_are_an_object", "figures"),
            CheckConstraint(
                name="event_talks_are_in_the_event",
                condition=Q(talks_begin=None, talks_end=None)
                | Q(talks_begin__isnull=False, talks_end__isnull=False)
                & Q(talks_begin__gte=F("begins"), talks_end__lte=F("ends"), talks_begin__lt=F("talks_end")),
            ),
            between("event_talk_minutes_is_possible", "talk_minutes", 5, 120),
            between("event_run_is_possible", "run", 0, 50),
            between("event_rest_is_possible", "rest", 0, 10),
            between("event_least_is_possible", "least", 0, 50),
            between("event_most_is_possible", "most", 1, 50),
            in_order("event_least_before_most", "least", "most"),
        )
        indexes = (models.Index(fields=["day"], name="event_day"),)

    def __str__(self) -> str:
        return str(self.pk)

    def roles_of(self, account: UUID) -> frozenset[Role]:
        """The roles this account plays at the organisation that holds it."""
        return self.organisation.roles_of(account)


class Room(models.Model):
    """A room of an event, and how many people it holds."""

    id = models.BigAutoField(primary_key=True)
    event = models.ForeignKey(Event, models.CASCADE, related_name="rooms")
    name = models.TextField()
    capacity = models.IntegerField()

    privacy = all_of(EVENT, "id", "event", "name", "capacity")

    class Meta:
        constraints = (
            UniqueConstraint(fields=["event", "name"], name="room_of_a_name_is_single"),
            matches("room_has_a_short_name", "name", r"^\S(.{0,58}\S)?$"),
            between("room_capacity_is_possible", "capacity", 1, HELD_AT_MOST),
        )

    def __str__(self) -> str:
        return str(self.pk)


class Item(models.Model):
    """A part of the programme, proposed by a partner. Once accepted it has a room, a time and seats.

    `length`: minutes that the partner asks. `seats`: how many can book. `room_holds`: the capacity of the room.
    """

    id = models.BigAutoField(primary_key=True)
    event = models.ForeignKey(Event, models.CASCADE, related_name="items")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    kind = models.TextField()
    title = models.TextField()
    about = models.TextField(blank=True, default="")
    length = models.IntegerField()
    seats = models.IntegerField()
    state = models.TextField(default=str(ItemState.PROPOSED))
    reason = models.TextField(blank=True, default="")
    room = models.ForeignKey(Room, models.PROTECT, null=True, blank=True, related_name="items")
    room_holds = models.IntegerField(null=True, blank=True)
    begins = models.IntegerField(null=True, blank=True)
    ends = models.IntegerField(null=True, blank=True)
    proposed_at = models.DateTimeField(db_default=Now())

    privacy = all_of(
        *(EVENT, "id", "event", "organisation", "kind", "title", "about", "length", "seats", "state", "reason"),
        *("room", "room_holds", "begins", "ends", "proposed_at"),
    )

    class Meta:
        constraints = (
            one_of("item_kind_is_known", "kind", ItemKind),
            one_of("item_state_is_known", "state", ItemState),
            matches("item_has_a_short_title", "title", TITLE),
            not_longer("item_about_is_short", "about", TEXT_AT_MOST),
            not_longer("item_reason_is_short", "reason", REASON_AT_MOST),
            between("item_length_is_possible", "length", 5, DAY),
            between("item_seats_is_possible", "seats", 1, HELD_AT_MOST),
            CheckConstraint(
                name="item_declined_has_a_reason", condition=~Q(state="declined") | Q(reason__regex=r"\S")
            ),
            CheckConstraint(
                name="item_accepted_has_room_and_time",
                condition=(
                    Q(state="accepted", room__isnull=False, room_holds__isnull=False)
                    & Q(begins__isnull=False, ends__isnull=False)
                    & Q(begins__gte=0, ends__lte=DAY, begins__lt=F("ends"))
                )
                | (~Q(state="accepted") & Q(room=None, room_holds=None, begins=None, ends=None)),
            ),
            in_order("item_is_held_by_its_room", "seats", "room_holds"),
            ExclusionConstraint(
                name="item_alone_in_its_room",
                expressions=[(_the_same("room"), "&&"), (_minutes(), "&&")],
                condition=Q(state="accepted"),
            ),
        )
        indexes = (models.Index(fields=["event", "state"], name="item_event_state"),)

    def __str__(self) -> str:
        return str(self.pk)


class Guest(models.Model):
    """Somebody who comes, by a code and without a name; an account or an address only if they want.

    `reference`: what the desk and employers call them. `arrived_at`: when they checked in. `talks`: they want
    to talk with employers; what they can is in a `passport` that they lend for it, or else in `occupation` and
    `skills` (ids of the region). `comes`, `leaves`: when they are there, if not all day; `absent`: not at all.
    """

    id = models.BigAutoField(primary_key=True)
    event = models.ForeignKey(Event, models.CASCADE, related_name="guests")
    reference = models.TextField()
    code_hash = models.TextField(unique=True)
    account = models.ForeignKey(
        "accounts.Account", models.CASCADE, null=True, blank=True, related_name="visits"
    )
    email = models.EmailField(blank=True, default="")
    language = models.TextField(default="nl")
    talks = models.BooleanField(default=False)
    passport = models.ForeignKey(
        "passports.Passport", models.SET_NULL, null=True, blank=True, related_name="visits"
    )
    occupation = models.TextField(blank=True, default="")
    skills = ArrayField(models.TextField(), default=list, blank=True)
    comes = models.IntegerField(null=True, blank=True)
    leaves = models.IntegerField(null=True, blank=True)
    absent = models.BooleanField(default=False)
    arrived_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    since = models.DateTimeField(db_default=Now())

    privacy = all_of(
        *(GUEST, "id", "event", "reference", "code_hash", "account", "email", "language", "talks", "passport"),
        *("occupation", "skills", "comes", "leaves", "absent", "arrived_at", "reminded_at", "since"),
    )

    class Meta:
        constraints = (
            UniqueConstraint(fields=["event", "reference"], name="guest_of_a_reference_is_single"),
            UniqueConstraint(fields=["event", "account"], name="guest_of_an_account_is_single"),
            matches("guest_reference_is_one_word", "reference", r"^[\w./-]{1,40}$"),
            matches("guest_language_is_a_code", "language", r"^[a-z]{2}$"),
            between("guest_comes_is_a_time", "comes", 0, DAY),
            between("guest_leaves_is_a_time", "leaves", 0, DAY),
            CheckConstraint(
                name="guest_by_passport_holds_no_more",
                condition=Q(passport=None) | Q(occupation="", skills=[]),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class Booking(models.Model):
    """A guest in an item: on `seat`, or (empty) waiting, who asked first first.

    `begins`, `ends` and `seats` are those of the item. Waiting counts as being there: nobody is offered a place
    at a moment when they are somewhere else.
    """

    id = models.BigAutoField(primary_key=True)
    item = models.ForeignKey(Item, models.CASCADE, related_name="bookings")
    guest = models.ForeignKey(Guest, models.CASCADE, related_name="bookings")
    seat = models.IntegerField(null=True, blank=True)
    begins = models.IntegerField()
    ends = models.IntegerField()
    seats = models.IntegerField()
    asked_at = models.DateTimeField(db_default=Now())

    privacy = all_of(GUEST, "id", "item", "guest", "seat", "begins", "ends", "seats", "asked_at")

    class Meta:
        constraints = (
            UniqueConstraint(fields=["item", "guest"], name="booking_of_somebody_is_single"),
            UniqueConstraint(fields=["item", "seat"], name="booking_has_its_own_seat"),
            CheckConstraint(name="booking_seat_is_there", condition=Q(seat__gte=1, seat__lte=F("seats"))),
            CheckConstraint(name="booking_ends_after_it_begins", condition=Q(begins__lt=F("ends"))),
            ExclusionConstraint(
                name="booking_in_one_place_at_a_time",
                expressions=[(_the_same("guest"), "&&"), (_minutes(), "&&")],
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class Stand(models.Model):
    """An organisation with tables at an event, where people talk with it.

    `tables`: how many talks at once, numbered from `first`. `openings`: which work they talk about (ids of the
    region); none: all that is published. `comes`, `leaves`: when they are there, if not all the time; `least`,
    `most`: talks that they want.
    """

    id = models.BigAutoField(primary_key=True)
    event = models.ForeignKey(Event, models.CASCADE, related_name="stands")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    tables = models.IntegerField(default=1)
    first = models.IntegerField()
    openings = ArrayField(models.TextField(), default=list, blank=True)
    comes = models.IntegerField(null=True, blank=True)
    leaves = models.IntegerField(null=True, blank=True)
    least = models.IntegerField(default=0)
    most = models.IntegerField(null=True, blank=True)
    absent = models.BooleanField(default=False)

    privacy = all_of(
        *(EVENT, "id", "event", "organisation", "tables", "first", "openings", "comes", "leaves", "least"),
        *("most", "absent"),
    )

    class Meta:
        constraints = (
            UniqueConstraint(fields=["event", "organisation"], name="stand_of_an_organisation_is_single"),
            between("stand_tables_is_possible", "tables", 1, TABLES_AT_MOST),
            between("stand_first_is_possible", "first", 1, 100_000),
            UniqueConstraint(fields=["event", "first"], name="stand_has_its_own_numbers"),
            between("stand_comes_is_a_time", "comes", 0, DAY),
            between("stand_leaves_is_a_time", "leaves", 0, DAY),
            between("stand_least_is_possible", "least", 0, 1000),
            between("stand_most_is_possible", "most", 0, 1000),
            in_order("stand_least_before_most", "least", "most"),
        )

    def __str__(self) -> str:
        return str(self.pk)


class Wish(models.Model):
    """An employer that a guest would like to talk with."""

    pk = models.CompositePrimaryKey("guest_id", "stand_id")
    guest = models.ForeignKey(Guest, models.CASCADE, related_name="wishes", db_index=False)
    stand = models.ForeignKey(Stand, models.CASCADE, related_name="wishes")

    privacy = all_of(GUEST, "pk", "guest", "stand")

    def __str__(self) -> str:
        return f"{self.guest_id} {self.stand_id}"


class Schedule(models.Model):
    """A schedule of talks that was asked for. `mend`: talks that can still be, stay where they are.

    `done` of `of` people were looked at; `asked`: how often it was asked for, as who is there changed while it
    was made. `found`: its figures, and of a mended one what changed, by reference.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    event = models.ForeignKey(Event, models.CASCADE, related_name="schedules")
    mend = models.BooleanField(default=False)
    after = models.IntegerField(null=True, blank=True)
    state = models.TextField(default=str(Making.ASKED))
    stop = models.BooleanField(default=False)
    asked = models.IntegerField(default=1)
    done = models.IntegerField(default=0)
    of = models.IntegerField(default=0)
    found = models.JSONField(default=dict, blank=True)
    asked_at = models.DateTimeField(db_default=Now())
    made_at = models.DateTimeField(null=True, blank=True)

    privacy = all_of(
        *(GUEST, "id", "event", "mend", "after", "state", "stop", "asked", "done", "of", "found", "asked_at"),
        "made_at",
    )

    class Meta:
        constraints = (
            one_of("schedule_state_is_known", "state", Making),
            in_order("schedule_done_of_all", "done", "of"),
            is_object("schedule_found_is_an_object", "found"),
            between("schedule_after_is_a_time", "after", 0, DAY),
            CheckConstraint(
                name="schedule_made_has_its_moment", condition=~Q(state="made") | Q(made_at__isnull=False)
            ),
            UniqueConstraint(
                fields=["event"], condition=Q(state__in=["asked", "making"]), name="schedule_one_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class Talk(models.Model):
    """A guest at table `table` of a stand (0 is its first), in slot `slot`, from `begins` to `ends`.

    `fit`: how much of what is asked the guest can, 0 to 1, at `opening`. `guest_on`, `stand_on`: whether they
    go on with each other, as each side said afterwards; empty: nothing yet.
    """

    id = models.BigAutoField(primary_key=True)
    stand = models.ForeignKey(Stand, models.CASCADE, related_name="held")
    guest = models.ForeignKey(Guest, models.CASCADE, related_name="held")
    table = models.IntegerField()
    slot = models.IntegerField()
    begins = models.IntegerField()
    ends = models.IntegerField()
    fit = models.FloatField(default=0.0)
    opening = models.TextField(blank=True, default="")
    guest_on = models.BooleanField(null=True, blank=True)
    stand_on = models.BooleanField(null=True, blank=True)

    privacy = all_of(
        *(GUEST, "id", "stand", "guest", "table", "slot", "begins", "ends", "fit", "opening"),
        *("guest_on", "stand_on"),
    )

    class Meta:
        constraints = (
            UniqueConstraint(fields=["stand", "table", "slot"], name="talk_alone_at_its_table"),
            UniqueConstraint(fields=["guest", "slot"], name="talk_in_one_place_at_a_time"),
            UniqueConstraint(fields=["stand", "guest"], name="talk_of_two_is_single"),
            between("talk_table_is_possible", "table", 0, TABLES_AT_MOST - 1),
            between("talk_slot_is_possible", "slot", 0, DAY),
            CheckConstraint(
                name="talk_ends_after_it_begins",
                condition=Q(begins__gte=0, ends__lte=DAY, begins__lt=F("ends")),
            ),
            between("talk_fit_is_a_share", "fit", 0, 1),
        )

    def __str__(self) -> str:
        return str(self.pk)


class FollowUp(models.Model):
    """What two agreed who go on: when it is asked how it goes, and what came of it in the end."""

    talk = models.OneToOneField(Talk, models.CASCADE, primary_key=True, related_name="follow_up")
    due_on = models.DateField()
    outcome = models.TextField(default=str(Outcome.OPEN))
    reminded_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy = all_of(GUEST, "talk", "due_on", "outcome", "reminded_on", "ended_at")

    class Meta:
        constraints = (
            one_of("followup_outcome_is_known", "outcome", Outcome),
            CheckConstraint(
                name="followup_ends_with_its_outcome",
                condition=Q(outcome="open", ended_at=None) | (~Q(outcome="open") & Q(ended_at__isnull=False)),
            ),
        )
        indexes = (models.Index(fields=["due_on"], name="followup_due_on"),)

    def __str__(self) -> str:
        return str(self.pk)
