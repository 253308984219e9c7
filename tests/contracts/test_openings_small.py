# SPDX-License-Identifier: EUPL-1.2
"""Few openings, anything at all in them: every variant gives what the matcher of a region gives."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overstap.engine.matching.index import Filters
from overstap.engine.matching.large.index import Question
from overstap.engine.matching.large.openings import arrays_of
from overstap.engine.matching.model import (
    Evidence,
    HeldSkill,
    Opening,
    OpeningKind,
    Passport,
    Position,
    Reach,
    Wishes,
)
from overstap.engine.skills.taxonomy import Demand, Importance
from tests.contracts.plain import best_of
from tests.contracts.variants import VARIANTS
from tests.engine.tiny import TODAY, language, matcher

NAMES = [f"s{i}" for i in range(12)]
LANGUAGE = language(
    " ".join(NAMES), relations="s0<s1 s1<s2 s3-s4 s4-s5 s6<s5 s8<s9", groups="g:s0,s3,s6 h:s2,s7 i:s9,s10,s11"
)
ATTITUDES = frozenset({"s7", "s11"})
PAPERS = st.frozensets(st.sampled_from(["a", "b", "c"]), max_size=2)
POSITIONS = st.sampled_from([None, Position(52.0705, 4.3007), Position(52.1601, 4.4970), Position(51.9, 4.48)])


def maybe(values: st.SearchStrategy) -> st.SearchStrategy:
    return st.none() | values


HOURS = maybe(st.sampled_from([8.0, 16.0, 24.0, 32.0, 40.0]))
PAY = maybe(st.sampled_from([14.5, 15.0, 17.25, 20.0]))
DAYS = maybe(st.integers(0, 9).map(lambda days: TODAY + timedelta(days)))

demand_lists = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(Importance), max_size=8).map(
    lambda asked: tuple(Demand(skill, importance) for skill, importance in asked.items())
)
one_opening = st.builds(
    Opening,
    id=st.text("abc1", min_size=1, max_size=3),
    demands=demand_lists,
    occupation=st.sampled_from(["", "baker", "nurse"]),
    kind=st.sampled_from(OpeningKind),
    certificates=PAPERS,
    position=POSITIONS,
    hours_low=HOURS,
    hours_high=HOURS,
    wage_low=PAY,
    wage_high=PAY,
    starts_on=DAYS,
    closes_on=DAYS,
)
openings = st.lists(one_opening, max_size=14, unique_by=lambda opening: opening.id)
passports = st.builds(
    Passport,
    st.lists(st.builds(HeldSkill, st.sampled_from(NAMES), st.sampled_from(Evidence)), max_size=8).map(tuple),
    PAPERS,
)
wishes = st.builds(
    Wishes,
    position=POSITIONS,
    distance=maybe(st.sampled_from([5.0, 20.0])),
    hours_low=HOURS,
    hours_high=HOURS,
    wage_floor=PAY,
    kinds=st.frozensets(st.sampled_from(OpeningKind), max_size=2),
    starts_on=DAYS,
)
filters = st.builds(
    Filters,
    position=POSITIONS,
    distance=maybe(st.sampled_from([0.0, 16.0, 17.0, 25.0])),
    hours_low=HOURS,
    hours_high=HOURS,
    wage_floor=PAY,
    kinds=st.frozensets(st.sampled_from(OpeningKind), max_size=2),
    starts_on=DAYS,
    today=DAYS,
    occupations=st.frozensets(st.sampled_from(["", "baker", "nurse", "smith"]), max_size=2),
    held=maybe(PAPERS),
)
NO_FILTERS = st.just(Filters())


@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
@settings(max_examples=60, deadline=None)
@given(openings, passports, wishes, NO_FILTERS | filters, st.integers(1, 20))
def test_answers_as_the_matcher_of_a_region(variant, asked, passport, wished, sieve, top):
    matching = matcher(LANGUAGE, asked, attitudes=ATTITUDES)
    held = matching.held(passport)
    question = Question(held.best, held.best_shown, passport.certificates)
    attitude = np.array([name in ATTITUDES for name in matching.skill_ids])
    with tempfile.TemporaryDirectory() as folder:
        index = variant(arrays_of(asked, LANGUAGE.skill_index), attitude, Path(folder))
        found = index.best(question, top, filters=sieve)
        groups = index.grouped(question, top, filters=sieve, wishes=wished)
    names = [name.decode() for name in found.ids]
    assert list(zip(names, found.claimed, strict=True)) == best_of(matching.index, held.best, top, sieve)
    expected = matching.openings_for(passport, wished, filters=sieve, today=TODAY, top=top)
    for reach, matches in (
        (Reach.NOW, expected.now),
        (Reach.ONE_AWAY, expected.one_away),
        (Reach.FURTHER, expected.further),
    ):
        told = groups[reach]
        assert [name.decode() for name in told.ids] == [match.opening for match in matches]
        assert told.claimed.tolist() == [match.coverage.claimed for match in matches]
        assert told.shown.tolist() == [match.coverage.shown for match in matches]
        assert told.wish.tolist() == [match.wish.score or 0.0 for match in matches]
        assert [None if np.isnan(km) else km for km in told.km] == [match.distance_km for match in matches]
