# SPDX-License-Identifier: EUPL-1.2
"""What holds for every passport and every opening."""

from hypothesis import given, settings
from hypothesis import strategies as st

from overstap.engine.matching.model import WEIGHT, Evidence, HeldSkill, Opening, Passport, Reach
from overstap.engine.skills.taxonomy import Demand, Importance
from tests.engine.tiny import TODAY, language, matcher

NAMES = [f"s{i}" for i in range(8)]
LANGUAGE = language(" ".join(NAMES), relations="s0<s1 s1<s2 s3-s4 s4-s5 s6<s5", groups="g:s0,s3,s6 h:s2,s7")

held_skills = st.lists(st.builds(HeldSkill, st.sampled_from(NAMES), st.sampled_from(Evidence)), max_size=8)
passports = held_skills.map(lambda skills: Passport(tuple(skills)))
openings = st.lists(
    st.dictionaries(st.sampled_from(NAMES), st.sampled_from(Importance), max_size=8),
    min_size=1,
    max_size=6,
).map(
    lambda asked: [
        Opening(f"o{i}", tuple(Demand(skill, importance) for skill, importance in one.items()))
        for i, one in enumerate(asked)
    ]
)


def reference(matching, passport: Passport, opening: Opening) -> float:
    """Coverage as the method page writes it, without any index."""
    similarity = matching.graph.similarity.toarray()
    at = LANGUAGE.skill_index
    total = sum(WEIGHT[demand.importance] for demand in opening.demands)
    if not total:
        return 0.0
    met = sum(
        WEIGHT[demand.importance]
        * max((similarity[at[held.skill], at[demand.skill]] for held in passport.skills), default=0.0)
        for demand in opening.demands
    )
    return met / total


@settings(max_examples=150, deadline=None)
@given(passports, openings)
def test_the_index_agrees_with_the_formula(passport, asked):
    matching = matcher(LANGUAGE, asked)
    for opening in asked:
        found = matching.match(passport, opening.id, today=TODAY).coverage
        assert abs(found.claimed - reference(matching, passport, opening)) < 1e-12
        assert 0 <= found.shown <= found.claimed <= 1 + 1e-12


@settings(max_examples=100, deadline=None)
@given(passports, openings, st.sampled_from(NAMES), st.sampled_from(Evidence))
def test_one_skill_more_never_makes_a_match_worse(passport, asked, skill, evidence):
    matching = matcher(LANGUAGE, asked)
    richer = Passport((*passport.skills, HeldSkill(skill, evidence)))
    order = list(Reach)
    for opening in asked:
        before = matching.match(passport, opening.id, today=TODAY)
        after = matching.match(richer, opening.id, today=TODAY)
        assert after.coverage.claimed >= before.coverage.claimed
        assert after.coverage.shown >= before.coverage.shown
        assert order.index(after.reach) <= order.index(before.reach)


@settings(max_examples=100, deadline=None)
@given(passports, openings)
def test_every_opening_worth_showing_is_in_exactly_one_group_in_order(passport, asked):
    matching = matcher(LANGUAGE, asked)
    matches = matching.openings_for(passport, today=TODAY)
    ids = [match.opening for match in matches.all()]
    assert len(ids) == len(set(ids))
    for group in (matches.now, matches.one_away, matches.further):
        covered = [match.coverage.claimed for match in group]
        assert covered == sorted(covered, reverse=True)
    for opening in asked:
        match = matching.match(passport, opening.id, today=TODAY)
        assert (opening.id in ids) == (match.coverage.claimed >= matching.thresholds.shown)
        if match.reach is Reach.NOW:
            assert not match.must_missing


@settings(max_examples=60, deadline=None)
@given(passports, openings)
def test_the_order_in_which_things_are_given_changes_nothing(passport, asked):
    forwards = matcher(LANGUAGE, asked).openings_for(passport, today=TODAY)
    turned = Passport(tuple(reversed(passport.skills)))
    backwards = matcher(LANGUAGE, list(reversed(asked))).openings_for(turned, today=TODAY)
    assert [match.opening for match in forwards.all()] == [match.opening for match in backwards.all()]
    assert [match.coverage for match in forwards.all()] == [match.coverage for match in backwards.all()]
