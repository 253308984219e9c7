# SPDX-License-Identifier: EUPL-1.2
"""Proposes trains over all people, courses and places at once.

Who is in a train has a place in an opening: nobody is trained for nothing. So trains are a plan in which a
course takes as many people as whole trains can hold. Method and worked example: docs/methods/trains.md.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from overstap.engine.placement.plan.model import Case, Integers, Plan, Weights
from overstap.engine.placement.plan.solve import Effort, make_plan
from overstap.engine.placement.trains.model import Offer, Proposal, Question, Train

FAR = 2**62
RESERVES = 5
"""People told of who could come in when somebody drops out."""


def propose(
    question: Question,
    weights: Weights | None = None,
    *,
    effort: Effort | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Proposal:
    """The trains that place the most people lastingly. Seats that were offered stay; those declined go on.

    Raises `ValueError` when what was offered takes more than there is.
    """
    weights = weights or Weights()
    effort = effort or Effort()
    until = time.perf_counter() + effort.seconds
    seats = np.minimum(question.trains * question.most, len(question.case.people))
    best = None
    bounds: list[int] = []
    """What each part of the question that was planned whole, or is waiting, can be worth at most."""
    waiting = [(FAR, _Within(seats, np.minimum(question.least, seats)))]
    while waiting and (best is None or not (stopped() or time.perf_counter() > until)):
        promised, within = waiting.pop()
        if best is not None and promised <= best[0].worth:
            continue
        case = replace(question.case, seats=within.seats, least=within.least)
        plan = make_plan(case, weights, effort=effort, stopped=stopped)
        course = _not_whole(question, within, plan)
        promised = min(promised, plan.bound)
        if course is not None:
            # The last is looked at first: with fewer people all are whole before long.
            waiting += [(promised, one) for one in _split(question, within, plan, course)]
            continue
        bounds.append(promised)
        if best is None or plan.worth > best[0].worth:
            best = plan, case
    assert best is not None  # noqa: S101 - seats become fewer until all trains are whole
    plan, case = best
    bound = max(plan.worth, *bounds, *(promised for promised, _ in waiting))
    plan = replace(plan, bound=bound, proven=bound <= plan.worth)
    worth = case.worth(weights)
    trains = [
        train for course in range(len(seats)) for train in _trains_of(question, case, plan, course, worth)
    ]
    return Proposal(tuple(trains), plan)


def sizes(count: int, least: int, most: int) -> tuple[int, ...]:
    """How so many people are divided over trains, as even as can be; fewer when some would be left over.

    >>> sizes(17, 8, 10), sizes(13, 8, 10), sizes(5, 8, 10)
    ((9, 8), (10,), ())
    """
    trains = -(-count // max(most, 1))
    if trains * least > count:  # too many for so many trains less one, too few for so many
        trains -= 1
        count = trains * most
    return tuple(count // trains + (at < count % trains) for at in range(trains)) if trains else ()


@dataclass(frozen=True)
class _Within:
    """How many people courses take, `seats`, and from how many, `least` (courses,)."""

    seats: Integers
    least: Integers


def _counts(case: Case, options: Integers) -> Integers:
    """How many of these options are by each course. Shape (courses,)."""
    inside = case.options.edition[options[options >= 0]]
    return np.bincount(inside[inside >= 0], minlength=len(case.seats))


def _not_whole(question: Question, within: _Within, plan: Plan) -> int | None:
    """A course with more people than whole trains hold, when that can be mended."""
    counts, offered = _counts(question.case, plan.taken), _offered(question)
    for course, count in enumerate(counts.tolist()):
        if offered[course] and count < question.least[course]:
            continue  # a train that declined seats left too short is filled up as far as it goes
        fitting = _fitting(question, course, count)
        if fitting < count and max(fitting, offered[course]) < within.seats[course]:
            return course
    return None


def _split(question: Question, within: _Within, plan: Plan, course: int) -> list[_Within]:
    """The question with so many people more that the trains of a course are whole, and with fewer.

    Seats that were offered are never taken away, and make a course run: it cannot be asked to have more.
    """
    count = int(_counts(question.case, plan.taken)[course])
    offered = int(_offered(question)[course])
    trains = -(-count // int(question.most[course]))
    found = []
    more = trains * int(question.least[course])
    if not offered and trains <= question.trains[course] and more <= within.seats[course]:
        least = within.least.copy()
        least[course] = more
        found.append(replace(within, least=least))
    seats = within.seats.copy()
    seats[course] = max(_fitting(question, course, count), offered)
    return [*found, replace(within, seats=seats, least=np.minimum(within.least, seats))]


def _fitting(question: Question, course: int, count: int) -> int:
    return sum(sizes(count, int(question.least[course]), int(question.most[course])))


def _offered(question: Question) -> Integers:
    """How many seats of each course were offered and not declined. Shape (courses,)."""
    return _counts(question.case, question.case.now[question.case.locked])


def _trains_of(question: Question, case: Case, plan: Plan, course: int, worth: Integers) -> list[Train]:
    """The people of one course in trains: those of a train of before together, then by gap, opening and
    name."""
    taken = plan.taken[plan.taken >= 0]
    members = [int(option) for option in taken[case.options.edition[taken] == course]]
    if not members:
        return []
    before = {offer.option: offer.train for offer in question.offers if offer.answer != "no"}
    name = case.editions[course]
    groups: dict[str, list[int]] = {}
    for option in members:
        if before.get(option, "").startswith(f"{name}#"):
            groups.setdefault(before[option], []).append(option)
    least, most = int(question.least[course]), int(question.most[course])
    whole = sizes(len(members), least, most)
    # Of seats that were offered there may be too many or too few for whole trains by now.
    wanted = len(whole) if sum(whole) == len(members) else -(-len(members) // most)
    free = (f"{name}#{at + 1}" for at in range(len(members)) if f"{name}#{at + 1}" not in groups)
    while len(groups) < wanted:
        groups[next(free)] = []
    late = [option for option in members if not any(option in group for group in groups.values())]
    late.sort(key=lambda one: (question.gaps[one], int(case.options.opening[one]), one))
    for train, seats in _filled([len(group) for group in groups.values()], len(late), least, most):
        own = list(groups.values())[train]
        own += late[:seats]
        late = late[seats:]
    groups = dict(sorted(groups.items(), key=lambda one: (len(one[0]), one[0])))
    reserves = _reserves(case, plan, course, members, worth)
    return [Train(name, course, tuple(own), reserves) for name, own in groups.items() if own]


def _filled(sizes_now: list[int], more: int, least: int, most: int) -> list[tuple[int, int]]:
    """How many more people go in each train: first those nearest to it are brought to `least`, then those that
    are there are made as even as can be. Nobody is left out, however full.

    >>> _filled([2, 0, 1], 6, 3, 5), _filled([2, 0, 1], 2, 3, 5)
    ([(0, 1), (1, 3), (2, 2)], [(0, 2), (1, 0), (2, 0)])
    """
    then = list(sizes_now)
    for at in sorted(range(len(then)), key=lambda one: -then[one]):
        if 0 < least - then[at] <= more:
            more -= least - then[at]
            then[at] = least
    for _ in range(more):
        then[min(range(len(then)), key=lambda one: (then[one] >= most, then[one] < least, then[one], one))] += 1
    return [(at, size - now) for at, (size, now) in enumerate(zip(then, sizes_now, strict=True))]


def _reserves(case: Case, plan: Plan, course: int, members: list[int], worth: Integers) -> tuple[int, ...]:
    """People without a place who could come in by this course: where a place is left, or one of a member's
    comes free."""
    options = case.options
    there = np.bincount(options.opening[plan.taken[plan.taken >= 0]], minlength=len(case.places))
    open_ = there < case.places
    open_[options.opening[members]] = True
    fitting = (
        (options.edition == course) & (options.barred == 0) & (plan.taken[options.person] < 0) & (worth > 0)
    )
    rows = np.flatnonzero(fitting & open_[options.opening])
    best: dict[int, int] = {}
    for option in rows[np.lexsort((rows, -worth[rows]))].tolist():
        best.setdefault(int(options.person[option]), option)
    return tuple(list(best.values())[:RESERVES])


def waiting(offers: tuple[Offer, ...]) -> int:
    """How many seats were offered and not answered yet."""
    return sum(offer.answer == "" for offer in offers)
