# SPDX-License-Identifier: EUPL-1.2
"""The front page: the planner, what the region has now, and people to look along with."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from overstap.engine.masking import mask_citizen_numbers
from overstap.engine.matching.model import OpeningKind
from overstap.engine.region.region import Region
from overstap.engine.skills.spoken import spoken_language
from overstap.web import words
from overstap.web.asking import Visit, page
from overstap.web.forms import DISTANCES, PlanForm, told_travel
from overstap.web.limits import limited
from overstap.web.planner.goals import examples_of_goals, set_goal
from overstap.web.planner.presenters.departures import departures
from overstap.web.planner.presenters.matches import sector_of
from overstap.web.planner.presenters.recognised import read_words
from overstap.web.planner.travel import TIMES
from overstap.web.planner.trip import Trip
from overstap.web.templatetags.overstap import said

BOARD_ROWS = 5
EXAMPLES = 6
SHORT_STORY = 190
IN_SENTENCE = {"now", "to", "departs_on", "free_hours"}
"""Fields of the planner that are always open."""
HAVE_A_VALUE = {"pay_unit", "most_changes"}
"""Hidden fields that always hold something."""


@require_safe
@page
def front(visit: Visit) -> HttpResponse:
    """The planner, empty or with what was told before."""
    told = _told(visit.trip) if visit.trip else {}
    return visit.render(
        "web/planner/front.html", _front(visit, PlanForm(initial=told, places=places(visit.region)))
    )


@limited("recognise")
@page
def plan(visit: Visit) -> HttpResponse:
    """Takes what was told; nothing is kept when it cannot be read."""
    if visit.request.method != "POST":  # the address of a refused form, loaded again
        return redirect("front")
    form = PlanForm(visit.request.POST, places=places(visit.region))
    if not form.is_valid():
        return visit.render("web/planner/front.html", _front(visit, form), status=422)
    trip = visit.trip or Trip()
    told, masked = mask_citizen_numbers(form.cleaned_data["now"].strip())
    if told != trip.text:
        trip.occupation, trip.occupation_settled, trip.example = "", False, ""
        trip.text = told
    trip.language = spoken_language(told, otherwise="") or _language_read_best(visit, told)
    trip.masked = masked
    form.put_into(trip)
    set_goal(visit.region, trip, form.cleaned_data["to"].strip())
    read_and_keep(visit, trip)
    return redirect("my-skills")


@require_POST
@page
def example(visit: Visit) -> HttpResponse:
    """Starts with the story of an invented person."""
    person = visit.region.records.people.get(visit.request.POST.get("person", ""))
    if person is None:
        return redirect("front")
    trip = Trip(
        text=said(person.story),
        language=visit.language,
        occupation=person.occupation,
        occupation_settled=bool(person.occupation),
        place=person.place,
        hours_low=person.hours_low,
        hours_high=person.hours_high,
        wage=person.wage,
        wage_floor=person.wage_floor,
        distance=person.distance,
        kinds=[kind.value for kind in person.kinds],
        starts_on=person.starts_on.isoformat() if person.starts_on else "",
        certificates=list(person.certificates),
        example=person.name,
    )
    for skill, evidence in person.skills:
        trip.keep(skill, evidence)
    read_and_keep(visit, trip)
    return redirect("my-skills")


def _language_read_best(visit: Visit, text: str) -> str:
    """For a short list that shows no language: the one in which most is read in it, else the page's."""
    languages = sorted(dict(settings.LANGUAGES), key=lambda language: language != visit.language)
    readings = {language: read_words(visit.region, text, language) for language in languages}
    return max(languages, key=lambda one: (len(readings[one].marks), readings[one].clear != ""))


def read_and_keep(visit: Visit, trip: Trip) -> None:
    """Reads the words of a trip, takes in what they show, and keeps it in the session."""
    reading = visit.read(trip)
    trip.take_recognised(mark.skill for mark in reading.marks)
    trip.take_papers(paper.skill for paper in reading.papers)
    if not trip.occupation_settled:
        trip.occupation = reading.clear
    visit.keep(trip)


def wish_choices(region: Region) -> dict[str, Any]:
    """What the fields for wishes can be set to."""
    return {
        "distances": DISTANCES,
        "kinds": [(kind.value, words.KINDS[kind]) for kind in OpeningKind],
        "levels": list(words.LEVELS.items()),
        "times": [(time, words.TIMES[time]) for time in TIMES],
        "places": sorted(places(region).items(), key=lambda place: place[1]),
    }


def places(region: Region) -> dict[str, str]:
    """Where people can live: id -> name."""
    return {place.id: place.label for place in region.records.places.values()}


def _told(trip: Trip) -> dict[str, Any]:
    return {"now": trip.text, "to": trip.goal, **told_travel(trip)}


def _front(visit: Visit, form: PlanForm) -> dict[str, Any]:
    region, records = visit.region, visit.region.records
    form.more_open = _more_open(form)
    return {
        "form": form,
        "step": 1 if visit.trip else 0,
        "goals": examples_of_goals(region),
        "departures": departures(records, region.departures(visit.today, BOARD_ROWS), visit.today),
        "examples": _examples(region),
        "counts": {
            "openings": len(records.openings),
            "occupations": len(records.occupations),
            "courses": len(records.courses),
            "organisations": len(records.organisations),
        },
        **wish_choices(region),
    }


def _more_open(form: PlanForm) -> bool:
    """Whether something is filled in, or wrong, in what hides behind "more options"."""
    hidden = set(form.fields) - IN_SENTENCE - HAVE_A_VALUE
    wrong = set(form.fields) - IN_SENTENCE
    return any(form[name].value() for name in hidden) or any(name in form.errors for name in wrong)


def _examples(region: Region) -> list[dict[str, Any]]:
    """A few of the example people, of different lines where there are."""
    records = region.records
    shown: dict[str, dict[str, Any]] = {}
    for person in records.people.values():
        line = sector_of(region, person.occupation) if person.occupation else None
        key = line.id if line else ""
        if key in shown or len(shown) >= EXAMPLES:
            continue
        shown[key] = {
            "id": person.id,
            "name": person.name,
            "occupation": said(records.occupations[person.occupation].label).lower()
            if person.occupation
            else "",
            "story": _shortened(said(person.story)),
            "hue": line.hue if line else 10,
        }
    return list(shown.values())


def _shortened(story: str) -> str:
    if len(story) <= SHORT_STORY:
        return story
    return f"{story[:SHORT_STORY].rsplit(' ', 1)[0]} …"
