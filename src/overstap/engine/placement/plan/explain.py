# SPDX-License-Identifier: EUPL-1.2
"""Why a plan is as it is: what people could do instead, what stands in the way, and what more of something
brings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from overstap.engine.placement.plan.check import Fill, fill_of
from overstap.engine.placement.plan.mending import filled_by, improve
from overstap.engine.placement.plan.model import Bar, Case, Floats, Integers, Limit, Plan, Weights
from overstap.engine.placement.plan.solve import Effort, Fairness, make_plan, ways_of

MORE_OF = {"opening": 1.0, "edition": 1.0, "budget": 1000.0, "guidance": 10.0}
"""Of what, and how much more is asked: a place, a seat, EUR 1,000, ten hours."""


@dataclass(frozen=True)
class Alternative:
    """Another option of somebody: what it is worth to them, and what stands in its way (`reason`).

    `reason`: `worth-less`, `worth-nothing`, `opening-full`, `edition-full`, `edition-does-not-run`,
    `budget:ID` or `guidance:ID` (used up), or `others-need-it`.
    """

    option: int
    worth: int
    reason: str


def alternatives(case: Case, plan: Plan, weights: Weights, most: int = 3) -> list[list[Alternative]]:
    """For each person the best other options at the prices of the plan, the best first."""
    worth = case.worth(weights)
    net = _net(case, plan, worth)
    fill = fill_of(case, plan.taken)
    open_ = case.options.barred == 0
    rows = np.flatnonzero(open_)
    rows = rows[np.lexsort((rows, -net[rows], case.options.person[rows]))]
    found: list[list[Alternative]] = [[] for _ in case.people]
    for option in rows.tolist():
        person = int(case.options.person[option])
        if len(found[person]) < most and plan.taken[person] != option:
            reason = _reason(case, plan, fill, worth, person, option)
            found[person].append(Alternative(option, int(worth[option]), reason))
    return found


def bars(case: Case) -> list[dict[Bar, int]]:
    """For each person how many options are barred, by why; one that is barred twice counts for both."""
    found: list[dict[Bar, int]] = [{} for _ in case.people]
    for bar in Bar:
        person = case.options.person[(case.options.barred & int(bar)) > 0]
        counts = np.bincount(person, minlength=len(case.people))
        for at in np.flatnonzero(counts).tolist():
            found[at][bar] = int(counts[at])
    return found


def _net(case: Case, plan: Plan, worth: Integers) -> Floats:
    """What options are worth after paying for what they take."""
    prices, options = plan.prices, case.options
    seat = np.append(prices.seat, 0.0)[np.where(options.edition < 0, len(case.seats), options.edition)]
    limits = prices.limit[: len(case.limits)] @ options.use
    return np.asarray(worth - prices.opening[options.opening] - seat - limits, dtype=np.float64)


def _reason(case: Case, plan: Plan, fill: Fill, worth: Integers, person: int, option: int) -> str:
    now, options = int(plan.taken[person]), case.options
    if worth[option] <= 0:
        return "worth-nothing"
    if now >= 0 and worth[option] <= worth[now]:
        return "worth-less"
    to, by = int(options.opening[option]), int(options.edition[option])
    if fill.opening[to] >= case.places[to] and (now < 0 or options.opening[now] != to):
        return "opening-full"
    if by >= 0 and (now < 0 or options.edition[now] != by):
        if fill.edition[by] >= case.seats[by]:
            return "edition-full"
        if fill.edition[by] == 0 and case.least[by] > 1:
            return "edition-does-not-run"
    for row, limit in enumerate(case.limits):
        more = options.use[row, option] - (options.use[row, now] if now >= 0 else 0.0)
        if more > 0 and fill.limit[row] + more > limit.most + 1e-6:
            return f"{limit.kind}:{limit.id}"
    return "others-need-it"


# --- what more of something brings ----------------------------------------------------------------


@dataclass(frozen=True)
class Brings:
    """What one more brings: at least `worth` and `placed` people more, found by planning again; and no
    more worth than `at_most`, by its price. In thousandths of a point.
    """

    kind: str
    id: str
    amount: float
    worth: int
    placed: int
    at_most: int


def what_more_brings(
    case: Case,
    plan: Plan,
    weights: Weights,
    *,
    fairness: Fairness | None = None,
    effort: Effort | None = None,
    most: int = 5,
    stopped: Callable[[], bool] = lambda: False,
) -> tuple[Brings, ...]:
    """What one more of the dearest places, seats and limits brings, the most first; at most `most` of each
    kind."""
    effort = effort or Effort()
    # Where courses need a least number, a small change may leave one with too few: plan again.
    small = len(case.options.ids) <= effort.small or bool((case.least > 1).any())
    found = []
    for kind, at, price in _dearest(case, plan, most):
        if stopped():
            break
        amount = MORE_OF[kind]
        more = _with_more(case, kind, at, amount)
        if small:
            again = make_plan(more, weights, fairness=fairness, effort=effort, stopped=stopped)
            taken, worth, proven = again.taken, again.worth, again.proven and plan.proven
            rises = again.bound - plan.worth
        else:
            proven = False
            taken, worth = _bettered(more, plan, weights, fairness)
            rises = int(np.ceil(price * amount)) + max(plan.bound - plan.worth, 0)
        # What was found shows that it is no less. Prices are those of a bound: without least numbers it
        # rises by no more than the price; with them one more can make a course run that did not.
        gained = max(worth - plan.worth, 0)
        ceiling = gained if proven else max(rises, gained)
        names = {"opening": case.openings, "edition": case.editions}
        id_ = names[kind][at] if kind in names else case.limits[at].id
        placed = int((taken >= 0).sum() - (plan.taken >= 0).sum()) if gained else 0
        found.append(Brings(kind, id_, amount, gained, placed, ceiling))
    return tuple(sorted(found, key=lambda one: (-one.worth, -one.at_most, one.kind, one.id)))


def _dearest(case: Case, plan: Plan, most: int) -> list[tuple[str, int, float]]:
    """What is full, the dearest of each kind first."""
    fill = fill_of(case, plan.taken)
    full = {
        "opening": (plan.prices.opening.astype(np.float64), fill.opening >= case.places),
        "edition": (plan.prices.seat, fill.edition >= case.seats),
    }
    found = []
    for kind, (price, used_up) in full.items():
        order = np.argsort(-np.where(used_up, price, -1.0), kind="stable")[:most]
        found += [(kind, int(at), float(price[at])) for at in order if used_up[at] and price[at] > 0]
    for at, limit in enumerate(case.limits):
        found.append((limit.kind, at, float(plan.prices.limit[at])))
    return found


def _with_more(case: Case, kind: str, at: int, amount: float) -> Case:
    if kind == "opening":
        return replace(case, places=case.places + (np.arange(len(case.places)) == at) * int(amount))
    if kind == "edition":
        return replace(case, seats=case.seats + (np.arange(len(case.seats)) == at) * int(amount))
    limits = [
        Limit(one.id, one.kind, one.most + amount) if row == at else one for row, one in enumerate(case.limits)
    ]
    return replace(case, limits=tuple(limits))


def _bettered(case: Case, plan: Plan, weights: Weights, fairness: Fairness | None) -> tuple[Integers, int]:
    """The plan made better by small changes, now that there is more."""
    ways, chosen, person = ways_of(case, weights, fairness)
    number = np.full(len(case.options.ids), -1)
    number[chosen] = np.arange(len(chosen))
    held = plan.taken[person]
    taken = np.where(held >= 0, number[held], -1)
    improve(ways, np.arange(len(taken)), taken, filled_by(ways, taken), 2)
    whole = plan.taken.copy()
    whole[person] = np.where(taken >= 0, chosen[taken], -1)
    return whole, int(case.worth(weights)[whole[whole >= 0]].sum())


# --- what constraints cost ------------------------------------------------------------------------


@dataclass(frozen=True)
class Costs:
    """What a constraint costs: so many people more could be placed, and so much more worth, without it."""

    constraint: str
    placed: int
    worth: int


def what_constraints_cost(
    case: Case,
    plan: Plan,
    weights: Weights,
    *,
    fairness: Fairness | None = None,
    effort: Effort | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> tuple[Costs, ...]:
    """Each kind of constraint taken away alone, and planned again."""
    found = []
    for name, looser, fair in _without_each(case, fairness):
        if stopped():
            break
        again = make_plan(looser, weights, fairness=fair, effort=effort, stopped=stopped)
        # What was planned may be still: less than that is only what was not found in time.
        gained = max(again.worth - plan.worth, 0)
        placed = int((again.taken >= 0).sum() - (plan.taken >= 0).sum()) if gained else 0
        found.append(Costs(name, placed, gained))
    return tuple(found)


def _without_each(case: Case, fairness: Fairness | None) -> list[tuple[str, Case, Fairness | None]]:
    """The constraints that there are, and the question without each."""
    everybody = len(case.people)
    found: list[tuple[str, Case, Fairness | None]] = [
        ("places", replace(case, places=np.maximum(case.places, everybody)), fairness)
    ]
    if len(case.seats):
        found.append(("seats", replace(case, seats=np.maximum(case.seats, everybody)), fairness))
    if (case.least > 1).any():
        found.append(("least", replace(case, least=np.zeros_like(case.least)), fairness))
    for row, limit in enumerate(case.limits):
        limits = [Limit(one.id, one.kind, 1e12) if at == row else one for at, one in enumerate(case.limits)]
        found.append((f"{limit.kind}:{limit.id}", replace(case, limits=tuple(limits)), fairness))
    for bar in Bar:
        if (case.options.barred & bar).any():
            options = replace(case.options, barred=case.options.barred & ~int(bar))
            found.append((str(bar.name).lower(), replace(case, options=options), fairness))
    if fairness is not None:
        found.append(("fairness", case, None))
    return found
