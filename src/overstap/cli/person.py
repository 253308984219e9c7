# SPDX-License-Identifier: EUPL-1.2
"""Who a command is about: a passport file, or someone's own words and the title of their work."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from overstap.cli.output import MISUSED, err, not_found
from overstap.cli.written import written
from overstap.engine.matching.model import Evidence, HeldSkill, Passport, Wishes
from overstap.engine.problems import InputRefused, Problem
from overstap.engine.region.passport_file import PassportFile, read_passport
from overstap.engine.region.region import NAMES_WORK_FROM, Region

PassportOption = Annotated[
    Path | None,
    typer.Option("--passport", help="Passport file, as taken along from the page."),
]
TextOption = Annotated[
    str | None, typer.Option("--text", help="What you have done, in your own words; - reads it.")
]
WorkOption = Annotated[
    str | None,
    typer.Option("--work", help="A job title: what people in that work usually can is taken in."),
]


@dataclass(frozen=True)
class Given:
    """What was given about a person, read before the region is: the bytes of a file, or words and a title."""

    file: bytes | None
    name: str
    words: str
    title: str


def given_of(passport: Path | None, text: str | None, work: str | None) -> Given:
    """What was given. Ends the command when it is nothing, or a file and words at once."""
    if (passport is None) == (text is None and work is None):
        err.print("Give either --passport FILE, or --text WORDS, --work TITLE or both.")
        raise typer.Exit(MISUSED)
    if passport is not None:
        return Given(_bytes_of(passport), passport.name, "", "")
    return Given(None, "", written(text or ""), written(work or ""))


def person_of(region: Region, given: Given, language: str, *, as_json: bool) -> PassportFile:
    """The person in a region. Ends the command when the title names no work that is known."""
    if given.file is not None:
        return read_passport(given.file, region, given.name)
    occupation = _occupation(region, given.title, language, as_json=as_json)
    return _told(region, given.words, occupation, language)


def _bytes_of(passport: Path) -> bytes:
    try:
        return passport.read_bytes()
    except OSError:
        raise InputRefused([_unreadable(passport)]) from None


def _told(region: Region, words: str, occupation: str, language: str) -> PassportFile:
    """What someone says they did, and what people in their work usually can."""
    held = dict.fromkeys((one.skill for one in region.recognise(words, language)), Evidence.CLAIMED)
    for skill in region.usual_skills(occupation) if occupation else ():
        held.setdefault(skill, Evidence.INFERRED)
    skills = tuple(HeldSkill(skill, evidence) for skill, evidence in held.items())
    return PassportFile(Passport(skills), Wishes(), occupation=occupation)


def _occupation(region: Region, title: str, language: str, *, as_json: bool) -> str:
    """The occupation that a title names; empty without a title. Ends the command when there is none."""
    found = [one for one in region.find_occupations(title, language, 1) if one.score >= NAMES_WORK_FROM]
    if title and not found:
        not_found(_no_occupation(title), as_json=as_json)
    return found[0].id if found else ""


def _no_occupation(title: str) -> Problem:
    return Problem(
        {"en": "names no occupation that is known here", "nl": "noemt geen beroep dat hier bekend is"},
        column="--work",
        value=title[:80],
        mend={
            "en": "See overstap occupations find for titles that are.",
            "nl": "Zie overstap occupations find voor namen die het wel zijn.",
        },
    )


def _unreadable(passport: Path) -> Problem:
    return Problem(
        {"en": "is no file that can be read", "nl": "is geen bestand dat te lezen is"},
        passport.name,
        mend={"en": "Give an existing passport file.", "nl": "Geef een bestaand paspoortbestand."},
    )
