# SPDX-License-Identifier: EUPL-1.2
"""The fourth step: the journeys to other work, and what one wants to be different about them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from overstap.engine.journeys.model import Goal, Journey, Plan, StudyLeg
from overstap.engine.problems import InputRefused
from overstap.engine.region.region import Region
from overstap.engine.rules.parameters import load_parameters
from overstap.web import words
from overstap.web.asking import Visit, page
from overstap.web.forms import NumberField, TravelForm, told_travel
from overstap.web.journeys.planning import Asked, asked_of, loosened, plan_of
from overstap.web.journeys.presenters.assumptions import (
    CHANGEABLE,
    changeable,
    fixed,
    settings_in_words,
    taken_for_granted,
)
from overstap.web.journeys.presenters.axis import axis_for
from overstap.web.journeys.presenters.cards import journey_card, line_of
from overstap.web.journeys.presenters.picture import income_scale
from overstap.web.planner.goals import examples_of_goals, set_goal
from overstap.web.planner.ordering import JOURNEY_ORDERS, journeys_in_order
from overstap.web.planner.travel import AVOIDABLE, GoalKind
from overstap.web.planner.trip import Trip
from overstap.web.planner.views.front import places, wish_choices
from overstap.web.templatetags.overstap import said
from overstap.web.trust.kept_rankings import note_journeys

WEEK = timedelta(days=7)
LIMITS = {
    "no_income_drop": gettext_lazy("never less income than now"),
    "avoid": gettext_lazy("what you left out"),
    "via_sector": gettext_lazy("the line you want to travel over"),
    "income_floor": gettext_lazy("what you need a month"),
    "budget": gettext_lazy("the money for study"),
    "times": gettext_lazy("the times you can study"),
    "distance": gettext_lazy("how far you want to travel"),
    "goal": gettext_lazy("where you want to go"),
    "most_changes": gettext_lazy("how often you change"),
}


@require_safe
@page
def my_journeys(visit: Visit) -> HttpResponse:
    """The journeys for what was told."""
    if visit.trip is None:
        return redirect("front")
    return visit.render("web/journeys/journeys.html", _results(visit, visit.trip))


@page
def change_question(visit: Visit) -> HttpResponse:
    """Takes another question, whole, and comes back to the journeys."""
    trip = visit.trip
    if trip is None:
        return redirect("front")
    if visit.request.method != "POST":  # the address of a refused form, loaded again
        return redirect("my-journeys")
    form = TravelForm(visit.request.POST, places=places(visit.region))
    if not form.is_valid():
        context = {**_results(visit, trip), "form": form, "question_open": True}
        return visit.render("web/journeys/journeys.html", context, status=422)
    form.put_into(trip)
    _set_goal_anew(visit.region, trip, form.cleaned_data["to"].strip())
    visit.keep(trip)
    return redirect("my-journeys")


@require_POST
@page
def replan(visit: Visit) -> HttpResponse:
    """Changes one thing of the question, by a button, and comes back to the journeys."""
    trip = visit.trip
    if trip is None:
        return redirect("front")
    posted = visit.request.POST
    for action, change in _CHANGES.items():
        if action in posted:
            change(visit, trip, posted[action])
    visit.keep(trip)
    return redirect("my-journeys")


@page
def change_assumptions(visit: Visit) -> HttpResponse:
    """Takes the person's own assumptions; a value that cannot be is refused, and nothing is kept."""
    trip = visit.trip
    if trip is None:
        return redirect("front")
    if visit.request.method != "POST":
        return redirect("my-journeys")
    if "reset" in visit.request.POST:
        trip.travel.assumed = {}
        visit.keep(trip)
        return redirect("my-journeys")
    values, problems = _assumed(visit)
    if problems:
        context = {**_results(visit, trip), "assumption_problems": problems}
        return visit.render("web/journeys/journeys.html", context, status=422)
    trip.travel.assumed = values
    visit.keep(trip)
    return redirect("my-journeys")


@require_POST
@page
def to_opening(visit: Visit) -> HttpResponse:
    """Plans the way to one opening, from its own page; who told nothing yet is asked first."""
    trip, opening = visit.trip or Trip(), visit.request.POST.get("opening", "")
    row = visit.region.records.openings.get(opening)
    if row is None:
        return redirect("openings")
    set_goal(visit.region, trip, "")
    trip.travel.goal_opening, trip.goal = opening, said(row.title)
    visit.keep(trip)
    return redirect("my-journeys" if trip.skills else "front")


# --- one change at a time -------------------------------------------------------------------------


def _leave(visit: Visit, trip: Trip, when: str) -> None:
    leaves = trip.travel.leaves_on(visit.today)
    moved = max(visit.today, leaves + (WEEK if when == "later" else -WEEK))
    trip.travel.departs_on = "" if moved == visit.today or when == "today" else moved.isoformat()


def _steady(_visit: Visit, trip: Trip, wanted: str) -> None:
    trip.travel.no_income_drop = wanted == "yes"


def _changes(_visit: Visit, trip: Trip, most: str) -> None:
    if most in ("1", "2", "3"):
        trip.travel.most_changes = int(most)


def _via(visit: Visit, trip: Trip, sector: str) -> None:
    trip.travel.via_sector = sector if sector in visit.region.records.sectors else ""


def _anywhere(visit: Visit, trip: Trip, _value: str) -> None:
    set_goal(visit.region, trip, "")


def _avoid(kind: str) -> Callable[[Visit, Trip, str], None]:
    def change(visit: Visit, trip: Trip, id_: str) -> None:
        if id_ in getattr(visit.region.records, kind):
            trip.travel.avoid(kind, id_)

    return change


def _allow(kind: str) -> Callable[[Visit, Trip, str], None]:
    return lambda _visit, trip, id_: trip.travel.allow(kind, id_)


def _loosen(_visit: Visit, trip: Trip, limit: str) -> None:
    """Takes one limit away."""
    travel = trip.travel
    if limit == "avoid":
        for kind in AVOIDABLE:
            setattr(travel, f"avoid_{kind}", [])
    elif limit == "income_floor":
        trip.wage_floor = None
    elif limit == "distance":
        trip.distance = None
    elif limit == "most_changes":
        travel.most_changes = 3
    elif limit in ("budget", "times", "via_sector", "no_income_drop"):
        setattr(travel, limit, {"budget": None, "times": [], "via_sector": "", "no_income_drop": False}[limit])
    elif limit == "goal":
        _anywhere(_visit, trip, "")


_CHANGES: dict[str, Callable[[Visit, Trip, str], None]] = {
    "leave": _leave,
    "steady": _steady,
    "most_changes": _changes,
    "via": _via,
    "anywhere": _anywhere,
    "loosen": _loosen,
    **{f"avoid_{kind}": _avoid(kind) for kind in AVOIDABLE},
    **{f"allow_{kind}": _allow(kind) for kind in AVOIDABLE},
}


def _set_goal_anew(region: Region, trip: Trip, goal: str) -> None:
    """Reads the goal again when it was changed: an opening that was chosen stays the goal otherwise."""
    if goal != trip.goal or not trip.travel.goal_opening:
        set_goal(region, trip, goal)


def _assumed(visit: Visit) -> tuple[dict[str, float], list[str]]:
    """The values that differ from ours, and what is wrong with the others."""
    parameters, on = load_parameters(), visit.today
    values: dict[str, float] = {}
    problems: list[str] = []
    for name in CHANGEABLE:
        typed = visit.request.POST.get(name.replace(".", "-"), "").strip()
        if not typed:
            continue
        label = parameters.assumptions(on, [name], visit.language)[0].label
        try:
            value = NumberField().clean(typed)
            parameters.changed({name: value})
        except InputRefused as refused:
            problems += [f"{label}: {problem.text(visit.language)}" for problem in refused.problems]
            continue
        except ValidationError:
            problems.append(_("%(label)s: this is not a number.") % {"label": label})
            continue
        if value != parameters.value(name, on):
            values[name] = value
    return values, problems


# --- the page -------------------------------------------------------------------------------------


def _results(visit: Visit, trip: Trip) -> dict[str, Any]:
    region = visit.region
    asked = asked_of(region, trip, visit.today, visit.language)
    plan = plan_of(region, asked)
    order = visit.request.GET.get("order", "soonest")
    order = order if order in JOURNEY_ORDERS else "soonest"
    lines = _lines(region, plan)
    line = visit.request.GET.get("line", "")
    shown = [
        one
        for one in journeys_in_order(plan, order)
        if line not in lines or line_of(region, _to(one)).id == line
    ]
    axis = axis_for(plan.journeys)
    floor = asked.traveller.income_floor
    scale = income_scale(plan.journeys, axis) if axis else None
    cards = [journey_card(region, one, axis, scale, floor) for one in shown] if axis and scale else []
    return {
        "step": 4,
        "mine": trip,
        "ranking": note_journeys(visit, trip, asked, journeys_in_order(plan, order), order)
        if plan.journeys
        else "",
        "cards": cards,
        "found": len(plan.journeys),
        "not_shown": len(plan.everything) - len(plan.journeys),
        "complete": plan.complete,
        "goal_problem": asked.goal_problem,
        "goal_unknown": _unknown_goal(trip, asked.question.goal),
        "asked": _in_words(visit, trip, asked),
        "held": _held(visit, trip),
        "week_later": words.day(asked.question.departs_on + WEEK),
        "leaves_later": asked.question.departs_on > visit.today,
        "can_hold_steady": asked.traveller.wage is not None and not trip.travel.no_income_drop,
        "sectors": [row for row in region.records.sectors.values() if row.id != trip.travel.via_sector],
        "courses": _courses(region, shown),
        "lines": lines.values(),
        "line": line,
        "orders": [(name, said_as) for name, (said_as, _key) in JOURNEY_ORDERS.items()],
        "order": order,
        "loosened": [] if cards or plan.journeys else _loosened(region, asked),
        "taken": taken_for_granted(region, asked),
        "changeable": changeable(asked),
        "fixed": fixed(asked),
        "limits": settings_in_words(),
        "form": TravelForm(initial={"to": trip.goal, **told_travel(trip)}, places={}),
        "goals": examples_of_goals(region),
        **wish_choices(region),
    }


def _to(journey: Journey) -> str:
    return journey.destination.occupation


def _lines(region: Region, plan: Plan) -> dict[str, Any]:
    """The lines on which journeys end."""
    ends = [line_of(region, _to(journey)) for journey in plan.journeys]
    return {line.id: line for line in sorted(ends, key=lambda one: one.letter)}


def _courses(region: Region, journeys: Sequence[Journey]) -> list[tuple[str, str]]:
    """The courses in these journeys."""
    used = {leg.course: None for one in journeys for leg in one.legs if isinstance(leg, StudyLeg)}
    return sorted(((one, said(region.records.courses[one].title)) for one in used), key=lambda pair: pair[1])


def _unknown_goal(trip: Trip, goal: Goal) -> str:
    """What was typed as a goal when it means nothing here, so that everything is aimed for."""
    nothing = goal == Goal() and not trip.goal_sector and not trip.travel.goal_kind
    return trip.goal if nothing else ""


def _in_words(visit: Visit, trip: Trip, asked: Asked) -> dict[str, str]:
    """The question as a sentence with four stops."""
    region, travel = visit.region, trip.travel
    goals = [trip.goal_occupation, *travel.more_goals] if trip.goal_occupation else []
    if travel.goal_opening:
        to = said(region.records.openings[travel.goal_opening].title)
    elif travel.goal_kind:
        kinds = {
            GoalKind.SHORTAGE.value: _("work that is short of people"),
            GoalKind.BETTER_PAID.value: _("better paid work"),
        }
        to = kinds[travel.goal_kind]
    elif goals:
        to = ", ".join(region.occupation_label(one, visit.language) for one in goals)
    elif trip.goal_sector:
        to = said(region.records.sectors[trip.goal_sector].label)
    else:
        to = _("show me")
    now = region.occupation_label(trip.occupation, visit.language) if trip.occupation else ""
    count = len(trip.skills)
    return {
        "now": now or ngettext("%(n)s skill", "%(n)s skills", count) % {"n": count},
        "to": to,
        "from": words.day(asked.question.departs_on, visit.today),
        "hours": _("%(n)s hours a week") % {"n": words.plain(asked.traveller.free_hours)},
    }


def _held(visit: Visit, trip: Trip) -> list[dict[str, str]]:
    """What the person asked to be different, each to be taken back with a button: name, value, words."""
    travel, records = trip.travel, visit.region.records
    held = []
    if travel.no_income_drop:
        held.append({"name": "steady", "value": "no", "said": _("never less income than now")})
    if travel.most_changes != 2:
        count = travel.most_changes
        says = ngettext("at most %(n)s change", "at most %(n)s changes", count) % {"n": count}
        held.append({"name": "most_changes", "value": "2", "said": says})
    if travel.via_sector:
        line = said(records.sectors[travel.via_sector].label)
        held.append({"name": "via", "value": "", "said": _("over the line %(line)s") % {"line": line}})
    if travel.goal_opening:
        title = said(records.openings[travel.goal_opening].title)
        held.append({"name": "anywhere", "value": "yes", "said": _("only to %(title)s") % {"title": title}})
    for kind in AVOIDABLE:
        for id_ in getattr(travel, f"avoid_{kind}"):
            says = _("without %(title)s") % {"title": _called(visit, kind, id_)}
            held.append({"name": f"allow_{kind}", "value": id_, "said": says})
    return held


def _called(visit: Visit, kind: str, id_: str) -> str:
    records = visit.region.records
    if kind == "occupations":
        return visit.region.occupation_label(id_, visit.language)
    if kind == "openings":
        return said(records.openings[id_].title)
    if kind == "courses":
        return said(records.courses[id_].title)
    edition = records.editions[id_]
    return f"{said(records.courses[edition.course].title)}, {words.short_day_year(edition.starts_on)}"


def _loosened(region: Region, asked: Asked) -> list[dict[str, Any]]:
    """What could be let go of, with what that brings."""
    return [
        {"limit": one.limit, "said": LIMITS[one.limit], "found": one.found}
        for one in loosened(region, asked)
        if one.found is None or one.found > 0
    ]
