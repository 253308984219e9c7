# SPDX-License-Identifier: EUPL-1.2
"""What would change: one skill more for a person, one demand less for an opening."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from overstap.engine.matching.index import Filters
from overstap.engine.matching.model import WEIGHT, Edition, Opening, Passport
from overstap.engine.matching.search import Matcher
from overstap.engine.skills.taxonomy import Demand, Importance


@dataclass(frozen=True, slots=True)
class SkillGain:
    """What one skill would open: openings that do not fit now and then do."""

    skill: str
    opens: int
    openings: tuple[str, ...]
    editions: tuple[Edition, ...]


def skills_that_open_most(
    matcher: Matcher, passport: Passport, *, filters: Filters, today: date, top: int = 10
) -> tuple[SkillGain, ...]:
    """Which one skill opens the most work, counted exactly: by adding each and matching again.

    Only skills that some opening within the filters asks, and that are not covered yet, can open anything.
    Order: openings opened, then skills that some course teaches, then id.
    """
    held = matcher.held(passport)
    lines = matcher.thresholds
    passing = matcher.index.passing(filters) & (matcher.index.certificates_missing(passport) == 0)
    fits = _fits(matcher, held.best)
    waiting = np.flatnonzero(passing & ~fits)
    asked = np.unique(matcher.index.demands[waiting].indices) if len(waiting) else np.array([], dtype=int)
    asked = asked[[matcher.skill_ids[skill] not in matcher.attitudes for skill in asked]]
    gains = []
    for skill in asked[held.best[asked] < lines.covered]:
        opened = waiting[_fits(matcher, _with(matcher, held.best, int(skill)))[waiting]]
        if len(opened):
            gains.append(
                SkillGain(
                    matcher.skill_ids[skill],
                    len(opened),
                    tuple(matcher.index.openings[row].id for row in opened),
                    matcher.training.editions_for_skill(
                        int(skill), today, asked=frozenset(matcher.index.demands[opened].indices.tolist())
                    ),
                )
            )
    return tuple(sorted(gains, key=lambda gain: (-gain.opens, not gain.editions, gain.skill))[:top])


def _with(matcher: Matcher, best: np.ndarray, skill: int) -> np.ndarray:
    better = best.copy()
    similarity = matcher.graph.similarity
    start, end = similarity.indptr[skill], similarity.indptr[skill + 1]
    near = similarity.indices[start:end]
    better[near] = np.maximum(better[near], similarity.data[start:end])
    return better


def _fits(matcher: Matcher, best: np.ndarray) -> np.ndarray:
    lines = matcher.thresholds
    enough = matcher.index.coverage(best) >= lines.fits
    return np.asarray(enough & (matcher.index.musts_missing(best, lines.covered) == 0))


@dataclass(frozen=True, slots=True)
class DemandEffect:
    """How many people fit when one demand is dropped, softened from must to should, or trained."""

    skill: str
    dropped: int
    softened: int
    trained: int
    editions: tuple[Edition, ...]


@dataclass(frozen=True, slots=True)
class Pool:
    """How many people fit an opening now, and what each demand costs in people.

    `all_softened`: how many fit when all that must be there is wanted instead.
    """

    fits: int
    people: int
    effects: tuple[DemandEffect, ...]
    all_softened: int = 0


def pool_for(matcher: Matcher, opening: Opening, passports: Sequence[Passport], *, today: date) -> Pool:
    """How the pool of people for an opening grows when it asks less, or trains.

    `opening` need not be in the index. People lacking a legal certificate never fit. These are counts of
    people: whoever shows them must withhold small ones.
    """
    best = np.array([matcher.held(passport).best for passport in passports])
    allowed = np.array([opening.certificates <= passport.certificates for passport in passports], dtype=bool)

    fits_now = _people_that_fit(matcher, opening, best) & allowed if len(passports) else allowed

    def count(changed: Opening, better: np.ndarray = best) -> int:
        if not len(passports):
            return 0
        # Asking less shuts nobody out, also where the demand was what somebody was good at.
        return int((fits_now | (_people_that_fit(matcher, changed, better) & allowed)).sum())

    everything = frozenset(matcher.skill_index[demand.skill] for demand in opening.demands)
    effects = []
    for demand in opening.demands:
        asked = matcher.skill_index[demand.skill]
        trained = best.copy()
        if len(passports):
            trained[:, asked] = 1.0
        effects.append(
            DemandEffect(
                demand.skill,
                dropped=count(_without(opening, demand)),
                softened=count(_softened(opening, demand)),
                trained=count(opening, trained),
                editions=matcher.training.editions_for_skill(asked, today, asked=everything),
            )
        )
    ordered = sorted(effects, key=lambda effect: (-max(effect.dropped, effect.trained), effect.skill))
    softer = replace(opening, demands=tuple(map(_softer, opening.demands)))
    return Pool(count(opening), len(passports), tuple(ordered), count(softer))


def fits_and_coverage(
    matcher: Matcher, opening: Opening, passports: Sequence[Passport]
) -> list[tuple[bool, float]]:
    """For each passport whether it fits an opening as it is, and how much of it is covered (0..1).

    `opening` need not be in the index, and asks at least one skill; else nobody fits.
    """
    if not passports or not opening.demands:
        return [(False, 0.0)] * len(passports)
    best = np.array([matcher.held(passport).best for passport in passports])
    allowed = np.array([opening.certificates <= passport.certificates for passport in passports], dtype=bool)
    weights = np.array([WEIGHT[demand.importance] for demand in opening.demands])
    near = best[:, [matcher.skill_index[demand.skill] for demand in opening.demands]]
    covered = near @ weights / weights.sum()
    fits = _people_that_fit(matcher, opening, best) & allowed
    return [(bool(one), float(much)) for one, much in zip(fits, covered, strict=True)]


def _people_that_fit(matcher: Matcher, opening: Opening, best: np.ndarray) -> np.ndarray:
    from_index = [matcher.skill_index[demand.skill] for demand in opening.demands]
    if not from_index:
        return np.zeros(len(best), dtype=bool)
    weights = np.array([WEIGHT[demand.importance] for demand in opening.demands])
    musts = np.array(
        [
            demand.importance is Importance.MUST and demand.skill not in matcher.attitudes
            for demand in opening.demands
        ]
    )
    near = best[:, from_index]
    enough = near @ weights / weights.sum() >= matcher.thresholds.fits
    return np.asarray(enough & ~((near < matcher.thresholds.covered) & musts).any(axis=1))


def _without(opening: Opening, demand: Demand) -> Opening:
    return replace(opening, demands=tuple(other for other in opening.demands if other != demand))


def _softened(opening: Opening, demand: Demand) -> Opening:
    softer = _softer(demand)
    return replace(opening, demands=tuple(softer if other == demand else other for other in opening.demands))


def _softer(demand: Demand) -> Demand:
    must = demand.importance is Importance.MUST
    return Demand(demand.skill, Importance.SHOULD) if must else demand
