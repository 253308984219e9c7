# SPDX-License-Identifier: EUPL-1.2
"""For who does not know yet: questions, cards, wishes, and the work that goes with them. Session only."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from overstap.apps.passports.enums import Circumstance
from overstap.engine.orientation.cards import Sorted
from overstap.engine.orientation.items import ITEMS, MOST
from overstap.engine.region.orienting import interests_in, next_cards, suggest_in
from overstap.web import words
from overstap.web.asking import Visit, page
from overstap.web.planner.orienting import (
    VALUES,
    Orientation,
    Value,
    read_orientation,
    throw_away,
    write_orientation,
)
from overstap.web.planner.presenters.orienting import ANSWERS, PILES, letters_of, work_of
from overstap.web.planner.trip import Trip

PER_PAGE = 6
PAGES = -(-len(ITEMS) // PER_PAGE)
CARDS_AT_ONCE = 8
WORK_SHOWN = 12


def _told(visit: Visit) -> Orientation:
    return read_orientation(visit.request.session, visit.region.taxonomy.skill_index)


@require_safe
@never_cache
@page
def orient(visit: Visit) -> HttpResponse:
    """How to begin, and what came out so far."""
    told = _told(visit)
    profile, cards = told.profile(), told.sorted_cards()
    found = suggest_in(visit.region, profile, cards) if told.begun else ()
    known = interests_in(visit.region)
    context = {
        "begun": told.begun,
        "answered": profile.answered,
        "asked": len(ITEMS),
        "cards": len(cards),
        "profile": profile,
        "letters": letters_of(profile),
        "work": work_of(visit.region, found[:WORK_SHOWN]),
        "unknown": sum(one is None for one in known.values()),
        "piles": _piles(visit, cards),
        "questions": [VALUES[Value(one)][1] for one in told.values],
        "circumstances": [words.CIRCUMSTANCES[Circumstance(one)] for one in told.circumstances],
    }
    return visit.render("web/planner/orient.html", context)


def _piles(visit: Visit, cards: dict[str, Sorted]) -> list[tuple[Any, list[str]]]:
    return [
        (PILES[pile], sorted(visit.label(skill) for skill, its in cards.items() if its is pile))
        for pile in Sorted
        if pile in cards.values()
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@page
def questions(visit: Visit, part: int) -> HttpResponse:
    """Six questions at a time; what is not answered is left open."""
    if not 1 <= part <= PAGES:
        raise Http404
    told, items = _told(visit), ITEMS[(part - 1) * PER_PAGE : part * PER_PAGE]
    if visit.request.method == "POST":
        for item in items:
            answer = visit.request.POST.get(item.id, "")
            if answer in {str(n) for n in range(MOST + 1)}:
                told.answers[item.id] = int(answer)
        write_orientation(visit.request.session, told)
        return redirect("orient-questions", part + 1) if part < PAGES else redirect("orient")
    context = {
        "part": part,
        "parts": PAGES,
        "before": part - 1,
        "items": [
            {"id": item.id, "text": item.text[visit.language], "answer": told.answers.get(item.id)}
            for item in items
        ],
        "answers": list(enumerate(ANSWERS)),
    }
    return visit.render("web/planner/orient_questions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@page
def cards(visit: Visit) -> HttpResponse:
    """Some cards to sort, those first that tell most; what stays unsorted comes back later."""
    told = _told(visit)
    if visit.request.method == "POST":
        for skill in visit.request.POST.getlist("card"):
            pile = visit.request.POST.get(f"pile-{skill}", "")
            if skill in visit.region.taxonomy.skill_index and pile in set(Sorted):
                told.cards[skill] = pile
        write_orientation(visit.request.session, told)
        return redirect("orient-cards" if visit.request.POST.get("go") == "more" else "orient")
    chosen = next_cards(visit.region, told.profile(), told.sorted_cards(), CARDS_AT_ONCE)
    context = {
        "cards": [
            {"id": skill, "label": visit.label(skill), "says": _description(visit, skill)} for skill in chosen
        ],
        "piles": [(pile.value, PILES[pile]) for pile in Sorted],
        "sorted": len(told.cards),
    }
    return visit.render("web/planner/orient_cards.html", context)


def _description(visit: Visit, skill: str) -> str:
    spoken = visit.region.taxonomy.skill(skill).words
    found = spoken.get(visit.language)
    return found.description if found else ""


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@page
def wishes(visit: Visit) -> HttpResponse:
    """What is important in work, and how it goes best: wishes, by which nothing is ranked."""
    told = _told(visit)
    if visit.request.method == "POST":
        posted = visit.request.POST
        told.values = [one.value for one in Value if one.value in posted.getlist("value")]
        told.circumstances = [one.value for one in Circumstance if one.value in posted.getlist("circumstance")]
        write_orientation(visit.request.session, told)
        return redirect("orient")
    context = {
        "values": [(one.value, VALUES[one][0], one.value in told.values) for one in Value],
        "circumstances": [
            (one.value, words.CIRCUMSTANCES[one], one.value in told.circumstances) for one in Circumstance
        ],
    }
    return visit.render("web/planner/orient_wishes.html", context)


@require_POST
@page
def go(visit: Visit) -> HttpResponse:
    """On to the planner: an occupation as the goal, and the cards that one can as skills."""
    told, trip = _told(visit), visit.trip or Trip(language=visit.language)
    for skill, pile in told.cards.items():
        if pile == Sorted.CAN and skill not in trip.skills:
            trip.keep(skill)
    goal = visit.request.POST.get("occupation", "")
    if goal in visit.region.records.occupations:
        travel = trip.travel
        trip.goal, trip.goal_occupation, trip.goal_sector = (
            visit.region.occupation_label(goal, visit.language),
            goal,
            "",
        )
        travel.goal_kind, travel.goal_opening, travel.more_goals = "", "", []
    visit.keep(trip)
    return redirect("my-journeys" if trip.skills and goal else "my-skills" if trip.skills else "front")


@require_POST
@page
def forget(visit: Visit) -> HttpResponse:
    """Throws all answers away."""
    throw_away(visit.request.session)
    return redirect("orient")
