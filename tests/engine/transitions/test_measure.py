# SPDX-License-Identifier: EUPL-1.2
"""Usual steps: what makes a step more usual, and what must never matter."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from overstap.engine.skills.graph import build_graph
from overstap.engine.skills.onet import read_onet
from overstap.engine.skills.taxonomy import Demand, Importance, Occupation, Taxonomy, Words
from overstap.engine.transitions.covering import all_pairs_coverage
from overstap.engine.transitions.measure import PARTS, Grade, Steps, above_average, grade
from overstap.engine.transitions.size import destination_shares
from overstap.engine.transitions.soc import How, soc_unit
from overstap.engine.transitions.traits import Traits, isco_level, traits_of_onet, traits_of_taxonomy
from tests.engine.skills.onet_folder import CHEF, CLERK, COOK, onet_folder
from tests.engine.tiny import language


def town() -> Taxonomy:
    """Two cooks who do much the same, a clerk, a nurse, and work of which nothing is said."""
    base = language("cook serve plan type call nurse", relations="cook-serve")

    def occupation(name: str, isco: str, asks: str, text: str) -> Occupation:
        demands = tuple(Demand(skill, Importance.MUST) for skill in asks.split())
        return Occupation(name, {"en": Words(name, description=text)}, isco, demands)

    return replace(
        base,
        occupations=(
            occupation("cook", "5120", "cook serve", "Cooks prepare food in a kitchen."),
            occupation("chef", "3434", "cook serve plan", "Chefs prepare food and lead a kitchen."),
            occupation("waiter", "5131", "serve call", "Waiters bring food to guests."),
            occupation("clerk", "4110", "type call plan", "Clerks type letters and answer the telephone."),
            occupation("nurse", "2221", "nurse", "Nurses care for patients in a hospital."),
            occupation("blank", "", "", ""),
        ),
    )


@pytest.fixture
def steps() -> Steps:
    taxonomy = town()
    return Steps(traits_of_taxonomy(taxonomy, build_graph(taxonomy)))


def test_a_near_step_is_more_usual_than_a_far_one(steps: Steps) -> None:
    order = [steps.traits.ids[at] for at in steps.rank(0)]
    assert order[0] == "chef"
    assert "cook" not in order
    assert sorted(order) == ["blank", "chef", "clerk", "nurse", "waiter"]


def test_what_carries_over_goes_both_ways(steps: Steps) -> None:
    parts = steps.parts(0)
    assert parts["use"][1] == 1.0
    assert 0 < parts["fit"][1] < 1
    assert steps.parts(1)["fit"][0] == 1.0


def test_a_larger_destination_is_more_usual_all_else_equal(steps: Steps) -> None:
    even = destination_shares(np.ones(6))
    crowd = destination_shares(np.array([1.0, 1, 1, 1, 500, 1]))
    place = {name: list(steps.rank(0, shares)).index(4) for name, shares in (("even", even), ("crowd", crowd))}
    assert place["crowd"] < place["even"]


def test_lifts_are_around_the_average_step(steps: Steps) -> None:
    lifts = steps.lifts(0)
    assert lifts[0] == 0
    assert lifts[1:].mean() == pytest.approx(1.0)
    assert np.allclose(steps.matrix()[0], lifts)
    assert grade(lifts[1]) is not Grade.UNUSUAL


def test_the_parts_explain_the_score(steps: Steps) -> None:
    weighed = steps.weighed(0)
    assert set(weighed) == set(PARTS)
    brought = above_average(weighed, 0, 1)
    scores = steps.scores(0)
    assert sum(brought.values()) == pytest.approx(scores[1] - scores[1:].mean())


def test_work_of_which_nothing_is_known_is_neither_refused_nor_favoured(steps: Steps) -> None:
    assert np.isfinite(steps.scores(5)[:5]).all()
    assert grade(steps.lifts(0)[5]) is not Grade.USUAL


def test_the_order_of_the_occupations_does_not_matter() -> None:
    taxonomy = town()
    turned = replace(taxonomy, occupations=taxonomy.occupations[::-1])
    one = Steps(traits_of_taxonomy(taxonomy, build_graph(taxonomy))).scores(0)
    other = Steps(traits_of_taxonomy(turned, build_graph(turned))).scores(5)[::-1]
    assert np.allclose(one[1:], other[1:], atol=1e-4)


def test_one_occupation_alone_has_no_steps() -> None:
    taxonomy = replace(town(), occupations=town().occupations[:1])
    alone = Steps(traits_of_taxonomy(taxonomy, build_graph(taxonomy)))
    assert len(alone.rank(0)) == 0
    assert alone.lifts(0).tolist() == [0.0]


def test_all_pairs_are_what_one_pair_would_be() -> None:
    taxonomy = town()
    graph = build_graph(taxonomy)
    demands = traits_of_taxonomy(taxonomy, graph).demands
    every = all_pairs_coverage(demands, graph.similarity)
    for origin in range(5):
        best = graph.best(demands[[origin]].indices)
        weights = demands.toarray()
        total = weights.sum(axis=1)
        one = np.divide(weights @ best, total, out=np.zeros(6), where=total > 0)
        assert np.allclose(every[origin], one, atol=1e-6)


def test_skill_levels_of_isco() -> None:
    assert [isco_level(code) for code in ("1120", "1411", "3411", "9112", "0310")] == [4, 3, 3, 1, 1]
    assert np.isnan(isco_level(""))


def test_few_observations_are_shared_with_what_was_not_seen() -> None:
    shares = destination_shares(np.array([[4.0, 1, 0, 0], [0, 0, 0, 0]]))
    assert shares.sum(axis=1).tolist() == pytest.approx([1, 1])
    assert shares[0, 2] == shares[0, 3] > 0
    assert shares[0, 0] / shares[0, 1] > 4
    assert shares[1].tolist() == [0.25] * 4


# --- O*NET ----------------------------------------------------------------------------------------


@pytest.fixture
def onet_traits(tmp_path: Path) -> Traits:
    onet, _ = read_onet(onet_folder(tmp_path))
    return traits_of_onet(onet, build_graph(onet.taxonomy))


def test_onet_speaks_of_zones_and_interests(onet_traits: Traits) -> None:
    assert onet_traits.ids == (CHEF, COOK, CLERK)
    assert onet_traits.level.tolist() == [3, 2, 2]
    assert np.isnan(onet_traits.pay).all()
    assert np.isnan(onet_traits.interests[2]).all()
    steps = Steps(onet_traits)
    assert np.isfinite(steps.scores(0)[1:]).all()
    assert steps.rank(1)[0] == 0


def test_a_unit_is_the_mean_of_its_members(tmp_path: Path) -> None:
    onet, _ = read_onet(onet_folder(tmp_path))
    both = traits_of_onet(onet, build_graph(onet.taxonomy), {"35-0000": (CHEF, COOK), "43-4051": (CLERK,)})
    alone = traits_of_onet(onet, build_graph(onet.taxonomy))
    assert both.level.tolist() == [2.5, 2]
    assert np.allclose(both.demands.toarray()[0], alone.demands.toarray()[:2].mean(axis=0))
    assert np.allclose(both.interests[0], alone.interests[:2].mean(axis=0))


@pytest.mark.parametrize(
    ("code", "members", "how"),
    [
        ("35-1011.00", (CHEF,), How.EXACT),
        ("35-1011", (CHEF,), How.EXACT),
        ("35-1010", (CHEF,), How.GROUP),
        ("35-2000", (COOK,), How.GROUP),
        ("35-2099", (COOK,), How.NEIGHBOURS),
        ("39-9020", (), How.EXACT),
        ("cook", (), How.EXACT),
    ],
)
def test_codes_of_statistics(code: str, members: tuple[str, ...], how: How) -> None:
    found = soc_unit(code, (COOK, CHEF, CLERK))
    assert (found.members, found.how) == (members, how)


def test_a_code_of_the_edition_of_2010() -> None:
    assert soc_unit("15-1133", ("15-1251.00", "15-1252.00")).members == ("15-1252.00",)
