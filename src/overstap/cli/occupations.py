# SPDX-License-Identifier: EUPL-1.2
"""`overstap occupations`: occupations from job titles, one or a whole file, without a database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import track
from rich.table import Table

from overstap.cli.output import MISUSED, NOT_FOUND, JsonOption, err, out, print_json
from overstap.cli.source import SHIPPED_PACK, compiled_language
from overstap.cli.written import refuse_unknown_language, written
from overstap.engine.pack import read_pack
from overstap.engine.pack.language import pack_taxonomy
from overstap.engine.problems import InputRefused, Problem
from overstap.engine.skills.esco import read_esco
from overstap.engine.skills.titles import FoundOccupation, TitleIndex, build_title_index

app = typer.Typer(help="Find occupations.", no_args_is_help=True)

_COLUMNS = {
    "nl": ("Beroep", "Gevonden op", "Score", "Waarom"),
    "en": ("Occupation", "Found by", "Score", "Why"),
}
_KINDS = {
    "exact": "precies zo",
    "words": "woorden",
    "part of word": "deel van een woord",
    "spelling": "lijkt erop",
    "meaning": "betekenis",
}


@dataclass(frozen=True)
class Title:
    """A title to look up; `id` is the caller's own, empty where the file has none."""

    text: str
    id: str = ""


@app.callback()
def occupations() -> None:
    """Keeps `find` a subcommand while it is the only one."""


@app.command()
def find(
    text: Annotated[str | None, typer.Argument(help="A job title; - reads it.", show_default=False)] = None,
    batch: Annotated[
        Path | None, typer.Option("--batch", help="A file with a title per line, or an id, a tab and a title.")
    ] = None,
    esco: Annotated[
        list[Path] | None, typer.Option("--esco", help="ESCO download (folder or zip); may be given again.")
    ] = None,
    pack: Annotated[
        Path | None, typer.Option("--pack", help="Region pack; without it, or --esco, the one shipped.")
    ] = None,
    language: Annotated[str, typer.Option("--lang", help="Language of the titles: nl or en.")] = "nl",
    top: Annotated[int, typer.Option("--top", min=1, help="At most this many for a title.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """Find the occupations that fit a job title best, and why."""
    if (text is None) == (batch is None) or (esco and pack):
        err.print("Give a title or --batch FILE; --esco or --pack, not both.")
        raise typer.Exit(MISUSED)
    titles = [Title(written(text))] if text is not None else read_titles(batch or Path())
    with err.status("Reading the occupations …") if err.is_terminal else err.capture():
        index = _index(esco, pack)
        refuse_unknown_language(language, index.taxonomy.languages)
    answers = (_answer(index, title, language, top) for title in _with_progress(titles, batch is not None))
    if text is not None:
        _show_one(next(answers), language, as_json=as_json)
    elif as_json:
        print_json([_as_dict(answer, language) for answer in answers])
    else:
        for answer in answers:
            _print_table(answer, language)


@dataclass(frozen=True)
class _Answer:
    title: Title
    found: tuple[FoundOccupation, ...]


def read_titles(path: Path) -> list[Title]:
    """The titles of a batch file, blank lines left out.

    Raises `InputRefused` when the file cannot be read, holds no title, or mixes rows with and without an id.
    """
    if not path.is_file():
        raise InputRefused([_absent(path)])
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")  # other marks of a line's end are text
    except (OSError, UnicodeDecodeError):
        raise InputRefused([_unreadable(path)]) from None
    rows = [(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    if not rows:
        raise InputRefused([_empty(path)])
    if not any("\t" in line for _, line in rows):
        return [Title(line.strip()) for _, line in rows]
    cells = [(number, line.split("\t")) for number, line in rows]
    wrong = [(number, row) for number, row in cells if len(row) != 2 or not all(map(str.strip, row))]
    if wrong:
        raise InputRefused([_no_pair(path, number, "\t".join(row)) for number, row in wrong])
    return [Title(row[1].strip(), row[0].strip()) for _, row in cells]


def _index(esco: list[Path] | None, pack: Path | None) -> TitleIndex:
    if esco:
        return compiled_language(esco, lambda: read_esco(esco)[0]).titles
    taxonomy = pack_taxonomy(read_pack(pack or SHIPPED_PACK))
    return build_title_index(taxonomy, taxonomy.languages)


def _with_progress(titles: list[Title], many: bool) -> Iterable[Title]:
    if not many or not err.is_terminal:
        return titles
    return track(titles, description="Finding …", console=err, transient=True)


def _answer(index: TitleIndex, title: Title, language: str, top: int) -> _Answer:
    # What stands in a file or was entered is a whole title; only a field on a page sees half a word.
    return _Answer(title, index.find(title.text, language, top, typing=False))


def _show_one(answer: _Answer, language: str, *, as_json: bool) -> None:
    if as_json:
        print_json(_as_dict(answer, language))
    elif answer.found:
        _print_table(answer, language)
    else:
        err.print("Geen beroep gevonden." if language == "nl" else "No occupation was found.")
    if not answer.found:
        raise typer.Exit(NOT_FOUND)


def _as_dict(answer: _Answer, language: str) -> dict[str, Any]:
    results = [
        {
            "id": found.id,
            "label": found.label,
            "score": round(found.score, 6),
            "matched": found.matched,
            "why": found.why.as_dict(),
        }
        for found in answer.found
    ]
    own = {"id": answer.title.id} if answer.title.id else {}
    return {**own, "query": answer.title.text, "language": language, "results": results}


def _print_table(answer: _Answer, language: str) -> None:
    heading = answer.title.text if not answer.title.id else f"{answer.title.id}  {answer.title.text}"
    table = Table(*_COLUMNS.get(language, _COLUMNS["en"]), title=heading, title_justify="left")
    for found in answer.found:
        table.add_row(found.label, found.matched, f"{found.score:.2f}", " ".join(_reasons(found, language)))
    out.print(table, markup=False)


def _reasons(found: FoundOccupation, language: str) -> Iterator[str]:
    kind = found.why.kind.value
    yield _KINDS[kind] if language == "nl" else kind


def _absent(path: Path) -> Problem:
    return Problem(
        {"en": "is no existing file", "nl": "is geen bestaand bestand"},
        path.name,
        mend={
            "en": "Give a text file with a title per line.",
            "nl": "Geef een tekstbestand met een titel per regel.",
        },
    )


def _unreadable(path: Path) -> Problem:
    return Problem(
        {"en": "cannot be read as text in UTF-8", "nl": "is niet te lezen als tekst in UTF-8"},
        path.name,
        mend={
            "en": "Give a text file with a title per line.",
            "nl": "Geef een tekstbestand met een titel per regel.",
        },
    )


def _empty(path: Path) -> Problem:
    return Problem(
        {"en": "holds no titles", "nl": "heeft geen titels"},
        path.name,
        mend={"en": "Write a title on each line.", "nl": "Zet op elke regel een titel."},
    )


def _no_pair(path: Path, row: int, line: str) -> Problem:
    return Problem(
        {"en": "is not an id, a tab and a title", "nl": "is geen id, een tab en een titel"},
        path.name,
        row,
        value=line[:80],
        mend={
            "en": "Give every line an id, or none.",
            "nl": "Geef elke regel een id, of geen enkele.",
        },
    )
