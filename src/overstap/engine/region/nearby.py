# SPDX-License-Identifier: EUPL-1.2
"""What is near to many people at once: what the matcher says of each of them, without the words.

The same products over the same rows as of one person (`Matcher.openings_for`), so that figures and groups are
those of the pages to the last bit; what a page explains and nobody asked here is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from overstap.engine.matching.index import Filters
from overstap.engine.matching.model import SHOWN, Edition, OpeningKind, Passport, Position, Reach, Wishes
from overstap.engine.matching.search import Matcher

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Booleans = npt.NDArray[np.bool_]

AT_ONCE = 128
"""People of whom the nearness to every skill is in memory at a time."""
REACHES = tuple(Reach)
"""The groups of matches by number."""
_KINDS = tuple(OpeningKind)


@dataclass(frozen=True, slots=True)
class Near:
    """A person's openings, in the order of the index; all of shape (openings,).

    `coverage` and `shown` as in a match; `reach` is a position in `REACHES`, -1 for what is not listed; `gap`
    is the skill (position) of the one must that is missing, -1 for none or several; `held` how near one comes
    to it; `papers` how many legal papers are missing.
    """

    coverage: Floats
    shown: Floats
    reach: Integers
    gap: Integers
    held: Floats
    papers: Integers


@dataclass
class ManyMatcher:
    """A matcher with what is the same for everybody laid ready. Not for several threads at once."""

    matcher: Matcher
    today: date
    _editions: dict[tuple[int, int, str, date], tuple[Edition, ...]] = field(default_factory=dict)
    _distances: dict[Position, Floats] = field(default_factory=dict)
    _papers: dict[frozenset[str], Integers] = field(default_factory=dict)

    def near(self, passports: Sequence[Passport]) -> Iterator[Near]:
        """What is near to each of these people. A skill that is not in the language raises `KeyError`."""
        for first in range(0, len(passports), AT_ONCE):
            yield from self._near(passports[first : first + AT_ONCE])

    def _near(self, passports: Sequence[Passport]) -> Iterator[Near]:
        matcher, index, lines = self.matcher, self.matcher.index, self.matcher.thresholds
        claimed, shown = [], []
        for one in passports:
            held = [(matcher.skill_index[skill.skill], skill.evidence in SHOWN) for skill in one.skills]
            claimed.append(matcher.graph.best([at for at, _ in held]))
            vouched = [at for at, others_stand_for in held if others_stand_for]
            shown.append(matcher.graph.best(vouched) if vouched else np.zeros(len(claimed[-1])))
        best = np.stack(claimed, axis=1)
        coverage = index.coverage_of_several(best)
        for_others = index.coverage_of_several(np.stack(shown, axis=1))
        short = (best < lines.covered).astype(np.float64)
        missing = np.rint(index.musts @ short).astype(np.int64)
        # Of a single missing must the sum of positions is its position.
        which = np.rint(index.musts @ (short * np.arange(len(best))[:, None])).astype(np.int64)
        for at, one in enumerate(passports):
            papers = self.papers_missing(one.certificates)
            steps = missing[:, at] + papers
            reach = self._reach(coverage[:, at], steps)
            gap = np.where(missing[:, at] == 1, which[:, at], -1)
            held_there = np.where(gap >= 0, best[gap, at], 0.0)
            yield Near(coverage[:, at], for_others[:, at], reach, gap, held_there, papers)

    def _reach(self, coverage: Floats, steps: Integers) -> Integers:
        lines = self.matcher.thresholds
        now = (steps == 0) & (coverage >= lines.fits)
        near = ~now & (steps <= 1) & (coverage >= lines.near)
        far = ~now & ~near & (coverage >= lines.shown)
        found = np.select([now, near, far], [0, 1, 2], -1)
        return np.where(self.passing, found, -1).astype(np.int64)

    @cached_property
    def passing(self) -> Booleans:
        """Which openings still take people (openings,)."""
        return self.matcher.index.passing(Filters(today=self.today))

    def papers_missing(self, held: frozenset[str]) -> Integers:
        """How many legal papers of each opening are not held (openings,)."""
        if held not in self._papers:
            self._papers[held] = self.matcher.index.certificates_missing(Passport((), held))
        return self._papers[held]

    def distances(self, here: Position | None) -> Floats:
        """Distance to every opening in km, NaN where unknown (openings,)."""
        if here is None:
            return np.full(len(self.passing), np.nan)
        if here not in self._distances:
            self._distances[here] = self.matcher.index.distances(here)
        return self._distances[here]

    def closing(self, row: int, near: Near, held: frozenset[str], day: date) -> tuple[Edition, ...]:
        """The editions that close the one step to an opening, for whoever can begin on a day; the first to
        arrive first."""
        gap = int(near.gap[row])
        paper = "" if gap >= 0 else self.paper(row, held)
        key = (row, gap, paper, day)
        if key not in self._editions:
            training = self.matcher.training
            self._editions[key] = (
                training.editions_for_certificate(paper, day)
                if gap < 0
                else training.editions_for_skill(gap, day, asked=self._asked[row])
            )
        return self._editions[key]

    def paper(self, row: int, held: frozenset[str]) -> str:
        """The first legal paper that is missing for an opening."""
        return min(self.matcher.index.openings[row].certificates - held)

    @cached_property
    def _asked(self) -> list[frozenset[int]]:
        index = self.matcher.skill_index
        return [frozenset(index[demand.skill] for demand in one.demands) for one in self.matcher.index.openings]

    # --- wishes -----------------------------------------------------------------------------------

    def wishes_met(self, wishes: Wishes, distances: Floats) -> Floats:
        """The share of the wishes met that can be told, 0 without any (openings,): `match_wishes` of all."""
        index, parts = self.matcher.index, []
        unknown = np.isnan
        if wishes.distance is not None:
            parts.append(np.where(unknown(distances), np.nan, distances <= wishes.distance))
        if wishes.hours_low is not None or wishes.hours_high is not None:
            enough = True if wishes.hours_low is None else index.hours_high >= wishes.hours_low
            few = True if wishes.hours_high is None else index.hours_low <= wishes.hours_high
            silent = unknown(index.hours_low) | unknown(index.hours_high)
            parts.append(np.where(silent, np.nan, np.logical_and(enough, few)))
        if wishes.wage_floor is not None:
            low, high = self.wages
            between = unknown(low) | ((low < wishes.wage_floor) & (wishes.wage_floor <= high))
            parts.append(np.where(between, np.nan, low >= wishes.wage_floor))
        if wishes.kinds:
            parts.append(self.of_kinds(wishes.kinds).astype(np.float64))
        if wishes.starts_on is not None:
            begins = index.starts
            told = begins != np.iinfo(np.int64).max
            parts.append(np.where(told, begins >= wishes.starts_on.toordinal(), np.nan))
        if not parts:
            return np.zeros(len(distances))
        stacked = np.stack(parts)
        known = (~unknown(stacked)).sum(axis=0)
        met = np.nansum(stacked, axis=0)
        share: Floats = np.divide(met, known, out=np.zeros(len(distances)), where=known > 0)
        return share

    @cached_property
    def wages(self) -> tuple[Floats, Floats]:
        """The lowest and highest pay told of each opening, NaN for neither (openings,)."""
        told = [
            [wage for wage in (one.wage_low, one.wage_high) if wage is not None] or [np.nan]
            for one in self.matcher.index.openings
        ]
        return np.array([min(one) for one in told], np.float64), np.array(
            [max(one) for one in told], np.float64
        )

    @cached_property
    def trial(self) -> Booleans:
        """Which openings are trial places (openings,)."""
        return self.of_kinds(frozenset({OpeningKind.TRIAL}))

    def of_kinds(self, kinds: frozenset[OpeningKind]) -> Booleans:
        """Which openings are of these kinds (openings,)."""
        return np.isin(self.matcher.index.kind, [_KINDS.index(kind) for kind in kinds])

    def in_order(self, near: Near, met: Floats, distances: Floats, reach: int) -> Integers:
        """The openings of one group, the best first, as a page lists them; `met` as of `wishes_met`."""
        rows = np.flatnonzero(near.reach == reach)
        far = np.where(np.isnan(distances[rows]), np.inf, distances[rows])
        order = np.lexsort((rows, far, -met[rows], -near.shown[rows], -near.coverage[rows]))
        found: Integers = rows[order]
        return found
