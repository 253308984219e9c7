# SPDX-License-Identifier: EUPL-1.2
"""What an occupation of ESCO asks, in the words of a pack: must, should, nice.

ESCO calls a skill essential or optional for an occupation, some 22 and 20 on average: what is usual in the
work, and what occurs in some of it. In a pack a must is stronger: without it, or something near, one cannot
start; and nice is what gives an advantage. So of the essential skills only those that tell most of the
occupation become musts: those that fewest occupations call essential. The other essential ones are should. Of
the optional ones those that tell most are nice, and the rest is left out: all together they would weigh as much
as the musts.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from overstap.engine.skills.taxonomy import Demand, Importance, Taxonomy

MUSTS = 6
NICE = 4
"""Per occupation, as the shipped region has (5 to 7 and 2 to 4)."""


@dataclass(frozen=True, slots=True)
class Telling:
    """How much a skill tells of an occupation, in bits: the rarer, the more.

    The logarithm of all occupations over those that call it essential, and over those that call it anything.
    """

    essential: Mapping[str, float]
    anything: Mapping[str, float]


def telling(taxonomy: Taxonomy) -> Telling:
    """How much each skill tells, counted over all occupations of a classification."""
    links = [(one.skill, one.importance) for occupation in taxonomy.occupations for one in occupation.demands]
    essential = Counter(skill for skill, importance in links if importance is Importance.MUST)
    anything = Counter(skill for skill, _ in links)
    total = len(taxonomy.occupations)
    return Telling(
        {skill: math.log2(total / count) for skill, count in essential.items()},
        {skill: math.log2(total / count) for skill, count in anything.items()},
    )


def weighed(
    demands: tuple[Demand, ...], tells: Telling, *, musts: int = MUSTS, nice: int = NICE
) -> tuple[Demand, ...]:
    """What is asked, with at most `musts` musts and `nice` nice ones; ties go to the id that comes first."""
    essential = [one.skill for one in demands if one.importance is Importance.MUST]
    optional = [one.skill for one in demands if one.importance is not Importance.MUST]
    first = set(sorted(essential, key=lambda skill: (-tells.essential[skill], skill))[:musts])
    kept = set(sorted(optional, key=lambda skill: (-tells.anything[skill], skill))[:nice])
    return (
        *(Demand(skill, Importance.MUST if skill in first else Importance.SHOULD) for skill in essential),
        *(Demand(skill, Importance.NICE) for skill in optional if skill in kept),
    )
