# SPDX-License-Identifier: EUPL-1.2
"""Skills as cards to sort, the ones that tell work apart first."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from enum import StrEnum

LIKE_ANOTHER = 0.6
"""Two cards of which the same work asks for this part or more (Jaccard) tell the same: one is enough."""

Asked = Mapping[str, Mapping[str, float]]
"""Occupation -> what it asks: skill -> weight, above 0 and at most 1."""


class Sorted(StrEnum):
    """On which pile a card goes."""

    CAN = "can"
    LEARN = "learn"
    NOT = "not"


COUNTS = {Sorted.CAN: 1.0, Sorted.LEARN: 1.0, Sorted.NOT: -1.0}
"""What a pile says of whether one would want such work; what one can is counted where work is matched."""


def choose_cards(asked: Asked, count: int, *, without: Collection[str] = ()) -> tuple[str, ...]:
    """At most `count` skills, the most telling first; none of `without`, nor two that tell the same.

    How telling a skill is: the entropy of "work asks this", with the mean weight over the occupations as the
    chance. A skill that half of the work asks tells most; one that all or none ask tells nothing. Equal ones in
    the order of their ids. Skills of `without` also keep away what tells the same as they do.

    >>> work = {"baker": {"bake": 1.0, "listen": 1.0}, "nurse": {"care": 1.0, "listen": 1.0}}
    >>> choose_cards(work, 3)
    ('bake', 'care')
    """
    by_skill: dict[str, dict[str, float]] = {}
    for occupation, demands in asked.items():
        for skill, weight in demands.items():
            by_skill.setdefault(skill, {})[occupation] = weight
    told = {skill: _entropy(sum(where.values()) / len(asked)) for skill, where in by_skill.items()}
    taken = [frozenset(by_skill[skill]) for skill in without if skill in by_skill]
    chosen: list[str] = []
    for skill in sorted(told, key=lambda one: (-round(told[one], 9), one)):
        where = frozenset(by_skill[skill])
        if skill in without or told[skill] <= 0 or any(_alike(where, other) for other in taken):
            continue
        chosen.append(skill)
        taken.append(where)
        if len(chosen) == count:
            break
    return tuple(chosen)


def agreement(demands: Mapping[str, float], cards: Mapping[str, Sorted]) -> float | None:
    """How well what work asks goes with the cards, -1 to 1, weighed; none when no card is about it.

    >>> agreement({"bake": 1.0, "listen": 0.5}, {"bake": Sorted.LEARN, "listen": Sorted.NOT})
    0.3333333333333333
    """
    known = [(weight, COUNTS[cards[skill]]) for skill, weight in demands.items() if skill in cards]
    total = sum(weight for weight, _value in known)
    return sum(weight * value for weight, value in known) / total if total else None


def _entropy(chance: float) -> float:
    if not 0 < chance < 1:
        return 0.0
    return -chance * math.log2(chance) - (1 - chance) * math.log2(1 - chance)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= LIKE_ANOTHER * len(one | other)
