# SPDX-License-Identifier: EUPL-1.2
"""What a plan's question out of a region is made of: people, what there is for them, and their ways."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from overstap.engine.matching.model import Passport, Wishes

HOURS_OF_GUIDANCE = {"direct": 4.0, "trial": 6.0, "course": 8.0}
"""Hours of guidance to a place directly, by a trial place, and by a course. An estimate of ours."""
WORK_WAITS = timedelta(days=183)
"""An employer waits at most so long for who is not free yet, or still on a course. An estimate of ours."""
FUND, GUIDANCE = "fund", "advisers"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who needs other work. Pay in EUR gross per hour, hours per week; `groups` are for fairness.

    `income`: EUR a month now, when it is told and does not follow from pay and hours; `income_floor`: EUR a
    month that is least. `learns_from`: the first day on which a course may begin; `None`: at once.
    """

    id: str
    passport: Passport
    wishes: Wishes
    place: str = ""
    pay: float | None = None
    hours: float | None = None
    groups: tuple[str, ...] = ()
    income: float | None = None
    income_floor: float | None = None
    learns_from: date | None = None


@dataclass(frozen=True)
class Means:
    """What there is, and how far is looked; `None` is no limit.

    `budget`: EUR for courses, after what others pay. `sources`: those others, instrument -> EUR that it pays
    in all. `guidance`: hours. `least`: people with whom an edition runs; one
    that can be joined at any time runs for one. `openings`: looked at for each person in each group of
    matches; `editions`: to close each step.
    """

    budget: float | None = None
    sources: Mapping[str, float | None] = field(default_factory=dict)
    guidance: float | None = None
    least: int = 1
    openings: int = 40
    editions: int = 2


@dataclass(frozen=True, slots=True)
class Way:
    """An option in words of the region.

    `kind`: `direct`, `trial` or `course`. `fit` is the coverage now, `lasting` after the course. `income`: EUR
    a month more or less, 0 when present pay is not known; `there`: EUR a month there. `payer` pays `paid` EUR
    of the `cost`. `gap`: the skill that the course closes. `km`: NaN when unknown.
    """

    person: int
    opening: str
    edition: str
    kind: str
    fit: float
    lasting: float
    income: float
    there: float
    cost: float
    payer: str
    paid: float
    km: float
    gap: str
    barred: int
