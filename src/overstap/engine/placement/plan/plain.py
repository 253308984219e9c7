# SPDX-License-Identifier: EUPL-1.2
"""A plan as plain data: who goes where and why, who does not and what stands in the way, what more would
bring."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from overstap.engine.placement.plan.check import belows, fill_of
from overstap.engine.placement.plan.explain import (
    Alternative,
    Brings,
    Costs,
    alternatives,
    bars,
)
from overstap.engine.placement.plan.model import FINE, Case, Integers, Plan, Weights
from overstap.engine.placement.plan.solve import Fairness


def plan_as_plain(
    case: Case,
    plan: Plan,
    weights: Weights,
    brings: Sequence[Brings] = (),
    costs: Sequence[Costs] = (),
    fairness: Fairness | None = None,
) -> dict[str, Any]:
    """All of a plan, for `--json`; the keys are described in docs/reference/cli-json.md."""
    worth = case.worth(weights)
    others = alternatives(case, plan, weights)
    placed = np.flatnonzero(plan.taken >= 0).tolist()
    return {
        "ok": True,
        "proven": plan.proven,
        "stopped": plan.stopped,
        "gap": round(plan.gap, 8),
        "worth": plan.worth / FINE,
        "bound": plan.bound / FINE,
        "people": len(case.people),
        "placed": len(placed),
        "goals": _goals(case, plan),
        "placements": [_placement(case, plan, worth, person, others[person]) for person in placed],
        "unplaced": _unplaced(case, plan, others),
        "openings": _openings(case, plan),
        "editions": _editions(case, plan),
        "limits": _limits(case, plan),
        "groups": _groups(case, plan),
        "fair": _is_fair(case, plan, fairness),
        "changed": _changed(case, plan),
        "more_brings": [_brings(one) for one in brings],
        "constraints_cost": [
            {"constraint": one.constraint, "placed_more": one.placed, "worth_more": one.worth / FINE}
            for one in costs
        ],
    }


def _goals(case: Case, plan: Plan) -> dict[str, Any]:
    chosen, options = plan.taken[plan.taken >= 0], case.options
    return {
        "lasting": round(float(options.lasting[chosen].sum()), 6),
        "income_loss": round(float(np.maximum(-options.income[chosen], 0).sum()), 2),
        "mean_fit": round(float(options.fit[chosen].mean()), 6) if len(chosen) else 0.0,
        "cost": round(float(options.cost[chosen].sum()), 2),
    }


def _option(case: Case, option: int) -> dict[str, Any]:
    options = case.options
    edition = int(options.edition[option])
    return {
        "option": options.ids[option],
        "opening": case.openings[options.opening[option]],
        "edition": case.editions[edition] if edition >= 0 else None,
        "lasting": round(float(options.lasting[option]), 6),
        "income_change": round(float(options.income[option]), 2),
        "fit": round(float(options.fit[option]), 6),
        "cost": round(float(options.cost[option]), 2),
    }


def _alternatives(case: Case, others: Sequence[Alternative]) -> list[dict[str, Any]]:
    return [{**_option(case, one.option), "worth": one.worth / FINE, "reason": one.reason} for one in others]


def _placement(
    case: Case, plan: Plan, worth: Integers, person: int, others: Sequence[Alternative]
) -> dict[str, Any]:
    option = int(plan.taken[person])
    return {
        "person": case.people[person],
        **_option(case, option),
        "worth": int(worth[option]) / FINE,
        "locked": bool(case.locked[person]),
        "alternatives": _alternatives(case, others),
    }


def _unplaced(case: Case, plan: Plan, others: Sequence[Sequence[Alternative]]) -> list[dict[str, Any]]:
    barred = bars(case)
    counts = np.bincount(case.options.person, minlength=len(case.people))
    open_ = np.bincount(case.options.person[case.options.barred == 0], minlength=len(case.people))
    told = []
    for person in np.flatnonzero(plan.taken < 0).tolist():
        reason = "no-options" if not counts[person] else "all-barred" if not open_[person] else ""
        told.append(
            {
                "person": case.people[person],
                "options": int(counts[person]),
                "barred": {str(bar.name).lower(): count for bar, count in barred[person].items()},
                "reason": reason or others[person][0].reason,
                "alternatives": _alternatives(case, others[person]),
            }
        )
    return told


def _openings(case: Case, plan: Plan) -> list[dict[str, Any]]:
    """Openings that somebody goes to, or that are full."""
    fill = fill_of(case, plan.taken).opening
    return [
        {
            "opening": case.openings[at],
            "places": int(case.places[at]),
            "filled": int(fill[at]),
            "price": float(plan.prices.opening[at]) / FINE,
        }
        for at in np.flatnonzero(fill).tolist()
    ]


def _editions(case: Case, plan: Plan) -> list[dict[str, Any]]:
    fill = fill_of(case, plan.taken).edition
    return [
        {
            "edition": name,
            "seats": int(case.seats[at]),
            "least": int(case.least[at]),
            "filled": int(fill[at]),
            "runs": bool(fill[at]),
            "price": round(float(plan.prices.seat[at]) / FINE, 3),
        }
        for at, name in enumerate(case.editions)
    ]


def _limits(case: Case, plan: Plan) -> list[dict[str, Any]]:
    used = fill_of(case, plan.taken).limit
    return [
        {
            "limit": limit.id,
            "kind": limit.kind,
            "most": limit.most,
            "used": round(float(used[at]), 2),
            "price": round(float(plan.prices.limit[at]) / FINE, 6),
        }
        for at, limit in enumerate(case.limits)
    ]


def _groups(case: Case, plan: Plan) -> list[dict[str, Any]]:
    placed = plan.taken >= 0
    return [
        {
            "group": name,
            "people": int(members.sum()),
            "placed": int(placed[members].sum()),
            "share": round(float(placed[members].mean()), 6) if members.any() else None,
            "below_all": round(below, 6),
        }
        for (name, members), below in zip(case.groups.items(), belows(case, plan.taken), strict=True)
    ]


def _changed(case: Case, plan: Plan) -> list[str]:
    """Who had something in the plan of before and has something else now."""
    return [case.people[at] for at in np.flatnonzero((case.now >= 0) & (case.now != plan.taken)).tolist()]


def _is_fair(case: Case, plan: Plan, fairness: Fairness | None) -> bool | None:
    """Whether no group is farther below all than was asked: what is locked may make that impossible."""
    if fairness is None:
        return None
    return all(one["below_all"] <= fairness.most + 1e-6 for one in _groups(case, plan))


def _brings(one: Brings) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "id": one.id,
        "amount": one.amount,
        "placed_more": one.placed,
        "worth_more": one.worth / FINE,
        "worth_at_most": one.at_most / FINE,
    }
