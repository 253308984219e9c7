# SPDX-License-Identifier: EUPL-1.2
"""A schedule for a meeting: first which talks, then in which slots."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from overstap.engine.placement.meetings import kernels, waiting
from overstap.engine.placement.meetings.model import (
    Booleans,
    Integers,
    Meeting,
    Schedule,
    Talks,
    Total,
)
from overstap.engine.placement.meetings.pauses import never_too_long, with_breaks

ROUNDS = 8
"""How often talks without a slot are replaced by others."""


@dataclass(frozen=True)
class _Tables:
    """Every table by itself: `of` its employer, `number` which of theirs (tables,).

    `there` (tables, slots): where something new may be planned, its breaks left out; `whole`: breaks included.
    """

    of: Integers
    number: Integers
    there: Booleans
    whole: Booleans


def plan_meeting(asked: Meeting) -> Schedule:
    """The schedule in which most talks that people should have take place, and among those the one of best fit.

    Which pairs talk is chosen exactly, as a flow of least cost; that choice bounds every schedule. Slots are
    given by colouring the pairs, which loses nothing when everybody is there all day; a talk for which
    no slot is left is replaced by the next best. Then slots are exchanged so that people wait less between
    their talks, which changes nothing of who meets whom. What is kept stays where it is. See
    docs/methods/meetings.md.
    """
    tables = _tables(asked)
    busy = _Busy.of(asked, tables)
    shared = _common_slots(asked, tables.of, tables.there, busy)
    # Breaks could have been elsewhere: the bound is to hold whenever tables pause.
    may = _common_slots(asked, tables.of, tables.whole, busy) > 0
    dropped = np.zeros(len(asked.fit), np.bool_)
    taken, bound = _choose(asked, tables, busy, asked.kept, may)
    first_choice = int(taken.sum())
    for _round in range(ROUNDS):
        missed = _give_slots(asked, tables, busy, np.flatnonzero(taken), shared, dropped)
        talks = busy.talks(asked, tables)
        if missed == 0:
            break
        taken, _worth = _choose(asked, tables, busy, talks, may & ~dropped)
    busy.draw_together(asked, tables)
    talks = busy.talks(asked, tables)
    new = len(talks) - len(asked.kept)
    return Schedule(talks, fit_of(asked, talks), total_of(asked, talks), bound, max(0, first_choice - new))


def total_of(asked: Meeting, talks: Talks) -> Total:
    """What talks are worth: of those that people and employers should have how many, and their fit."""
    met = sum(
        int(np.minimum(np.bincount(side, minlength=len(least)), least).sum())
        for side, least in ((talks.person, asked.least), (talks.employer, asked.employer_least))
    )
    return Total(met, int(fit_of(asked, talks).sum()))


def fit_of(asked: Meeting, talks: Talks) -> Integers:
    """The fit of each talk, in millionths; none for a kept talk of an unknown pair. Shape (talks,)."""
    key = asked.employer * len(asked.people) + asked.person
    order = np.argsort(key, kind="stable")
    wanted = talks.employer * len(asked.people) + talks.person
    if not len(key):
        return np.zeros(len(wanted), np.int64)
    at = np.minimum(np.searchsorted(key, wanted, sorter=order), len(key) - 1)
    return np.where(key[order[at]] == wanted, asked.fit[order[at]], 0)


def _tables(asked: Meeting) -> _Tables:
    of = np.repeat(np.arange(len(asked.employers)), asked.tables)
    number = np.concatenate([np.arange(count) for count in asked.tables.tolist()] or [np.empty(0)])
    shape = (len(of), len(asked.slots))
    stands = np.zeros(shape, np.bool_)
    stands[_table_of(asked, asked.kept), asked.kept.slot] = True
    whole = never_too_long(asked.employer_there[of] & asked.open_slots, stands, asked.run)
    # A break costs least where the fewest are there who could come to this table.
    could = np.zeros((len(asked.employers), len(asked.slots)), np.int64)
    np.add.at(could, asked.employer, asked.person_there[asked.person].astype(np.int64))
    return _Tables(of, number.astype(np.int64), with_breaks(whole, stands, could[of], asked.run), whole)


def _table_of(asked: Meeting, talks: Talks) -> Integers:
    """The place of the table of each talk among all tables. Shape (talks,)."""
    begin = np.concatenate(([0], np.cumsum(asked.tables)))
    found: Integers = begin[talks.employer] + talks.table
    return found


@dataclass
class _Busy:
    """Who talks when: the pair in each slot of each table and person, while the schedule grows.

    `table`, `person`, `pair` (talks,) of the talks planned so far; `at_table` (tables, slots) and
    `at_person` (people, slots) hold their number, `kernels.NOBODY` or `kernels.STANDS`.
    """

    table: Integers
    person: Integers
    pair: Integers
    at_table: Integers
    at_person: Integers

    @classmethod
    def of(cls, asked: Meeting, tables: _Tables) -> _Busy:
        """With what is kept."""
        none = np.empty(0, np.int64)
        at_table = np.full((len(tables.of), len(asked.slots)), kernels.NOBODY)
        at_person = np.full((len(asked.people), len(asked.slots)), kernels.NOBODY)
        at_table[_table_of(asked, asked.kept), asked.kept.slot] = kernels.STANDS
        at_person[asked.kept.person, asked.kept.slot] = kernels.STANDS
        return cls(none, none, none, at_table, at_person)

    def draw_together(self, asked: Meeting, tables: _Tables) -> None:
        """Exchanges slots so that people wait less between their talks."""
        given = np.full(len(self.pair), kernels.NOBODY)
        at, slot = np.nonzero(self.at_table >= 0)
        given[self.at_table[at, slot]] = slot
        waiting.draw_together(
            self.table,
            self.person,
            tables.of,
            tables.there,
            asked.person_there & asked.open_slots,
            self.at_table,
            self.at_person,
            asked.rest,
            given,
        )

    def talks(self, asked: Meeting, tables: _Tables) -> Talks:
        """What is kept, and what is planned, by slot."""
        at, slot = np.nonzero(self.at_table >= 0)
        found = self.at_table[at, slot]
        kept = asked.kept
        employer = np.concatenate((kept.employer, tables.of[at]))
        table = np.concatenate((kept.table, tables.number[at]))
        person = np.concatenate((kept.person, self.person[found]))
        when = np.concatenate((kept.slot, slot))
        order = np.lexsort((table, employer, when))
        return Talks(employer[order], table[order], person[order], when[order])


def _common_slots(asked: Meeting, of: Integers, there: Booleans, busy: _Busy) -> Integers:
    """In how many slots both sides of a pair can still talk, with tables `of` employers `there`. (pairs,)."""
    free = (busy.at_table == kernels.NOBODY) & there
    by_employer = np.zeros((len(asked.employers), len(asked.slots)), np.bool_)
    np.logical_or.at(by_employer, of, free)
    person = (busy.at_person == kernels.NOBODY) & asked.person_there & asked.open_slots
    common: Integers = (by_employer[asked.employer] & person[asked.person]).sum(axis=1, dtype=np.int64)
    return common


def _gains(least: Integers, most: Integers, has: Integers, bonus: int) -> Integers:
    """What the next talks bring of each: `bonus` as long as it has fewer than it should. Shape (who, most)."""
    width = max(1, int((most - has).max(initial=0)))
    number = has[:, None] + np.arange(width)[None, :]
    brings = np.where(number < least[:, None], bonus, 0)
    return np.where(number < most[:, None], brings, -kernels.FAR)


def _choose(
    asked: Meeting, tables: _Tables, busy: _Busy, talks: Talks, may: Booleans
) -> tuple[Booleans, Total]:
    """The pairs to add to `talks`, and what no schedule with those talks can better."""
    has_e = np.bincount(talks.employer, minlength=len(asked.employers))
    has_p = np.bincount(talks.person, minlength=len(asked.people))
    free_t = ((busy.at_table == kernels.NOBODY) & tables.there).sum(axis=1)
    room_e = np.bincount(tables.of, free_t, len(asked.employers)).astype(np.int64)
    room_p = _room(asked, busy)
    most_e = np.minimum(asked.employer_most, has_e + room_e)
    most_p = np.minimum(asked.most, has_p + room_p)
    together = set(zip(talks.employer.tolist(), talks.person.tolist(), strict=True))
    new = np.fromiter(
        (pair not in together for pair in zip(asked.employer.tolist(), asked.person.tolist(), strict=True)),
        np.bool_,
        len(asked.fit),
    )
    good = may & new & (most_e > has_e)[asked.employer] & (most_p > has_p)[asked.person]
    pairs = np.flatnonzero(good)
    pairs = pairs[np.lexsort((asked.person[pairs], asked.employer[pairs]))]
    first = np.searchsorted(asked.employer[pairs], np.arange(len(asked.employers) + 1)).astype(np.int64)
    room = int(min(np.maximum(0, most_e - has_e).sum(), np.maximum(0, most_p - has_p).sum()))
    bonus = 1 + int(asked.fit.max(initial=0)) * (room + len(talks))
    gain_e = _gains(asked.employer_least, most_e, has_e, bonus)
    gain_p = _gains(asked.least, most_p, has_p, bonus)
    taken, price_e, price_p = kernels.choose(first, asked.person[pairs], asked.fit[pairs], gain_e, gain_p)
    more = bound_by_prices(
        asked.employer[pairs], asked.person[pairs], asked.fit[pairs], gain_e, gain_p, price_e, price_p
    )
    so_far = total_of(asked, talks)
    worth = so_far.met * bonus + so_far.fit + more
    chosen = np.zeros(len(asked.fit), np.bool_)
    chosen[pairs[taken]] = True
    return chosen, Total(worth // bonus, worth % bonus)


def bound_by_prices(
    employer: Integers,
    person: Integers,
    worth: Integers,
    gain_e: Integers,
    gain_p: Integers,
    price_e: Integers,
    price_p: Integers,
) -> int:
    """What no choice of pairs can bring more than, by any prices of a talk: Lagrange's bound.

    A talk is worth what it brings beyond the prices of both sides; every side takes each talk that brings
    more than its price costs. Shapes as `kernels.choose`. Exact, in whole numbers.
    """
    over = worth - price_e[employer] - price_p[person]
    of_pairs = int(np.maximum(over, 0).sum())
    met_e, met_p = np.isin(np.arange(len(gain_e)), employer), np.isin(np.arange(len(gain_p)), person)
    sides: list[tuple[Integers, Integers, npt.NDArray[np.bool_]]] = [
        (gain_e, price_e, met_e),
        (gain_p, price_p, met_p),
    ]
    of_sides = sum(
        int(np.where(gain[there] > -kernels.FAR, np.maximum(gain[there] + price[there, None], 0), 0).sum())
        for gain, price, there in sides
    )
    return of_pairs + of_sides


def _room(asked: Meeting, busy: _Busy) -> Integers:
    """How many more talks a person has room for at most, with rest between them. Shape (people,)."""
    free = (busy.at_person == kernels.NOBODY) & asked.person_there & asked.open_slots
    room, since = np.zeros(len(asked.people), np.int64), np.full(len(asked.people), asked.rest)
    for slot in range(len(asked.slots)):
        fits = free[:, slot] & (since >= asked.rest)
        room += fits
        since = np.where(fits, 0, since + 1)
    return room


def _give_slots(
    asked: Meeting, tables: _Tables, busy: _Busy, pairs: Integers, shared: Integers, dropped: Booleans
) -> int:
    """Gives the pairs a table and a slot; those without one are `dropped`. Returns how many do not."""
    pairs = pairs[np.argsort(shared[pairs], kind="stable")]
    table = _at_tables(asked, tables, busy, pairs)
    seated = pairs[table >= 0]
    dropped[pairs[table < 0]] = True
    before = len(busy.pair)
    busy.pair = np.concatenate((busy.pair, seated))
    busy.table = np.concatenate((busy.table, table[table >= 0]))
    busy.person = asked.person[busy.pair]
    there_t = tables.there
    there_p = asked.person_there & asked.open_slots
    given = np.full(len(busy.pair), kernels.NOBODY)
    at, slot = np.nonzero(busy.at_table >= 0)
    given[busy.at_table[at, slot]] = slot
    kernels.give_slots(
        busy.table,
        busy.person,
        np.arange(before, len(busy.pair)),
        there_t,
        there_p,
        busy.at_table,
        busy.at_person,
        asked.rest,
        given,
    )
    dropped[busy.pair[given == kernels.NOBODY]] = True
    return len(pairs) - int((given[before:] != kernels.NOBODY).sum())


def _at_tables(asked: Meeting, tables: _Tables, busy: _Busy, pairs: Integers) -> Integers:
    """A table for each pair, the emptiest of its employer's; -1 where all are full. Shape (pairs,)."""
    left = ((busy.at_table == kernels.NOBODY) & tables.there).sum(axis=1)
    begin = np.concatenate(([0], np.cumsum(asked.tables)))
    table = np.full(len(pairs), -1)
    for at, employer in enumerate(asked.employer[pairs].tolist()):
        own = left[begin[employer] : begin[employer + 1]]
        if len(own) and own.max() > 0:
            table[at] = begin[employer] + int(own.argmax())
            left[table[at]] -= 1
    return table
