# SPDX-License-Identifier: EUPL-1.2
"""The measure of usual steps is measured fairly: no move helps to find itself."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from overstap.engine.evaluate.move_files import read_moves
from overstap.engine.evaluate.transitions import evaluate_transitions, place_moves
from overstap.engine.problems import InputRefused
from overstap.engine.skills.graph import build_graph
from overstap.engine.transitions.measure import Steps
from overstap.engine.transitions.traits import traits_of_taxonomy
from tests.engine.transitions.test_measure import town


def written(folder: Path, text: str) -> Path:
    file = folder / "moves.csv"
    file.write_text(text)
    return file


def test_pairs_are_added_up_and_stays_left_out(tmp_path: Path) -> None:
    moves = read_moves(written(tmp_path, "origin,destination,count\na,b,2\na,b,1.5\na,a,9\nb,a,0\n"))
    assert (moves.counts, moves.stays, moves.careers) == ({("a", "b"): 3.5}, 9.0, False)


def test_without_a_count_every_row_is_one_move(tmp_path: Path) -> None:
    assert read_moves(written(tmp_path, "origin,destination\na,b\na,b\n")).counts == {("a", "b"): 2.0}


def test_careers_become_moves_of_known_jobs_in_a_row_of_one_person(tmp_path: Path) -> None:
    jobs = "resume_id,matched_code\n1,a\n1,b\n1,unknown\n1,c\n1,c\n1,a\n2,b\n2,a\n"
    moves = read_moves(written(tmp_path, jobs))
    assert moves.counts == {("a", "b"): 1, ("c", "a"): 1, ("b", "a"): 1}
    assert (moves.stays, moves.careers) == (1, True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("from,to\na,b\n", "neither the columns origin and destination"),
        ("origin,destination,count\na,,1\n", "row 2, column destination: the cell is empty"),
        ("origin,destination,count\na,b,many\n", "row 2, column count: “many” is not a number"),
        ("origin,destination,count\na,b,-1\n", "row 2, column count"),
        ("origin,destination,count\na,a,1\n", "holds no moves"),
    ],
)
def test_a_wrong_file_is_refused_with_the_place(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(InputRefused) as refused:
        read_moves(written(tmp_path, text))
    assert said in refused.value.text()


def test_unknown_occupations_are_counted_and_named(tmp_path: Path) -> None:
    moves = read_moves(written(tmp_path, "origin,destination,count\na,b,2\na,x,3\ny,x,1\n"))
    placed = place_moves(moves, {"a": 0, "b": 1}, 2)
    assert (dict(placed.unknown), placed.left_out, placed.counts.sum()) == ({"x": 4, "y": 1}, 4, 2)
    with pytest.raises(InputRefused, match="no move has two occupations that are known"):
        place_moves(moves, {}, 0)


@pytest.fixture
def steps() -> Steps:
    taxonomy = town()
    return Steps(traits_of_taxonomy(taxonomy, build_graph(taxonomy)))


def test_the_moves_that_are_to_be_found_say_nothing_about_size(tmp_path: Path, steps: Steps) -> None:
    """A destination known from one origin alone stands, for that origin, among those never seen."""
    rows = "origin,destination,count\ncook,nurse,90\nclerk,waiter,2\nnurse,waiter,1\n"
    index = steps_index(steps)
    placed = place_moves(read_moves(written(tmp_path, rows)), index, 6)
    found = evaluate_transitions(placed, steps)
    # For the cook: waiter (3), then chef, clerk and nurse (0, in their order): the nurse is fourth.
    ranks = np.array([1 / 4] * 90 + [1 / 2] * 2 + [1.0])
    assert found.size.mrr == pytest.approx(_expected_size_mrr(ranks))
    assert (found.moves, found.pairs, found.origins, found.candidates) == (93, 3, 3, 6)


def _expected_size_mrr(cook_clerk_nurse: np.ndarray) -> float:
    # For the clerk nurse (90) comes before waiter (1); for the nurse waiter (2) comes first.
    return float(cook_clerk_nurse.mean())


def test_figures_weigh_by_count_and_origins_count_alike(tmp_path: Path, steps: Steps) -> None:
    rows = "origin,destination,count\ncook,chef,9\nclerk,nurse,1\n"
    found = evaluate_transitions(place_moves(read_moves(written(tmp_path, rows)), steps_index(steps), 6), steps)
    assert found.product.mrr > 0.9
    assert found.product.recall[10] == found.product.by_origin == 1.0
    plain = found.as_dict()
    assert set(plain["product"]) == {  # type: ignore[arg-type]
        "mrr",
        "recall_at_10",
        "recall_at_50",
        "recall_at_100",
        "recall_at_10_by_origin",
    }


def steps_index(steps: Steps) -> dict[str, int]:
    return {name: at for at, name in enumerate(steps.traits.ids)}
