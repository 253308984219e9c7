# SPDX-License-Identifier: EUPL-1.2
"""The folder of a batch: whole at any moment, and never a mixture."""

from __future__ import annotations

from pathlib import Path

import msgspec
import polars as pl
import pytest

from overstap.engine.batch import plan as plans
from overstap.engine.problems import InputRefused

ROWS = pl.DataFrame({"person": [f"p{one}" for one in range(5)]})


def made(folder: Path) -> plans.Plan:
    place = plans.begin_preparing(folder)
    parts = plans.write_parts(place, plans.in_parts(ROWS, 2))
    return plans.finish_preparing(folder, "match", {"top": 3}, {"people": "x"}, "files", parts)


def test_a_plan_is_found_again_and_its_parts_hold_all_rows(tmp_path):
    plan = made(tmp_path)
    assert plans.find_plan(tmp_path) == plan
    assert plans.plan_for(tmp_path, plan.digest) == plan
    read = [plans.read_part(tmp_path, plan, number) for number in range(3)]
    assert pl.concat(read).equals(ROWS)


def test_the_same_makes_the_same_plan_wherever_it_stands(tmp_path):
    assert made(tmp_path / "one").digest == made(tmp_path / "two").digest


def test_what_was_never_finished_being_prepared_is_begun_anew(tmp_path):
    (plans.begin_preparing(tmp_path) / "half").write_text("")
    assert plans.find_plan(tmp_path) is None
    made(tmp_path)
    assert not (tmp_path / plans.INPUT / "half").exists()


def test_a_folder_with_something_else_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("")
    with pytest.raises(InputRefused, match="holds no batch"):
        plans.find_plan(tmp_path)


@pytest.mark.parametrize("content", [b"", b"{", b'{"format": 1}'])
def test_a_plan_that_cannot_be_read_is_refused(tmp_path, content):
    made(tmp_path)
    (tmp_path / plans.PLAN).write_bytes(content)
    with pytest.raises(InputRefused, match=r"plan\.json"):
        plans.find_plan(tmp_path)


def test_a_folder_that_is_not_the_one_that_was_meant_is_refused(tmp_path):
    plan = made(tmp_path / "here")
    for place, digest in ((tmp_path / "elsewhere", plan.digest), (tmp_path / "here", "0" * 64)):
        with pytest.raises(InputRefused, match="all of them share"):
            plans.plan_for(place, digest)


def test_other_versions_are_refused_by_name(tmp_path):
    plan = made(tmp_path)
    older = msgspec.structs.replace(plan, made_with={**plan.made_with, "numpy": "1.0"})
    with pytest.raises(InputRefused, match="numpy") as told:
        plans.refuse_other_versions(older)
    assert len(told.value.problems) == 1


def test_other_options_work_and_inputs_are_refused_by_name(tmp_path):
    plan = made(tmp_path)
    plans.refuse_other_work(plan, "match", {"top": 3})
    plans.refuse_other_inputs(plan, {"people": "x"})
    with pytest.raises(InputRefused, match="--top"):
        plans.refuse_other_work(plan, "match", {"top": 4})
    with pytest.raises(InputRefused, match="work to do"):
        plans.refuse_other_work(plan, "transitions", {"top": 3})
    with pytest.raises(InputRefused, match="people"):
        plans.refuse_other_inputs(plan, {"people": "y"})


def test_a_part_whose_rows_changed_is_refused(tmp_path):
    plan = made(tmp_path)
    file = tmp_path / plans.INPUT / plans.part_name(1)
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(InputRefused, match="missing or damaged"):
        plans.read_part(tmp_path, plan, 1)


def test_an_answer_counts_only_when_it_is_what_its_receipt_says(tmp_path):
    plan = made(tmp_path)
    for number in range(3):
        plans.write_answer(tmp_path, plan, number, ROWS.head(number))
    (tmp_path / plans.ANSWERS / plans.part_name(0)).unlink()
    file = tmp_path / plans.ANSWERS / plans.part_name(2)
    content = bytearray(file.read_bytes())
    content[20] ^= 1
    file.write_bytes(content)
    done, damaged = plans.receipts_of(tmp_path, plan)
    assert (list(done), damaged) == ([1], (0, 2))


def test_receipts_of_another_plan_do_not_count(tmp_path):
    plan = made(tmp_path)
    plans.write_answer(tmp_path, plan, 0, ROWS)
    other = msgspec.structs.replace(plan, options={"top": 4})
    assert plans.receipts_of(tmp_path, other) == ({}, ())


def test_what_a_killed_process_left_is_swept(tmp_path):
    plan = made(tmp_path)
    plans.write_answer(tmp_path, plan, 0, ROWS)
    left = tmp_path / plans.ANSWERS / ".abc.part"
    left.write_text("half")
    plans.sweep(tmp_path)
    assert not left.exists()
    assert list(plans.receipts_of(tmp_path, plan)[0]) == [0]
