# SPDX-License-Identifier: EUPL-1.2
"""Tables as Parquet: from what was unpacked to typed values, and back to bytes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl
from polars.exceptions import PanicException, PolarsError

from overstap.engine.coded import Coded, CodedRows
from overstap.engine.pack import wording
from overstap.engine.pack.content import Content, check_header, check_typed
from overstap.engine.pack.findings import HEADER_ROW, Findings
from overstap.engine.pack.model import Column, columns_of
from overstap.engine.pack.schema import Table

_TYPES: dict[str, pl.DataType] = {
    "string": pl.String(),
    "text": pl.String(),
    "integer": pl.Int64(),
    "number": pl.Float64(),
    "boolean": pl.Boolean(),
    "date": pl.Date(),
    "list": pl.List(pl.String()),
}
_ROW_GROUP = 500_000
"""Rows that a reader of the file gets at once."""


def check_frame(
    frame: pl.LazyFrame, table: Table, languages: tuple[str, ...], file: str, findings: Findings
) -> Content:
    """The columns of the table in `frame`, which a Parquet file was unpacked to; read one by one."""
    schema = frame.collect_schema()
    size = int(frame.select(pl.len()).collect().item())
    present = check_header(schema.names(), table, languages, file, findings)
    columns: dict[str, Coded] = {}
    for column in columns_of(table, languages):
        if column.name in present:
            values = _values(column, frame.select(column.name).collect().to_series(), file, findings)
            if values is not None:
                columns[column.name] = values
        elif not column.field.required:
            columns[column.name] = Coded.same(column.missing, size)
    return Content(table, file, columns, size)


def _values(column: Column, series: pl.Series, file: str, findings: Findings) -> Coded | None:
    kind = column.field.type
    try:
        fitting = _fit(series, kind)
        values = None if fitting is None else _coded(fitting)
    except (PolarsError, PanicException, ValueError, OverflowError):
        values = None
    if values is None:
        findings.add(wording.wrong_column_type(str(series.dtype), kind), file, HEADER_ROW, column.name)
        return None
    check_typed(column, values, file, findings)
    return values


def _coded(series: pl.Series) -> Coded:
    """Each value once, and which one each row holds."""
    if isinstance(series.dtype, pl.List):
        return Coded.of([() if items is None else tuple(items) for items in series.to_list()])
    if series.dtype != pl.String:
        return Coded.of(series.to_list())
    found = series.drop_nulls().unique(maintain_order=True)
    # The numbers of an Enum are the places of its words.
    numbers = series.cast(pl.Enum(found)).to_physical().cast(pl.Int32)
    values: list[object] = found.to_list()
    if numbers.null_count():
        numbers = numbers.fill_null(len(values))
        values.append(None)
    return Coded(values, numbers.to_numpy())


def _fit(series: pl.Series, kind: str) -> pl.Series | None:
    """`series` in the type wanted, or `None` when that would change what it says."""
    dtype = series.dtype
    if dtype == pl.Null:
        return series.cast(_TYPES[kind])
    if kind in ("string", "text"):
        if dtype not in (pl.String, pl.Categorical, pl.Enum):
            return None
        text = series.cast(pl.String).str.replace_all("\r\n", "\n", literal=True)
        # An empty text is how some writers say that nothing was given.
        return text.set(text == "", None)
    if kind == "integer":
        return series.cast(pl.Int64) if dtype.is_integer() else None
    if kind == "number":
        return series.cast(pl.Float64) if dtype.is_numeric() else None
    return series if dtype == _TYPES[kind] else None


def write_parquet(columns: Sequence[Column], rows: CodedRows, path: Path) -> None:
    """The table as a file, some rows at a time; the same rows give the same bytes."""
    numbers = pl.DataFrame({column.name: rows.columns[column.name].codes for column in columns})
    numbers.lazy().select(_spelled(column, rows.columns[column.name]) for column in columns).sink_parquet(
        path,
        compression="zstd",
        compression_level=3,
        statistics=True,
        row_group_size=_ROW_GROUP,
        engine="streaming",
    )


def _spelled(column: Column, cells: Coded) -> pl.Expr:
    """The values of a column instead of their numbers."""
    dtype = _TYPES[column.field.type]
    values = pl.Series(column.name, list(cells.values), dtype=dtype, strict=False)
    return pl.col(column.name).map_batches(values.gather, return_dtype=dtype, is_elementwise=True)
