# SPDX-License-Identifier: EUPL-1.2
"""Tables as Parquet: from what was unpacked to typed values, and back to bytes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import polars as pl
from polars.exceptions import PanicException, PolarsError

from overstap.engine.pack import wording
from overstap.engine.pack.content import Content, Values, check_header, check_typed
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


def check_frame(
    frame: pl.DataFrame, table: Table, languages: tuple[str, ...], file: str, findings: Findings
) -> Content:
    """The columns of the table in `frame`, as it was read from a Parquet file."""
    present = check_header(frame.columns, table, languages, file, findings)
    columns: dict[str, Values] = {}
    for column in columns_of(table, languages):
        if column.name in present:
            values = _values(column, frame.get_column(column.name), file, findings)
            if values is not None:
                columns[column.name] = values
        elif not column.field.required:
            columns[column.name] = [column.missing] * frame.height
    return Content(table, file, columns, frame.height)


def _values(column: Column, series: pl.Series, file: str, findings: Findings) -> Values | None:
    kind = column.field.type
    try:
        fitting = _fit(series, kind)
        values: Values | None = None if fitting is None else fitting.to_list()
    except (PolarsError, PanicException, ValueError, OverflowError):
        values = None
    if values is None:
        findings.add(wording.wrong_column_type(str(series.dtype), kind), file, HEADER_ROW, column.name)
        return None
    if kind == "list":
        values = [() if items is None else tuple(items) for items in values]  # type: ignore[arg-type]
    check_typed(column, values, file, findings)
    return values


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


def write_parquet(columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> bytes:
    """The table as bytes; the same rows give the same bytes."""
    schema = {column.name: _TYPES[column.field.type] for column in columns}
    by_column = list(zip(*rows, strict=True)) or [()] * len(columns)
    frame = pl.DataFrame(
        {
            column.name: pl.Series(column.name, list(values), dtype=schema[column.name], strict=False)
            for column, values in zip(columns, by_column, strict=True)
        },
        schema=schema,
    )
    data = io.BytesIO()
    frame.write_parquet(data, compression="zstd", compression_level=3, statistics=True)
    return data.getvalue()
