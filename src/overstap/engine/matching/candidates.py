# SPDX-License-Identifier: EUPL-1.2
"""The people for one opening who wish to be found: two scores, kept apart, and an order that favours nobody.

How well somebody covers the work and how well the work meets their wishes are never made into one figure. What
somebody made a condition is one: work that is known not to meet it does not find them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import numpy as np

from overstap.engine.matching.distance import distances_km
from overstap.engine.matching.index import build_index
from overstap.engine.matching.model import (
    SHOWN,
    WEIGHT,
    Match,
    Opening,
    Passport,
    Position,
    Reach,
    Wishes,
    WishMatch,
)
from overstap.engine.matching.search import Matcher
from overstap.engine.matching.wishes import match_wishes
from overstap.engine.skills.taxonomy import Importance

_ROUNDING = 1e-9
"""Less than this is no difference: sums of the same numbers in another order."""


class Order(StrEnum):
    """Which of the two scores orders people within a group."""

    WORK = "work"
    WISHES = "wishes"


@dataclass(frozen=True, slots=True)
class Seeker:
    """Somebody who wishes to be found. `conditions` names wishes that must not be unmet.

    `lot` decides who comes first of people who score the same: draw it anew for every opening and day, out of
    nothing that is known of the person.
    """

    key: str
    passport: Passport
    wishes: Wishes
    conditions: frozenset[str] = frozenset()
    lot: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody for the opening. `match` holds both scores: `coverage` of the work, `wish` of the person."""

    key: str
    match: Match


@dataclass(frozen=True, slots=True)
class Candidates:
    """Who was found, in three groups, and how many there are in each, also of those that are not listed."""

    groups: Mapping[Reach, tuple[Candidate, ...]]
    counts: Mapping[Reach, int]

    @property
    def listed(self) -> tuple[Candidate, ...]:
        """Everybody that is listed, nearest group first."""
        return tuple(one for reach in Reach for one in self.groups[reach])


@dataclass(frozen=True, slots=True)
class _Scored:
    """Somebody's scores, in whole percents: what nobody can see on the page must not decide who comes first."""

    seeker: Seeker
    reach: Reach
    claimed: int
    shown: int
    wish: int

    def place(self, order: Order) -> tuple[int, int, int, str]:
        work, wish = (-self.claimed, -self.shown), -self.wish
        return (*work, wish, self.seeker.lot) if order is Order.WORK else (wish, *work, self.seeker.lot)


def unmet_conditions(wish: WishMatch, conditions: Iterable[str]) -> tuple[str, ...]:
    """The conditions that the work is known not to meet; what it leaves unsaid breaks none."""
    hard = frozenset(conditions)
    return tuple(part.wish for part in wish.parts if part.met is False and part.wish in hard)


def near_skills(matcher: Matcher, opening: Opening) -> frozenset[str]:
    """The skills that anything the opening asks is near to: who holds none of these covers nothing of it."""
    return frozenset(matcher.skill_ids[at] for at in _near_rows(matcher, opening))


def find_candidates(
    matcher: Matcher,
    opening: Opening,
    seekers: Iterable[Seeker],
    *,
    today: date,
    order: Order = Order.WORK,
    top: int = 50,
) -> Candidates:
    """Who of `seekers` the opening may find, in the groups of `Reach`, at most `top` of each.

    Left out: whose conditions the opening is known not to meet, and who covers less than the least coverage
    that is listed. Within a group people are ordered by one score, then by the other, both in whole percents,
    then by lot. Skills and certificates of a passport that the language does not know are passed over.
    """
    scorer = _Scorer(matcher, opening)
    scored = [one for one in map(scorer.score, seekers) if one]
    alone = only(matcher, opening)
    groups, counts = {}, {}
    for reach in Reach:
        group = sorted((one for one in scored if one.reach is reach), key=lambda one: one.place(order))
        counts[reach] = len(group)
        groups[reach] = tuple(_candidate(alone, opening, one.seeker, today) for one in group[:top])
    return Candidates(groups, counts)


def match_seeker(matcher: Matcher, opening: Opening, seeker: Seeker, *, today: date) -> Candidate:
    """One person and the opening, whatever they score and whatever their conditions."""
    return _candidate(only(matcher, opening), opening, seeker, today)


def only(matcher: Matcher, opening: Opening) -> Matcher:
    """A matcher over this one opening: the same rules and language, and nothing else to look through."""
    index = build_index([opening], matcher.skill_index, len(matcher.skill_ids), matcher.attitudes)
    return replace(matcher, index=index)


def _candidate(alone: Matcher, opening: Opening, seeker: Seeker, today: date) -> Candidate:
    match = alone.match(_known(alone, seeker.passport), opening.id, seeker.wishes, today=today)
    return Candidate(seeker.key, match)


def _known(matcher: Matcher, passport: Passport) -> Passport:
    skills = tuple(one for one in passport.skills if one.skill in matcher.skill_index)
    return replace(passport, skills=skills)


def _near_rows(matcher: Matcher, opening: Opening) -> dict[int, tuple[float, ...]]:
    """Skill held -> how near it is to each skill asked, in their order."""
    asked = [matcher.skill_index[demand.skill] for demand in opening.demands]
    table = matcher.graph.similarity[:, asked].toarray()
    return {int(row): tuple(table[row].tolist()) for row in np.flatnonzero(table.any(axis=1))}


class _Scorer:
    """Scores people for one opening. A few numbers each: plain Python is faster here than arrays."""

    def __init__(self, matcher: Matcher, opening: Opening) -> None:
        self.opening, self.lines = opening, matcher.thresholds
        self.near = {matcher.skill_ids[at]: row for at, row in _near_rows(matcher, opening).items()}
        weights = [WEIGHT[demand.importance] for demand in opening.demands]
        self.weights, self.total = weights, sum(weights)
        self.musts = [
            at
            for at, demand in enumerate(opening.demands)
            if demand.importance is Importance.MUST and demand.skill not in matcher.attitudes
        ]
        self.distances: dict[Position | None, float | None] = {}

    def score(self, seeker: Seeker) -> _Scored | None:
        """Both scores; none for who is not to be listed."""
        wish = match_wishes(seeker.wishes, self.opening, self._distance(seeker.wishes.position))
        if unmet_conditions(wish, seeker.conditions):
            return None
        held = [(self.near[one.skill], one) for one in seeker.passport.skills if one.skill in self.near]
        if not held:
            return None
        best = [max(column) for column in zip(*(row for row, _one in held), strict=True)]
        claimed = self._share(best)
        missing = len(self.opening.certificates - seeker.passport.certificates)
        reach = self._reach(claimed, missing + self._steps(best))
        if reach is None:
            return None
        proven = [row for row, one in held if one.evidence in SHOWN]
        shown = self._share([max(column) for column in zip(*proven, strict=True)]) if proven else 0.0
        # Who wished nothing is neither better nor worse off than who has all wishes met.
        met = 1.0 if wish.score is None else wish.score
        return _Scored(seeker, reach, _percent(claimed), _percent(shown), _percent(met))

    def _share(self, best: Sequence[float]) -> float:
        return sum(weight * one for weight, one in zip(self.weights, best, strict=True)) / self.total

    def _steps(self, best: Sequence[float]) -> int:
        line = self.lines.covered - _ROUNDING
        return sum(best[at] < line for at in self.musts)

    def _reach(self, claimed: float, steps: int) -> Reach | None:
        claimed += _ROUNDING
        if steps == 0 and claimed >= self.lines.fits:
            return Reach.NOW
        if steps <= 1 and claimed >= self.lines.near:
            return Reach.ONE_AWAY
        return Reach.FURTHER if claimed >= self.lines.shown else None

    def _distance(self, home: Position | None) -> float | None:
        """People live in few places: each is reckoned once."""
        work = self.opening.position
        if home not in self.distances:
            known = home is not None and work is not None
            self.distances[home] = float(_km(home, work)) if known else None  # type: ignore[arg-type]
        return self.distances[home]


def _km(home: Position, work: Position) -> float:
    (km,) = distances_km(home, np.array([work.latitude]), np.array([work.longitude]))
    return float(km)


def _percent(share: float) -> int:
    return round((share + _ROUNDING) * 100)
