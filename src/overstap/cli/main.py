# SPDX-License-Identifier: EUPL-1.2
"""The `overstap` command: one module per group of commands, wired together here.

Exit codes: 0 done; 1 something failed that is ours to mend; 2 the command was called wrongly;
3 the input was refused (nothing was changed); 4 what was asked for was not found.
"""

from __future__ import annotations

import importlib
import importlib.util

import typer

from overstap.cli import manage, run
from overstap.cli.output import report_refusals

app = typer.Typer(
    name="overstap",
    help="Overstap, the journey planner for the labour market.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@app.callback()
def overstap() -> None:
    """One command for everything: starting the site, working with files, looking after the data."""


for group in ("pack", "skills", "occupations", "match", "evaluate"):
    if importlib.util.find_spec(f"overstap.cli.{group}"):
        app.add_typer(importlib.import_module(f"overstap.cli.{group}").app, name=group)

app.command()(run.run)

PASSED_ON = {"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []}
app.command(context_settings=PASSED_ON)(manage.manage)


def main() -> None:
    """Runs the command; refused input is told in words, never as a traceback."""
    with report_refusals():
        app()
