# SPDX-License-Identifier: EUPL-1.2
"""Proposes trains over all people, courses and places at once.

Who is in a train has a place in an opening: nobody is trained for nothing. So trains are a plan in which a
course takes as many people as whole trains can hold. Method and worked example: docs/methods/trains.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from overstap.engine.placement.plan.model import Case, Integers, Plan, Weights
from overstap.engine.placement.plan.solve import Effort, make_plan
from overstap.engine.placement.trains.model import Offer, Proposal, Question, Train

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
    seats = np.minimum(question.trains * question.most, len(question.case.people))
    while True:
        case = replace(question.case, seats=seats, least=np.minimum(question.least, seats))
        plan = make_plan(case, weights, effort=effort, stopped=stopped)
        fewer = _whole_trains(question, case, plan)
        if stopped() or (fewer == seats).all():
            break
        seats = fewer
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


def _whole_trains(question: Question, case: Case, plan: Plan) -> Integers:
    """Seats of courses, less where more were taken than whole trains hold; offered seats are never taken
    away."""
    inside = case.options.edition[plan.taken[plan.taken >= 0]]
    counts = np.bincount(inside[inside >= 0], minlength=len(case.seats))
    held = case.options.edition[case.now[case.locked]]
    offered = np.bincount(held[held >= 0], minlength=len(case.seats))
    seats = case.seats.copy()
    for course, count in enumerate(counts.tolist()):
        if offered[course] and count < question.least[course]:
            continue  # a train that declined seats left too short is filled up as far as it goes
        fitting = sum(sizes(count, int(question.least[course]), int(question.most[course])))
        if fitting < count:
            seats[course] = max(fitting, int(offered[course]))
    return seats


def _trains_of(question: Question, case: Case, plan: Plan, course: int, worth: Integers) -> list[Train]:
    """The people of one course in trains: those of a train of before together, then by gap, opening and
    name."""
    taken = plan.taken[plan.taken >= 0]
    members = [int(option) for option in taken[case.options.edition[taken] == course]]
    if not members:
        return []
    before = {offer.option: offer.train for offer in question.offers if offer.answer != "no"}
    least, most = int(question.least[course]), int(question.most[course])
    most_of = sizes(len(members), least, most) or (len(members),)  # offered, and by now too few
    names = [f"{case.editions[course]}#{at + 1}" for at in range(len(most_of))]
    groups: dict[str, list[int]] = {name: [] for name in names}
    late = []
    for option in members:
        train = before.get(option, "")
        groups[train].append(option) if train in groups else late.append(option)
    for option in sorted(late, key=lambda one: (question.gaps[one], int(case.options.opening[one]), one)):
        room = [name for name, size in zip(names, most_of, strict=True) if len(groups[name]) < size]
        groups[room[0] if room else min(names, key=lambda name: len(groups[name]))].append(option)
    reserves = _reserves(case, plan, course, members, worth)
    return [Train(name, course, tuple(own), reserves) for name, own in groups.items() if own]


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
