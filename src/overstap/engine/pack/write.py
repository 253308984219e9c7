# SPDX-License-Identifier: EUPL-1.2
"""Writes a region pack; what is written reads back as the same pack."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from overstap.engine.pack import wording
from overstap.engine.pack.container import DESCRIPTOR, Limits, is_too_dense
from overstap.engine.pack.content import Content, check_typed
from overstap.engine.pack.csvtable import write_csv
from overstap.engine.pack.describe import FORMATS, make_descriptor
from overstap.engine.pack.descriptor import read_descriptor
from overstap.engine.pack.findings import HEADER_ROW, Findings
from overstap.engine.pack.model import Pack, Row, columns_of
from overstap.engine.pack.read import check_relations
from overstap.engine.pack.schema import TABLE_BY_NAME, TABLES, Table

Format = Literal["csv", "parquet"]

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment a zip file knows; the bytes may not depend on the clock
_ORDINARY_FILE = 0o100644 << 16


def write_pack(pack: Pack, path: Path | str, *, format: Format = "csv") -> None:
    """Writes `pack` to a folder, or to a zip file when `path` ends in `.zip`.

    The same pack gives the same bytes (with the same versions of the libraries). The pack is checked
    first, as `read_pack` does; raises `overstap.engine.problems.InputRefused` with everything that is
    wrong, before anything is written. An existing pack is replaced; files beside its tables stay. A
    folder with anything else in it is refused.
    """
    path = Path(path)
    check_pack(pack)
    refuse_unless_free(path)
    files = _files(pack, format)
    try:
        if path.suffix.lower() == ".zip":
            _write_zip(path, files)
        else:
            _write_folder(path, files)
    except OSError as error:
        findings = Findings()
        findings.add(wording.cannot_write(error.strerror or type(error).__name__), path.name)
        findings.refuse_if_any()


def check_pack(pack: Pack) -> None:
    """Raises `InputRefused` with everything that is wrong with a pack in memory."""
    findings = Findings()
    findings.order([DESCRIPTOR, *TABLE_BY_NAME])
    _check_descriptor(pack, findings)
    contents = {table.name: _content(pack, table, findings) for table in TABLES}
    for name in pack.tables:
        if name not in TABLE_BY_NAME:
            findings.add(wording.unknown_table(name, tuple(TABLE_BY_NAME)), name)
    # Values of a wrong type cannot be compared with each other.
    findings.refuse_if_any()
    read = dict[str, Content | None](contents)
    for content in contents.values():
        check_relations(content, read, pack.languages, findings)
    findings.refuse_if_any()


def _check_descriptor(pack: Pack, findings: Findings) -> None:
    for property_name, texts in (("title", pack.title), ("description", pack.description)):
        if not isinstance(texts, Mapping) or not set(texts) <= set(pack.languages):
            fault = wording.wrong_kind("een tekst per taal van het pakket", "a text per language of the pack")
            findings.add(fault, DESCRIPTOR, None, property_name, str(texts))
            return
    described = Pack(pack.name, pack.title, pack.version, pack.languages, pack.licence, pack.description, {})
    data = make_descriptor(described, "csv")
    names = [f"{table.name}.csv" for table in TABLES]
    read_descriptor(_Memory({DESCRIPTOR: data} | dict.fromkeys(names, b"")), findings)


class _Memory:
    """Files that are not written yet."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self.sizes = {name: len(data) for name, data in files.items()}

    def read(self, name: str, findings: Findings) -> bytes | None:
        """The bytes of a file."""
        del findings  # reading memory does not fail
        return self._files[name]

    def close(self) -> None:
        """Nothing is held open."""


def _content(pack: Pack, table: Table, findings: Findings) -> Content:
    columns = columns_of(table, pack.languages)
    names = {column.name for column in columns}
    rows = pack.tables[table.name]
    for name in sorted({key for row in rows if row.keys() != names for key in row.keys() - names}):
        findings.add(wording.unknown_column(name, tuple(names)), table.name, HEADER_ROW, name)
    values = {column.name: [row.get(column.name, column.missing) for row in rows] for column in columns}
    for column in columns:
        check_typed(column, values[column.name], table.name, findings)
    return Content(table, table.name, values, len(rows))


def refuse_unless_free(path: Path) -> None:
    """Raises `InputRefused` when something stands at `path` that is no pack."""
    findings = Findings()
    if path.suffix.lower() == ".zip":
        free = not path.exists() or (path.is_file() and zipfile.is_zipfile(path))
    else:
        free = not path.exists() or (
            path.is_dir() and ((path / DESCRIPTOR).is_file() or not any(path.iterdir()))
        )
    if not free:
        findings.add(wording.occupied(), path.name)
    findings.refuse_if_any()


def _files(pack: Pack, format: Format) -> dict[str, bytes]:
    """The bytes of each file by name, `datapackage.json` last."""
    suffix = next(suffix for suffix, known in FORMATS.items() if known == format)
    files = {table.name + suffix: _table_bytes(pack, table, format) for table in TABLES}
    return files | {DESCRIPTOR: make_descriptor(pack, format)}


def _table_bytes(pack: Pack, table: Table, format: Format) -> bytes:
    columns = columns_of(table, pack.languages)
    names = [column.name for column in columns]
    rows: list[Row] = list(pack.tables[table.name])
    cells = ([row[name] for name in names] for row in rows)
    if format == "csv":
        return write_csv(columns, cells)
    # Polars takes longer to load than a whole pack of CSV to write.
    from overstap.engine.pack.parquettable import write_parquet

    return write_parquet(columns, cells)


def _write_zip(path: Path, files: Mapping[str, bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", delete=False) as stream:
        scratch = Path(stream.name)
        try:
            with zipfile.ZipFile(stream, "w") as archive:
                for name, data in files.items():
                    _add(archive, name, data)
        except BaseException:
            scratch.unlink()
            raise
    scratch.chmod(0o644)
    scratch.replace(path)


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    member = zipfile.ZipInfo(name, _EARLIEST)
    member.external_attr = _ORDINARY_FILE
    member.create_system = 3  # Unix, on every system
    member.compress_type = zipfile.ZIP_DEFLATED
    limits = Limits()
    # Tables that repeat themselves endlessly would look like a zip bomb to the reader.
    if len(data) > limits.dense_from and is_too_dense(len(data), _packed_size(data), limits):
        member.compress_type = zipfile.ZIP_STORED
    archive.writestr(member, data, compresslevel=6)


def _packed_size(data: bytes) -> int:
    return len(zlib.compress(data, 6))


def _write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Writes beside the target first, so that a full disk leaves the old pack whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}-"))
    try:
        for name, data in files.items():
            (scratch / name).write_bytes(data)
        if not path.exists():
            scratch.chmod(0o755)
            scratch.rename(path)
            return
        for name in files:
            (scratch / name).replace(path / name)
        for table in TABLES:
            for suffix in FORMATS:
                if table.name + suffix not in files:
                    (path / f"{table.name}{suffix}").unlink(missing_ok=True)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
