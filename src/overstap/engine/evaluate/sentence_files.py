# SPDX-License-Identifier: EUPL-1.2
"""Sentences of which the right skills are known, read from either of two CSV forms.

Labels form: columns sentence, span, sub_span, label, one row per skill; labels are preferred labels, and rows
marked as not present or underspecified tell of no right skill (the form of Decorte and others, Design of
Negative Sampling Strategies for Distantly Supervised Skill Extraction, 2022). Groups form: columns sentence,
gold and perhaps must_not; `gold` holds groups apart by spaces, in a group equally right concepts joined by `|`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from overstap.engine.problems import InputRefused, Problem
from overstap.engine.skills.taxonomy import Taxonomy

_NO_SKILL = frozenset({"", "LABEL NOT PRESENT", "UNDERSPECIFIED"})


@dataclass(frozen=True)
class JudgedSentence:
    """A sentence, its right skills as groups (one hit fills a group), and skills it must not give."""

    text: str
    right: tuple[frozenset[str], ...]
    must_not: frozenset[str] = frozenset()


@dataclass(frozen=True)
class JudgedSentences:
    """All sentences of a file. `grouped`: the form it had. `unknown`: labels that no skill has."""

    sentences: tuple[JudgedSentence, ...]
    grouped: bool
    unknown: tuple[str, ...] = ()


def read_sentences_file(path: Path, taxonomy: Taxonomy, language: str) -> JudgedSentences:
    """The sentences of a CSV file in either form, told apart by the header.

    Labels are looked up among the preferred labels of `language`. Raises `InputRefused` when the file cannot
    be read, has neither form, a row has no sentence or too few columns, or no sentence is left.
    """
    rows = _rows(path)
    header = next(rows, (1, {}))[1]
    if {"sentence", "gold"} <= header.keys():
        found = _groups_form(path, rows)
    elif {"sentence", "label"} <= header.keys():
        found = _labels_form(path, rows, taxonomy, language)
    else:
        raise InputRefused([_neither_form(path)])
    if not found.sentences:
        raise InputRefused([_empty(path)])
    return found


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The header (as a row of its own names) and every row, with the number a spreadsheet shows."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise InputRefused([_unreadable(path)]) from None
    try:
        cells = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        raise InputRefused([_unreadable(path)]) from None
    if not cells:
        raise InputRefused([_empty(path)])
    header = [name.strip() for name in cells[0]]
    wrong = [
        _wrong_row(path, number, len(header), len(row))
        for number, row in enumerate(cells[1:], start=2)
        if row and len(row) != len(header)
    ]
    if wrong:
        raise InputRefused(wrong)
    yield 1, {name: name for name in header}
    for number, row in enumerate(cells[1:], start=2):
        if row:
            yield number, dict(zip(header, row, strict=True))


def _groups_form(path: Path, rows: Iterator[tuple[int, dict[str, str]]]) -> JudgedSentences:
    sentences, problems = [], []
    for number, row in rows:
        groups = tuple(frozenset(filter(None, group.split("|"))) for group in row["gold"].split())
        must_not = frozenset(row.get("must_not", "").replace("|", " ").split())
        if not row["sentence"].strip():
            problems.append(_no_sentence(path, number))
        for column, uris in (("gold", frozenset[str]().union(*groups)), ("must_not", must_not)):
            problems += [_no_concept(path, number, column, uri) for uri in sorted(uris) if ":" not in uri]
        sentences.append(JudgedSentence(row["sentence"], groups, must_not))
    if problems:
        raise InputRefused(problems)
    return JudgedSentences(tuple(sentences), grouped=True)


def _labels_form(
    path: Path, rows: Iterator[tuple[int, dict[str, str]]], taxonomy: Taxonomy, language: str
) -> JudgedSentences:
    called = _by_label(taxonomy, language)
    right: dict[str, dict[str, None]] = {}
    unknown: dict[str, None] = {}
    problems = []
    for number, row in rows:
        if not row["sentence"].strip():
            problems.append(_no_sentence(path, number))
            continue
        skills = right.setdefault(row["sentence"], {})
        label = row["label"].strip()
        if label.upper() in _NO_SKILL:
            continue
        if label.lower() in called:
            skills[called[label.lower()]] = None
        else:
            unknown[label] = None
    if problems:
        raise InputRefused(problems)
    sentences = tuple(
        JudgedSentence(text, tuple(frozenset({skill}) for skill in skills)) for text, skills in right.items()
    )
    return JudgedSentences(sentences, grouped=False, unknown=tuple(unknown))


def _by_label(taxonomy: Taxonomy, language: str) -> Mapping[str, str]:
    """Preferred label in lower case -> skill id; a label that two skills bear gives the first."""
    found: dict[str, str] = {}
    for skill in taxonomy.skills:
        if language in skill.words:
            found.setdefault(skill.words[language].label.lower(), skill.id)
    return found


def _neither_form(path: Path) -> Problem:
    return Problem(
        {
            "en": "has neither the columns sentence and label nor sentence and gold",
            "nl": "heeft niet de kolommen sentence en label, en ook niet sentence en gold",
        },
        path.name,
        1,
        mend={
            "en": "Begin the file with a row of column names.",
            "nl": "Begin het bestand met een rij kolomnamen.",
        },
    )


def _unreadable(path: Path) -> Problem:
    return Problem(
        {"en": "cannot be read as CSV in UTF-8", "nl": "is niet te lezen als CSV in UTF-8"},
        path.name,
        mend={
            "en": "Check the name, and save it as CSV in UTF-8.",
            "nl": "Controleer de naam en bewaar het als CSV in UTF-8.",
        },
    )


def _empty(path: Path) -> Problem:
    return Problem(
        {"en": "holds no sentences", "nl": "bevat geen zinnen"},
        path.name,
        mend={"en": "Add a row for each skill or sentence.", "nl": "Voeg per vaardigheid of zin een rij toe."},
    )


def _wrong_row(path: Path, row: int, wanted: int, found: int) -> Problem:
    return Problem(
        {
            "en": f"has {found} columns where the header has {wanted}",
            "nl": f"heeft {found} kolommen, de kop {wanted}",
        },
        path.name,
        row,
        mend={
            "en": "Put a sentence with commas between quotation marks.",
            "nl": "Zet een zin met komma's tussen aanhalingstekens.",
        },
    )


def _no_sentence(path: Path, row: int) -> Problem:
    return Problem(
        {"en": "is empty", "nl": "is leeg"},
        path.name,
        row,
        "sentence",
        mend={"en": "Write the sentence.", "nl": "Schrijf de zin."},
    )


def _no_concept(path: Path, row: int, column: str, value: str) -> Problem:
    return Problem(
        {"en": "is no concept identifier", "nl": "is geen aanduiding van een begrip"},
        path.name,
        row,
        column,
        value,
        {
            "en": "Write full ESCO identifiers: groups apart by spaces, equally right ones joined by |.",
            "nl": "Schrijf hele ESCO-adressen: groepen los met spaties, even goede samen met |.",
        },
    )
