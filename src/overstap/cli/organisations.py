# SPDX-License-Identifier: EUPL-1.2
"""`overstap organisations add`: an employer, broker or other organisation that no pack brought."""

from __future__ import annotations

from typing import Annotated

import typer

from overstap.cli.output import JsonOption, out, print_json
from overstap.cli.remembered import BY, remembered
from overstap.engine.problems import InputRefused, Problem

app = typer.Typer(help="Organisations: add one that no pack brought.", no_args_is_help=True)
KINDS = ("employer", "broker", "school", "provider", "municipality", "fund")


@app.callback()
def _organisations() -> None:
    """Keeps `add` a subcommand while it is the only one."""


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="What it is called.")],
    kind: Annotated[str, typer.Option("--kind", help=f"One of {', '.join(KINDS)}.")],
    place: Annotated[str, typer.Option("--place", help="Id of the place of the region where it is.")],
    as_json: JsonOption = False,
) -> None:
    """Add an organisation; then make its first owner with `overstap account create`."""
    if kind not in KINDS:
        raise InputRefused([_problem(kind, "is no kind of organisation", "is geen soort organisatie", KINDS)])
    if not name.strip():
        raise InputRefused([_problem(name, "is no name", "is geen naam")])
    with remembered("Adding the organisation ..."):
        from django.db import IntegrityError, transaction

        from overstap.apps.organisations.actions import add_organisation
        from overstap.apps.organisations.enums import OrganisationKind

        try:
            with transaction.atomic():
                row = add_organisation(name=name, kind=OrganisationKind(kind), place=place, by=BY)
        except IntegrityError:
            reason = ("is no place of this region", "is geen plaats van deze regio")
            raise InputRefused([_problem(place, *reason)]) from None
    if as_json:
        print_json({"ok": True, "organisation": row.pk, "name": row.name, "kind": row.kind})
    else:
        out.print(
            f"{row.name}: {row.pk}\nIts first owner: overstap account create ADDRESS --organisation {row.pk}"
            f" --role {'broker' if kind == 'broker' else 'employer'} --owner",
            markup=False,
            highlight=False,
            soft_wrap=True,
        )


def _problem(value: str, en: str, nl: str, choices: tuple[str, ...] = ()) -> Problem:
    listed = ", ".join(choices)
    mend = {"en": f"Choose from: {listed}.", "nl": f"Kies uit: {listed}."} if choices else {}
    return Problem({"en": en, "nl": nl}, value=value, mend=mend)
