# SPDX-License-Identifier: EUPL-1.2
"""Large tables in little memory: columns that keep each value once, and a number per row that says which.

Fourteen million demands hold fourteen thousand skills and three degrees of importance. Kept once each, what
must be done to a value (checked, translated, written down) is done once, and the rows cost four bytes a cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.int32]
Row = Mapping[str, object]

AT_A_TIME = 16_384
"""Rows that are written out at once."""


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """A column: row `i` holds `values[codes[i]]`. A value may stand in `values` twice, or be used by no row."""

    values: Sequence[object]
    codes: Codes

    @classmethod
    def of(cls, cells: Sequence[object]) -> Coded:
        """The column with these cells; each value is kept once, those that cannot be compared every time."""
        places: dict[object, int] = {}
        try:
            codes = [places.setdefault(cell, len(places)) for cell in cells]
        except TypeError:
            return cls(cells, np.arange(len(cells), dtype=np.int32))
        return cls(list(places), np.array(codes, dtype=np.int32))

    @classmethod
    def same(cls, value: object, size: int) -> Coded:
        """A column of `size` rows that all hold one value."""
        return cls([value], np.zeros(size, dtype=np.int32))

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, row: int) -> object:
        return self.values[int(self.codes[row])]

    def cells(self, start: int = 0, stop: int | None = None) -> list[object]:
        """What stands in the rows from `start` until `stop`."""
        return list(map(self.values.__getitem__, self.codes[start:stop].tolist()))

    def each(self, change: Callable[[object], object]) -> Coded:
        """The column with every value changed."""
        return Coded(list(map(change, self.values)), self.codes)

    def followed_by(self, after: Coded) -> Coded:
        """The cells of this column, then those of another."""
        shifted = after.codes + np.int32(len(self.values))
        return Coded([*self.values, *after.values], np.concatenate((self.codes, shifted)))

    def plain(self) -> Coded:
        """The same column without values that no row uses, each value once (where values can be compared)."""
        used = np.flatnonzero(np.bincount(self.codes, minlength=len(self.values)))
        kept = Coded.of([self.values[one] for one in used.tolist()])
        if len(kept.values) == len(self.values):
            return self
        code = np.zeros(len(self.values), dtype=np.int32)
        code[used] = kept.codes
        return Coded(kept.values, code[self.codes])

    def rows_with(self, values: npt.NDArray[np.bool_]) -> list[int]:
        """The rows whose value is marked in `values`, which has a mark for every one of `self.values`."""
        return np.flatnonzero(values[self.codes]).tolist() if values.any() else []


def joined(columns: Sequence[Coded]) -> npt.NDArray[np.int64]:
    """A number for every row: the same where all the columns hold the same codes, else another."""
    numbers = columns[0].codes.astype(np.int64)
    highest = len(columns[0].values)
    for column in columns[1:]:
        if highest * len(column.values) >= 2**63:
            numbers = np.unique(numbers, return_inverse=True)[1].astype(np.int64)
            highest = len(numbers)
        numbers = numbers * len(column.values) + column.codes
        highest *= len(column.values)
    return numbers


def combinations(columns: Sequence[Coded]) -> tuple[npt.NDArray[np.int64], Codes]:
    """What occurs together in several columns: a row where each combination stands, and which one each row
    holds.
    """
    if len(columns) == 1:
        columns = [columns[0].plain()]
    _, rows, codes = np.unique(joined(columns), return_index=True, return_inverse=True)
    return rows, codes.astype(np.int32)


class CodedRows(Sequence[Row]):
    """A table of coded columns that reads as a sequence of rows, each made when it is asked for."""

    def __init__(self, columns: Mapping[str, Coded]) -> None:
        self.columns = dict(columns)
        self._size = len(next(iter(self.columns.values()), ()))
        if any(len(column) != self._size for column in self.columns.values()):
            raise ValueError("the columns of a table have the same number of rows")

    @classmethod
    def of(cls, rows: Sequence[Row]) -> CodedRows:
        """A table of rows that all have the same columns."""
        if isinstance(rows, CodedRows):
            return rows
        return cls({name: Coded.of([row[name] for row in rows]) for name in (rows[0] if rows else ())})

    def __add__(self, after: CodedRows) -> CodedRows:
        """These rows, then those of another table with the same columns; either may have no rows at all."""
        if not self or not after:
            return self or after
        if self.columns.keys() != after.columns.keys():
            raise ValueError("tables with other columns cannot follow each other")
        return CodedRows(
            {name: column.followed_by(after.columns[name]) for name, column in self.columns.items()}
        )

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[Row]:
        for start in range(0, self._size, AT_A_TIME):
            yield from self._rows(start, min(start + AT_A_TIME, self._size))

    def _rows(self, start: int, stop: int) -> Iterator[Row]:
        names = tuple(self.columns)
        cells = (column.cells(start, stop) for column in self.columns.values())
        return (dict(zip(names, row, strict=True)) for row in zip(*cells, strict=True))

    @overload
    def __getitem__(self, at: int) -> Row: ...

    @overload
    def __getitem__(self, at: slice) -> CodedRows: ...

    def __getitem__(self, at: int | slice) -> Row | CodedRows:
        if isinstance(at, slice):
            return CodedRows({name: Coded(one.values, one.codes[at]) for name, one in self.columns.items()})
        return {name: column[at] for name, column in self.columns.items()}

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"CodedRows({len(self)} rows of {', '.join(self.columns)})"
