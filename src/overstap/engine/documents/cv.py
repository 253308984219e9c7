# SPDX-License-Identifier: EUPL-1.2
"""Reads work, study, courses and languages out of the text of a CV, for the person to confirm.

By headings and periods, in Dutch and English; nothing is guessed that the text does not say. A line with a
period begins an entry, and what stands on it, or on the lines just before it, is its title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from overstap.engine.documents.entries import (
    ENTRIES_AT_MOST,
    NOTE_AT_MOST,
    TITLE_AT_MOST,
    Entry,
    EntryKind,
    Told,
)
from overstap.engine.documents.languages import languages_in
from overstap.engine.documents.periods import Period, period_in
from overstap.engine.masking import without_contact

_HEADINGS: dict[str, str] = {
    "work": "werkervaring|werk|loopbaan|arbeidsverleden|carriere|carrière|stages|stage|relevante werkervaring"
    "|werkervaring en stages|bijbanen|work experience|experience|employment|employment history"
    "|professional experience|work history|career|internships",
    "study": "opleiding|opleidingen|opleiding en training|scholing|onderwijs|studie|opleidingen en cursussen"
    "|education|education and training|studies|academic background",
    "certificate": "cursussen|cursus|certificaten|cursussen en certificaten|cursussen en trainingen|trainingen"
    "|diploma's|diplomas|courses|certificates|certifications|training|courses and certificates|licences",
    "volunteer": "vrijwilligerswerk|vrijwilliger|nevenfuncties|vrijwillige inzet|volunteering|volunteer work"
    "|voluntary work|volunteer experience",
    "language": "talen|talenkennis|taalvaardigheid|taalvaardigheden|taal|languages|language skills",
    "other": "vaardigheden|competenties|digitale vaardigheden|computervaardigheden|persoonlijke vaardigheden"
    "|eigenschappen|kwaliteiten|hobby's|hobbys|hobby's en interesses|interesses|referenties|profiel"
    "|profielschets|personalia|persoonlijke gegevens|persoonlijk profiel|over mij|contact"
    "|contactgegevens|overig|rijbewijs|skills|competences|digital skills|personal skills"
    "|hobbies|interests|references|profile|summary"
    "|personal details|personal information|about me|publications|publicaties",
}
_SECTION_OF = {name: section for section, names in _HEADINGS.items() for name in names.split("|")}
_BULLET = re.compile(r"^\s*[•·▪●◦*\-–—>o]\s+")
_SPLIT = re.compile(r"\s+(?:bij|at|@)\s+|\s*[|\t]\s*|\s+[-–—]\s+|,\s+|\s{3,}")
_ABOUT_ITSELF = re.compile(r"(?:curriculum vitae|cv|r[eé]sum[eé])(?:\s+van)?\W*", re.IGNORECASE)
_NAMES = re.compile(
    r"(?:(?:cv|curriculum vitae|van|name|naam)\W+)?(?:[A-ZÀ-Ý][\w'’.-]*)(?:\s+(?:[A-ZÀ-Ý][\w'’.-]*|van|de|der"
    r"|den|el|al|ten|ter|bin|du|di|da)){1,4}"
)
_EDGES = " \t,;:|()[]-–—•·"


def read_cv(text: str) -> Told:
    """What a CV tells. Its text comes back without name, address, birth and numbers: see `without_contact`.

    >>> told = read_cv("Werkervaring\\n2018 - 2020 Kassamedewerker, Jumbo\\nTalen\\nEngels B2")
    >>> told.entries[0].title, told.entries[0].whose, told.languages
    ('Kassamedewerker', 'Jumbo', (('en', 'B2'),))
    """
    kept = without_contact(_without_name(text)).strip()
    entries: list[Entry] = []
    spoken: list[str] = []
    for section, lines in _sections(kept):
        if section in set(EntryKind):
            entries += _entries(EntryKind(section), lines)
        elif section == "language":
            spoken += lines
    # A language elsewhere counts only with a level beside it: "Engels" may be a subject somebody taught.
    languages = dict(languages_in("\n".join(spoken)))
    for code, level in languages_in(kept):
        if level:
            languages[code] = max(languages.get(code, ""), level)
    return Told(kept, tuple(entries[:ENTRIES_AT_MOST]), tuple(languages.items()))


def _without_name(text: str) -> str:
    """A CV without the name it begins with: the first line that is nothing but two to five names."""
    lines = text.splitlines()
    said = [at for at, line in enumerate(lines) if line.strip() and not _ABOUT_ITSELF.fullmatch(line.strip())]
    if said and _NAMES.fullmatch(lines[said[0]].strip()):
        del lines[said[0]]
    return "\n".join(lines)


def _sections(text: str) -> Iterator[tuple[str, list[str]]]:
    """The text cut at its headings, with what each part is about; what stands before the first is `other`."""
    section, lines = "other", list[str]()
    for line in text.splitlines():
        named = _SECTION_OF.get(line.strip(" \t:•-–—_#*").lower())
        if named:
            yield section, lines
            section, lines = named, []
        elif line.strip():
            lines.append(line.rstrip())
    yield section, lines


@dataclass
class _Part:
    period: Period | None
    title: list[str]
    body: list[str] = field(default_factory=list)


def _entries(kind: EntryKind, lines: list[str]) -> Iterator[Entry]:
    alone = kind in (EntryKind.STUDY, EntryKind.CERTIFICATE)
    dated = [period_in(line, alone=alone) for line in lines]
    if not any(dated):
        # Courses are often a bare list of names.
        parts = [_Part(None, [line]) for line in lines] if kind is EntryKind.CERTIFICATE else []
    else:
        parts = list(_parts(lines, dated))
    for part in parts:
        title, whose = _title_and_whose(part.title)
        if title:
            yield Entry(
                kind,
                title[:TITLE_AT_MOST],
                whose[:TITLE_AT_MOST],
                part.period.from_on if part.period else None,
                part.period.until_on if part.period else None,
                "\n".join(part.body)[:NOTE_AT_MOST],
            )


def _parts(lines: list[str], dated: list[Period | None]) -> Iterator[_Part]:
    """One part for each line with a period. The lines before the first one show where titles stand."""
    before = min(next(at for at, period in enumerate(dated) if period), 2)
    starts = [at for at, period in enumerate(dated) if period]
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(lines) + before
        rest = _rest(lines[start], dated[start])
        body = lines[start + 1 : max(start + 1, end - before)]
        title = [*lines[max(0, start - before) : start], *([rest] if rest else [])]
        if not title and body and not _BULLET.match(body[0]):
            # A period on a line of its own, with its title under it.
            title, body = body[:1], body[1:]
            if body and not _BULLET.match(body[0]) and len(body[0]) <= 60:
                title, body = [*title, body[0]], body[1:]
        yield _Part(dated[start], title, [_BULLET.sub("", line).strip() for line in body])


def _rest(line: str, period: Period | None) -> str:
    """The line without its period."""
    if period is None:
        return line.strip(_EDGES)
    return f"{line[: period.start]} {line[period.end :]}".strip(_EDGES)


def _title_and_whose(lines: list[str]) -> tuple[str, str]:
    """What it was and where: two lines, or one line that says both."""
    said = [line.strip(_EDGES) for line in lines if line.strip(_EDGES)]
    if len(said) > 1:
        return said[0], said[1]
    parts = _SPLIT.split(said[0], maxsplit=1) if said else [""]
    return parts[0].strip(_EDGES), parts[1].strip(_EDGES) if len(parts) > 1 else ""
