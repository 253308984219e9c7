# SPDX-License-Identifier: EUPL-1.2
"""`overstap skills compare`: what changed from one version of ESCO to the next."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from overstap.cli.output import JsonOption, err, out, print_json, waiting
from overstap.engine.skills.esco import read_esco
from overstap.engine.skills.taxonomy import Taxonomy, label_in
from overstap.engine.skills.versions import Change, compare_versions

_SHOWN = 20


def compare(
    old: Annotated[Path, typer.Argument(help="The older ESCO download (folder or zip).")],
    new: Annotated[Path, typer.Argument(help="The newer one.")],
    language: Annotated[str, typer.Option("--lang", help="Language of the labels shown.")] = "en",
    as_json: JsonOption = False,
) -> None:
    """What disappeared, what it became, what was renamed and what is new; nothing is left out."""
    with waiting("Reading both versions …"):
        before, after = read_esco(old)[0], read_esco(new)[0]
        change = compare_versions(before, after)
    parts = {"skills": change.skills, "occupations": change.occupations}
    if as_json:
        plain = {name: _plain(part) for name, part in parts.items()}
        print_json({"old": change.old, "new": change.new, **plain})
        return
    for name, part in parts.items():
        out.print(f"[bold]{name}[/bold]: {part.same} the same, {len(part.renamed)} renamed, ", end="")
        out.print(f"{len(part.mapped)} mapped, {len(part.lost)} lost, {len(part.added)} new")
        _print_gone(part, before, after, language)


def _plain(change: Change) -> dict[str, Any]:
    return {
        "same": change.same,
        "renamed": [
            {"id": one.id, "labels": {tongue: list(pair) for tongue, pair in one.labels.items()}}
            for one in change.renamed
        ],
        "mapped": [
            {"old": one.old, "new": one.new, "how": str(one.how), "share": one.share} for one in change.mapped
        ],
        "lost": list(change.lost),
        "added": list(change.added),
    }


def _print_gone(change: Change, before: Taxonomy, after: Taxonomy, language: str) -> None:
    if not change.disappeared:
        return
    table = Table("disappeared", "becomes", "because")
    for one in change.mapped[:_SHOWN]:
        table.add_row(_label(before, one.old, language), _label(after, one.new, language), str(one.how))
    for id_ in change.lost[:_SHOWN]:
        table.add_row(_label(before, id_, language), "—", "nothing like it")
    out.print(table)
    hidden = max(len(change.mapped) - _SHOWN, 0) + max(len(change.lost) - _SHOWN, 0)
    if hidden:
        err.print(f"{hidden} more: --json lists them all.")


def _label(taxonomy: Taxonomy, id_: str, language: str) -> str:
    where = taxonomy.skills if id_ in taxonomy.skill_index else taxonomy.occupations
    index = taxonomy.skill_index if id_ in taxonomy.skill_index else taxonomy.occupation_index
    return label_in(where[index[id_]].words, language) or id_
