# SPDX-License-Identifier: EUPL-1.2
"""From the people of a case to a plan, and back into rows."""

from __future__ import annotations

import contextlib
import logging
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import numpy as np
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from overstap.apps.mobility import plans, queries
from overstap.apps.mobility.enums import Rule
from overstap.apps.mobility.models import Case, CasePerson, CasePlan
from overstap.apps.passports.queries import held_skills, parts_shared
from overstap.bridge.region import NoRegionError, current_region
from overstap.engine.matching.model import Evidence, HeldSkill, OpeningKind, Passport, Wishes
from overstap.engine.placement.plan.check import fill_of
from overstap.engine.placement.plan.explain import (
    Alternative,
    alternatives,
    bars,
    what_constraints_cost,
    what_more_brings,
)
from overstap.engine.placement.plan.model import Case as PlanCase
from overstap.engine.placement.plan.model import Integers, Limit, Plan, Weights
from overstap.engine.placement.plan.solve import Effort, Fairness, make_plan
from overstap.engine.placement.warming import warm_up
from overstap.engine.region.placing import Candidate, Means, Placing, Way, beyond, placing, with_earlier
from overstap.engine.region.placing_helps import Help, helps
from overstap.engine.region.placing_ways import payers
from overstap.engine.region.region import Region

log = logging.getLogger(__name__)

TASK = "overstap.config.tasks.make_case_plan"
READY_TASK = "overstap.config.tasks.make_plans_ready"
SECONDS = 8.0
"""How long is looked for something better, at most."""
WEIGH_SECONDS = 2.0
"""How long each question "what if" takes, at most."""
OTHERS = 4
"""Other ways that are told of somebody."""
SMALL_GROUP = 20
"""Occupations of fewer people are no group to watch fairness by: one person more or less is too much there."""


@transaction.atomic
def start_plan(*, case: UUID, asked: Mapping[str, Any], by: str) -> CasePlan:
    """Asks for a plan and has it made in the background. Raises `plans.AlreadyPlanning`."""
    plan = plans.ask_plan(case=case, asked=asked, by=by)
    app.configure_task(TASK, lock=f"case-plan-{case}").defer(plan=str(plan.pk))
    return plan


def ask_to_be_ready() -> None:
    """Has the background make itself ready for plans; asked already, it is not asked again."""
    with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
        app.configure_task(READY_TASK, queueing_lock="make-plans-ready").defer()


def make_ready() -> None:
    """What a first plan would wait for: the region is read, and everything is compiled."""
    with contextlib.suppress(NoRegionError):
        current_region()
    warm_up()


def run_plan(plan: UUID) -> None:
    """Makes a plan that was asked for, and keeps what it says. A plan that is gone is passed over."""
    row = plans.plan_with_case(plan)
    if row is None:
        return
    try:
        _run(row, current_region())
    except Exception:
        plans.fail(plan=plan)
        log.exception("a plan could not be made")
        raise


def _run(row: CasePlan, region: Region) -> None:
    now = timezone.now()
    people = list(queries.people_of(row.case, now).select_related("passport").order_by("reference"))
    if not plans.begin(plan=row.pk, of=len(people)):
        return
    told = {"stop": False}

    def progress(done: int, _of: int) -> None:
        told["stop"] = plans.tell_progress(plan=row.pk, done=done)

    def stopped() -> bool:
        return told["stop"]

    asked = row.asked
    groups = Counter(person.occupation for person in people)
    candidates = [candidate(region, row.case, person, groups) for person in people]
    today = timezone.localdate()
    means = _means(region, asked, today)
    locked = _locked(row.case)
    question = placing(region, candidates, means, today, wanted=locked, stopped=stopped, progress=progress)
    question = _with_rules(row.case, _without_elsewhere(row.case, question), locked)
    progress(len(people), len(people))
    warm_up()  # before the clock of the plan runs
    weights = Weights(**{name: float(value) for name, value in asked.get("weights", {}).items()})
    fairness = Fairness(float(asked["fair"])) if asked.get("fair") is not None else None
    made = make_plan(
        question.case,
        weights,
        fairness=fairness,
        effort=Effort(seconds=SECONDS),
        stopped=lambda: plans.tell_progress(plan=row.pk, done=len(people)),
    )
    lines = _lines(question, made, people, weights)
    found = _figures(question, made, len(people), stopped=told["stop"] or made.stopped)
    plans.finish(plan=row.pk, lines=lines, found=found, now=timezone.now(), by="system:worker")
    # The plan can be read; what more would bring, and what each constraint costs, means planning again.
    weighed = {} if found["stopped"] else _weighed(row, question, made, weights, fairness)
    plans.add_figures(plan=row.pk, found=weighed | {"weighed": True})


def _means(region: Region, asked: Mapping[str, Any], today: date) -> Means:
    return Means(
        budget=asked.get("budget"),
        sources={one.id: None for one in payers(region, today)} | asked.get("sources", {}),
        guidance=asked.get("guidance"),
        least=int(asked.get("least") or 1),
    )


def _locked(case: Case) -> dict[str, tuple[str, str]]:
    """Person -> the opening and edition that somebody decided on for them."""
    rules = plans.rules_of(case)
    return {str(one.person_id): (one.opening, one.edition) for one in rules if one.rule == Rule.LOCKED}


def fixed_beyond(case: Case, asked: Mapping[str, Any], region: Region) -> tuple[tuple[Limit, float], ...]:
    """The limits of a plan asked like this that are too small for who is fixed by hand, and what those take."""
    locked, today = _locked(case), timezone.localdate()
    fixed = queries.people_of(case, timezone.now()).filter(pk__in=list(locked)).select_related("passport")
    candidates = [candidate(region, case, person, Counter()) for person in fixed.order_by("reference")]
    question = placing(region, candidates, _means(region, asked, today), today, wanted=locked)
    return beyond(with_earlier(question, now=locked, locked=frozenset(locked)))


def candidate(region: Region, case: Case, person: CasePerson, groups: Mapping[str, int]) -> Candidate:
    """Somebody of a case as a plan sees them: skills, wishes, present pay, and nothing about who they are."""
    if person.passport is not None:
        return _by_passport(region, case, person)
    usual = (
        region.usual_skills(person.occupation) if person.occupation in region.taxonomy.occupation_index else ()
    )
    held = dict.fromkeys(usual, Evidence.INFERRED) | dict.fromkeys(person.skills, Evidence.CLAIMED)
    wishes = Wishes(
        position=_position(region, person.place),
        distance=person.distance,
        hours_low=person.hours_low,
        hours_high=person.hours_high,
        wage_floor=person.pay_least,
        kinds=frozenset(OpeningKind(kind) for kind in person.kinds),
        starts_on=_free_from(person.last_day or case.last_day),
    )
    own = (person.occupation,) if groups[person.occupation] >= SMALL_GROUP else ()
    passport = _passport(region, held)
    return Candidate(str(person.pk), passport, wishes, person.place, person.pay, person.hours, own)


def _by_passport(region: Region, case: Case, person: CasePerson) -> Candidate:
    """Of a passport only the parts that are shared with the centre."""
    shared = person.passport
    parts = parts_shared(shared, case.centre_id, timezone.now())
    held = (
        {skill: Evidence(str(said)) for skill, said in held_skills(shared).items()} if "skills" in parts else {}
    )
    if "wishes" not in parts:
        return Candidate(str(person.pk), _passport(region, held), Wishes(starts_on=_free_from(case.last_day)))
    wishes = Wishes(
        position=_position(region, shared.place),
        distance=shared.distance,
        hours_low=shared.hours_low,
        hours_high=shared.hours_high,
        wage_floor=shared.wage_floor,
        kinds=frozenset(OpeningKind(kind) for kind in shared.kinds),
        starts_on=shared.starts_on or _free_from(case.last_day),
    )
    return Candidate(
        str(person.pk), _passport(region, held), wishes, shared.place, shared.wage, shared.hours_high
    )


def _passport(region: Region, held: Mapping[str, Evidence]) -> Passport:
    known = region.taxonomy.skill_index
    return Passport(tuple(HeldSkill(skill, said) for skill, said in held.items() if skill in known))


def _position(region: Region, place: str) -> Any:
    row = region.records.places.get(place)
    return row.position if row else None


def _free_from(last_day: date) -> date:
    return last_day + timedelta(days=1)


def _with_rules(case: Case, question: Placing, locked: Mapping[str, tuple[str, str]]) -> Placing:
    """Beside the plan of before: what was planned is kept where it can be, what was decided always."""
    before = plans.latest_made(case)
    lines = plans.lines_of(before, placed=True) if before else ()
    now = {str(line.person_id): (line.opening, line.edition) for line in lines}
    forbidden = {
        (str(one.person_id), one.opening) for one in plans.rules_of(case) if one.rule == Rule.FORBIDDEN
    }
    return with_earlier(
        question, now=now | dict(locked), locked=frozenset(locked), forbidden=frozenset(forbidden)
    )


def _without_elsewhere(case: Case, question: Placing) -> Placing:
    """What people of other cases were given by hand is not there any more."""
    openings, editions = plans.fixed_elsewhere(case)
    asked = question.case
    return Placing(
        replace(
            asked,
            places=_less(asked.openings, asked.places, openings),
            seats=_less(asked.editions, asked.seats, editions),
        ),
        question.ways,
    )


def _less(ids: Sequence[str], there: Any, given: Mapping[str, int]) -> Any:
    return np.maximum(there - np.array([given.get(one, 0) for one in ids], dtype=np.int64), 0)


def _lines(
    question: Placing, made: Plan, people: Sequence[CasePerson], weights: Weights
) -> list[plans.LineTold]:
    others, barred = alternatives(question.case, made, weights, most=6 * OTHERS), bars(question.case)
    helping, worth = helps(question, made.taken), question.case.worth(weights)
    wanted_by, places = _who_could(question.case), question.case.places
    room = {id_: (int(wanted_by[at]), int(places[at])) for at, id_ in enumerate(question.case.openings)}
    told = []
    for at, person in enumerate(people):
        option = int(made.taken[at])
        why: dict[str, Any] = {
            "others": _others(question, others[at], room),
            "bars": {bar.name.lower(): n for bar, n in barred[at].items()},  # type: ignore[union-attr]
        }
        if option < 0:
            why["helps"] = [_help(question, one) for one in helping[at]]
            told.append(plans.LineTold(person.pk, why=why))
            continue
        way = question.ways[option]
        why |= _of_way(way) | {"worth": int(worth[option]) / 1000}
        told.append(
            plans.LineTold(
                person.pk, way.opening, way.edition, way.fit, way.income, way.cost, way.payer, way.paid, why
            )
        )
    return told


def _who_could(case: PlanCase) -> Integers:
    """How many people could go to each opening, whoever does (openings,)."""
    open_ = case.options.barred == 0
    pairs = np.unique(np.stack((case.options.opening[open_], case.options.person[open_])), axis=1)
    counts: Integers = np.bincount(pairs[0], minlength=len(case.openings))
    return counts


def _others(
    question: Placing, found: Sequence[Alternative], room: Mapping[str, tuple[int, int]]
) -> list[dict[str, Any]]:
    """The best other ways, each opening once, by whatever course and whoever pays."""
    told: dict[str, dict[str, Any]] = {}
    for one in found:
        way = question.ways[one.option]
        mine = {"opening": way.opening, "edition": way.edition, "reason": one.reason, "worth": one.worth / 1000}
        could, places = room[way.opening]
        mine |= {"people": could, "places": places, "income": round(way.income, 2)}
        told.setdefault(way.opening, mine | _of_way(way))
    return list(told.values())[:OTHERS]


def _of_way(way: Way) -> dict[str, Any]:
    km = None if math.isnan(way.km) else round(way.km, 1)
    return {
        "kind": way.kind,
        "fit": round(way.fit, 3),
        "lasting": round(way.lasting, 3),
        "km": km,
        "gap": way.gap,
    }


def _help(question: Placing, one: Help) -> dict[str, Any]:
    way = question.ways[one.way]
    about = {"bar": str(one.bar.name).lower(), "openings": one.openings, "opening": way.opening}
    return about | _of_way(way) | {"there": round(way.there)}


def _weighed(
    row: CasePlan, question: Placing, made: Plan, weights: Weights, fairness: Fairness | None
) -> dict[str, Any]:
    """What one more of something would bring, and what each constraint costs. Who asks for the next plan need
    not wait for it: then it ends with what was worked out."""
    case, effort = question.case, Effort(seconds=WEIGH_SECONDS)

    def stopped() -> bool:
        return plans.next_is_asked(row)

    more = what_more_brings(case, made, weights, fairness=fairness, effort=effort, most=3, stopped=stopped)
    costs = what_constraints_cost(case, made, weights, fairness=fairness, effort=effort, stopped=stopped)
    return {
        "more": [
            {
                "kind": one.kind,
                "id": one.id,
                "amount": one.amount,
                "placed": one.placed,
                "worth": one.worth / 1000,
                "at_most": one.at_most / 1000,
            }
            for one in more
        ],
        "costs": [
            {"constraint": one.constraint, "placed": one.placed, "worth": one.worth / 1000} for one in costs
        ],
    }


def _figures(question: Placing, made: Plan, people: int, *, stopped: bool) -> dict[str, Any]:
    taken = [question.ways[option] for option in made.taken.tolist() if option >= 0]
    payers: Counter[str] = Counter()
    for way in taken:
        payers[way.payer] += way.paid if way.payer else 0.0  # type: ignore[assignment]
    case = question.case
    groups = {
        name: {"of": int(members.sum()), "placed": int((made.taken[members] >= 0).sum())}
        for name, members in case.groups.items()
    }
    return {
        "people": people,
        "placed": len(taken),
        "by_course": sum(bool(way.edition) for way in taken),
        "by_trial": sum(way.kind == "trial" for way in taken),
        "cost": sum(way.cost for way in taken),
        "paid": {payer: amount for payer, amount in payers.items() if payer},
        "income": sum(way.income for way in taken),
        "less": sum(way.income < -1 for way in taken),
        "gap": made.gap,
        "proven": made.proven and not stopped,
        "stopped": stopped,
        "places": int(case.places.sum()),
        "groups": groups,
        "limits": [
            {"id": limit.id, "kind": limit.kind, "most": limit.most, "used": round(float(used), 2)}
            for limit, used in zip(case.limits, fill_of(case, made.taken).limit, strict=True)
        ],
        "changed": int(((case.now >= 0) & (case.now != made.taken)).sum()),
        "weighed": False,
    }
