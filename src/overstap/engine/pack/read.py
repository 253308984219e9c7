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
    container = open_container(Path(path), findings, limits or Limits())
    if container is None:
        findings.refuse_if_any()
        raise AssertionError("a container that cannot be opened is always told")
    try:
        pack = _read(container, findings)
    finally:
        container.close()
    findings.refuse_if_any()
    if pack is None:
        raise AssertionError("a pack that cannot be read is always told")
    return pack


def _read(container: Container, findings: Findings) -> Pack | None:
    findings.order([DESCRIPTOR])
    descriptor = read_descriptor(container, findings)
    if descriptor is None:
        return None
    findings.order([descriptor.files[table.name] for table in TABLES if table.name in descriptor.files])
    contents = {
        name: _read_table(container, descriptor, name, findings)
        for name in TABLE_BY_NAME
        if name in descriptor.files
    }
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


def _read_table(container: Container, descriptor: Descriptor, name: str, findings: Findings) -> Content | None:
    file = descriptor.files[name]
    data = container.read(file, findings)
    if data is None:
        return None
    if file.endswith(".csv"):
        return read_csv(data, TABLE_BY_NAME[name], descriptor.languages, file, findings)
    # Polars takes longer to load than a whole pack of CSV to read.
    from overstap.engine.pack.parquettable import read_parquet

    return read_parquet(data, TABLE_BY_NAME[name], descriptor.languages, file, findings)


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
