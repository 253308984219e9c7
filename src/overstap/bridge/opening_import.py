# SPDX-License-Identifier: EUPL-1.2
"""A file with openings of one employer into the database: read in the region's terms, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

from overstap.apps.openings.actions import NewOpening
from overstap.apps.openings.editing import NotWhole, TooManyTaken, lacking
from overstap.apps.openings.enums import OPEN_USUALLY, OpeningKind
from overstap.apps.openings.importing import Imported, import_openings
from overstap.engine.problems import InputRefused, Problem
from overstap.engine.region.opening_lines import LINES_AT_MOST, OpeningLine, read_lines
from overstap.engine.region.region import Region

_NAMES = {
    "title": ("a title", "een titel"),
    "occupation": ("an occupation that we know", "een beroep dat we kennen"),
    "place": ("a place of this region", "een plaats in deze regio"),
    "hours": ("the hours", "de uren"),
    "demands": ("a skill that we read", "een vaardigheid die we lezen"),
    "closes_on": ("a closing day within half a year", "een sluitdag binnen een half jaar"),
}


def import_file(
    region: Region,
    content: bytes,
    name: str,
    *,
    organisation: str,
    publish: bool,
    today: date,
    keeper: UUID | None,
    by: str,
    at_most: int = LINES_AT_MOST,
) -> Imported:
    """Brings the openings of a CSV or Excel file, or of JSON with JobPostings, to an organisation's desk.

    Raises `InputRefused` with everything that is wrong, by row and column; nothing has changed then.
    """
    lines = read_lines(region, content, name, today=today, at_most=at_most)
    said = [_as_said(line, organisation) for line in lines]
    if publish:
        closing = [replace(one, closes_on=one.closes_on or today + OPEN_USUALLY) for one in said]
        problems = [
            _not_whole(line, fields, name)
            for line, one in zip(lines, closing, strict=True)
            if (fields := lacking(one, today))
        ]
        if problems:
            raise InputRefused(problems)
    proposed = {line.reference: frozenset(_fields(line.proposed)) for line in lines}
    told = {"organisation": organisation, "publish": publish, "today": today, "keeper": keeper, "by": by}
    try:
        return import_openings(openings=said, proposed=proposed, **told)  # type: ignore[arg-type]
    except NotWhole as refused:
        en, nl = (", ".join(_NAMES[one][at] for one in refused.lacks) for at in (0, 1))
        raise InputRefused(
            [
                Problem(
                    {
                        "en": f"an opening that people see already would lack {en}",
                        "nl": f"een werkplek die mensen al zien zou {nl} missen",
                    },
                    file=name,
                )
            ]
        ) from None
    except TooManyTaken:
        raise InputRefused(
            [
                Problem(
                    {
                        "en": "an opening would have fewer places than are taken",
                        "nl": "een werkplek zou minder plekken hebben dan er bezet zijn",
                    },
                    file=name,
                )
            ]
        ) from None


def _fields(names: frozenset[str]) -> Iterator[str]:
    """The fields of `NewOpening` that fields of a line stand for."""
    for name in names:
        yield from (f"{name}_low", f"{name}_high") if name in ("hours", "wage") else (name,)


def _as_said(line: OpeningLine, organisation: str) -> NewOpening:
    return NewOpening(
        kind=OpeningKind(str(line.kind)),
        organisation=organisation,
        occupation=line.occupation or None,
        place=line.place or None,
        title={line.language: line.title},
        text=line.text,
        language=line.language,
        hours_low=line.hours.low if line.hours else None,
        hours_high=line.hours.high if line.hours else None,
        demands=dict(line.demands),
        wage_low=line.wage.low if line.wage else None,
        wage_high=line.wage.high if line.wage else None,
        starts_on=line.starts_on,
        closes_on=line.closes_on,
        places=line.places,
        certificates=line.certificates,
        days=line.days,
        reference=line.reference,
    )


def _not_whole(line: OpeningLine, fields: tuple[str, ...], name: str) -> Problem:
    en, nl = (", ".join(_NAMES[one][at] for one in fields) for at in (0, 1))
    return Problem(
        {"en": f"cannot be published without {en}", "nl": f"kan niet gepubliceerd worden zonder {nl}"},
        file=name,
        row=line.row,
        value=line.reference,
        mend={"en": "Fill it in, or import as drafts.", "nl": "Vul het in, of importeer als concept."},
    )
