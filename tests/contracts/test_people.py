# SPDX-License-Identifier: EUPL-1.2
"""The reverse direction: the people for an opening are those whom the matcher of a region covers it with."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overstap.engine.generate.country import Shape, make_language, make_people
from overstap.engine.matching.distance import distances_km
from overstap.engine.matching.index import Filters, build_index
from overstap.engine.matching.large.openings import KINDS
from overstap.engine.matching.large.people import PeopleArrays, PeopleIndex, build_people_index
from overstap.engine.matching.model import (
    SHOWN,
    Evidence,
    HeldSkill,
    Opening,
    OpeningKind,
    Passport,
    Position,
)
from overstap.engine.problems import InputRefused
from overstap.engine.skills.taxonomy import Demand, Importance
from tests.contracts.test_openings_small import (
    DAYS,
    HOURS,
    LANGUAGE,
    NAMES,
    PAPERS,
    PAY,
    POSITIONS,
    one_opening,
)
from tests.engine.tiny import matcher

people = st.lists(
    st.fixed_dictionaries(
        {
            "skills": st.dictionaries(st.sampled_from(NAMES), st.sampled_from(Evidence), max_size=8),
            "papers": PAPERS,
            "consent": st.sampled_from([True, True, False]),
            "position": POSITIONS,
            "hours_low": HOURS,
            "hours_high": HOURS,
            "wage_floor": PAY,
            "free_from": DAYS,
            "kinds": st.frozensets(st.sampled_from(OpeningKind), max_size=2),
        }
    ),
    max_size=12,
)


def arrays(given_people) -> PeopleArrays:
    at = LANGUAGE.skill_index

    def numbers(values):
        return np.array([np.nan if one is None else one for one in values], dtype=np.float64)

    return PeopleArrays(
        ids=np.array([f"p{one:02}".encode() for one in range(len(given_people))], dtype="S3"),
        indptr=np.cumsum([0, *(len(one["skills"]) for one in given_people)]),
        skills=np.array([at[skill] for one in given_people for skill in one["skills"]], dtype=np.int32),
        shown=np.array(
            [proof in SHOWN for one in given_people for proof in one["skills"].values()], dtype=bool
        ),
        consent=np.array([one["consent"] for one in given_people], dtype=bool),
        certificate_sets=tuple(one["papers"] for one in given_people),
        certificates=np.arange(len(given_people), dtype=np.int32),
        latitude=numbers(one["position"] and one["position"].latitude for one in given_people),
        longitude=numbers(one["position"] and one["position"].longitude for one in given_people),
        hours_low=numbers(one["hours_low"] for one in given_people),
        hours_high=numbers(one["hours_high"] for one in given_people),
        wage_floor=numbers(one["wage_floor"] for one in given_people),
        free_from=numbers(one["free_from"] and one["free_from"].toordinal() for one in given_people),
        kinds=np.array([[kind in one["kinds"] for kind in KINDS] for one in given_people], dtype=bool).reshape(
            len(given_people), len(KINDS)
        ),
    )


@settings(max_examples=150, deadline=None)
@given(people, one_opening, st.none() | st.sampled_from([0.0, 17.0, 25.0]), st.booleans(), st.integers(1, 9))
def test_people_are_found_as_the_matcher_sees_them(everybody, opening, within, only_shown, top):
    matching = matcher(LANGUAGE, [opening])
    index = build_people_index(arrays(everybody), matching.graph.similarity)
    found = index.best(opening, LANGUAGE.skill_index, top, within=within, only_shown=only_shown)
    expected = []
    for number, one in enumerate(everybody):
        passport = Passport(tuple(HeldSkill(*pair) for pair in one["skills"].items()), one["papers"])
        wished = Filters(
            position=one["position"],
            distance=within,
            hours_low=one["hours_low"],
            hours_high=one["hours_high"],
            wage_floor=one["wage_floor"],
            kinds=one["kinds"],
            starts_on=one["free_from"],
            held=one["papers"],
        )
        coverage = matching.coverage(passport, opening.id)
        score = coverage.shown if only_shown else coverage.claimed
        if one["consent"] and score > 0 and matching.index.passing(wished).all():
            expected.append((-score, f"p{number:02}", coverage.shown))
    expected = sorted(expected)[:top]
    assert [name.decode() for name in found.ids] == [name for _, name, _ in expected]
    assert found.shown.tolist() == [shown for _, _, shown in expected]
    if not only_shown:
        assert found.claimed.tolist() == [-score for score, _, _ in expected]


SHAPE = Shape(skills=900, occupations=80, places=40, certificates=6)


@pytest.fixture(scope="module")
def many() -> tuple[PeopleArrays, PeopleIndex]:
    language = make_language(SHAPE, 5)
    made = make_people(language, 70_000, SHAPE, 5)
    random = np.random.default_rng(5)
    unknown = np.full(len(made), np.nan)
    given_people = PeopleArrays(
        ids=random.permutation(len(made)),
        indptr=made.indptr,
        skills=made.skills,
        shown=made.shown,
        consent=random.random(len(made)) < 0.5,
        certificate_sets=(frozenset(),),
        certificates=np.zeros(len(made), dtype=np.int32),
        latitude=made.latitude,
        longitude=made.longitude,
        hours_low=unknown,
        hours_high=unknown,
        wage_floor=unknown,
        free_from=unknown,
        kinds=np.zeros((len(made), len(KINDS)), dtype=bool),
    )
    return given_people, build_people_index(given_people, language.similarity)


@pytest.mark.parametrize("within", [None, 60.0])
def test_of_very_many_the_best_are_found_over_more_than_one_block(many, within):
    given_people, index = many
    here = Position(52.0, 5.0)
    similarity = index.near_to.toarray()
    random = np.random.default_rng(8)
    for top in (1, 40, 3000):
        skills = random.choice(SHAPE.skills, 12, replace=False)
        demands = tuple(Demand(str(skill), list(Importance)[at % 3]) for at, skill in enumerate(skills))
        opening = Opening("job", demands, position=here)
        plain = build_index([opening], {str(skill): skill for skill in range(SHAPE.skills)}, SHAPE.skills)
        coverage = np.zeros(len(given_people))
        for one in np.flatnonzero(given_people.consent):
            held = given_people.skills[given_people.indptr[one] : given_people.indptr[one + 1]]
            near = np.zeros(SHAPE.skills)
            near[skills] = similarity[np.ix_(held, skills)].max(axis=0)
            coverage[one] = plain.coverage(near)[0]
        if within is not None:
            km = distances_km(here, given_people.latitude, given_people.longitude)
            coverage[km > within] = 0
        order = np.lexsort((given_people.ids, -coverage))
        order = order[coverage[order] > 0][:top]
        found = index.best(opening, {str(skill): skill for skill in range(SHAPE.skills)}, top, within=within)
        assert found.ids.tolist() == given_people.ids[order].tolist()
        assert found.claimed.tolist() == coverage[order].tolist()


def test_nobody_who_did_not_consent_is_ever_found(many):
    given_people, _ = many
    everybody_refuses = replace(given_people, consent=np.zeros(len(given_people), dtype=bool))
    language = make_language(SHAPE, 5)
    index = build_people_index(everybody_refuses, language.similarity)
    opening = Opening("job", (Demand("3", Importance.MUST),))
    assert len(index.best(opening, {"3": 3}, 10, wishes=False)) == 0


def test_an_opening_that_asks_nothing_finds_nobody(many):
    assert len(many[1].best(Opening("job", ()), {}, 10)) == 0


def test_a_skill_held_twice_is_refused(many):
    given_people, _ = many
    twice = replace(given_people, skills=np.zeros_like(given_people.skills))
    with pytest.raises(InputRefused, match="holds the same skill twice"):
        build_people_index(twice, make_language(SHAPE, 5).similarity)
