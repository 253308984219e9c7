# SPDX-License-Identifier: EUPL-1.2
"""Finds the openings for a passport, and the people for an opening."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from overstap.engine.matching.index import Filters, Floats, MatchIndex
from overstap.engine.matching.model import (
    DEFAULT_THRESHOLDS,
    SHOWN,
    STRENGTH,
    WEIGHT,
    Coverage,
    DemandMatch,
    Evidence,
    Gap,
    Match,
    Matches,
    Opening,
    Passport,
    Reach,
    Thresholds,
    Wishes,
)
from overstap.engine.matching.training import TrainingIndex
from overstap.engine.matching.wishes import match_wishes
from overstap.engine.skills.graph import SkillGraph


@dataclass(frozen=True)
class Held:
    """A passport in positions of the skills language: what is held, and how near everything else is.

    `best` and `best_shown` have shape (skills,): per skill asked, the similarity of the best skill held,
    of all, and of those that others stand for; `nearest` (skills,) says which held skill `best` is of, -1 for
    none.
    """

    evidence: Mapping[int, Evidence]
    best: Floats
    best_shown: Floats
    nearest: npt.NDArray[np.intp]


@dataclass(frozen=True)
class Matcher:
    """Everything a match is made with. Immutable; safe to share between threads."""

    index: MatchIndex
    graph: SkillGraph
    skill_ids: Sequence[str]
    skill_index: Mapping[str, int]
    training: TrainingIndex
    thresholds: Thresholds = DEFAULT_THRESHOLDS
    attitudes: frozenset[str] = frozenset()

    def held(self, passport: Passport) -> Held:
        """The passport in positions. A skill that is not in the language raises `KeyError`.

        Where a skill is there twice, the strongest evidence counts.
        """
        evidence: dict[int, Evidence] = {}
        for skill in passport.skills:
            at = self.skill_index[skill.skill]
            known = evidence.get(at)
            if known is None or STRENGTH[skill.evidence] > STRENGTH[known]:
                evidence[at] = skill.evidence
        everything = sorted(evidence)
        shown = [at for at in everything if evidence[at] in SHOWN]
        best, nearest = self.graph.best_and_nearest(everything)
        return Held(evidence, best, self.graph.best(shown), nearest)

    def openings_for(
        self,
        passport: Passport,
        wishes: Wishes | None = None,
        *,
        filters: Filters | None = None,
        today: date,
        top: int | None = None,
    ) -> Matches:
        """The openings for a passport in three groups, each best first.

        Order within a group: coverage, then what others stand for, then wishes met, then distance, then
        id. Exact: every opening that passes the filters is scored. `top` limits each group.
        """
        held = self.held(passport)
        wishes = wishes or Wishes()
        filters = filters or Filters(today=today)
        passing = self.index.passing(filters)
        coverage = self.index.coverage(held.best)
        steps = self.index.musts_missing(held.best, self.thresholds.covered)
        steps = steps + self.index.certificates_missing(passport)
        grouped = self._group(coverage, steps, passing)
        shown = self.index.coverage(held.best_shown)
        distances = self.index.distances(wishes.position)
        groups = {}
        for reach, rows in grouped.items():
            chosen = self._best_first(rows, coverage, shown, distances, wishes)[:top]
            groups[reach] = tuple(
                self._match(row, passport, held, wishes, reach, distances, today) for row in chosen
            )
        return Matches(
            groups[Reach.NOW],
            groups[Reach.ONE_AWAY],
            groups[Reach.FURTHER],
            filtered_out=int((~passing).sum()),
        )

    def match(self, passport: Passport, opening: str, wishes: Wishes | None = None, *, today: date) -> Match:
        """One person and one opening. Raises `KeyError` for an opening that is not in the index."""
        row = self.index.position_of[opening]
        held = self.held(passport)
        wishes = wishes or Wishes()
        coverage = self.index.coverage(held.best)[row]
        steps = self.index.musts_missing(held.best, self.thresholds.covered)[row]
        missing = len(self.index.openings[row].certificates - passport.certificates)
        reach = self._reach(coverage, int(steps) + missing)
        distances = self.index.distances(wishes.position)
        return self._match(row, passport, held, wishes, reach, distances, today)

    def coverage(self, passport: Passport, opening: str) -> Coverage:
        """How much of what the opening asks the passport covers."""
        row = self.index.position_of[opening]
        held = self.held(passport)
        return Coverage(
            float(self.index.coverage(held.best_shown)[row]), float(self.index.coverage(held.best)[row])
        )

    # --- grouping and ordering --------------------------------------------------------------------

    def _reach(self, coverage: float, steps: int) -> Reach:
        if steps == 0 and coverage >= self.thresholds.fits:
            return Reach.NOW
        if steps <= 1 and coverage >= self.thresholds.near:
            return Reach.ONE_AWAY
        return Reach.FURTHER

    def _group(
        self, coverage: Floats, steps: np.ndarray[tuple[int], np.dtype[np.int64]], passing: np.ndarray
    ) -> dict[Reach, np.ndarray]:
        lines = self.thresholds
        now = passing & (steps == 0) & (coverage >= lines.fits)
        near = passing & ~now & (steps <= 1) & (coverage >= lines.near)
        far = passing & ~now & ~near & (coverage >= lines.shown)
        return {
            Reach.NOW: np.flatnonzero(now),
            Reach.ONE_AWAY: np.flatnonzero(near),
            Reach.FURTHER: np.flatnonzero(far),
        }

    def _best_first(
        self, rows: np.ndarray, coverage: Floats, shown: Floats, distances: Floats, wishes: Wishes
    ) -> list[int]:
        def order(row: int) -> tuple[float, float, float, float, int]:
            distance = None if np.isnan(distances[row]) else float(distances[row])
            score = match_wishes(wishes, self.index.openings[row], distance).score
            return (
                -coverage[row],
                -shown[row],
                -(score or 0.0),
                np.inf if distance is None else distance,
                row,
            )

        return sorted((int(row) for row in rows), key=order)

    # --- one match --------------------------------------------------------------------------------

    def _match(
        self,
        row: int,
        passport: Passport,
        held: Held,
        wishes: Wishes,
        reach: Reach,
        distances: Floats,
        today: date,
    ) -> Match:
        opening = self.index.openings[row]
        distance = None if np.isnan(distances[row]) else float(distances[row])
        demands = self._demands(opening, held)
        lacking = tuple(sorted(opening.certificates - passport.certificates))
        return Match(
            opening=opening.id,
            coverage=self._coverage(row, held),
            reach=reach,
            demands=demands,
            missing=self._gaps(demands, today),
            certificates_missing=lacking,
            certificate_editions={
                certificate: self.training.editions_for_certificate(certificate, today)
                for certificate in lacking
            },
            certificates_on_hiring=tuple(sorted(opening.on_hiring - passport.certificates)),
            wish=match_wishes(wishes, opening, distance),
            distance_km=distance,
        )

    def _coverage(self, row: int, held: Held) -> Coverage:
        weights = self.index.demands[[row]]
        total = self.index.total[row]
        if total == 0:
            return Coverage(0.0, 0.0)
        # The same product over the same row as for all openings, so that the figures agree to the last bit.
        return Coverage(float((weights @ held.best_shown)[0] / total), float((weights @ held.best)[0] / total))

    def _demands(self, opening: Opening, held: Held) -> tuple[DemandMatch, ...]:
        matched = []
        for demand in opening.demands:
            asked = self.skill_index[demand.skill]
            similarity = float(held.best[asked])
            nearest = int(held.nearest[asked])
            matched.append(
                DemandMatch(
                    demand.skill,
                    demand.importance,
                    similarity,
                    self.skill_ids[nearest] if nearest >= 0 else None,
                    held.evidence[nearest] if nearest >= 0 else None,
                    similarity >= self.thresholds.covered,
                )
            )
        return tuple(sorted(matched, key=lambda one: (-WEIGHT[one.importance], -one.similarity, one.skill)))

    def _gaps(self, demands: Sequence[DemandMatch], today: date) -> tuple[Gap, ...]:
        asked = frozenset(self.skill_index[demand.skill] for demand in demands)
        return tuple(
            Gap(
                demand.skill,
                demand.importance,
                demand.held,
                demand.similarity,
                self.training.editions_for_skill(self.skill_index[demand.skill], today, asked=asked),
                learnable=demand.skill not in self.attitudes,
            )
            for demand in demands
            if not demand.covered
        )
