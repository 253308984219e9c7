# SPDX-License-Identifier: EUPL-1.2
"""What the skill graph promises."""

import math

import numpy as np
import pytest

from overstap.engine.skills.graph import GraphSettings, SkillGraph, build_graph
from tests.engine.tiny import language


def similarity(graph: SkillGraph, held: int, asked: int) -> float:
    return float(graph.similarity[held, asked])


def test_only_the_same_skill_is_exactly_as_good():
    graph = build_graph(language("a b c", relations="a<b a-b b-c", groups="g:a,b,c"))
    dense = graph.similarity.toarray()
    assert (np.diag(dense) == 1).all()
    assert (dense[~np.eye(3, dtype=bool)] < 1).all()


def test_narrower_meets_the_broader_demand_better_than_the_reverse():
    graph = build_graph(language("narrow broad", relations="narrow<broad"))
    assert similarity(graph, 0, 1) == pytest.approx(0.85)
    assert similarity(graph, 1, 0) == pytest.approx(0.50)


def test_each_further_step_of_the_hierarchy_counts_less():
    graph = build_graph(language("a b c d", relations="a<b b<c c<d"))
    assert similarity(graph, 0, 2) == pytest.approx(0.85**2)
    assert similarity(graph, 2, 0) == pytest.approx(0.50**2)
    assert similarity(graph, 0, 3) == 0


def test_related_counts_the_same_both_ways():
    graph = build_graph(language("a b", relations="a-b"))
    assert similarity(graph, 0, 1) == similarity(graph, 1, 0) == pytest.approx(0.45)


def test_several_reasons_add_up_as_independent_evidence():
    taxonomy = language("a b", relations="a-b", groups="g:a,b")
    group = 0.35 * (1 - math.log(2) / math.log(3))
    assert similarity(build_graph(taxonomy), 0, 1) == pytest.approx(1 - (1 - 0.45) * (1 - group))


def test_used_together_is_the_cosine_over_occupations():
    occupations = {"o1": "a! b!", "o2": "a! b!", "o3": "a! c!", "o4": "b!"}
    graph = build_graph(language("a b c", occupations=occupations))
    assert similarity(graph, 0, 1) == pytest.approx(0.40 * 2 / 3)


def test_one_shared_occupation_is_chance():
    graph = build_graph(language("a b", occupations={"o1": "a! b!"}))
    assert similarity(graph, 0, 1) == 0


def test_a_smaller_group_says_more():
    names = [f"s{i}" for i in range(12)]
    taxonomy = language(" ".join(names), groups="small:s0,s1 large:" + ",".join(names[2:]))
    graph = build_graph(taxonomy, GraphSettings(floor=0.0))
    assert similarity(graph, 0, 1) > similarity(graph, 2, 3) > 0


def test_at_most_so_many_neighbours_both_ways():
    names = [f"s{i}" for i in range(30)]
    pairs = " ".join(f"{a}-{b}" for i, a in enumerate(names) for b in names[i + 1 :])
    graph = build_graph(language(" ".join(names), relations=pairs), GraphSettings(neighbours=5))
    off_diagonal = graph.similarity.toarray() - np.eye(30)
    assert (np.count_nonzero(off_diagonal, axis=0) <= 5).all()
    assert (np.count_nonzero(off_diagonal, axis=1) <= 5).all()


def test_information_is_one_for_what_nobody_asks_and_nothing_for_what_everybody_asks():
    occupations = {"o1": "a! b!", "o2": "a!", "o3": "a!"}
    graph = build_graph(language("a b c", occupations=occupations))
    assert graph.information[0] == pytest.approx(0)
    assert graph.information[2] == pytest.approx(1)
    assert 0 < graph.information[1] < 1


def test_nearest_names_the_held_skill_that_comes_nearest():
    graph = build_graph(language("a b c", relations="a<c b-c"))
    assert graph.nearest([1, 0], 2) == (0, pytest.approx(0.85))
    assert graph.nearest([], 2) is None
    assert build_graph(language("a b")).nearest([0], 1) is None


def test_stored_and_read_back_is_the_same_graph():
    graph = build_graph(language("a b c", relations="a<b b-c"))
    again = SkillGraph.from_arrays(graph.to_arrays())
    assert (again.similarity != graph.similarity).nnz == 0
    assert (again.information == graph.information).all()
