# SPDX-License-Identifier: EUPL-1.2
"""`overstap skills`: the skills language from the terminal."""

from __future__ import annotations

import importlib
import importlib.util

import typer

from overstap.cli.compare_versions import compare
from overstap.cli.esco_import import import_esco

app = typer.Typer(help="The skills language: recognise skills, import ESCO.", no_args_is_help=True)
imports = typer.Typer(help="Put a skills language into the database.", no_args_is_help=True)
app.add_typer(imports, name="import")
app.command()(compare)
imports.command("esco")(import_esco)


@imports.callback()
def _imports() -> None:
    """Keeps `esco` a subcommand while it is the only one."""


if importlib.util.find_spec("overstap.cli.recognise"):
    app.command("recognise")(importlib.import_module("overstap.cli.recognise").recognise)
