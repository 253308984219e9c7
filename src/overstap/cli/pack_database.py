# SPDX-License-Identifier: EUPL-1.2
"""`overstap pack import` and `overstap pack export`: region packs into the database and out of it.

Django is imported inside the commands: it takes half a second that `pack check` need not wait for.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from overstap.cli.output import JsonOption, not_found, out, print_json, reader_language
from overstap.cli.remembered import BY, remembered
from overstap.engine.pack import read_pack

if TYPE_CHECKING:
    from overstap.bridge.region_import import ImportReport


class Format(StrEnum):
    """How the tables of a pack are written."""

    CSV = "csv"
    PARQUET = "parquet"


COLUMNS = {
    "added": "toegevoegd",
    "changed": "veranderd",
    "removed": "weg",
    "retired": "blijft staan",
    "unchanged": "hetzelfde",
}


def import_pack(
    path: Annotated[Path, typer.Argument(help="Folder or zip file that holds datapackage.json.")],
    json: JsonOption = False,
) -> None:
    """Put a pack into the database; what people added stays. Doing it again changes nothing."""
    pack = read_pack(path)  # refused before a database is started for it
    with remembered(_say("Loading the region …", "De regio wordt geladen …")):
        from overstap.bridge import region_import

        report = region_import.import_pack(pack, by=BY, checked=True)
    if json:
        print_json({"ok": True, **report.as_dict()})
    else:
        out.print(_as_table(report))
        for line in _remarks(report):
            out.print(line, markup=False, highlight=False, soft_wrap=True)


def export_pack(
    name: Annotated[str, typer.Argument(help="Name of the pack, as it was imported.")],
    path: Annotated[Path, typer.Argument(help="Folder to write to, or a file that ends in .zip.")],
    with_additions: Annotated[
        bool, typer.Option("--with-additions", help="Also write what people added.")
    ] = False,
    format: Annotated[Format, typer.Option("--format", help="How tables are written.")] = Format.CSV,
    json: JsonOption = False,
) -> None:
    """Write a pack from the database to a folder or zip file: the same pack that was imported."""
    with remembered(_say("Writing the region …", "De regio wordt geschreven …")):
        from overstap.apps.region import queries
        from overstap.bridge import region_export
        from overstap.bridge.refusals import unknown_pack

        if queries.imported_pack(name) is None:
            known = [pack.name for pack in queries.imported_packs()]
            not_found(unknown_pack(name, known), as_json=json)
        report = region_export.export_pack(
            name, path, with_additions=with_additions, format=format.value, by=BY
        )
    if json:
        print_json({"ok": True, "path": str(path), **report.as_dict()})
        return
    rows = sum(report.tables.values())
    out.print(
        _say(f"{name}: {rows} rows written to {path}.", f"{name}: {rows} rijen geschreven naar {path}."),
        markup=False,
        highlight=False,
        soft_wrap=True,
    )
    for table, number in report.left_out.items():
        out.print(
            _say(
                f"{table}: {number} left out, because they need something outside the pack.",
                f"{table}: {number} weggelaten, omdat ze iets buiten het pakket nodig hebben.",
            )
        )


def _as_table(report: ImportReport) -> Table:
    dutch = reader_language() == "nl"
    if report.changed:
        caption = _say("Imported.", "Ingelezen.")
    else:
        caption = _say("Nothing has changed.", "Er is niets veranderd.")
    table = Table(title=f"{report.pack} {report.version}".strip(), caption=caption)
    table.add_column(_say("table", "tabel"))
    for english, in_dutch in COLUMNS.items():
        table.add_column(in_dutch if dutch else english, justify="right")
    for name, counts in report.tables.items():
        table.add_row(name, *(str(getattr(counts, column)) for column in COLUMNS))
    return table


def _remarks(report: ImportReport) -> list[str]:
    lines = []
    for table, ids in report.kept.items():
        shown = ", ".join(ids[:5]) + (" …" if len(ids) > 5 else "")
        lines.append(
            _say(
                f"{table}: {len(ids)} no longer in the pack, kept because they are needed ({shown}).",
                f"{table}: {len(ids)} staan niet meer in het pakket, maar zijn nog nodig ({shown}).",
            )
        )
    for table, number in report.standing.items():
        lines.append(
            _say(
                f"{table}: {number} had already been added by people; theirs were left as they are.",
                f"{table}: {number} waren al door mensen toegevoegd; die zijn gebleven zoals ze zijn.",
            )
        )
    return lines


def _say(english: str, dutch: str) -> str:
    return dutch if reader_language() == "nl" else english
