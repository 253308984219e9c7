# SPDX-License-Identifier: EUPL-1.2
"""The data set that all peers get: one made-up country, or one with the skew of ESCO."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from scipy import sparse

from overstap.engine import build_graph, read_esco
from overstap.engine.generate.country import (
    MadeLanguage,
    MadePeople,
    Shape,
    language_of,
    make_language,
    make_openings,
    make_people,
)
from overstap.engine.matching.distance import distances_km
from overstap.engine.matching.index import Filters
from overstap.engine.matching.large.batch import expander
from overstap.engine.matching.large.openings import UNIT, UNITS, UNKNOWN_DAY, OpeningArrays
from overstap.engine.matching.model import Position

SEED = 2027
DAY = date(2027, 1, 20)
FILTERS = Filters(position=Position(52.1, 4.6), distance=50, hours_low=32, wage_floor=28, today=DAY)
"""A search as a person makes it: within 50 km, at least 32 hours, a floor under the pay, still open."""


@dataclass(frozen=True)
class Case:
    """Openings, and passports as similarity by skill: `near` (passports, skills)."""

    language: MadeLanguage
    openings: OpeningArrays
    people: MadePeople
    near: np.ndarray
    demands: sparse.csr_array
    """Weights (openings, skills)."""
    shares: sparse.csr_array
    """Weights over their sum: coverage is `shares @ near`."""
    total: np.ndarray

    @property
    def skills(self) -> int:
        return self.demands.shape[1]

    def reference(self, near: np.ndarray) -> np.ndarray:
        """Coverage of every opening."""
        return (self.demands @ near) / self.total

    def passing(self) -> np.ndarray:
        """Which openings meet `FILTERS`, worked out plainly."""
        one = self.openings
        ok = np.append(self.places(), True)[one.place]
        ok &= ~(one.hours_high < FILTERS.hours_low)
        ok &= ~(np.where(np.isnan(one.wage_high), one.wage_low, one.wage_high) < FILTERS.wage_floor)
        return ok & ((one.closes == UNKNOWN_DAY) | (one.closes >= DAY.toordinal()))

    def places(self) -> np.ndarray:
        """Which places are near enough for `FILTERS`."""
        here = self.openings
        return distances_km(FILTERS.position, here.latitude, here.longitude) <= FILTERS.distance


def make_case(openings: int, passports: int, skew: str = "made up") -> Case:
    """One country. `skew` "ESCO" takes occupations, skills and nearness from ESCO in OVERSTAP_DATA."""
    language, shape = _language(skew)
    made = make_openings(language, openings, shape, SEED)
    people = make_people(language, passports, shape, SEED)
    near = expander(language.similarity, people.indptr, people.skills)(0, passports)
    weights = np.array(UNITS)[made.importance] * UNIT
    size = (len(made), language.similarity.shape[0])
    demands = sparse.csr_array((weights, made.skills, made.indptr), shape=size)
    total = np.asarray(demands.sum(axis=1)).ravel()
    shares = sparse.csr_array(
        (weights / np.repeat(total, np.diff(made.indptr)), made.skills, made.indptr), shape=size
    )
    return Case(language, made, people, near, demands, shares, total)


def touched(case: Case) -> np.ndarray:
    """The share of all demands that each passport has something near to. Shape (passports,)."""
    asked = np.bincount(case.openings.skills, minlength=case.skills)
    return (case.near > 0) @ asked / asked.sum()


def _language(skew: str) -> tuple[MadeLanguage, Shape]:
    if skew != "ESCO":
        return make_language(Shape(), SEED), Shape()
    taxonomy, _ = read_esco([Path(os.environ["OVERSTAP_DATA"]) / "esco-1.1.1-en"], ["en"])
    pairs = [
        (row, taxonomy.skill_index[demand.skill])
        for row, occupation in enumerate(taxonomy.occupations)
        for demand in occupation.demands
    ]
    rows, columns = np.array(pairs).T
    size = (len(taxonomy.occupations), len(taxonomy.skills))
    demands = sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=size)
    language = language_of(build_graph(taxonomy).similarity, demands, np.zeros(size[1], dtype=bool))
    return language, Shape(skills=size[1], occupations=language.occupations)
