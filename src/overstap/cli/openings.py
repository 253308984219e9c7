# SPDX-License-Identifier: EUPL-1.2
"""`overstap openings import`: many openings of one employer out of a file, all of them or none."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from overstap.cli.output import JsonOption, not_found, out, print_json, reader_language
from overstap.cli.remembered import BY, remembered
from overstap.engine.problems import InputRefused, Problem

app = typer.Typer(help="Openings of employers: bring many at once.", no_args_is_help=True)


@app.callback()
def _openings() -> None:
    """Keeps `import` a subcommand while it is the only one."""


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="CSV or Excel (.xlsx), or JSON with schema.org JobPostings.")],
    employer: Annotated[
        str, typer.Option("--employer", help="Id of the organisation whose openings they are.")
    ],
    publish: Annotated[
        bool, typer.Option("--publish", help="Publish them; without it new ones are drafts.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Bring many openings of one employer, by its own numbers. Doing it again changes nothing."""
    content = _read(file)
    with remembered("Reading the openings ..."):
        from django.utils import timezone

        from overstap.apps.organisations import queries
        from overstap.bridge.opening_import import import_file
        from overstap.bridge.region import NoRegionError, reload_region

        if queries.organisation(employer) is None:
            not_found(
                Problem({"en": "is no organisation here", "nl": "is hier geen organisatie"}, value=employer),
                as_json=as_json,
            )
        try:
            region = reload_region()
        except NoRegionError:
            reason = {"en": "there is no region yet", "nl": "er is nog geen regio"}
            mend = {
                "en": "Import a pack first: overstap pack import.",
                "nl": "Importeer eerst een pakket: overstap pack import.",
            }
            raise InputRefused([Problem(reason, mend=mend)]) from None
        done = import_file(
            region,
            content,
            file.name,
            organisation=employer,
            publish=publish,
            today=timezone.localdate(),
            keeper=None,
            by=BY,
        )
    told = {
        "added": done.added,
        "changed": done.changed,
        "unchanged": done.unchanged,
        "published": done.published,
    }
    if as_json:
        print_json({"ok": True, "employer": employer, **told})
        return
    form = (
        "{added} nieuw, {changed} veranderd, {unchanged} hetzelfde; {published} gepubliceerd."
        if reader_language() == "nl"
        else "{added} new, {changed} changed, {unchanged} the same; {published} published."
    )
    said = form.format(**told)
    out.print(said, markup=False, highlight=False)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        reason = {"en": "cannot be read", "nl": "is niet te lezen"}
        raise InputRefused([Problem(reason, file=file.name)]) from None
