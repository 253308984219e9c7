# SPDX-License-Identifier: EUPL-1.2
"""From who takes part in an event to a schedule of talks at tables, and back into rows.

The fit of a pair is how much somebody covers of what the best fitting opening of a stand asks, by the matching
of the region; a wish of the person for an employer counts as told in `WISHED`. Nothing else is in it.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import numpy as np
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from overstap.apps.events import meeting, queries
from overstap.apps.events.models import Event, Guest, Schedule, Stand
from overstap.apps.openings import queries as openings
from overstap.bridge.events import Word, tell
from overstap.bridge.region import current_region
from overstap.engine.matching.search import Matcher
from overstap.engine.placement.meetings.earlier import Earlier, kept_of
from overstap.engine.placement.meetings.model import PARTS, Booleans, Floats, Integers, Meeting, Talks
from overstap.engine.placement.meetings.solve import plan_meeting
from overstap.engine.placement.meetings.waiting import waiting_of
from overstap.engine.region.region import Region

log = logging.getLogger(__name__)

TASK = "overstap.config.tasks.make_event_schedule"
LEAST_FIT = 0.2
"""Who covers less of everything a stand asks does not talk there, unless they wish to."""
WISHED = 0.25
"""How much of the worth of a talk is the wish; the rest is the fit."""
AT_ONCE = 100
MANY = 1_000_000

Progress = Callable[[int, int], bool]
"""Told how many people were looked at, of how many; answers whether to stop."""


class Stopped(Exception):
    """Somebody stopped the making of a schedule."""


@dataclass(frozen=True)
class Fits:
    """How well everybody fits every stand. `fit` (stands, guests), 0 to 1; `best` which opening that is at."""

    fit: Floats
    best: Integers
    openings: tuple[str, ...]


@transaction.atomic
def start(*, event: UUID, mend: bool, after: int | None = None, by: str) -> Schedule:
    """Asks for a schedule and has it made in the background. Raises `meeting.NoTalks`."""
    made, new = meeting.ask_schedule(event=event, mend=mend, after=after, by=by)
    if new:
        app.configure_task(TASK, lock=f"event-schedule-{event}").defer(schedule=str(made.pk))
    return made


def run_schedule(schedule: UUID) -> None:
    """Makes a schedule that was asked for; again when somebody changed who is there meanwhile."""
    while True:
        row = meeting.begin(schedule=schedule)
        if row is None:
            return
        try:
            talks, found = make(row, current_region())
        except Stopped:
            return
        except Exception:
            meeting.fail(schedule=schedule)
            log.exception("a schedule could not be made")
            raise
        if _kept(row, talks, found):
            return


@transaction.atomic
def _kept(row: Schedule, talks: list[meeting.Planned], found: dict[str, Any]) -> bool:
    """Keeps a schedule and has everybody told whose talks it changed; false when it is to be made again."""
    done = {"now": timezone.now(), "by": "system:worker"}
    kept = meeting.finish(schedule=row.pk, seen=row.asked, talks=talks, found=found, **done)
    if kept:
        tell(queries.whose_talks_changed(row.pk), Word.TALKS)
    return kept


def make(row: Schedule, region: Region) -> tuple[list[meeting.Planned], dict[str, Any]]:
    """The talks, and the figures of the schedule. Raises `Stopped`."""
    event = row.event
    stands, guests = queries.stands_of(event), queries.talkers_of(event)

    def progress(done: int, of: int) -> bool:
        return meeting.tell_progress(schedule=row.pk, done=done, of=of)

    fits = fits_of(region, event, stands, guests, today=timezone.localdate(), progress=progress)
    asked = question(event, stands, guests, fits, mend=row.mend, after=row.after)
    made = plan_meeting(asked)
    slots = slots_of(event)
    talks = [
        meeting.Planned(
            stands[e].pk,
            guests[p].pk,
            t,
            s,
            *slots[s],
            round(float(fits.fit[e, p]), 4),
            fits.openings[fits.best[e, p]] if fits.best[e, p] >= 0 else "",
        )
        for e, t, p, s in zip(
            made.talks.employer.tolist(),
            made.talks.table.tolist(),
            made.talks.person.tolist(),
            made.talks.slot.tolist(),
            strict=True,
        )
    ]
    of_each = Counter(one.guest for one in talks)
    per_person = Counter(of_each.get(one.pk, 0) for one in guests if not one.absent)
    due = int(asked.least.sum() + asked.employer_least.sum())
    worth = (made.total.met, made.total.fit), (made.bound.met, made.bound.fit)
    return talks, {
        "talks": len(talks),
        "people": len(guests),
        "stands": len(stands),
        "due": due,
        "met": made.total.met,
        "met_at_most": made.bound.met,
        "fit": float(np.mean([one.fit for one in talks])) if talks else 0.0,
        "gap": 0.0 if worth[0] >= worth[1] else 1 - made.total.fit / max(1, made.bound.fit),
        "proven": bool(made.proven),
        "least": int(asked.least.max(initial=0)),
        "waiting": _waiting(event, asked, made.talks),
        "per_person": {str(number): per_person[number] for number in sorted(per_person)},
    }


def _waiting(event: Event, asked: Meeting, talks: Talks) -> dict[str, int]:
    """Minutes without a talk between somebody's first and last: on average, of one in ten, and at most.

    Of who has two talks or more; nothing when nobody has.
    """
    several = np.bincount(talks.person, minlength=len(asked.people)) > 1
    if not several.any():
        return {}
    found = waiting_of(asked, talks)[several] * event.talk_minutes
    return {"mean": round(float(found.mean())), "tenth": int(np.quantile(found, 0.9)), "most": int(found.max())}


def slots_of(event: Event) -> list[tuple[int, int]]:
    """When each slot begins and ends, in minutes after midnight."""
    if event.talks_begin is None or event.talks_end is None:
        return []
    step = event.talk_minutes
    return [(at, at + step) for at in range(event.talks_begin, event.talks_end - step + 1, step)]


def fits_of(
    region: Region,
    event: Event,
    stands: Sequence[Stand],
    guests: Sequence[Guest],
    *,
    today: date,
    progress: Progress = lambda _done, _of: False,
) -> Fits:
    """Everybody beside every stand, in bulk: the coverage that the matching of the region gives.

    Raises `Stopped` when `progress` says so.
    """
    of_stand = openings_of(stands, event.day if event.day > today else today)
    known = region.stock.some({one for listed in of_stand for one in listed})
    listed = tuple(known.index.position_of)
    position = np.array([known.index.position_of[one] for one in listed], dtype=np.int64)
    rows = {one: at for at, one in enumerate(listed)}
    fit = np.full((len(stands), len(guests)), 0.0)
    best = np.full((len(stands), len(guests)), -1)
    of_rows = [np.array([rows[one] for one in own if one in rows], dtype=np.int64) for own in of_stand]
    for begin in range(0, len(guests), AT_ONCE):
        if progress(begin, len(guests)):
            raise Stopped
        part = guests[begin : begin + AT_ONCE]
        covered = known.index.coverage_of_several(_near(region, part))[position]
        for at, own in enumerate(of_rows):
            if len(own):
                scores = covered[own]
                top = scores.argmax(axis=0)
                best[at, begin : begin + len(part)] = own[top]
                fit[at, begin : begin + len(part)] = scores[top, np.arange(len(part))]
    if progress(len(guests), len(guests)):
        raise Stopped
    return Fits(np.clip(fit, 0, 1), best, listed)


def _near(region: Region, guests: Sequence[Guest]) -> Floats:
    """How near each guest is to every skill. Shape (skills, guests)."""
    index, graph = region.taxonomy.skill_index, region.language.graph
    known: dict[tuple[str, ...], Floats] = {}
    columns = []
    for guest in guests:
        held = tuple(skills_of(region, guest))
        if held not in known:
            known[held] = graph.best([index[one] for one in held])
        columns.append(known[held])
    return np.stack(columns, axis=1)


def skills_of(region: Region, guest: Guest) -> list[str]:
    """What a guest can, as ids of the region: of the passport they lend, or what they told and is usual."""
    index = region.taxonomy.skill_index
    if guest.passport is not None:
        return sorted(one.skill for one in guest.passport.skills.all() if one.skill in index)
    usual = (
        region.usual_skills(guest.occupation) if guest.occupation in region.taxonomy.occupation_index else ()
    )
    return sorted({one for one in (*guest.skills, *usual) if one in index})


def openings_of(stands: Sequence[Stand], day: date) -> list[list[str]]:
    """The openings each stand talks about, those published and not closed on the day; one query."""
    found: dict[str, list[str]] = {}
    rows = openings.published().filter(organisation__in=[one.organisation_id for one in stands])
    for organisation, opening, closes in rows.values_list("organisation", "pk", "closes_on").order_by("pk"):
        if closes is None or closes >= day:
            found.setdefault(organisation, []).append(opening)
    return [
        [one for one in found.get(stand.organisation_id, []) if not stand.openings or one in stand.openings]
        for stand in stands
    ]


def question(
    event: Event,
    stands: Sequence[Stand],
    guests: Sequence[Guest],
    fits: Fits,
    *,
    mend: bool = False,
    after: int | None = None,
) -> Meeting:
    """The meeting as the engine takes it. `mend`: talks that can still be, stay; nothing new before `after`."""
    slots = slots_of(event)
    wished = np.zeros(fits.fit.shape, np.bool_)
    at_stand = {one.pk: at for at, one in enumerate(stands)}
    for at, guest in enumerate(guests):
        for one in guest.wishes.all():
            wished[at_stand[one.stand_id], at] = True
    worth = (1 - WISHED) * fits.fit + WISHED * wished
    employer, person = np.nonzero((fits.fit >= LEAST_FIT) | wished)
    tables = np.array([one.tables for one in stands], dtype=np.int64)
    guest_there = _there(guests, slots, [_booked(one) for one in guests])
    stand_there = _there(stands, slots, [()] * len(stands))
    room = int((stand_there.sum(axis=1) * tables).sum())
    present = max(1, int(guest_there.any(axis=1).sum()))
    least, most = event.least, event.most
    if least is None:
        # A fair share of the room: everybody about as many, before some have many.
        least, most = max(1, min(most, room // present)), min(most, max(1, -(-room // present)) + 1)
    asked = Meeting(
        tuple(str(one.pk) for one in stands),
        tuple(str(one.pk) for one in guests),
        tuple(str(at) for at in range(len(slots))),
        tables,
        stand_there,
        guest_there,
        employer,
        person,
        np.rint(worth[employer, person] * PARTS).astype(np.int64),
        np.where(guest_there.any(axis=1), min(least, most), 0).astype(np.int64),
        np.full(len(guests), most, dtype=np.int64),
        np.array([0 if one.absent else one.least for one in stands], dtype=np.int64),
        np.array([MANY if one.most is None else one.most for one in stands], dtype=np.int64),
        event.run,
        event.rest,
        begun=np.array([mend and begins < (after or 0) for begins, _ in slots], dtype=np.bool_),
    )
    if not mend:
        return asked
    before = queries.talks_of(event)
    kept = tuple((str(one.stand_id), one.table + 1, str(one.guest_id), str(one.slot)) for one in before)
    return kept_of(asked, Earlier(kept))


def _booked(guest: Guest) -> list[tuple[int, int]]:
    return [(one.begins, one.ends) for one in guest.bookings.all()]


def _there(
    side: Sequence[Any], slots: Sequence[tuple[int, int]], busy: Sequence[Sequence[tuple[int, int]]]
) -> Booleans:
    """Who can talk when. Shape (side, slots)."""
    there = np.ones((len(side), len(slots)), np.bool_)
    for at, one in enumerate(side):
        for slot, (begins, ends) in enumerate(slots):
            there[at, slot] = (
                not one.absent
                and (one.comes is None or one.comes <= begins)
                and (one.leaves is None or one.leaves >= ends)
                and not any(first < ends and last > begins for first, last in busy[at])
            )
    return there


def openings_at(organisation: str, day: date) -> list[str]:
    """The openings of one organisation that it can talk about; one query."""
    rows = openings.published().filter(organisation=organisation)
    found = rows.values_list("pk", "closes_on").order_by("pk")
    return [opening for opening, closes in found if closes is None or closes >= day]


# --- why two talk ------------------------------------------------------------------------------------


def matcher_of(region: Region, opening_ids: Sequence[str]) -> Matcher:
    """A matcher over these openings; what is gone is not in it."""
    return region.stock.some({one for one in opening_ids if one})


def common_in(region: Region, known: Matcher, guest: Guest, opening: str) -> tuple[str, ...]:
    """The skills an opening asks and a guest has, or has something as good as; none for one that is gone."""
    if opening not in known.index.position_of:
        return ()
    row = known.index.openings[known.index.position_of[opening]]
    near = _near(region, [guest])[:, 0]
    line = known.thresholds.covered - 1e-9
    index = region.taxonomy.skill_index
    return tuple(one.skill for one in row.demands if near[index[one.skill]] >= line)


def told_of(found: Mapping[str, Any]) -> str:
    """What is proven of a schedule: `best`, `fewer` talks that are due than could be, or `gap`."""
    if found.get("proven"):
        return "best"
    return "fewer" if found.get("met", 0) < found.get("met_at_most", 0) else "gap"


def minutes_now(event: Event, now: datetime) -> int | None:
    """The time of the day, when the event is today; what is before it stays as it was."""
    here = timezone.localtime(now)
    return here.hour * 60 + here.minute if here.date() == event.day else None
