# SPDX-License-Identifier: EUPL-1.2
"""`overstap pack`: region packs from the terminal."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from overstap.cli.output import JsonOption, out, print_json, reader_language
from overstap.cli.pack_database import export_pack, import_pack
from overstap.cli.pack_esco import pack_from_esco
from overstap.cli.pack_made_up import pack_made_up
from overstap.engine.pack import Pack, read_pack
from overstap.engine.pack.document import format_document

app = typer.Typer(help="Region packs: folders or zip files of tables.", no_args_is_help=True)

PackPath = Annotated[Path, typer.Argument(help="Folder or zip file that holds datapackage.json.")]


@app.command()
def check(path: PackPath, json: JsonOption = False) -> None:
    """Says what a pack holds, or everything that is wrong with it (exit code 3)."""
    pack = read_pack(path)
    if json:
        print_json(summary(pack))
    else:
        out.print(_as_table(pack, reader_language()))


@app.command("format")
def format_() -> None:
    """Prints the description of the pack format, in Markdown."""
    sys.stdout.write(format_document())


def summary(pack: Pack) -> dict[str, object]:
    """What was read, as plain data for `--json`."""
    return {
        "ok": True,
        "name": pack.name,
        "version": pack.version,
        "languages": list(pack.languages),
        "tables": {name: len(rows) for name, rows in pack.tables.items()},
    }


def _as_table(pack: Pack, language: str) -> Table:
    dutch = language == "nl"
    title = pack.title.get(language) or next(iter(pack.title.values()), pack.name)
    table = Table(
        title=f"{title} {pack.version} ({', '.join(pack.languages)})",
        caption="In orde." if dutch else "All right.",
    )
    table.add_column("tabel" if dutch else "table")
    table.add_column("rijen" if dutch else "rows", justify="right")
    for name, rows in pack.tables.items():
        table.add_row(name, str(len(rows)))
    return table


app.command("import")(import_pack)
app.command("export")(export_pack)
app.command("from-esco")(pack_from_esco)
app.command("made-up")(pack_made_up)
