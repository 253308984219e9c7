# SPDX-License-Identifier: EUPL-1.2
"""Writes a region pack; what is written reads back as the same pack."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from overstap.engine.coded import CodedRows
from overstap.engine.pack import wording
from overstap.engine.pack.container import DESCRIPTOR, Limits, is_too_dense
from overstap.engine.pack.content import Content, check_typed, coded_for
from overstap.engine.pack.csvtable import write_csv
from overstap.engine.pack.describe import FORMATS, make_descriptor
from overstap.engine.pack.descriptor import read_descriptor
from overstap.engine.pack.findings import HEADER_ROW, Findings
from overstap.engine.pack.model import Pack, columns_of
from overstap.engine.pack.read import check_relations
from overstap.engine.pack.schema import TABLE_BY_NAME, TABLES, Table

Format = Literal["csv", "parquet"]

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment a zip file knows; the bytes may not depend on the clock
_ORDINARY_FILE = 0o100644 << 16
_PIECE = 2**20


def write_pack(pack: Pack, path: Path | str, *, format: Format = "csv") -> None:
    """Writes `pack` to a folder, or to a zip file when `path` ends in `.zip`.

    The same pack gives the same bytes (with the same versions of the libraries). The pack is checked
    first, as `read_pack` does; raises `overstap.engine.problems.InputRefused` with everything that is
    wrong, before anything is written. An existing pack is replaced; files beside its tables stay. A
    folder with anything else in it is refused.
    """
    path = Path(path)
    tables = _checked(pack)
    refuse_unless_free(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Beside the target, so that a full disk leaves the old pack whole.
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}-") as folder:
            written = Path(folder, "pack")
            written.mkdir()
            files = _write_files(pack, tables, written, format)
            if path.suffix.lower() == ".zip":
                _move_into_zip(files, path)
            elif not path.exists():
                written.rename(path)
            else:
                _move_into_folder(files, path)
    except OSError as error:
        findings = Findings()
        findings.add(wording.cannot_write(error.strerror or type(error).__name__), path.name)
        findings.refuse_if_any()


def check_pack(pack: Pack) -> None:
    """Raises `InputRefused` with everything that is wrong with a pack in memory."""
    _checked(pack)


def _checked(pack: Pack) -> dict[str, CodedRows]:
    """The tables of a pack that is right."""
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
    return {name: content.rows() for name, content in contents.items()}


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
    if isinstance(rows, CodedRows):
        strange = rows.columns.keys() - names
        cells = {name: rows.columns[name].plain() for name in names}
    else:
        strange = {key for row in rows if row.keys() != names for key in row.keys() - names}
        cells = {
            column.name: coded_for(column, [row.get(column.name, column.missing) for row in rows])
            for column in columns
        }
    for name in sorted(strange):
        findings.add(wording.unknown_column(name, tuple(names)), table.name, HEADER_ROW, name)
    for column in columns:
        check_typed(column, cells[column.name], table.name, findings)
    return Content(table, table.name, {column.name: cells[column.name] for column in columns}, len(rows))


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


def _write_files(pack: Pack, tables: Mapping[str, CodedRows], folder: Path, format: Format) -> list[Path]:
    """All files of the pack, `datapackage.json` last."""
    if format == "csv":
        write = write_csv
    else:
        # Polars takes longer to load than a whole pack of CSV to write.
        from overstap.engine.pack.parquettable import write_parquet as write
    suffix = next(suffix for suffix, known in FORMATS.items() if known == format)
    files = []
    for table in TABLES:
        files.append(folder / f"{table.name}{suffix}")
        write(columns_of(table, pack.languages), tables[table.name], files[-1])
    files.append(folder / DESCRIPTOR)
    files[-1].write_bytes(make_descriptor(pack, format))
    return files


def _move_into_zip(files: Sequence[Path], path: Path) -> None:
    scratch = files[0].parent.with_name("zip")
    with zipfile.ZipFile(scratch, "w") as archive:
        for file in files:
            _add(archive, file)
    scratch.chmod(0o644)
    scratch.replace(path)


def _add(archive: zipfile.ZipFile, file: Path) -> None:
    member = zipfile.ZipInfo(file.name, _EARLIEST)
    member.external_attr = _ORDINARY_FILE
    member.create_system = 3  # Unix, on every system
    member.compress_type = zipfile.ZIP_DEFLATED
    member.file_size = file.stat().st_size
    limits = Limits()
    # Tables that repeat themselves endlessly would look like a zip bomb to the reader.
    if member.file_size > limits.dense_from and is_too_dense(member.file_size, _packed_size(file), limits):
        member.compress_type = zipfile.ZIP_STORED
    with file.open("rb") as source, archive.open(member, "w") as target:
        shutil.copyfileobj(source, target, _PIECE)


def _packed_size(file: Path) -> int:
    packer = zlib.compressobj()
    size = 0
    with file.open("rb") as source:
        while piece := source.read(_PIECE):
            size += len(packer.compress(piece))
    return size + len(packer.flush())


def _move_into_folder(files: Sequence[Path], path: Path) -> None:
    for file in files:
        file.replace(path / file.name)
    names = {file.name for file in files}
    for table in TABLES:
        for suffix in FORMATS:
            if table.name + suffix not in names:
                (path / f"{table.name}{suffix}").unlink(missing_ok=True)
