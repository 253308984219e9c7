# SPDX-License-Identifier: EUPL-1.2
"""The files of a region: the same whatever order its rows came in."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from overstap.engine.batch.reference import Skills, read_openings, save_openings
from overstap.engine.batch.region import index_in_one_order
from overstap.engine.generate.country import Shape, make_language, make_openings
from overstap.engine.matching.large.joining import arrays_in, joined, some_of

SHAPE = Shape(skills=200, occupations=9, places=8, certificates=3)
LANGUAGE = make_language(SHAPE, 2)
SKILLS = Skills(tuple(map(str, range(200))), LANGUAGE.similarity, LANGUAGE.attitudes)


def test_openings_in_any_order_and_in_any_parts_give_the_same_file(tmp_path):
    openings = make_openings(LANGUAGE, 300, SHAPE, 2)
    paid = np.where(np.isnan(openings.wage_high), openings.wage_low, openings.wage_high)
    openings = replace(openings, wage_low=paid, wage_high=paid)
    expected = save_openings(index_in_one_order(openings, SKILLS), tmp_path, "x")
    random = np.random.default_rng(1)
    shuffled = some_of(openings, random.permutation(300))
    numbers = random.permutation(len(openings.occupations))
    renumbered = replace(
        shuffled,
        occupations=(*(openings.occupations[one] for one in numbers), "nobody"),
        occupation=np.argsort(numbers)[shuffled.occupation].astype(np.int32),
    )
    parts = [some_of(openings, np.arange(first, 300, 3)) for first in (2, 0, 1)]
    indexed = [arrays_in(index_in_one_order(part, SKILLS)) for part in parts]
    for other in (shuffled, renumbered, joined(parts), joined(indexed)):
        assert save_openings(index_in_one_order(other, SKILLS), tmp_path, "x") == expected


def test_nothing_is_lost_by_putting_in_order(tmp_path):
    openings = make_openings(LANGUAGE, 300, SHAPE, 2)
    known = save_openings(index_in_one_order(openings, SKILLS), tmp_path, "x")
    index = read_openings(tmp_path, "x", known)
    for at in range(0, 300, 7):
        row = index.rows_of(openings.ids[at : at + 1])[0]
        asked, _ = index.demands(row)
        assert asked.tolist() == openings.skills[openings.indptr[at] : openings.indptr[at + 1]].tolist()
        assert index.occupations[index.columns.group[row] - 1] == openings.occupations[openings.occupation[at]]
        papers = index.certificate_sets[index.columns.papers[row]]
        assert papers == openings.certificate_sets[openings.certificates[at]]
        place = np.searchsorted(index.columns.place_from, row, side="right") - 1
        expected = np.append(openings.latitude, np.nan)[openings.place[at]]
        assert np.array_equal(index.latitude[place], expected, equal_nan=True)
