# SPDX-License-Identifier: EUPL-1.2
"""What can be wrong with a question to the planner, in words: one function per fault, Dutch and English."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches

from overstap.engine.problems import Problem

_LONGEST = 80


def unknown_occupation(name: str, said: str) -> Problem:
    return Problem(
        {"nl": "noemt geen beroep dat hier bekend is", "en": "names no occupation that is known here"},
        column=name,
        value=said[:_LONGEST],
        mend={
            "nl": "Probeer een andere naam voor hetzelfde werk, of geef het id.",
            "en": "Try another name for the same work, or give its id.",
        },
    )


def not_in_region(name: str, said: str, understood: str) -> Problem:
    return Problem(
        {
            "nl": f"is {understood}, en dat werk staat niet in deze regio",
            "en": f"is {understood}, and the region does not have that work",
        },
        column=name,
        value=said[:_LONGEST],
        mend={"nl": "Kies werk dat in de regio staat.", "en": "Choose work that the region has."},
    )


def unknown_sector(name: str, said: str, known: Iterable[str]) -> Problem:
    listed = ", ".join(known)
    return Problem(
        {"nl": "is geen sector van deze regio", "en": "is no sector of this region"},
        column=name,
        value=said[:_LONGEST],
        mend={"nl": f"Kies uit: {listed}.", "en": f"Choose from: {listed}."},
    )


def unknown_place(name: str, said: str, known: Iterable[str]) -> Problem:
    listed = ", ".join(known)
    return Problem(
        {"nl": "is geen gemeente van deze regio", "en": "is no municipality of this region"},
        column=name,
        value=said[:_LONGEST],
        mend={"nl": f"Kies uit: {listed}.", "en": f"Choose from: {listed}."},
    )


def unknown_id(name: str, said: str, known: Iterable[str]) -> Problem:
    near = get_close_matches(said, list(known), n=1)
    mend = {"nl": f"Bedoel je “{near[0]}”?", "en": f"Do you mean “{near[0]}”?"} if near else {}
    return Problem(
        {"nl": "staat niet in deze regio", "en": "is not in this region"},
        column=name,
        value=said[:_LONGEST],
        mend=mend,
    )


def no_such_work() -> Problem:
    return Problem(
        {
            "nl": "er is hier geen werk dat alles is wat je vroeg",
            "en": "there is no work here that is all of what you asked",
        },
        mend={"nl": "Vraag minder tegelijk.", "en": "Ask for less at once."},
    )


def out_of_bounds(name: str, value: float, low: float, high: float) -> Problem:
    return Problem(
        {"nl": f"ligt niet tussen {low:g} en {high:g}", "en": f"is not between {low:g} and {high:g}"},
        column=name,
        value=f"{value:g}",
        mend={"nl": "Geef een getal daartussen.", "en": "Give a number between them."},
    )


def no_time(name: str, said: str, known: Iterable[str]) -> Problem:
    listed = ", ".join(known)
    return Problem(
        {"nl": "is geen moment om te leren", "en": "is no time to study"},
        column=name,
        value=said[:_LONGEST],
        mend={"nl": f"Kies uit: {listed}.", "en": f"Choose from: {listed}."},
    )


def departs_before_today(name: str, day: date, today: date) -> Problem:
    return Problem(
        {"nl": f"ligt voor vandaag ({today})", "en": f"lies before today ({today})"},
        column=name,
        value=day.isoformat(),
        mend={"nl": "Vertrek vandaag of later.", "en": "Depart today or later."},
    )


def arrives_before_it_leaves(name: str, day: date, departs_on: date) -> Problem:
    return Problem(
        {"nl": f"ligt niet na het vertrek ({departs_on})", "en": f"is not after the departure ({departs_on})"},
        column=name,
        value=day.isoformat(),
        mend={"nl": "Kom later aan, of vertrek eerder.", "en": "Arrive later, or depart sooner."},
    )


def too_far(name: str, day: date, years: int) -> Problem:
    return Problem(
        {"nl": f"ligt meer dan {years} jaar van vandaag", "en": f"is more than {years} years from today"},
        column=name,
        value=day.isoformat(),
        mend={"nl": "Kies een dag dichterbij.", "en": "Choose a day nearer by."},
    )


def more_service_than_work(name: str, years: float) -> Problem:
    return Problem(
        {"nl": "is meer dan alle jaren dat je werkte", "en": "is more than all the years you worked"},
        column=name,
        value=f"{years:g}",
        mend={
            "nl": "Tel bij je werkjaren ook die bij je laatste werkgever.",
            "en": "Count those with your last employer among your years of work.",
        },
    )


def needs_wage(name: str) -> Problem:
    return Problem(
        {
            "nl": "is niet te bepalen zonder wat je nu verdient",
            "en": "cannot be told without what you earn now",
        },
        column=name,
        mend={"nl": "Geef ook je uurloon.", "en": "Give your wage per hour too."},
    )


def opening_alone(name: str, said: str) -> Problem:
    return Problem(
        {
            "nl": "is één plek: daar hoort geen ander doel bij",
            "en": "is one opening: no other goal goes with it",
        },
        column=name,
        value=said[:_LONGEST],
        mend={"nl": "Laat het andere doel weg.", "en": "Leave the other goal out."},
    )
