# SPDX-License-Identifier: EUPL-1.2
"""`overstap skills import esco`: from the official downloads into the database."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from overstap.cli.output import JsonOption, err, out, print_json, reader_language
from overstap.cli.remembered import BY, remembered
from overstap.engine.skills.esco import EscoSummary, read_esco

if TYPE_CHECKING:
    from overstap.bridge.taxonomy_rows import TaxonomyReport

EscoPaths = Annotated[
    list[Path], typer.Argument(metavar="PATH…", help="Folders or zip files of ESCO's CSV download.")
]
Languages = Annotated[
    list[str] | None,
    typer.Option("--lang", help="A language to take (nl, en, …); may be given again. Without: all there are."),
]


def import_esco(paths: EscoPaths, lang: Languages = None, json: JsonOption = False) -> None:
    """Put ESCO into the database: all of it or nothing. Concepts that a new version drops are kept, retired."""
    with err.status(_say("Reading ESCO …", "ESCO wordt gelezen …")):
        taxonomy, summary = read_esco(paths, tuple(lang or ()))
    storing = _say(
        f"Storing {summary.skills} skills, {summary.occupations} occupations and {summary.links} links …",
        f"{summary.skills} vaardigheden, {summary.occupations} beroepen en {summary.links} verbanden opslaan …",
    )
    with remembered(storing):
        # Imported here: only now is Django set up.
        from overstap.bridge.taxonomy_rows import import_taxonomy

        report = import_taxonomy(taxonomy, by=BY)
    if json:
        print_json({"ok": True, "read": asdict(summary), "stored": report.as_dict()})
        return
    out.print(_as_table(summary, report))
    for line in (*_missing(summary), *_gone(report)):
        out.print(line, markup=False, highlight=False, soft_wrap=True)


def _as_table(summary: EscoSummary, report: TaxonomyReport) -> Table:
    spoken = ", ".join(summary.languages)
    if report.changed:
        caption = _say("Stored.", "Opgeslagen.")
    else:
        caption = _say("Nothing has changed.", "Er is niets veranderd.")
    table = Table(title=f"ESCO {'+'.join(summary.versions)} ({spoken})", caption=caption)
    names = (
        ("part", "deel"),
        ("added", "toegevoegd"),
        ("changed", "veranderd"),
        ("removed", "weg"),
        ("retired", "vervallen"),
        ("unchanged", "hetzelfde"),
    )
    for column, (english, dutch) in enumerate(names):
        table.add_column(_say(english, dutch), justify="right" if column else "left")
    for part, counts in report.parts.items():
        table.add_row(_PARTS[part][_say("en", "nl")], *(str(getattr(counts, name)) for name, _ in names[1:]))
    return table


_PARTS = {
    "groups": {"en": "groups of skills", "nl": "groepen vaardigheden"},
    "skills": {"en": "skills", "nl": "vaardigheden"},
    "relations": {"en": "relations between skills", "nl": "verbanden tussen vaardigheden"},
    "occupations": {"en": "occupations", "nl": "beroepen"},
    "demands": {"en": "skills that occupations ask", "nl": "vaardigheden die beroepen vragen"},
}


def _missing(summary: EscoSummary) -> list[str]:
    lines = []
    for language in summary.languages:
        skills = summary.skills_without_label.get(language, 0)
        occupations = summary.occupations_without_label.get(language, 0)
        if skills or occupations:
            lines.append(
                _say(
                    f"No label in {language}: {skills} of {summary.skills} skills,"
                    f" {occupations} of {summary.occupations} occupations.",
                    f"Zonder naam in het {language}: {skills} van {summary.skills} vaardigheden,"
                    f" {occupations} van {summary.occupations} beroepen.",
                )
            )
    for file, rows in summary.not_joined.items():
        lines.append(
            _say(
                f"{file}: {rows} rows refer to a concept that was not read; they were left out.",
                f"{file}: {rows} rijen verwijzen naar een begrip dat niet is gelezen; ze zijn weggelaten.",
            )
        )
    return lines


def _gone(report: TaxonomyReport) -> list[str]:
    lines = []
    for part, ids in report.disappeared.items():
        name = _PARTS[part][_say("en", "nl")]
        lines.append(
            _say(
                f"{name}: {len(ids)} were there before and are not in this version; kept, marked retired.",
                f"{name}: {len(ids)} waren er eerder en staan niet in deze versie; bewaard als vervallen.",
            )
        )
    if report.languages_gone:
        gone = ", ".join(report.languages_gone)
        lines.append(
            _say(
                f"The words in {gone} are gone: they were not in this import. Give all languages together.",
                f"De woorden in het {gone} zijn weg: ze zaten niet in deze import. Geef alle talen samen op.",
            )
        )
    return lines


def _say(english: str, dutch: str) -> str:
    return dutch if reader_language() == "nl" else english
