# SPDX-License-Identifier: EUPL-1.2
"""What the commands for plans and trains share: weights, stopping, and what is refused."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from typing import Annotated

import typer

from overstap.engine.placement.plan.model import Weights
from overstap.engine.problems import InputRefused, Problem

WeightsOption = Annotated[
    list[str] | None,
    typer.Option("--weight", help="NAME=POINTS for placed, income, fit, cost or change; again for another."),
]
SecondsOption = Annotated[float, typer.Option("--seconds", min=0.1, help="Stop after about so long.")]


def weights_of(given: list[str]) -> Weights:
    """The weights with those given changed. Raises `InputRefused` for what is none."""
    known = [one.name for one in fields(Weights)]
    changed: dict[str, float] = {}
    for text in given:
        name, _, points = text.partition("=")
        try:
            changed[name] = float(points)
        except ValueError:
            changed[name] = -1.0
        if name not in known or not 0 <= changed[name] <= 1e6:
            raise InputRefused([_no_weight(text, ", ".join(known))])
    return replace(Weights(), **changed)


@contextmanager
def stopping() -> Iterator[Callable[[], bool]]:
    """Ctrl-C asks to stop instead of ending the command; a second one ends it."""
    asked = False

    def ask(*_: object) -> None:
        nonlocal asked
        asked = True
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield lambda: asked
    finally:
        signal.signal(signal.SIGINT, before)


def _no_weight(text: str, known: str) -> Problem:
    return Problem(
        {"en": "is no weight", "nl": "is geen gewicht"},
        column="--weight",
        value=text[:80],
        mend={
            "en": f"Write NAME=POINTS, with a name out of {known} and 0 to 1000000 points.",
            "nl": f"Schrijf NAAM=PUNTEN, met een naam uit {known} en 0 tot 1000000 punten.",
        },
    )


def locked_too_much(table: str, column: str) -> Problem:
    """What is fixed beforehand does not fit."""
    return Problem(
        {
            "en": "what is locked takes more than there is",
            "nl": "wat vastligt neemt meer dan er is",
        },
        table,
        column=column,
        mend={
            "en": "Unlock a placement, or give more places, seats, money or hours.",
            "nl": "Maak een plaatsing los, of geef meer plekken, stoelen, geld of uren.",
        },
    )
