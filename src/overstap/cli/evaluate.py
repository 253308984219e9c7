# SPDX-License-Identifier: EUPL-1.2
"""`overstap evaluate`: how right the engine is, beside plain baselines, on judged data."""

import typer

from overstap.cli.evaluate_sentences import sentences
from overstap.cli.evaluate_titles import titles
from overstap.cli.evaluate_transitions import transitions

app = typer.Typer(help="Measure how right it is, beside plain baselines.", no_args_is_help=True)
app.command()(titles)
app.command()(sentences)
app.command()(transitions)
