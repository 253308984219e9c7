# SPDX-License-Identifier: EUPL-1.2
"""`overstap orient`: a profile of interests out of answers, and the work of a region that goes with it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from overstap.cli.output import JsonOption, out, print_json
from overstap.cli.source import LanguageOption, PackOption, region_from
from overstap.cli.written import refuse_unknown_language
from overstap.engine.orientation.answers import LARGEST_FILE, read_answers
from overstap.engine.orientation.items import ITEMS, Letter
from overstap.engine.orientation.profile import FLAT_UNDER, Profile, profile_of
from overstap.engine.orientation.suggesting import Suggestion
from overstap.engine.problems import InputRefused, Problem
from overstap.engine.region import Region
from overstap.engine.region.orienting import suggest_in

app = typer.Typer(help="Interests and cards: work that goes with them.", no_args_is_help=True)

LETTERS = {
    Letter.REALISTIC: {"nl": "doen en maken", "en": "doing and making"},
    Letter.INVESTIGATIVE: {"nl": "onderzoeken", "en": "finding out"},
    Letter.ARTISTIC: {"nl": "ontwerpen en verbeelden", "en": "designing and imagining"},
    Letter.SOCIAL: {"nl": "met mensen", "en": "with people"},
    Letter.ENTERPRISING: {"nl": "ondernemen en leiden", "en": "enterprising and leading"},
    Letter.CONVENTIONAL: {"nl": "ordenen en nauwkeurig werken", "en": "ordering and precise work"},
}
_SAID = {
    "nl": {
        "columns": ("Beroep", "Past", "Interesse", "Kaarten", "Samen hoog"),
        "missing": "Er zijn te weinig antwoorden voor een heel profiel: minstens drie van de vijf per letter.",
        "flat": "Het profiel is bijna vlak (minder dan {:g} punten verschil): werk is er niet mee te ordenen.",
    },
    "en": {
        "columns": ("Occupation", "Fits", "Interest", "Cards", "Both high"),
        "missing": "There are too few answers for a whole profile: at least three of the five for each letter.",
        "flat": "The profile is nearly flat (less than {:g} points apart): work cannot be ordered by it.",
    },
}


@app.callback()
def orient() -> None:
    """Keeps its commands subcommands, however few there are."""


@app.command()
def questions(language: LanguageOption = "nl", as_json: JsonOption = False) -> None:
    """Show the questions, by the names that a file of answers has for them."""
    refuse_unknown_language(language)
    if as_json:
        print_json(
            [{"id": item.id, "letter": item.letter.value, "text": item.text[language]} for item in ITEMS]
        )
        return
    for item in ITEMS:
        out.print(f"{item.id}  {item.text[language]}", highlight=False)


@app.command()
def score(
    file: Annotated[Path, typer.Argument(help="JSON file with answers, and cards when there are any.")],
    pack: PackOption = None,
    top: Annotated[int, typer.Option("--top", min=1, help="At most this many occupations.")] = 10,
    language: LanguageOption = "nl",
    as_json: JsonOption = False,
) -> None:
    """Score answers to a profile of interests, and show the work that goes best with it and with the cards."""
    refuse_unknown_language(language)
    data = _bytes_of(file)
    region = region_from(pack, None)
    answers = read_answers(data, file.name, skills=region.taxonomy.skill_index)
    profile = profile_of(answers.items)
    found = suggest_in(region, profile, answers.cards)[:top]
    if as_json:
        print_json(as_dict(region, profile, found, language))
    else:
        _print(region, profile, found, language)


def _bytes_of(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST_FILE + 1)
    except OSError:
        reason = {"en": "cannot be read", "nl": "kan niet gelezen worden"}
        raise InputRefused([Problem(reason, file=file.name)]) from None


def as_dict(region: Region, profile: Profile, found: tuple[Suggestion, ...], language: str) -> dict[str, Any]:
    """All of it as plain data."""
    return {
        "profile": {
            "scores": {letter.value: _rounded(score, 1) for letter, score in profile.scores.items()},
            "answered": profile.answered,
            "complete": profile.complete,
            "spread": round(profile.spread, 1),
            "tells": profile.tells,
            "code": profile.code,
        },
        "occupations": [
            {
                "id": one.occupation,
                "label": region.occupation_label(one.occupation, language),
                "order": round(one.order, 4),
                "interest": _rounded(one.interest, 4),
                "cards": _rounded(one.cards, 4),
                "shared": [letter.value for letter in one.shared],
                "digits": one.digits,
            }
            for one in found
        ],
    }


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def _print(region: Region, profile: Profile, found: tuple[Suggestion, ...], language: str) -> None:
    said: dict[str, Any] = _SAID[language]
    for letter, value in profile.scores.items():
        bar = "?" if value is None else f"{'█' * round(value / 5):<20} {value:.0f}"
        out.print(f"{letter.value}  {LETTERS[letter][language]:<30} {bar}", highlight=False)
    if not profile.complete:
        out.print(said["missing"])
    elif not profile.tells:
        out.print(said["flat"].format(FLAT_UNDER))
    if not found:
        return
    table = Table(*said["columns"], box=None, header_style="bold")
    for one in found:
        numbers = ("" if value is None else f"{value:.2f}" for value in (one.order, one.interest, one.cards))
        letters = ", ".join(letter.value for letter in one.shared)
        table.add_row(region.occupation_label(one.occupation, language), *numbers, letters)
    out.print(table)
