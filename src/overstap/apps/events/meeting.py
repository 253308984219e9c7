# SPDX-License-Identifier: EUPL-1.2
"""Talks at tables: who takes part, when they are there, the schedule, and how two go on afterwards.

Whatever decides who talks when holds the event first, so that two desk workers at once wait for each other.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.events.actions import NotThere, held
from overstap.apps.events.booking import new_code
from overstap.apps.events.enums import FOLLOWED_AFTER, SLOTS_AT_MOST, Making, Outcome
from overstap.apps.events.models import Event, FollowUp, Guest, Schedule, Stand, Talk, Wish
from overstap.apps.typed_codes import hash_of


class NoTalks(Exception):
    """The event has no times for talks."""


class TooManySlots(Exception):
    """More slots than a schedule takes."""


@dataclass(frozen=True, slots=True)
class TalksTold:
    """When there are talks and how many; fields as of `Event`."""

    talks_begin: int
    talks_end: int
    talk_minutes: int
    run: int
    rest: int
    least: int | None
    most: int


@dataclass(frozen=True, slots=True)
class StandTold:
    """What an organisation brings; fields as of `Stand`."""

    tables: int
    openings: tuple[str, ...] = ()
    comes: int | None = None
    leaves: int | None = None
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody of a list; `occupation` and `skills` are ids of the region."""

    reference: str
    occupation: str
    skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """A talk of a schedule; fields as of `Talk`."""

    stand: int
    guest: int
    table: int
    slot: int
    begins: int
    ends: int
    fit: float
    opening: str


@transaction.atomic
def set_talks(*, event: UUID, told: TalksTold, by: str) -> None:
    """Says when there are talks. Raises `TooManySlots`, `IntegrityError`. A schedule that stood is dropped."""
    row = held(event)
    if (told.talks_end - told.talks_begin) // told.talk_minutes > SLOTS_AT_MOST:
        raise TooManySlots
    times = ("talks_begin", "talks_end", "talk_minutes")
    moved = any(getattr(row, name) != getattr(told, name) for name in times)
    for name in (*times, "run", "rest", "least", "most"):
        setattr(row, name, getattr(told, name))
    row.save()
    dropped = Talk.objects.filter(stand__event=row).delete()[0] if moved else 0
    audit.record(what=What.EVENT_TALKS_SET, subject=str(event), by=by, counts={"dropped": dropped})


# --- who takes part ---------------------------------------------------------------------------------


@transaction.atomic
def set_stand(*, event: UUID, organisation: str, told: StandTold, by: str) -> Stand:
    """An organisation takes part with tables, or changes what it brings. Raises `IntegrityError`."""
    row = held(event)
    stand = row.stands.filter(organisation=organisation).first()
    if stand is None:
        stand = Stand(event=row, organisation_id=organisation, first=_next_table(row))
    elif told.tables > stand.tables:
        # Its numbers may run into those of the next: it moves to the end.
        following = row.stands.filter(first__gt=stand.first, first__lt=stand.first + told.tables).exists()
        stand.first = _next_table(row) if following else stand.first
    for name in ("tables", "comes", "leaves", "least", "most"):
        setattr(stand, name, getattr(told, name))
    stand.openings = list(told.openings)
    stand.save()
    stand.held.filter(table__gte=told.tables).delete()
    audit.record(what=What.EVENT_STAND_SET, subject=str(event), by=by, counts={"tables": told.tables})
    return stand


def _next_table(event: Event) -> int:
    return int(event.stands.aggregate(last=Max(F("first") + F("tables")))["last"] or 1)


@transaction.atomic
def remove_stand(*, event: UUID, stand: int, by: str) -> None:
    """Takes an organisation with its talks out of the event."""
    row = held(event)
    if row.stands.filter(pk=stand).delete()[0]:
        audit.record(what=What.EVENT_STAND_REMOVED, subject=str(event), by=by)


@transaction.atomic
def bring_guests(*, event: UUID, people: Sequence[Listed], by: str) -> dict[str, str]:
    """People of a list who talk, all or none; the same reference is the same guest. Gives each new one's code.

    The codes are said this once: the database keeps their hashes.
    """
    row = held(event)
    known = {one.reference: one for one in row.guests.all()}
    codes: dict[str, str] = {}
    new, changed = [], []
    for told in people:
        there = known.get(told.reference)
        if there is None:
            codes[told.reference] = new_code()
            there = Guest(event=row, reference=told.reference, code_hash=hash_of(codes[told.reference]))
            new.append(there)
        else:
            changed.append(there)
        there.talks, there.passport = True, None
        there.occupation, there.skills = told.occupation, list(told.skills)
    Guest.objects.bulk_create(new)
    Guest.objects.bulk_update(changed, ["talks", "passport", "occupation", "skills"], batch_size=500)
    counts = {"people": len(people), "new": len(new)}
    audit.record(what=What.EVENT_GUESTS_BROUGHT, subject=str(event), by=by, counts=counts)
    return codes


@transaction.atomic
def join_talks(
    *, guest: int, occupation: str = "", skills: Sequence[str] = (), passport: UUID | None = None, by: str
) -> None:
    """A guest wants to talk, with what they tell or with the passport they lend for it."""
    row = _guest(guest)
    row.talks, row.passport_id = True, passport
    row.occupation, row.skills = ("", []) if passport else (occupation, list(skills))
    row.save(update_fields=["talks", "passport", "occupation", "skills"])
    audit.record(what=What.EVENT_TALKS_JOINED, subject=str(row.event_id), by=by)


@transaction.atomic
def leave_talks(*, guest: int, by: str) -> None:
    """A guest no longer talks; what they told for it is forgotten."""
    row = _guest(guest)
    row.held.all().delete()
    row.wishes.all().delete()
    row.talks, row.passport, row.occupation, row.skills = False, None, "", []
    row.save(update_fields=["talks", "passport", "occupation", "skills"])
    audit.record(what=What.EVENT_TALKS_LEFT, subject=str(row.event_id), by=by)


@transaction.atomic
def wish(*, guest: int, stands: Collection[int], by: str) -> None:
    """The employers a guest would like to talk with, in place of those of before; others are passed over."""
    row = _guest(guest)
    there = Stand.objects.filter(event=row.event_id, pk__in=stands).values_list("pk", flat=True)
    row.wishes.all().delete()
    Wish.objects.bulk_create(Wish(guest=row, stand_id=one) for one in there)
    audit.record(what=What.EVENT_WISHES_GIVEN, subject=str(row.event_id), by=by, counts={"wishes": len(there)})


def _guest(guest: int) -> Guest:
    """The guest, held after the event. Raises `Guest.DoesNotExist`."""
    held(Guest.objects.values_list("event", flat=True).get(pk=guest))
    return Guest.objects.select_for_update().get(pk=guest)


# --- on the day -------------------------------------------------------------------------------------


@transaction.atomic
def set_presence(
    *,
    event: UUID,
    guest: int | None = None,
    stand: int | None = None,
    comes: int | None = None,
    leaves: int | None = None,
    absent: bool = False,
    by: str,
) -> None:
    """Says when a guest or a stand is there, or that they are not. Raises `NotThere`.

    Only what is known is changed: a time that is not given stays as it was.
    """
    row: Any = held(event)
    found = row.guests.filter(pk=guest) if guest is not None else row.stands.filter(pk=stand)
    one = found.select_for_update().first()
    if one is None:
        raise NotThere
    one.comes = one.comes if comes is None else comes
    one.leaves = one.leaves if leaves is None else leaves
    one.absent = absent
    one.save(update_fields=["comes", "leaves", "absent"])
    audit.record(what=What.EVENT_PRESENCE_SET, subject=str(event), by=by)


# --- the schedule -----------------------------------------------------------------------------------


@transaction.atomic
def ask_schedule(*, event: UUID, mend: bool, after: int | None = None, by: str) -> tuple[Schedule, bool]:
    """Asks for a schedule; with the one that is being made already, which then looks again at who is there.

    The second answer is whether it is a new one. Raises `NoTalks`.
    """
    row = held(event)
    if row.talks_begin is None:
        raise NoTalks
    making = row.schedules.filter(state__in=[Making.ASKED, Making.MAKING]).first()
    if making is not None:
        making.asked += 1
        making.after = after if making.after is None else max(making.after, after or 0)
        making.save(update_fields=["asked", "after"])
        return making, False
    made = Schedule.objects.create(event=row, mend=mend, after=after)
    audit.record(what=What.EVENT_SCHEDULE_ASKED, subject=str(event), by=by)
    return made, True


@transaction.atomic
def begin(*, schedule: UUID) -> Schedule | None:
    """Notes that work on a schedule begins; none when it is gone. Its `asked` is for `finish`."""
    event = Schedule.objects.values_list("event", flat=True).filter(pk=schedule).first()
    if event is None:
        return None
    held(event)
    rows = Schedule.objects.select_for_update(of=("self",)).select_related("event__organisation")
    found = rows.filter(pk=schedule, state__in=[Making.ASKED, Making.MAKING]).first()
    if found is None:
        return None
    found.state, found.done, found.of = str(Making.MAKING), 0, 0
    found.save(update_fields=["state", "done", "of"])
    return found


def tell_progress(*, schedule: UUID, done: int, of: int) -> bool:
    """Notes how many people were looked at; true when it is to stop, or is gone."""
    Schedule.objects.filter(pk=schedule).update(done=done, of=of)
    return not Schedule.objects.filter(pk=schedule, stop=False).exists()


@transaction.atomic
def finish(
    *, schedule: UUID, seen: int, talks: Sequence[Planned], found: Mapping[str, Any], now: datetime, by: str
) -> bool:
    """Puts the talks in place of those of before; talks that stay are not touched.

    `seen` is what `asked` was when the making began. False when somebody changed who is there since: then
    nothing is kept, and it is to be made again. A talk of somebody who left, or who booked something at that
    time since, is passed over.
    """
    event = Schedule.objects.values_list("event", flat=True).filter(pk=schedule).first()
    if event is None:
        return True
    held(event)
    row = Schedule.objects.select_for_update().filter(pk=schedule, state=Making.MAKING).first()
    if row is None:
        return True
    if row.asked != seen:
        return False
    guests = {one.pk: one for one in Guest.objects.select_for_update().filter(event=event)}
    stands = set(Stand.objects.filter(event=event).values_list("pk", flat=True))
    booked = _booked(event)
    good = [
        one
        for one in talks
        if one.stand in stands
        and one.guest in guests
        and not any(begins < one.ends and ends > one.begins for begins, ends in booked.get(one.guest, ()))
    ]
    changes = _put(event, good)
    row.found = {**found, "gone": changes[0], "new": changes[1]}
    row.state, row.made_at, row.done = str(Making.MADE), now, row.of
    row.save(update_fields=["found", "state", "made_at", "done"])
    Schedule.objects.filter(event=event).exclude(pk=schedule).delete()
    counts = {"talks": len(good), "new": len(changes[1]), "gone": len(changes[0])}
    audit.record(what=What.EVENT_SCHEDULE_MADE, subject=str(event), by=by, counts=counts)
    return True


def _booked(event: UUID) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = {}
    rows = Guest.objects.filter(event=event, bookings__isnull=False)
    for guest, begins, ends in rows.values_list("pk", "bookings__begins", "bookings__ends"):
        found.setdefault(guest, []).append((begins, ends))
    return found


Change = list[Any]
"""Reference of a guest, stand, number of the table, when it begins."""


def _put(event: UUID, talks: Sequence[Planned]) -> tuple[list[Change], list[Change]]:
    """Replaces the talks of an event by these; what went and what came."""
    before = {
        (one.stand_id, one.guest_id, one.table, one.slot): one
        for one in Talk.objects.filter(stand__event=event).select_related("stand", "guest")
    }
    wanted = {(one.stand, one.guest, one.table, one.slot): one for one in talks}
    gone = [one for key, one in before.items() if key not in wanted]
    new = [one for key, one in wanted.items() if key not in before]
    Talk.objects.filter(pk__in=[one.pk for one in gone]).delete()
    Talk.objects.bulk_create(
        Talk(
            stand_id=one.stand,
            guest_id=one.guest,
            table=one.table,
            slot=one.slot,
            begins=one.begins,
            ends=one.ends,
            fit=one.fit,
            opening=one.opening,
        )
        for one in new
    )
    came = Talk.objects.filter(stand__event=event).select_related("stand", "guest")
    keys = {(one.stand, one.guest) for one in new}
    return _said(gone), _said([one for one in came if (one.stand_id, one.guest_id) in keys])


def _said(talks: Sequence[Talk]) -> list[Change]:
    rows = [(one.begins, one.guest.reference, one.stand_id, one.stand.first + one.table) for one in talks]
    return [[reference, stand, table, begins] for begins, reference, stand, table in sorted(rows)]


def fail(*, schedule: UUID) -> None:
    """Notes that a schedule could not be made."""
    Schedule.objects.filter(pk=schedule).exclude(state=Making.MADE).update(state=str(Making.FAILED))


@transaction.atomic
def stop(*, event: UUID, schedule: UUID, by: str) -> None:
    """Ends the making of a schedule; what stood, stands."""
    making = Schedule.objects.filter(pk=schedule, event=event, state__in=[Making.ASKED, Making.MAKING])
    if making.update(stop=True, state=str(Making.FAILED)):
        audit.record(what=What.EVENT_SCHEDULE_STOPPED, subject=str(event), by=by)


# --- how two go on ----------------------------------------------------------------------------------


@transaction.atomic
def say(*, talk: int, guest: int | None = None, stand: int | None = None, on: bool, by: str) -> bool:
    """A side says whether they go on; true when both do: then a follow-up is made. Raises `NotThere`."""
    mine = {"guest": guest} if guest is not None else {"stand": stand}
    row = Talk.objects.select_for_update(of=("self",)).select_related("stand__event").filter(pk=talk, **mine)
    found = row.first()
    if found is None:
        raise NotThere
    name = "guest_on" if guest is not None else "stand_on"
    setattr(found, name, on)
    found.save(update_fields=[name])
    both = bool(found.guest_on and found.stand_on)
    if both:
        due = found.stand.event.day + FOLLOWED_AFTER
        FollowUp.objects.get_or_create(talk=found, defaults={"due_on": due})
    else:
        FollowUp.objects.filter(talk=found, outcome=Outcome.OPEN).delete()
    audit.record(what=What.EVENT_TALK_ANSWERED, subject=str(found.stand.event_id), by=by)
    return both


@transaction.atomic
def set_follow_up(
    *, talk: int, due_on: date | None = None, outcome: Outcome = Outcome.OPEN, now: datetime, by: str
) -> None:
    """Says when it is asked again how it goes, or what came of it. Raises `FollowUp.DoesNotExist`."""
    row = FollowUp.objects.select_for_update().get(talk=talk)
    if due_on is not None and due_on != row.due_on:
        row.due_on, row.reminded_on = due_on, None
    row.outcome, row.ended_at = str(outcome), None if outcome is Outcome.OPEN else now
    row.save()
    event = Talk.objects.values_list("stand__event", flat=True).get(pk=talk)
    audit.record(what=What.EVENT_FOLLOW_UP_SET, subject=str(event), by=by)


@transaction.atomic
def due_follow_ups(*, today: date, most: int = 500) -> list[int]:
    """Follow-ups whose day has come and that nobody was reminded of; each is given once for its day."""
    due = FollowUp.objects.select_for_update(skip_locked=True).filter(
        due_on__lte=today, outcome=Outcome.OPEN, reminded_on=None
    )
    chosen = list(due.order_by("pk").values_list("pk", flat=True)[:most])
    FollowUp.objects.filter(pk__in=chosen).update(reminded_on=today)
    return chosen
