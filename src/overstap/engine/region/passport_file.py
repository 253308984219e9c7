# SPDX-License-Identifier: EUPL-1.2
"""The passport as a file: what a person takes along from the page, and gives to the terminal.

JSON, described in `docs/reference/passport-file.md`. It has no field for a name or an address: what someone can
do and what they want. `page` is what the page needs to go on where the person was; the engine carries it along.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from overstap.engine.documents.entries import NOTE_AT_MOST, TITLE_AT_MOST, Entry, EntryKind
from overstap.engine.matching.model import Evidence, HeldSkill, OpeningKind, Passport, Wishes
from overstap.engine.problems import InputRefused, Problem
from overstap.engine.region.region import Region

FORMAT = "overstap-passport"
VERSION = 1
LARGEST_FILE = 1_000_000
"""Bytes. A passport of a thousand skills is a tenth of this."""

_NUMBERS = {"distance": (0, 500), "hours_low": (1, 60), "hours_high": (1, 60), "wage_floor": (0, 500)}
LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")
"""How well somebody knows a language: the CEFR."""
_MEND = {
    "en": "Use a file that was taken along from Overstap, or mend this line.",
    "nl": "Gebruik een bestand dat je uit Overstap hebt meegenomen, of verbeter deze regel.",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """Something somebody did, with the skills it shows."""

    entry: Entry
    skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PassportFile:
    """What stands in the file. `place` and `occupation` are ids of the region; `wage` is today's pay.

    `languages`: ISO 639 code -> level of the CEFR.

    `left_out` names what this region does not know, when the reader was told to leave that out.
    """

    passport: Passport
    wishes: Wishes
    place: str = ""
    occupation: str = ""
    wage: float | None = None
    page: Mapping[str, object] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    proofs: tuple[Shown, ...] = ()
    languages: Mapping[str, str] = field(default_factory=dict)


def write_passport(file: PassportFile) -> str:
    """The file as text; the same content gives the same text."""
    wishes = file.wishes
    content: dict[str, object] = {
        "format": FORMAT,
        "version": VERSION,
        "skills": [{"skill": one.skill, "evidence": str(one.evidence)} for one in file.passport.skills],
        "certificates": sorted(file.passport.certificates),
        "occupation": file.occupation or None,
        "place": file.place or None,
        "wage": file.wage,
        "wishes": {
            "distance": wishes.distance,
            "hours_low": wishes.hours_low,
            "hours_high": wishes.hours_high,
            "wage_floor": wishes.wage_floor,
            "kinds": sorted(str(kind) for kind in wishes.kinds),
            "starts_on": wishes.starts_on.isoformat() if wishes.starts_on else None,
        },
    }
    if file.proofs:
        content["proofs"] = [_shown(one) for one in file.proofs]
    if file.languages:
        content["languages"] = dict(file.languages)
    if file.page:
        content["page"] = dict(file.page)
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _shown(one: Shown) -> dict[str, object]:
    entry = one.entry
    return {
        "kind": str(entry.kind),
        "title": entry.title,
        "whose": entry.whose,
        "from_on": entry.from_on.isoformat() if entry.from_on else None,
        "until_on": entry.until_on.isoformat() if entry.until_on else None,
        "note": entry.note,
        "skills": list(one.skills),
    }


def read_passport(
    content: bytes | str, region: Region, name: str = "", *, leave_out_unknown: bool = False
) -> PassportFile:
    """Reads the file against a region: every skill, certificate, place and occupation must be known there.

    With `leave_out_unknown` what the region does not know is left out and named in `left_out`: a region
    changes, and somebody's file should not be lost by that. All else that is wrong is refused either way.

    Raises `InputRefused` with all that is wrong; `name` is the file's name in those messages.
    """
    reader = _Reader(region, name, leave_out_unknown)
    file = reader.read(content)
    if reader.problems or file is None:
        raise InputRefused(reader.problems)
    return file


@dataclass
class _Reader:
    region: Region
    name: str
    leave_out_unknown: bool
    problems: list[Problem] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def read(self, content: bytes | str) -> PassportFile | None:
        parsed = self._parse(content)
        if parsed is None:
            return None
        wished = self._object("wishes", parsed.get("wishes"))
        place = self._known("place", parsed.get("place"), self.region.records.places)
        numbers = {key: self._number(key, wished.get(key), *lines) for key, lines in _NUMBERS.items()}
        wishes = Wishes(
            position=self.region.records.places[place].position if place else None,
            distance=numbers["distance"],
            hours_low=numbers["hours_low"],
            hours_high=numbers["hours_high"],
            wage_floor=numbers["wage_floor"],
            kinds=frozenset(self._kinds(wished.get("kinds"))),
            starts_on=self._date("starts_on", wished.get("starts_on")),
        )
        return PassportFile(
            Passport(tuple(self._skills(parsed.get("skills"))), self._certificates(parsed)),
            wishes,
            place,
            self._known("occupation", parsed.get("occupation"), self.region.taxonomy.occupation_index),
            self._number("wage", parsed.get("wage"), 0, 500),
            self._object("page", parsed.get("page")),
            tuple(self.left_out),
            tuple(self._proofs(parsed.get("proofs"))),
            self._languages(parsed.get("languages")),
        )

    def _proofs(self, value: object) -> Iterable[Shown]:
        for item in self._list("proofs", value):
            told = self._object("proofs", item)
            kind, title = told.get("kind"), self._text("title", told.get("title"), TITLE_AT_MOST)
            begin = self._date("from_on", told.get("from_on"))
            end = self._date("until_on", told.get("until_on"))
            whose = self._text("whose", told.get("whose"), TITLE_AT_MOST)
            note = self._text("note", told.get("note"), NOTE_AT_MOST)
            known = (
                self._known("skill", one, self.region.taxonomy.skill_index)
                for one in self._list("skills", told.get("skills"))
            )
            skills = tuple(self.region.taxonomy.skill(one).id for one in known if one)
            if kind not in tuple(EntryKind):
                listed = ", ".join(EntryKind)
                self._wrong("kind", kind, f"one of {listed}", f"een van {listed}")
            elif not title or (begin and end and begin > end):
                self._wrong(
                    "proofs", title, "something with a title and an end", "iets met een titel en een eind"
                )
            else:
                yield Shown(Entry(EntryKind(str(kind)), title, whose, begin, end, note), skills)

    def _languages(self, value: object) -> dict[str, str]:
        found: dict[str, str] = {}
        for code, level in self._object("languages", value).items():
            if level in LEVELS and code.isascii() and code.islower() and 2 <= len(code) <= 3:
                found[code] = str(level)
            else:
                self._wrong("languages", level, "a level, A1 to C2", "een niveau, A1 tot C2")
        return found

    def _text(self, column: str, value: object, most: int) -> str:
        if value is None:
            return ""
        if isinstance(value, str) and len(value) <= most:
            return value.strip()
        self._wrong(column, value, f"a text of at most {most}", f"een tekst van hoogstens {most}")
        return ""

    def _parse(self, content: bytes | str) -> dict[str, object] | None:
        if len(content) > LARGEST_FILE:
            self._say("", "", "the file is too large for a passport", "het bestand is te groot")
            return None
        try:
            text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
            parsed = json.loads(text)
        except (UnicodeDecodeError, ValueError, RecursionError):
            self._say("", "", "the file is not JSON in UTF-8", "het bestand is geen JSON in UTF-8")
            return None
        if not isinstance(parsed, dict) or parsed.get("format") != FORMAT:
            self._say("format", "", "this is not a passport of Overstap", "dit is geen paspoort van Overstap")
            return None
        if parsed.get("version") != VERSION:
            self._wrong("version", parsed.get("version"), str(VERSION), str(VERSION))
            return None
        return parsed

    def _object(self, column: str, value: object) -> Mapping[str, object]:
        if value is not None and not isinstance(value, dict):
            self._wrong(column, value, "an object", "een object")
        return value if isinstance(value, dict) else {}

    def _skills(self, value: object) -> Iterable[HeldSkill]:
        for item in self._list("skills", value):
            skill = item.get("skill") if isinstance(item, dict) else item
            known = self._known("skill", skill, self.region.taxonomy.skill_index)
            evidence = item.get("evidence", Evidence.CLAIMED) if isinstance(item, dict) else Evidence.CLAIMED
            if evidence not in tuple(Evidence):
                listed = ", ".join(Evidence)
                self._wrong("evidence", evidence, f"one of {listed}", f"een van {listed}")
            elif known:
                # A skill may be named by its ESCO URI; inside it goes by the region's own id.
                yield HeldSkill(self.region.taxonomy.skill(known).id, Evidence(str(evidence)))

    def _certificates(self, parsed: Mapping[str, object]) -> frozenset[str]:
        listed = self._list("certificates", parsed.get("certificates"))
        known = (self._known("certificates", item, self.region.records.certificates) for item in listed)
        return frozenset(filter(None, known))

    def _kinds(self, value: object) -> Iterable[OpeningKind]:
        for item in self._list("kinds", value):
            if item in tuple(OpeningKind):
                yield OpeningKind(str(item))
            else:
                listed = ", ".join(OpeningKind)
                self._wrong("kinds", item, f"one of {listed}", f"een van {listed}")

    def _list(self, column: str, value: object) -> list[object]:
        if value is None:
            return []
        if isinstance(value, list):
            return value
        self._wrong(column, value, "a list", "een lijst")
        return []

    def _known(self, column: str, value: object, known: Mapping[str, object]) -> str:
        if value is None or value == "":
            return ""
        if isinstance(value, str) and value in known:
            return value
        if self.leave_out_unknown and isinstance(value, str):
            self.left_out.append(value)
            return ""
        self._say(column, value, "is not known in this region", "is in deze regio niet bekend")
        return ""

    def _number(self, column: str, value: object, low: float, high: float) -> float | None:
        if value is None:
            return None
        if isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high:
            return float(value)
        said = f"{low} – {high}"
        self._wrong(column, value, f"a number, {said}", f"een getal, {said}")
        return None

    def _date(self, column: str, value: object) -> date | None:
        if value is None:
            return None
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self._wrong(column, value, "a date such as 2027-01-31", "een datum zoals 2027-01-31")
            return None

    def _wrong(self, column: str, value: object, should: str, moet: str) -> None:
        self._say(column, value, f"is not {should}", f"is niet {moet}")

    def _say(self, column: str, value: object, english: str, dutch: str) -> None:
        shown = "" if value is None else str(value)[:80]
        self.problems.append(
            Problem({"en": english, "nl": dutch}, self.name, column=column, value=shown, mend=_MEND)
        )
