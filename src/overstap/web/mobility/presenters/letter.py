# SPDX-License-Identifier: EUPL-1.2
"""A letter to one person about a plan, as a PDF/UA-1, and those of everybody as a zip, made as it is sent.

It holds the person's reference and what the plan says: no name, no number that the state gave, nothing of a
special kind.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from overstap.apps.mobility.answers import code_of
from overstap.apps.typed_codes import hash_of
from overstap.engine.region.region import Region
from overstap.web import words
from overstap.web.mobility.presenters.plan import edition_title, opening_title
from overstap.web.mobility.presenters.why import against, told_of
from overstap.web.typesetting import typeset

_OTHERS = 2
PER_FILE = 150
"""Letters in one file to print: a page takes more than a megabyte while it is made."""


@dataclass(frozen=True)
class Letter:
    """Whose letter it is, out of which case, on which day; `code_page`: where one fills in a code."""

    case: Any
    line: Any
    today: date
    code_page: str = ""


def letter_pdf(letter: Letter, region: Region) -> bytes:
    """The letter as a PDF. Nothing is read or written but the template and the fonts."""
    return letters_pdf([letter], region)


def letters_pdf(letters: Sequence[Letter], region: Region, *, two_sides: bool = False) -> bytes:
    """Letters in one PDF, each from a new page; to print on two sides, each from a new sheet of paper."""
    told = [told_in_letter(one, region, words.language()) for one in letters]
    return typeset("letter.typ", {"letters": told, "sides": 2 if two_sides else 1})


def print_zip(letters: Sequence[Letter], region: Region, *, two_sides: bool = False) -> Iterator[bytes]:
    """Letters to print as a zip of PDFs of at most `PER_FILE` each, in parts as they are made."""
    files = (
        (
            f"{_('letters')}-{first + 1}-{min(first + PER_FILE, len(letters))}.pdf",
            letters_pdf(letters[first : first + PER_FILE], region, two_sides=two_sides),
        )
        for first in range(0, len(letters), PER_FILE)
    )
    return _zipped(files, letters[0].today)


def letter_name(reference: str) -> str:
    """What the file of somebody's letter is called: by the reference, in signs that any system takes."""
    kept = "".join(one if one.isalnum() or one in "-_." else "_" for one in reference)
    return _("letter") + f"-{kept}.pdf"


def told_in_letter(letter: Letter, region: Region, language: str) -> dict[str, Any]:
    """All words of the template, in the language of the page."""
    case, line = letter.case, letter.line
    said = told_of(line, region, language, to_them=True)
    placed = bool(line.opening)
    return {
        "language": language,
        "title": _("A proposal for your next step") if placed else _("How we look further with you"),
        "centre": case.centre.name,
        "made": words.day(letter.today),
        "about": [
            [_("Your reference"), line.person.reference],
            [_("About"), _("the end of your work at %(company)s") % {"company": case.name}],
        ],
        "greeting": _("Hello,"),
        "opening": list(_opening(case, placed)),
        "place": opening_title(region, line.opening) if placed else "",
        "by": _("by %(course)s") % {"course": edition_title(region, line.edition)} if line.edition else "",
        "facts": [list(pair) for pair in said.facts],
        "parts": list(_parts(line, region, said)),
        "next_title": _("What you can do now"),
        "next": [*_next(placed), *_answer_it(letter)],
        "greetings": _("Kind regards,"),
        "reference": line.person.reference,
        "footer": _("This letter tells what a computer worked out. People decide, and you are one of them."),
    }


def _opening(case: Any, placed: bool) -> Iterator[str]:
    told = {"company": case.name, "day": words.day(case.last_day)}
    yield _("Your work at %(company)s ends on %(day)s. We look for other work together with you.") % told
    yield _("We laid side by side what everybody can do and wishes, and which places there are.")
    if placed:
        yield _("For you this came out:")
    else:
        yield _("For you there is no place among them yet. That does not mean that there is none.")


def _parts(line: Any, region: Region, said: Any) -> Iterator[dict[str, Any]]:
    yield {
        "title": _("Why this proposal") if line.opening else _("What stands in the way now"),
        "sentences": list(said.why),
        "list": [],
    }
    if said.helps:
        yield {"title": _("What could help"), "sentences": [], "list": list(said.helps)}
    others = [
        _another(line, one, region)
        for one in line.why.get("others", [])[:_OTHERS]
        if one["opening"] in region.records.openings
    ]
    if others and line.opening:
        yield {"title": _("What else was there"), "sentences": [], "list": others}


def _another(line: Any, one: Any, region: Region) -> str:
    to, differs = opening_title(region, one["opening"]), against(line, one)
    return f"{to}: {differs}." if differs else f"{to}."


def _next(placed: bool) -> list[str]:
    if placed:
        return [
            _("Read this at ease. Nothing is fixed: you may say yes, no, or ask for something else."),
            _("Make an appointment with your adviser. Tell it when something here is not right."),
            _("Do you say yes? Then we introduce you to the employer, and arrange the course if there is one."),
        ]
    return [
        _("Make an appointment with your adviser: together you see what can be different."),
        _("Tell us what you can do that we do not know yet: also outside your work."),
        _("We plan again when places come in. You need do nothing for that."),
    ]


def _answer_it(letter: Letter) -> Iterator[str]:
    """How somebody sees it for themselves, when the plan is shown to them."""
    line = letter.line
    if line.plan.shown_at is None:
        return
    if line.person.passport_id is not None:
        yield _("Log in to see it yourself and answer it: My account, My proposal.")
        return
    code = code_of(line.person)
    if line.person.code_hash == hash_of(code):
        told = {"address": letter.code_page, "code": in_groups(code)}
        yield _("See it yourself and answer it: go to %(address)s and fill in this code: %(code)s.") % told


def in_groups(code: str) -> str:
    """A code as it is read and typed: four signs at a time, never broken over lines.

    >>> in_groups("ABCDEFGH")
    'ABCD\\xa0EFGH'
    """
    return "\xa0".join(code[at : at + 4] for at in range(0, len(code), 4))


# --- everybody's --------------------------------------------------------------------------------------


class _Sink(io.RawIOBase):
    """Takes what is written and hands it over: a zip that is never whole in memory."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def writable(self) -> bool:
        """Only that."""
        return True

    def write(self, data: Any) -> int:
        """Keeps it until it is taken."""
        self.parts.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        """What was written since."""
        found, self.parts = b"".join(self.parts), []
        return found


def letters_zip(letters: Sequence[Letter], region: Region) -> Iterator[bytes]:
    """The letters as a zip of a PDF each, in parts as they are made."""
    files = ((letter_name(one.line.person.reference), letter_pdf(one, region)) for one in letters)
    return _zipped(files, letters[0].today)


def _zipped(files: Iterable[tuple[str, bytes]], day: date) -> Iterator[bytes]:
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:  # type: ignore[arg-type]
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name, day.timetuple()[:6]), content)
            yield sink.taken()
    yield sink.taken()
