# SPDX-License-Identifier: EUPL-1.2
"""What can be wrong with parameters, in words: one function per fault, Dutch and English together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches

from overstap.engine.problems import Problem

UNITS_NL = {
    "EUR": "euro",
    "EUR per day": "euro per dag",
    "EUR per hour": "euro per uur",
    "EUR per km": "euro per km",
    "calendar year": "kalenderjaar",
    "days": "dagen",
    "days per year": "dagen per jaar",
    "hours": "uur",
    "hours per week": "uur per week",
    "months": "maanden",
    "months of wage per year of service": "maanden loon per dienstjaar",
    "months per year": "maanden per jaar",
    "people": "mensen",
    "share of the wage": "deel van het loon",
    "weeks": "weken",
    "years": "jaar",
}
"""The units of the parameters in Dutch."""


def unit(name: str, language: str) -> str:
    """A unit as people read it.

    >>> unit("days", "nl"), unit("days", "en")
    ('dagen', 'days')
    """
    return UNITS_NL.get(name, name) if language == "nl" else name


def unreadable(file: str, why: str) -> Problem:
    return Problem(
        {"nl": f"kan niet worden gelezen ({why})", "en": f"cannot be read ({why})"},
        file,
        mend={"nl": "Schrijf het als TOML.", "en": "Write it as TOML."},
    )


def missing(file: str, name: str, what: str) -> Problem:
    return Problem(
        {"nl": f"heeft geen {what}", "en": f"has no {what}"},
        file,
        column=name,
        mend={"nl": f"Vul {what} in.", "en": f"Fill in {what}."},
    )


def wrong(file: str, name: str, what: str, value: object) -> Problem:
    return Problem(
        {"nl": f"is geen goede {what}", "en": f"is no right {what}"},
        file,
        column=name,
        value=str(value),
        mend={
            "nl": "Verbeter het; docs/methods/income.md zegt wat erin mag staan.",
            "en": "Mend it; docs/methods/income.md tells what may stand there.",
        },
    )


def not_in_order(file: str, name: str, day: date) -> Problem:
    return Problem(
        {"nl": "staat niet na de vorige datum", "en": "does not come after the date before it"},
        file,
        column=name,
        value=day.isoformat(),
        mend={"nl": "Zet de oudste datum eerst.", "en": "Put the oldest date first."},
    )


def unknown(name: str, known: Iterable[str]) -> Problem:
    near = get_close_matches(name, list(known), n=1)
    mend = {"nl": f"Bedoel je “{near[0]}”?", "en": f"Do you mean “{near[0]}”?"} if near else {}
    return Problem(
        {"nl": "is geen bekende aanname", "en": "is no assumption we know"}, value=name[:100], mend=mend
    )


def before_the_first(name: str, on: date, first: date) -> Problem:
    return Problem(
        {
            "nl": f"geldt pas vanaf {first.isoformat()}; voor {on.isoformat()} weten we het niet",
            "en": f"is known from {first.isoformat()}; for {on.isoformat()} we do not know it",
        },
        value=name,
        mend={
            "nl": "Kies een latere datum, of vul zelf een waarde in.",
            "en": "Choose a later date, or fill in a value yourself.",
        },
    )


def out_of_bounds(name: str, value: float, low: float, high: float, measure: str) -> Problem:
    return Problem(
        {
            "nl": f"mag niet {value:g} zijn: van {low:g} tot en met {high:g} ({unit(measure, 'nl')})",
            "en": f"cannot be {value:g}: from {low:g} to {high:g} ({measure})",
        },
        value=name,
        mend={"nl": "Kies een waarde daartussen.", "en": "Choose a value between them."},
    )


def negative(what_nl: str, what_en: str, value: float) -> Problem:
    return Problem(
        {"nl": f"is geen goede waarde voor {what_nl}", "en": f"is no right value for {what_en}"},
        value=f"{value:g}",
        mend={"nl": "Vul nul of meer in.", "en": "Fill in zero or more."},
    )


def nobody_loses_work(people: int) -> Problem:
    return Problem(
        {"nl": "is geen aantal mensen", "en": "is no number of people"},
        value=str(people),
        mend={"nl": "Vul 1 of meer in.", "en": "Fill in 1 or more."},
    )


def ends_before_told(last: date, told: date) -> Problem:
    return Problem(
        {
            "nl": f"ligt voor de dag van de melding ({told.isoformat()})",
            "en": f"comes before the day of the notification ({told.isoformat()})",
        },
        value=last.isoformat(),
        mend={"nl": "Kies een latere laatste werkdag.", "en": "Choose a later last day."},
    )
