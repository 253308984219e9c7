# SPDX-License-Identifier: EUPL-1.2
"""Trains as plain data: who is in which, with which employer, and who comes in when somebody drops out."""

from __future__ import annotations

from typing import Any

import numpy as np

from overstap.engine.placement.plan.explain import alternatives, bars
from overstap.engine.placement.plan.model import FINE, Weights
from overstap.engine.placement.trains.model import Proposal, Question, Train
from overstap.engine.placement.trains.propose import waiting


def trains_as_plain(question: Question, proposal: Proposal, weights: Weights) -> dict[str, Any]:
    """All of a proposal, for `--json`; the keys are described in docs/reference/cli-json.md."""
    case, plan = question.case, proposal.plan
    taken = plan.taken[plan.taken >= 0]
    direct = taken[case.options.edition[taken] < 0].tolist()
    return {
        "ok": True,
        "proven": plan.proven,
        "gap": round(plan.gap, 8),
        "people": len(case.people),
        "in_trains": sum(len(train.members) for train in proposal.trains),
        "waiting": waiting(question.offers),
        "trains": [_train(question, train, weights) for train in proposal.trains],
        "without_training": [
            {"person": _person(question, option), "opening": _opening(question, option)} for option in direct
        ],
        "unplaced": _unplaced(question, proposal, weights),
    }


def _train(question: Question, train: Train, weights: Weights) -> dict[str, Any]:
    case = question.case
    least, most = int(question.least[train.course]), int(question.most[train.course])
    answers = {offer.option: offer.answer for offer in question.offers}
    members = [
        {
            "person": _person(question, option),
            "option": case.options.ids[option],
            "opening": _opening(question, option),
            "employer": question.employers[case.options.opening[option]] or None,
            "gap": question.gaps[option] or None,
            "answer": ("yes" if answers[option] else "waiting") if option in answers else "to-offer",
        }
        for option in train.members
    ]
    worth = case.worth(weights)
    return {
        "train": train.id,
        "course": case.editions[train.course],
        "least": least,
        "most": most,
        "people": len(members),
        "short": max(least - len(members), 0),
        "seats_left": max(most - len(members), 0),
        "cost": round(float(case.options.cost[list(train.members)].sum()), 2),
        "gaps": sorted({question.gaps[option] for option in train.members} - {""}),
        "employers": _employers(question, train),
        "members": members,
        "reserves": [
            {
                "person": _person(question, option),
                "option": case.options.ids[option],
                "opening": _opening(question, option),
                "worth": int(worth[option]) / FINE,
            }
            for option in train.reserves
        ],
    }


def _employers(question: Question, train: Train) -> list[dict[str, Any]]:
    """The openings that wait for the people of a train, and how many each takes."""
    openings, counts = np.unique(question.case.options.opening[list(train.members)], return_counts=True)
    return [
        {
            "opening": question.case.openings[at],
            "employer": question.employers[at] or None,
            "people": count,
        }
        for at, count in zip(openings.tolist(), counts.tolist(), strict=True)
    ]


def _unplaced(question: Question, proposal: Proposal, weights: Weights) -> list[dict[str, Any]]:
    case, plan = question.case, proposal.plan
    others, barred = alternatives(case, plan, weights, 1), bars(case)
    return [
        {
            "person": case.people[at],
            "reason": others[at][0].reason if others[at] else "all-barred" if barred[at] else "no-options",
            "barred": {str(bar.name).lower(): count for bar, count in barred[at].items()},
        }
        for at in np.flatnonzero(plan.taken < 0).tolist()
    ]


def _person(question: Question, option: int) -> str:
    return question.case.people[int(question.case.options.person[option])]


def _opening(question: Question, option: int) -> str:
    return question.case.openings[int(question.case.options.opening[option])]
