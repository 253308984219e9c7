# SPDX-License-Identifier: EUPL-1.2
"""Many openings out of one file, in the ids of a region: a sheet by its columns, or schema.org JobPostings.

Everything wrong is gathered, with its row and column, and the file is refused whole. Columns are known by their
Dutch or English name. A row that names no skills has them read out of its text, as a pasted vacancy has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from difflib import get_close_matches
from typing import TypeVar

from overstap.engine.matching.model import OpeningKind
from overstap.engine.problems import InputRefused, Problem
from overstap.engine.region.region import Region
from overstap.engine.region.vacancy import occupations_for, propose
from overstap.engine.skills.spoken import spoken_language
from overstap.engine.skills.taxonomy import Importance
from overstap.engine.skills.text import fold
from overstap.engine.vacancies.figures import Pay, Range
from overstap.engine.vacancies.posting import Posting, read_postings
from overstap.engine.vacancies.sheet import cells_of, is_json, read_sheet

LINES_AT_MOST = 5_000
COLUMNS: Mapping[str, str] = {
    "reference": "nummer referentie vacaturenummer id number",
    "title": "titel functie functietitel jobtitle",
    "text": "tekst omschrijving vacaturetekst description",
    "occupation": "beroep",
    "place": "plaats gemeente standplaats city",
    "kind": "soort",
    "hours": "uren",
    "wage": "loon uurloon pay",
    "days": "dagen",
    "starts_on": "start startdatum begin starts",
    "closes_on": "sluit sluitdatum einddatum closes deadline",
    "places": "aantal plekken number_of_people openings",
    "certificates": "papieren licences papers",
    "skills": "vaardigheden",
    "language": "taal",
}
"""Name of a column -> other names that it goes by."""
_FIELD_OF = {"skills": "demands"}
_NEEDED = ("reference", "title")
_IMPORTANCES = {
    **dict.fromkeys(("must", "nodig", "needed", "eis"), "must"),
    **dict.fromkeys(("should", "gewenst", "wanted", "wens"), "should"),
    **dict.fromkeys(("nice", "extra", "pre", "plus"), "nice"),
}
_KINDS = {
    **{kind.value: kind for kind in OpeningKind},
    "vacature": OpeningKind.VACANCY,
    "baan": OpeningKind.VACANCY,
    "stage": OpeningKind.INTERNSHIP,
    "bbl": OpeningKind.APPRENTICESHIP,
    "leerwerkplek": OpeningKind.LEARN_WORK,
    "proefplaats": OpeningKind.TRIAL,
}
_DAY_CODES = {
    **{code: code for code in ("mo", "tu", "we", "th", "fr", "sa", "su")},
    **dict(
        zip(["ma", "di", "wo", "do", "vr", "za", "zo"], ("mo", "tu", "we", "th", "fr", "sa", "su"), strict=True)
    ),
}
_RANGE = re.compile(r"(\d+(?:[.,]\d+)?)(?:\s*(?:-|–|tot|to|/)\s*(\d+(?:[.,]\d+)?))?")
_SKILL = re.compile(r"(?P<name>.+?)\s*(?:[:(]\s*(?P<how>[^:()]+?)\s*\)?)?")
_DATE = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_FROM_1900 = date(1899, 12, 30)
"""The day from which Excel counts."""


@dataclass(frozen=True, slots=True)
class OpeningLine:
    """One opening of a file, in the ids of the region. `row` counts from 1 with the header as row 1.

    `proposed` names the fields that the file does not give and that were read out of its words, or left empty.
    """

    row: int
    reference: str
    kind: OpeningKind
    title: str
    text: str
    language: str
    occupation: str
    place: str
    hours: Range | None
    wage: Range | None
    days: tuple[str, ...]
    starts_on: date | None
    closes_on: date | None
    places: int
    certificates: tuple[str, ...]
    demands: Mapping[str, str]
    proposed: frozenset[str] = frozenset()


def read_lines(
    region: Region, content: bytes, name: str, *, today: date, at_most: int = LINES_AT_MOST
) -> tuple[OpeningLine, ...]:
    """The openings in a file. Raises `InputRefused` with everything that is wrong in it, by row and column."""
    if is_json(content):
        lines, problems = _of_json(region, content, today)
    else:
        lines, problems = _of_sheet(region, content, name, today)
    if len(lines) > at_most:
        problems = [
            _problem(
                "has more openings than fit at once",
                "heeft meer werkplekken dan er in één keer passen",
                value=str(len(lines)),
                mend=(f"At most {at_most}: split it.", f"Hoogstens {at_most}: splits het."),
            )
        ]
    seen: dict[str, int] = {}
    for line in lines:
        if line.reference and line.reference in seen:
            problems.append(_twice(line, seen[line.reference]))
        seen.setdefault(line.reference, line.row)
    if problems:
        ordered = sorted(problems, key=lambda one: one.row or 0)
        raise InputRefused([_in_file(one, name) for one in ordered])
    return tuple(lines)


def _of_json(region: Region, content: bytes, today: date) -> tuple[list[OpeningLine], list[Problem]]:
    try:
        postings = read_postings(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return [], [_problem("is not UTF-8", "is geen UTF-8")]
    lines, problems = [], []
    for row, posting in enumerate(postings, start=1):
        if not posting.reference:
            problems.append(_lacking(row, "identifier"))
        if not posting.title:
            problems.append(_lacking(row, "title"))
        lines.append(_line(region, row, posting, today))
    return lines, problems


PROPOSED = frozenset(
    ("kind", "language", "occupation", "place", "hours", "wage", "days", "starts_on", "closes_on", "places")
) | {"certificates", "demands"}
"""Fields of an opening that a file need not give."""


def _given(posting: Posting) -> frozenset[str]:
    """Those of them that a posting gives by itself."""
    told = {
        "kind": posting.kind,
        "language": posting.language,
        "place": posting.place,
        "hours": posting.hours,
        "wage": posting.pay,
        "starts_on": posting.starts_on,
        "closes_on": posting.closes_on,
        "places": posting.places,
    }
    return frozenset(name for name, value in told.items() if value)


def _line(
    region: Region, row: int, posting: Posting, today: date, occupation: str = "", *, demands: bool = True
) -> OpeningLine:
    read = propose(region, posting, today=today, occupation=occupation, demands=demands)
    return OpeningLine(
        row=row,
        reference=read.reference,
        kind=read.kind,
        title=read.title,
        text=read.text,
        language=read.language,
        occupation=read.occupation,
        place=read.place,
        hours=read.hours,
        wage=read.wage,
        days=read.days,
        starts_on=read.starts_on,
        closes_on=read.closes_on,
        places=read.places,
        certificates=read.certificates,
        demands={one.skill: str(one.importance) for one in read.asked},
        proposed=PROPOSED - _given(posting),
    )


def _of_sheet(
    region: Region, content: bytes, name: str, today: date
) -> tuple[list[OpeningLine], list[Problem]]:
    sheet = read_sheet(content, name)
    names, problems = _columns(sheet.header)
    if problems:
        return [], problems
    known = _Known(region)
    headers = dict(zip(names, sheet.header, strict=True))
    lines = []
    for row, cells in cells_of(sheet, names):
        reader = _Row(known, row, cells, headers, problems)
        lines.append(reader.line(today))
    return lines, problems


def _columns(header: tuple[str, ...]) -> tuple[list[str], list[Problem]]:
    """Our name of each column, empty for one we do not know; and what is wrong with the header."""
    of = {one: name for name, others in COLUMNS.items() for one in (name, *others.split())}
    names = [of.get(re.sub(r"\W+", "_", fold(cell)).strip("_"), "") for cell in header]
    problems = [
        _problem(
            "is not there",
            "staat er niet in",
            row=1,
            column=name,
            mend=(
                "Give every opening its number and its title.",
                "Geef elke werkplek een nummer en een titel.",
            ),
        )
        for name in _NEEDED
        if name not in names
    ]
    problems += [
        _problem("is there twice", "staat er twee keer in", row=1, column=name)
        for name in dict.fromkeys(names)
        if name and names.count(name) > 1
    ]
    return names, problems


class _Known:
    """What a region calls its things, to find them by id or by name."""

    def __init__(self, region: Region) -> None:
        records = region.records
        self.region = region
        self.occupations = _by_name((row.id, *row.label.values()) for row in records.occupations.values())
        self.places = _by_name((row.id, row.label) for row in records.places.values())
        self.papers = _by_name((row.id, *row.label.values()) for row in records.certificates.values())
        skills = region.taxonomy.skills
        self.skills = _by_name((one.id, *(words.label for words in one.words.values())) for one in skills)
        others = (
            (one.id, label) for one in skills for words in one.words.values() for label in words.alternatives
        )
        for id_, label in others:
            self.skills.setdefault(fold(label).strip(), id_)  # a name of its own goes before another's
        self._meant: dict[tuple[str, str], str] = {}
        self._near: dict[tuple[int, str], str] = {}

    def meant(self, posting: Posting) -> str:
        """The occupation that a title means, empty for none; many openings have the same title."""
        key = (posting.title, posting.language)
        if key not in self._meant:
            language = posting.language or spoken_language(posting.text, "nl")
            self._meant[key] = next(iter(occupations_for(self.region, posting.title, language)), "")
        return self._meant[key]

    def near(self, said: str, known: Mapping[str, str]) -> str:
        """The known name that comes nearest, empty for none; the same slip is often made in every row."""
        key = (id(known), said)
        if key not in self._near:
            self._near[key] = next(iter(get_close_matches(fold(said), list(known), n=1, cutoff=0.75)), "")
        return self._near[key]


def _by_name(things: Iterable[tuple[str, ...]]) -> dict[str, str]:
    named: dict[str, str] = {}
    for id_, *labels in things:
        for name in (id_, *labels):
            if name:
                named.setdefault(fold(name).strip(), id_)
    return named


T = TypeVar("T")


@dataclass
class _Row:
    """Reads one row; what is wrong is added to `problems`."""

    known: _Known
    row: int
    cells: Mapping[str, str]
    headers: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)

    def line(self, today: date) -> OpeningLine:
        """The opening of this row."""
        reference, title = " ".join(self.cells.get("reference", "").split()), self.cells.get("title", "")
        for column, value, longest in (("reference", reference, 100), ("title", title, 200)):
            if not value:
                self.problems.append(_lacking(self.row, self.headers.get(column, column)))
            elif len(value) > longest:
                self._wrong(
                    column, value[:40], f"is longer than {longest} signs", f"is langer dan {longest} tekens"
                )
        hours, wage = self._range("hours", 1, 60), self._wage()
        posting = Posting(
            text=self.cells.get("text", ""),
            title=title[:200],
            reference=reference,
            hours=hours,
            pay=Pay(wage.low, wage.high, "hour") if wage else None,
            language=self._one_of(
                "language",
                {"nl": "nl", "en": "en", "nederlands": "nl", "engels": "en", "dutch": "nl", "english": "en"},
                "",
            ),
            starts_on=self._day("starts_on"),
            closes_on=self._day("closes_on"),
            places=self._whole(),
        )
        occupation = self._named("occupation", self.known.occupations) or self.known.meant(posting)
        asked = self._skills()
        read = _line(self.known.region, self.row, posting, today, occupation, demands=not asked)
        return OpeningLine(
            row=self.row,
            reference=reference,
            kind=self._one_of("kind", _KINDS, read.kind),
            title=title,
            text=read.text,
            language=read.language,
            occupation=read.occupation,
            place=self._named("place", self.known.places) or read.place,
            hours=hours or read.hours,
            wage=wage or read.wage,
            days=self._days() or read.days,
            starts_on=read.starts_on,
            closes_on=read.closes_on,
            places=read.places,
            certificates=self._papers() or read.certificates,
            demands=asked or read.demands,
            proposed=PROPOSED - {_FIELD_OF.get(column, column) for column, cell in self.cells.items() if cell},
        )

    def _wrong(self, column: str, value: str, en: str, nl: str, mend: tuple[str, str] | None = None) -> None:
        header = self.headers.get(column, column)
        self.problems.append(_problem(en, nl, row=self.row, column=header, value=value[:80], mend=mend))

    def _named(self, column: str, known: Mapping[str, str]) -> str:
        said = self.cells.get(column, "")
        return self._found(column, said, known) if said else ""

    def _found(self, column: str, said: str, known: Mapping[str, str]) -> str:
        found = known.get(fold(said).strip(), "")
        if not found:
            near = self.known.near(said, known)
            mend = (f"Do you mean “{near}”?", f"Bedoel je “{near}”?") if near else None
            self._wrong(column, said, "is not known in this region", "is in deze regio niet bekend", mend)
        return found

    def _one_of(self, column: str, known: Mapping[str, T], otherwise: T) -> T:
        said = self.cells.get(column, "")
        if not said:
            return otherwise
        found = known.get(fold(said))
        if found is None:
            listed = ", ".join(dict.fromkeys(known))
            self._wrong(
                column,
                said,
                "is not one we know",
                "kennen we niet",
                (f"Choose from: {listed}.", f"Kies uit: {listed}."),
            )
            return otherwise
        return found

    def _range(self, column: str, least: float, most: float) -> Range | None:
        said = self.cells.get(column, "")
        if not said:
            return None
        match = _RANGE.fullmatch(said.replace("€", "").replace("uur", "").replace("hours", "").strip())
        low, high = (float((match[at] or match[1]).replace(",", ".")) for at in (1, 2)) if match else (0.0, 0.0)
        if not least <= low <= high <= most:
            self._wrong(
                column,
                said,
                f"is no number from {least:g} to {most:g}, or two of them from low to high",
                f"is geen getal van {least:g} tot {most:g}, of twee daarvan van laag naar hoog",
                ("Write 24, or 24-32.", "Schrijf 24, of 24-32."),
            )
            return None
        return Range(low, high)

    def _wage(self) -> Range | None:
        """Per hour."""
        return self._range("wage", 3, 500)

    def _whole(self) -> int | None:
        said = self.cells.get("places", "")
        if not said:
            return None
        plain = said.removesuffix(".0")
        if not (plain.isascii() and plain.isdigit() and 1 <= int(plain[:9]) <= 1000):
            self._wrong("places", said, "is no number from 1 to 1000", "is geen getal van 1 tot 1000")
            return None
        return int(plain)

    def _day(self, column: str) -> date | None:
        said = self.cells.get(column, "")
        if not said:
            return None
        found = _day(said)
        if found is None:
            self._wrong(column, said, "is no day", "is geen dag", ("Write 2027-01-31.", "Schrijf 2027-01-31."))
        return found

    def _days(self) -> tuple[str, ...]:
        said = re.split(r"[\s,;]+", self.cells.get("days", "").strip())
        codes = [_DAY_CODES.get(fold(one)[:2], "") for one in said if one]
        if "" in codes:
            self._wrong(
                "days",
                self.cells["days"],
                "has what is no day of the week",
                "heeft iets dat geen dag van de week is",
                ("Write: mo tu we.", "Schrijf: ma di wo."),
            )
        return tuple(code for code in dict.fromkeys(_DAY_CODES.values()) if code in codes)

    def _papers(self) -> tuple[str, ...]:
        names = [one.strip() for one in re.split(r"[;|]", self.cells.get("certificates", "")) if one.strip()]
        found = (self._found("certificates", one, self.known.papers) for one in names)
        return tuple(dict.fromkeys(one for one in found if one))

    def _skills(self) -> dict[str, str]:
        """`lassen: nodig; Engels spreken: extra`; without a word it should be there."""
        found: dict[str, str] = {}
        for said in (one.strip() for one in re.split(r"[;|\n]", self.cells.get("skills", ""))):
            if not said:
                continue
            whole = self.known.skills.get(fold(said))
            match = None if whole else _SKILL.fullmatch(said)
            how = _IMPORTANCES.get(fold(match["how"])) if match and match["how"] else str(Importance.SHOULD)
            if match and match["how"] and how is None:
                self._wrong(
                    "skills",
                    said,
                    "does not say how much it is asked",
                    "zegt niet hoe zwaar het telt",
                    ("Write must, should or nice.", "Schrijf nodig, gewenst of extra."),
                )
            skill = whole or self._found("skills", match["name"] if match else said, self.known.skills)
            if skill:
                found[skill] = how or str(Importance.SHOULD)
        return found


def _day(said: str) -> date | None:
    try:
        if match := _DATE.fullmatch(said):
            return date(int(match[3]), int(match[2]), int(match[1]))
        if re.fullmatch(r"\d{5}(?:\.\d+)?", said):
            return _FROM_1900 + timedelta(days=int(float(said)))
        return date.fromisoformat(said[:10])
    except ValueError:
        return None


def _problem(
    en: str,
    nl: str,
    *,
    row: int | None = None,
    column: str = "",
    value: str = "",
    mend: tuple[str, str] | None = None,
) -> Problem:
    mended = {"en": mend[0], "nl": mend[1]} if mend else {}
    return Problem({"en": en, "nl": nl}, row=row, column=column, value=value, mend=mended)


def _lacking(row: int, column: str) -> Problem:
    return _problem("is empty", "is leeg", row=row, column=column)


def _twice(line: OpeningLine, first: int) -> Problem:
    return _problem(
        f"is also the number of row {first}",
        f"is ook het nummer van rij {first}",
        row=line.row,
        column="reference",
        value=line.reference,
    )


def _in_file(problem: Problem, name: str) -> Problem:
    return Problem(problem.reason, name, problem.row, problem.column, problem.value, problem.mend)
