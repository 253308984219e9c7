# SPDX-License-Identifier: EUPL-1.2
"""Columns that keep each value once read as what they were made of."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from overstap.engine.coded import AT_A_TIME, Coded, CodedRows, combinations, joined

CELLS = st.lists(st.one_of(st.none(), st.integers(0, 3), st.sampled_from(["a", "b"])), max_size=12)


def coded(values: Sequence[object], codes: Sequence[int]) -> Coded:
    return Coded(values, np.array(codes, dtype=np.int32))


@given(CELLS)
def test_a_column_holds_the_cells_it_was_made_of_and_each_value_once(cells: list[object]) -> None:
    column = Coded.of(cells)
    assert column.cells() == cells
    assert len(column.values) == len(set(cells))


@given(CELLS, CELLS)
def test_what_follows_stands_after_it(first: list[object], second: list[object]) -> None:
    assert Coded.of(first).followed_by(Coded.of(second)).cells() == first + second


def test_values_that_cannot_be_compared_are_kept_all() -> None:
    assert Coded.of([["a"], ["a"]]).cells() == [["a"], ["a"]]


def test_a_plain_column_has_no_value_twice_and_none_that_is_not_used() -> None:
    plain = coded(["b", "a", "b", "c"], [2, 1, 0, 1]).plain()
    assert (sorted(map(str, plain.values)), plain.cells()) == (["a", "b"], ["b", "a", "b", "a"])


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from("xyz"), st.booleans()), min_size=1, max_size=30))
def test_rows_are_the_same_together_when_each_of_their_cells_is(rows: list[tuple[int, str, bool]]) -> None:
    columns = [Coded.of(cells) for cells in zip(*rows, strict=True)]
    numbers = joined(columns).tolist()
    assert len(set(numbers)) == len(set(zip(numbers, rows, strict=True))) == len(set(rows))
    found, codes = combinations(columns)
    assert [rows[found[code]] for code in codes] == rows
    assert len(found) == len(set(rows))


def test_columns_whose_numbers_outgrow_a_word_are_told_apart() -> None:
    wide = [Coded(range(2**31 - 1), np.array([at, 2**31 - 2], dtype=np.int32)) for at in (0, 5, 7)]
    assert len(set(joined([*wide, *wide]).tolist())) == 2
    same = [Coded(range(2**31 - 1), np.array([9, 9], dtype=np.int32)) for _ in range(5)]
    assert len(set(joined(same).tolist())) == 1


def test_a_table_reads_as_its_rows() -> None:
    number = AT_A_TIME + 3
    rows = [{"id": at, "kind": "even" if at % 2 == 0 else "odd"} for at in range(number)]
    table = CodedRows.of(rows)
    assert (len(table), table[number - 1], table[-1]) == (number, rows[-1], rows[-1])
    assert list(islice(table, AT_A_TIME - 1, None)) == rows[AT_A_TIME - 1 :]
    assert table == tuple(rows)
    assert tuple(rows) == table
    assert table[5:7] == rows[5:7]
    assert table != rows[:-1]
    assert table != [*rows[:-1], {"id": 0, "kind": "even"}]


def test_tables_follow_each_other_when_they_have_the_same_columns() -> None:
    one, other = CodedRows.of([{"a": 1}]), CodedRows.of([{"a": 2}])
    assert one + other == [{"a": 1}, {"a": 2}]
    assert CodedRows({}) + other == other + CodedRows({}) == [{"a": 2}]
    with pytest.raises(ValueError, match="other columns"):
        one + CodedRows.of([{"b": 1}])
    with pytest.raises(ValueError, match="same number"):
        CodedRows({"a": Coded.of([1]), "b": Coded.of([1, 2])})
