# SPDX-License-Identifier: EUPL-1.2
"""Reads a region pack and checks all of it."""

from __future__ import annotations

from pathlib import Path

from overstap.engine.pack.container import DESCRIPTOR, Container, Limits, open_container
from overstap.engine.pack.content import Content
from overstap.engine.pack.csvtable import read_csv
from overstap.engine.pack.descriptor import Descriptor, read_descriptor
from overstap.engine.pack.findings import Findings
from overstap.engine.pack.model import Pack, columns_of
from overstap.engine.pack.relations import check_circles, check_key, check_order, check_references
from overstap.engine.pack.schema import TABLE_BY_NAME, TABLES


def read_pack(path: Path | str, *, limits: Limits | None = None) -> Pack:
    """The pack in the folder or zip file at `path`, checked against the schema.

    Tables may be CSV (UTF-8, with or without byte order mark) or Parquet. Raises
    `overstap.engine.problems.InputRefused` with everything that is wrong, in order of file and row; a
    row counts records as a spreadsheet does, the header being row 1. `limits` bounds what is unpacked.
    """
    findings = Findings()
    limits = limits or Limits()
    container = open_container(Path(path), findings, limits)
    if container is None:
        findings.refuse_if_any()
        raise AssertionError("a container that cannot be opened is always told")
    try:
        pack = _read(container, limits, findings)
    finally:
        container.close()
    findings.refuse_if_any()
    if pack is None:
        raise AssertionError("a pack that cannot be read is always told")
    return pack


def _read(container: Container, limits: Limits, findings: Findings) -> Pack | None:
    findings.order([DESCRIPTOR])
    descriptor = read_descriptor(container, findings)
    if descriptor is None:
        return None
    findings.order([descriptor.files[table.name] for table in TABLES if table.name in descriptor.files])
    contents = _read_tables(container, descriptor, limits, findings)
    for table in TABLES:
        if table.required:  # one that is not there was told; what refers to it says nothing more
            contents.setdefault(table.name, None)
    for content in contents.values():
        if content is not None:
            check_relations(content, contents, descriptor.languages, findings)
    if findings.total:
        return None
    return Pack(
        name=descriptor.name,
        title=descriptor.title,
        version=descriptor.version,
        languages=descriptor.languages,
        licence=descriptor.licence,
        description=descriptor.description,
        tables={name: content.rows() for name, content in contents.items() if content is not None},
    )


def _read_tables(
    container: Container, descriptor: Descriptor, limits: Limits, findings: Findings
) -> dict[str, Content | None]:
    """The tables by name, in the order of the schema; `None` for one that could not be read."""
    contents: dict[str, Content | None] = {}
    packed: dict[str, bytes] = {}
    for name in [name for name in TABLE_BY_NAME if name in descriptor.files]:
        file = descriptor.files[name]
        data = container.read(file, findings)
        contents[name] = None
        if data is not None and file.endswith(".csv"):
            contents[name] = read_csv(data, TABLE_BY_NAME[name], descriptor.languages, file, findings)
        elif data is not None:
            packed[name] = data
    if packed:
        contents |= _read_parquet(packed, descriptor, limits, findings)
    return contents


def _read_parquet(
    packed: dict[str, bytes], descriptor: Descriptor, limits: Limits, findings: Findings
) -> dict[str, Content | None]:
    # Polars takes longer to load than a whole pack of CSV to read.
    from overstap.engine.pack.isolated import unpacked_parquet
    from overstap.engine.pack.parquettable import check_frame

    files = {descriptor.files[name]: data for name, data in packed.items()}
    contents: dict[str, Content | None] = {}
    with unpacked_parquet(files, findings, limits) as frames:
        for name in packed:
            file = descriptor.files[name]
            frame = frames[file]
            contents[name] = (
                None
                if frame is None
                else check_frame(frame, TABLE_BY_NAME[name], descriptor.languages, file, findings)
            )
    return contents


def check_relations(
    content: Content,
    contents: dict[str, Content | None],
    languages: tuple[str, ...],
    findings: Findings,
) -> None:
    """All checks between cells of `content` and of the tables it refers to."""
    columns = {column.name: column for column in columns_of(content.table, languages)}
    check_key(content, findings)
    check_references(content, columns, contents, findings)
    check_order(content, findings)
    check_circles(content, findings)
