# SPDX-License-Identifier: EUPL-1.2
"""`overstap placement`: many people at once, from files and without a database."""

import typer

from overstap.cli.placement_example import placement_example
from overstap.cli.placement_meetings import placement_meetings
from overstap.cli.placement_plan import placement_plan
from overstap.cli.placement_round import placement_round
from overstap.cli.placement_trains import placement_trains

app = typer.Typer(help="Place many people at once.", no_args_is_help=True)
app.command("example")(placement_example)
app.command("plan")(placement_plan)
app.command("round")(placement_round)
app.command("trains")(placement_trains)
app.command("meetings")(placement_meetings)


@app.callback()
def placement() -> None:
    """Place many people at once: rounds, meetings, plans and cohorts."""
