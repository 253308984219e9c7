# SPDX-License-Identifier: EUPL-1.2
"""Answers as a file: JSON with the answers to the questions and the piles of the cards."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from overstap.engine.orientation.cards import Sorted
from overstap.engine.orientation.items import ITEMS, MOST
from overstap.engine.problems import InputRefused, Problem

LARGEST_FILE = 200_000
"""Bytes; thirty answers and every skill of a region take a tenth of it."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody answered: item -> 0 to 4, skill -> the pile its card went on."""

    items: Mapping[str, int] = field(default_factory=dict)
    cards: Mapping[str, Sorted] = field(default_factory=dict)


def read_answers(data: bytes, name: str, *, skills: Collection[str] | None = None) -> Answers:
    """The answers in a file `{"answers": {"R1": 4}, "cards": {"help-customers": "can"}}`; one may be left out.

    `skills`: those that can be cards; None takes any. Raises `InputRefused` with everything that is wrong.
    """
    told = _read(data, name)
    problems: list[Problem] = []
    items = {id_: _item(id_, value, name, problems) for id_, value in told.get("answers", {}).items()}
    cards = {id_: _card(id_, value, name, skills, problems) for id_, value in told.get("cards", {}).items()}
    if not items and not cards:
        problems.append(_problem(name, "", "", ("holds no answers", "bevat geen antwoorden")))
    if problems:
        raise InputRefused(problems)
    return Answers(
        {id_: value for id_, value in items.items() if value is not None},
        {id_: pile for id_, pile in cards.items() if pile is not None},
    )


def _read(data: bytes, name: str) -> dict[str, dict[str, Any]]:
    if len(data) > LARGEST_FILE:
        raise InputRefused([_problem(name, "", "", ("is too large", "is te groot"))])
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        raise InputRefused([_problem(name, "", "", ("is not JSON", "is geen JSON"))]) from None
    parts = told if isinstance(told, dict) else {}
    wrong = [part for part in ("answers", "cards") if not isinstance(parts.get(part, {}), dict)]
    if not isinstance(told, dict) or wrong:
        reason = ("is not an object of answers and cards", "is geen object met answers en cards")
        raise InputRefused([_problem(name, wrong[0] if wrong else "", "", reason)])
    return parts


def _item(id_: str, value: Any, name: str, problems: list[Problem]) -> int | None:
    if id_ not in {item.id for item in ITEMS}:
        problems.append(_problem(name, "answers", id_, ("is no question", "is geen vraag"), _ITEMS))
    elif isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST:
        problems.append(_problem(name, f"answers.{id_}", str(value)[:40], _NO_ANSWER, _SCALE))
    else:
        return value
    return None


def _card(
    id_: str, value: Any, name: str, skills: Collection[str] | None, problems: list[Problem]
) -> Sorted | None:
    if skills is not None and id_ not in skills:
        reason = ("is no skill of this region", "is geen vaardigheid van deze regio")
        problems.append(_problem(name, "cards", id_[:80], reason))
    elif value not in set(Sorted):
        problems.append(_problem(name, f"cards.{id_[:80]}", str(value)[:40], _NO_PILE, _PILES))
    else:
        return Sorted(value)
    return None


_ITEMS = ("Use R1 to R5, and so for I, A, S, E and C.", "Gebruik R1 tot en met R5, en zo voor I, A, S, E en C.")
_NO_ANSWER = ("is no answer", "is geen antwoord")
_SCALE = (f"Use a whole number of 0 to {MOST}.", f"Gebruik een heel getal van 0 tot en met {MOST}.")
_NO_PILE = ("is no pile", "is geen stapel")
_PILES = ("Use can, learn or not.", "Gebruik can, learn of not.")


def _problem(
    name: str, column: str, value: str, reason: tuple[str, str], mend: tuple[str, str] | None = None
) -> Problem:
    return Problem(
        {"en": reason[0], "nl": reason[1]},
        file=name,
        column=column,
        value=value,
        mend={"en": mend[0], "nl": mend[1]} if mend else {},
    )
