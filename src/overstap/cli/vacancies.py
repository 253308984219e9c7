# SPDX-License-Identifier: EUPL-1.2
"""`overstap vacancies`: what is written in a vacancy, without a database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from overstap.cli.output import JsonOption, out, print_json, reader_language
from overstap.cli.written import refuse_unknown_language, written
from overstap.engine.problems import InputRefused, Problem
from overstap.engine.skills.spoken import spoken_language
from overstap.engine.vacancies.plain import warning_as_dict
from overstap.engine.vacancies.posting import Posting, read_postings
from overstap.engine.vacancies.warnings import check_wording

app = typer.Typer(help="Vacancies: whom their wording shuts out.", no_args_is_help=True)

_WORDS = {
    "nl": ("regel", "Liever", "Niets gevonden om nog eens naar te kijken.", "de wet", "niet nodig"),
    "en": ("line", "Rather", "Nothing found to look at again.", "the law", "not needed"),
}


@app.callback()
def _vacancies() -> None:
    """Keeps `check` a subcommand while it is the only one."""


@app.command()
def check(
    file: Annotated[
        str, typer.Argument(help="A text, page or JSON file with a vacancy; - reads standard input.")
    ],
    language: Annotated[
        str,
        typer.Option("--lang", help="Language of the vacancy: nl or en; without it, it is told by the text."),
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """Show wording that the law forbids in a vacancy, or that shuts people out without need."""
    if language:
        refuse_unknown_language(language)
    told = [_checked(one, language) for one in read_postings(_read(file))]
    if as_json:
        print_json({"vacancies": told})
        return
    for one in told:
        _print(one)


def _checked(posting: Posting, language: str) -> dict[str, Any]:
    text = posting.text
    spoken = language or posting.language or spoken_language(text, "nl")
    warnings = check_wording(text, spoken)
    return {
        "title": posting.title,
        "language": spoken,
        "warnings": [warning_as_dict(one, text, reader_language()) for one in warnings],
    }


def _print(told: dict[str, Any]) -> None:
    line, rather, nothing, law, no_need = _WORDS[reader_language()]
    said = [told["title"]] if told["title"] else []
    for one in told["warnings"]:
        ground = law if one["law"] else no_need
        source = " ".join(part for part in (one["source"]["title"], one["source"]["article"]) if part)
        said += [f"{line} {one['line']}: “{one['text']}” ({one['about']}, {ground})"]
        said += [f"  {one['why']} ({source})", f"  {rather}: {one['instead']}"]
    if not told["warnings"]:
        said.append(nothing)
    out.print("\n".join(said), markup=False, highlight=False, soft_wrap=True)


def _read(file: str) -> str:
    if file == "-":
        return written(file)
    try:
        return Path(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise InputRefused(
            [
                Problem(
                    {"en": "cannot be read as text in UTF-8", "nl": "is niet te lezen als tekst in UTF-8"},
                    file=Path(file).name,
                    mend={
                        "en": "Give a text file, a page or JSON.",
                        "nl": "Geef een tekstbestand, een pagina of JSON.",
                    },
                )
            ]
        ) from None
