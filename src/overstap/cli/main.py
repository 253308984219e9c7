# SPDX-License-Identifier: EUPL-1.2
"""The `overstap` command: one module per group of commands, wired together here.

Exit codes: 0 done; 1 something failed that is ours to mend; 2 the command was called wrongly;
3 the input was refused (nothing was changed); 4 what was asked for was not found; 130 a batch was stopped.
"""

from __future__ import annotations

import typer

from overstap.cli import backup, demo, doctor, manage, run
from overstap.cli.later import group_from
from overstap.cli.output import report_refusals, write_what_can_be_written

app = typer.Typer(
    name="overstap",
    help="Overstap, the journey planner for the labour market.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@app.callback()
def overstap() -> None:
    """One command for everything: starting the site, working with files, looking after the data."""


for _name, _help in {
    "pack": "Region packs: check, import, export, and one of all of ESCO.",
    "skills": "The skills language: import ESCO, recognise skills in a text.",
    "occupations": "Find an occupation from a job title.",
    "organisations": "Organisations: add one that no pack brought.",
    "openings": "Openings of employers: bring many at once.",
    "vacancies": "Vacancies: whom their wording shuts out.",
    "orient": "Interests and cards: work that goes with them.",
    "match": "Match passports and openings.",
    "batch": "Match everybody, or compare all occupations, on one machine or many.",
    "journeys": "Plan the way to other work.",
    "compare": "Compare two occupations.",
    "placement": "Many people at once: rounds, meetings, plans, cohorts.",
    "badge": "Open Badges: check one, whom to trust, the key to sign with.",
    "account": "Accounts: make one, log in to it, erase it.",
    "evaluate": "Measure how right the answers are.",
}.items():
    app.add_typer(typer.Typer(cls=group_from(f"overstap.cli.{_name}")), name=_name, help=_help)

app.command()(run.run)
app.command()(backup.backup)
app.command()(backup.restore)
app.command()(doctor.doctor)
app.command()(demo.demo)

PASSED_ON = {"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []}
app.command(context_settings=PASSED_ON)(manage.manage)


def main() -> None:
    """Runs the command; refused input is told in words, never as a traceback."""
    write_what_can_be_written()
    with report_refusals():
        app()
