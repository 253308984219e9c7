# SPDX-License-Identifier: EUPL-1.2
"""Students who need more guidance than usual: a host takes so many of them at most.

Of every such host two are made: one whose places anybody can have, as many as it guides, and one for who needs
no more than usual. Sets of students that fit the two are the sets that fit the host, so that what is stable
with the two is stable with the host. Proof and reference: docs/methods/rounds.md.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from overstap.engine.placement.rounds.model import Booleans, Integers, Round


def split(asked: Round) -> tuple[Round, Integers]:
    """The round with two hosts for each, and for each of its pairs the pair of `asked` it stands for.

    Host `h` keeps the places for who needs no more than usual; host `h + hosts` has those that anybody can
    have. Who needs no more asks `h` first, so that nobody sits on a guided place while another is empty.
    """
    if asked.guided is None or asked.guided_places is None:
        return asked, np.arange(len(asked.student), dtype=np.int64)
    hosts = len(asked.hosts)
    guides = np.minimum(asked.guided_places, asked.places)
    once = asked.guided[asked.student]
    origin = np.repeat(np.arange(len(asked.student)), np.where(once, 1, 2)).astype(np.int64)
    second = np.zeros(len(origin), np.bool_)
    second[1:] = origin[1:] == origin[:-1]
    at_guided: Booleans = second | once[origin]
    student = asked.student[origin]
    counts = np.bincount(student, minlength=len(asked.students))
    made = replace(
        asked,
        hosts=asked.hosts + asked.hosts,
        places=np.concatenate((asked.places - guides, guides)),
        first=np.concatenate((np.zeros(1, np.int64), np.cumsum(counts))).astype(np.int64),
        student=student,
        host=asked.host[origin] + hosts * at_guided,
        wish=2 * asked.wish[origin] + second,
        rank=asked.rank[origin],
        ranked=np.concatenate((asked.ranked, asked.ranked)),
        guided=None,
        guided_places=None,
    )
    return made, origin


def over(asked: Round, taken: Integers) -> Booleans:
    """Hosts that have more students who need guidance than they guide. Shape (hosts,)."""
    if asked.guided is None or asked.guided_places is None:
        return np.zeros(len(asked.hosts), np.bool_)
    pairs = taken[(taken >= 0) & asked.guided]
    there = np.bincount(asked.host[pairs], minlength=len(asked.hosts))
    more: Booleans = there > asked.guided_places
    return more


def wants(asked: Round, taken: Integers) -> Booleans:
    """For each pair whether its host would rather have the student than what it has now. Shape (pairs,).

    It has room; or somebody whom it ranks strictly lower could go. A student who needs guidance where all that
    is guided is taken can only take the place of another who needs it.
    """
    placed = taken[taken >= 0]
    worst = worst_placed(asked, placed)
    free = (np.bincount(asked.host[placed], minlength=len(asked.hosts)) < asked.places)[asked.host]
    anybody: Booleans = free | (asked.rank < worst[asked.host])
    if asked.guided is None or asked.guided_places is None:
        return anybody
    of_them = taken[(taken >= 0) & asked.guided]
    full = np.bincount(asked.host[of_them], minlength=len(asked.hosts)) >= asked.guided_places
    only_theirs = asked.guided[asked.student] & full[asked.host]
    theirs = asked.rank < worst_placed(asked, of_them)[asked.host]
    return np.where(only_theirs, theirs, anybody).astype(np.bool_)


def worst_placed(asked: Round, pairs: Integers) -> Integers:
    """The lowest rank among these pairs at each host; 0 where there is none. Shape (hosts,)."""
    worst = np.zeros(len(asked.hosts), np.int64)
    np.maximum.at(worst, asked.host[pairs], asked.rank[pairs])
    return worst
