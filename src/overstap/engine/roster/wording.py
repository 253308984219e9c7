# SPDX-License-Identifier: EUPL-1.2
"""What can be wrong with a roster, in words: one function per fault, Dutch and English together."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from overstap.engine.pack.findings import Fault
from overstap.engine.roster.columns import COLUMNS, KINDS_SAID, Column, names

_NEVER = {
    "bsn": (
        "is een kolom met burgerservicenummers: die mogen wij niet hebben",
        "is a column of citizen service numbers: we may not have those",
    ),
    "special": (
        "is een kolom die hier over niemand mag beslissen, dus willen wij hem niet weten",
        "is a column that may decide about nobody here, so we do not want to know it",
    ),
    "contact": (
        "is een kolom die zegt wie iemand is of waar die woont: dat is niet nodig",
        "is a column that tells who somebody is or where they live: that is not needed",
    ),
}


def never(why: str) -> Fault:
    nl, en = _NEVER[why]
    return Fault(
        {"nl": nl, "en": en},
        {"nl": "Haal de hele kolom uit het bestand.", "en": "Take the whole column out of the file."},
    )


def unknown_column(name: str) -> Fault:
    nl, en = (get_close_matches(name.lower(), names(language), n=1) for language in ("nl", "en"))
    known_nl, known_en = "; ".join(names("nl")), "; ".join(names("en"))
    return Fault(
        {"nl": "is een kolom die we niet kennen", "en": "is a column we do not know"},
        {
            "nl": f"Bedoel je “{nl[0]}”?" if nl else f"Haal hem weg, of kies uit: {known_nl}.",
            "en": f"Do you mean “{en[0]}”?" if en else f"Take it out, or choose from: {known_en}.",
        },
    )


def twice(name: str) -> Fault:
    return Fault(
        {"nl": "staat er twee keer in", "en": "stands there twice"},
        {"nl": f"Houd één kolom “{name}” over.", "en": f"Keep one column “{name}”."},
    )


def missing_column(column: Column) -> Fault:
    nl, en = column.name["nl"], column.name["en"]
    return Fault(
        {"nl": f"heeft geen kolom “{nl}”", "en": f"has no column “{en}”"},
        {
            "nl": f"Voeg hem toe. {column.says['nl']}",
            "en": f"Add it. {column.says['en']}",
        },
    )


def empty() -> Fault:
    return Fault(
        {"nl": "is leeg", "en": "is empty"},
        {
            "nl": "Vul het in; deze kolom is nodig.",
            "en": "Fill it in; this column is needed.",
        },
    )


def nobody() -> Fault:
    return Fault(
        {"nl": "noemt niemand", "en": "names nobody"},
        {
            "nl": "Zet onder de kopregel een regel per persoon.",
            "en": "Put a row for each person under the header.",
        },
    )


def too_many(most: int) -> Fault:
    return Fault(
        {"nl": f"noemt meer dan {most} mensen", "en": f"names more than {most} people"},
        {"nl": "Deel het over twee zaken.", "en": "Divide it over two cases."},
    )


def too_large(most: int) -> Fault:
    return Fault(
        {
            "nl": f"is groter dan {most // 1_000_000} MB",
            "en": f"is larger than {most // 1_000_000} MB",
        },
        {
            "nl": "Laat alleen de kolommen staan die we vragen.",
            "en": "Keep only the columns that we ask for.",
        },
    )


def no_table() -> Fault:
    return Fault(
        {
            "nl": "kan niet worden gelezen als tabel",
            "en": "cannot be read as a table",
        },
        {
            "nl": "Bewaar het als CSV (UTF-8) of als Excel-werkmap (.xlsx).",
            "en": "Save it as CSV (UTF-8) or as an Excel workbook (.xlsx).",
        },
    )


def broken_row(cells: int, header: int) -> Fault:
    return Fault(
        {
            "nl": f"heeft {cells} cellen, de kopregel {header}",
            "en": f"has {cells} cells, the header {header}",
        },
        {
            "nl": "Zet aanhalingstekens om tekst met een scheidingsteken erin.",
            "en": "Put quotes around text that holds a separator.",
        },
    )


def citizen_number() -> Fault:
    return Fault(
        {
            "nl": "bevat wat een burgerservicenummer lijkt; we tonen het niet",
            "en": "holds what looks like a citizen service number; we do not show it",
        },
        {
            "nl": "Haal het weg, en gebruik een eigen nummer.",
            "en": "Take it out, and use a number of your own.",
        },
    )


def same_reference(row: int) -> Fault:
    return Fault(
        {"nl": f"staat ook in rij {row}", "en": f"stands in row {row} as well"},
        {
            "nl": "Geef iedereen een eigen nummer, en noem iedereen één keer.",
            "en": "Give everybody a reference of their own, and name everybody once.",
        },
    )


def too_long(most: int) -> Fault:
    return Fault(
        {"nl": f"is langer dan {most} tekens", "en": f"is longer than {most} characters"},
        {"nl": "Maak het korter.", "en": "Make it shorter."},
    )


def no_reference() -> Fault:
    return Fault(
        {"nl": "is geen nummer of kenmerk", "en": "is no number or mark"},
        {
            "nl": "Gebruik letters, cijfers, punt, streepje of /, hoogstens 40 tekens.",
            "en": "Use letters, digits, points, dashes or /, 40 characters at most.",
        },
    )


def no_number(column: Column) -> Fault:
    return Fault(
        {
            "nl": f"is geen getal van {column.low:g} tot en met {column.high:g}",
            "en": f"is no number from {column.low:g} to {column.high:g}",
        },
        {"nl": "Schrijf het als 32 of 17,50.", "en": "Write it as 32 or 17.50."},
    )


def no_day() -> Fault:
    return Fault(
        {"nl": "is geen dag", "en": "is no day"},
        {
            "nl": "Schrijf het als 2027-06-30 of 30-06-2027.",
            "en": "Write it as 2027-06-30 or 30-06-2027.",
        },
    )


def no_kind() -> Fault:
    some = " | ".join(dict.fromkeys(KINDS_SAID))
    return Fault(
        {"nl": "is geen soort plek", "en": "is no kind of place"},
        {"nl": f"Kies uit: {some}.", "en": f"Choose from: {some}."},
    )


def no_occupation(near: Iterable[str]) -> Fault:
    some = ", ".join(f"“{one}”" for one in near)
    return Fault(
        {"nl": "herkennen we niet als beroep", "en": "we do not know as an occupation"},
        {
            "nl": f"Bedoel je {some}? Schrijf anders wat iemand doet."
            if some
            else "Schrijf een bekender beroep.",
            "en": f"Do you mean {some}? Else write what somebody does."
            if some
            else "Write a better-known one.",
        },
    )


def no_place(near: Iterable[str]) -> Fault:
    some = ", ".join(f"“{one}”" for one in near)
    return Fault(
        {"nl": "is geen gemeente van deze regio", "en": "is no municipality of this region"},
        {
            "nl": f"Bedoel je {some}?" if some else "Schrijf de dichtstbijzijnde gemeente in de regio.",
            "en": f"Do you mean {some}?" if some else "Write the nearest municipality of the region.",
        },
    )


def hours_turned_round() -> Fault:
    low, high = (next(one for one in COLUMNS if one.field == field) for field in ("hours_low", "hours_high"))
    return Fault(
        {
            "nl": f"is meer dan “{high.name['nl']}”",
            "en": f"is more than “{high.name['en']}”",
        },
        {
            "nl": f"Verander “{low.name['nl']}” of “{high.name['nl']}”.",
            "en": f"Change “{low.name['en']}” or “{high.name['en']}”.",
        },
    )
