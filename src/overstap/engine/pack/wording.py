# SPDX-License-Identifier: EUPL-1.2
"""What can be wrong with a pack, in words: one function per fault, Dutch and English together.

A reason continues the sentence that begins with the file, the place and the value.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from overstap.engine.pack.findings import Fault, shown
from overstap.engine.pack.schema import ESCO_URI, SLUG


def _fault(nl: str, en: str, mend_nl: str = "", mend_en: str = "") -> Fault:
    return Fault({"nl": nl, "en": en}, {"nl": mend_nl, "en": mend_en} if mend_en else {})


def _nearest(word: str, known: Sequence[str]) -> tuple[str, str]:
    """A hint in Dutch and English to the known word that looks most like `word`."""
    close = get_close_matches(word[:100], known[:5000], n=1, cutoff=0.75)
    meant = shown(close[0]) if close else ""
    return (f" Bedoel je “{meant}”?", f" Do you mean “{meant}”?") if meant else ("", "")


# The pack as a whole


def not_found() -> Fault:
    return _fault(
        "bestaat niet",
        "does not exist",
        "Geef een bestaande map of een bestaand zip-bestand.",
        "Give an existing folder or zip file.",
    )


def not_a_pack() -> Fault:
    return _fault(
        "is geen map en geen leesbaar zip-bestand",
        "is neither a folder nor a readable zip file",
        "Geef de map of het zip-bestand waar datapackage.json in staat.",
        "Give the folder or the zip file that holds datapackage.json.",
    )


def cannot_read(why: str) -> Fault:
    return _fault(
        f"kan niet worden gelezen ({why})",
        f"cannot be read ({why})",
        "Controleer of het bestand heel is en of je het mag lezen.",
        "Check that the file is whole and that you may read it.",
    )


def too_large(size: int, limit: int) -> Fault:
    return _fault(
        f"is met {size} bytes te groot; {limit} mag",
        f"is too large with {size} bytes; {limit} is allowed",
        "Splits de regio of gebruik Parquet.",
        "Split the region or use Parquet.",
    )


def too_dense() -> Fault:
    return _fault(
        "is verdacht sterk ingepakt",
        "is compressed to a suspicious degree",
        "Pak het bestand opnieuw in, of gebruik de uitgepakte map.",
        "Compress the file anew, or use the unpacked folder.",
    )


def too_many_files(limit: int) -> Fault:
    return _fault(f"bevat meer dan {limit} bestanden", f"holds more than {limit} files")


def unsafe_name() -> Fault:
    return _fault(
        "is een onveilige naam: hij wijst buiten het pakket",
        "is an unsafe name: it points outside the pack",
        "Gebruik een eenvoudige bestandsnaam, zoals openings.csv.",
        "Use a simple file name, such as openings.csv.",
    )


def not_a_plain_file() -> Fault:
    return _fault(
        "is geen gewoon bestand",
        "is not an ordinary file",
        "Zet het bestand zelf in het pakket, geen verwijzing.",
        "Put the file itself in the pack, not a link.",
    )


def encrypted() -> Fault:
    return _fault(
        "is versleuteld",
        "is encrypted",
        "Maak het zip-bestand zonder wachtwoord.",
        "Make the zip file without a password.",
    )


def odd_compression() -> Fault:
    return _fault(
        "is ingepakt op een manier die niet wordt gelezen",
        "is compressed in a way that is not read",
        "Gebruik gewone zip-compressie (deflate).",
        "Use ordinary zip compression (deflate).",
    )


def twice_in_zip() -> Fault:
    return _fault("staat twee keer in het zip-bestand", "stands in the zip file twice")


def stray_file() -> Fault:
    return _fault(
        "hoort niet in een pakket of staat niet in datapackage.json",
        "does not belong in a pack or is not listed in datapackage.json",
        "Zet het bij resources in datapackage.json of haal het weg.",
        "List it under resources in datapackage.json or take it away.",
    )


# datapackage.json


def no_descriptor() -> Fault:
    return _fault(
        "ontbreekt",
        "is missing",
        "Zet datapackage.json boven in de map of het zip-bestand.",
        "Put datapackage.json at the top of the folder or the zip file.",
    )


def not_json(why: str) -> Fault:
    return _fault(f"is geen geldige JSON ({why})", f"is not valid JSON ({why})")


def wrong_kind(wanted_nl: str, wanted_en: str) -> Fault:
    return _fault(f"moet {wanted_nl} zijn", f"must be {wanted_en}")


def property_missing(name: str, wanted_nl: str, wanted_en: str) -> Fault:
    return _fault(f"{name} ontbreekt: {wanted_nl}", f"{name} is missing: {wanted_en}")


def unknown_table(name: str, known: Sequence[str]) -> Fault:
    nl, en = _nearest(name, known)
    return _fault(
        "is geen tabel van een regiopakket",
        "is not a table of a region pack",
        f"De tabellen staan in docs/pack-format.md.{nl}",
        f"The tables stand in docs/pack-format.md.{en}",
    )


def table_twice() -> Fault:
    return _fault("staat er twee keer in", "is listed twice")


def missing_table(name: str) -> Fault:
    return _fault(
        f"de verplichte tabel {name} ontbreekt",
        f"the required table {name} is missing",
        f"Voeg {name}.csv toe en zet het bij resources in datapackage.json.",
        f"Add {name}.csv and list it under resources in datapackage.json.",
    )


def missing_file() -> Fault:
    return _fault(
        "staat in datapackage.json, maar het bestand is er niet",
        "is listed in datapackage.json, but there is no such file",
        "Voeg het bestand toe of haal de regel weg.",
        "Add the file or take the entry away.",
    )


def unknown_format() -> Fault:
    return _fault("is geen .csv of .parquet", "is neither .csv nor .parquet")


def disagrees(what: str, wanted: str) -> Fault:
    return _fault(
        f"past niet: {what} moet {wanted} zijn",
        f"does not fit: {what} must be {wanted}",
    )


# A file


def not_utf8(byte: int, position: int, wide: bool) -> Fault:
    nl = "Sla het bestand op als “CSV UTF-8”."
    en = "Save the file as “CSV UTF-8”."
    if wide:
        return _fault("is UTF-16, geen UTF-8", "is UTF-16, not UTF-8", nl, en)
    return _fault(
        f"byte 0x{byte:02X} op plaats {position} is geen UTF-8",
        f"byte 0x{byte:02X} at position {position} is not UTF-8",
        nl,
        en,
    )


def broken_csv(why: str) -> Fault:
    return _fault(
        f"is geen geldige CSV ({why}); de rest van het bestand is niet gelezen",
        f"is not valid CSV ({why}); the rest of the file was not read",
        "Zet tekst met aanhalingstekens, komma's of regeleinden tussen dubbele aanhalingstekens.",
        "Put text with quotes, commas or line breaks between double quotes.",
    )


def empty_file() -> Fault:
    return _fault("is leeg", "is empty", "Begin met een rij kolomnamen.", "Begin with a row of column names.")


def broken_parquet() -> Fault:
    return _fault(
        "is geen leesbaar Parquet-bestand",
        "is not a readable Parquet file",
        "Schrijf het bestand opnieuw, of gebruik CSV.",
        "Write the file anew, or use CSV.",
    )


def semicolons() -> Fault:
    return _fault(
        "de kolommen zijn gescheiden door puntkomma's",
        "the columns are separated by semicolons",
        "Sla het bestand op met komma's tussen de kolommen.",
        "Save the file with commas between the columns.",
    )


def unknown_column(name: str, known: Sequence[str]) -> Fault:
    nl, en = _nearest(name, known)
    return _fault(
        "is geen kolom van deze tabel",
        "is not a column of this table",
        f"Haal de kolom weg.{nl}",
        f"Take the column away.{en}",
    )


def column_twice() -> Fault:
    return _fault("deze kolom staat er twee keer", "this column stands there twice")


def missing_column() -> Fault:
    return _fault(
        "deze verplichte kolom ontbreekt",
        "this required column is missing",
        "Voeg de kolom toe.",
        "Add the column.",
    )


def ragged(found: int, wanted: int) -> Fault:
    return _fault(
        f"deze rij heeft {found} cellen in plaats van {wanted}",
        f"this row has {found} cells instead of {wanted}",
        "Zet tekst met een komma tussen dubbele aanhalingstekens.",
        "Put text with a comma between double quotes.",
    )


def blank_row() -> Fault:
    return _fault("deze rij is leeg", "this row is empty", "Haal de rij weg.", "Take the row away.")


# A cell

_TYPE_NL = {
    "string": "tekst op één regel",
    "text": "tekst",
    "integer": "een geheel getal",
    "number": "een getal",
    "boolean": "waar of onwaar",
    "date": "een datum",
    "list": "een lijst van teksten",
}
_TYPE_EN = {
    "string": "text on one line",
    "text": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "date": "a date",
    "list": "a list of texts",
}
_FORM_NL = {
    "integer": "Schrijf alleen cijfers, zoals 1200.",
    "number": "Schrijf het met een punt en zonder eenheid, zoals 17.50.",
    "boolean": "Schrijf true of false.",
    "date": "Schrijf een bestaande dag als 2027-01-31.",
}
_FORM_EN = {
    "integer": "Write digits only, such as 1200.",
    "number": "Write it with a point and without a unit, such as 17.50.",
    "boolean": "Write true or false.",
    "date": "Write an existing day as 2027-01-31.",
}


def wrong_type(wanted: str) -> Fault:
    return _fault(
        f"is geen {_TYPE_NL[wanted]}".replace("geen een ", "geen ").replace("geen waar", "niet waar"),
        f"is not {_TYPE_EN[wanted]}",
        _FORM_NL.get(wanted, ""),
        _FORM_EN.get(wanted, ""),
    )


def wrong_column_type(found: str, wanted: str) -> Fault:
    return _fault(
        f"deze kolom heeft het type {found}; nodig is {_TYPE_NL[wanted]}",
        f"this column has the type {found}; needed is {_TYPE_EN[wanted]}",
    )


def required() -> Fault:
    return _fault("mag niet leeg zijn", "may not be empty", "Vul iets in.", "Fill it in.")


def blank_text() -> Fault:
    return _fault(
        "bestaat alleen uit spaties of is leeg",
        "holds only spaces or is empty",
        "Laat de cel echt leeg.",
        "Leave the cell really empty.",
    )


def loose_space() -> Fault:
    return _fault(
        "begint of eindigt met een spatie",
        "begins or ends with a space",
        "Haal de spatie weg.",
        "Take the space away.",
    )


def control_sign(sign: str) -> Fault:
    name = f"U+{ord(sign):04X}"
    return _fault(
        f"bevat het onzichtbare stuurteken {name}",
        f"holds the invisible control character {name}",
        "Haal het teken weg.",
        "Take the character away.",
    )


def too_long(limit: int) -> Fault:
    return _fault(
        f"is langer dan {limit} tekens",
        f"is longer than {limit} characters",
        "Maak de tekst korter.",
        "Make the text shorter.",
    )


FORMS = {
    SLUG: (
        "kleine letters, cijfers en koppeltekens, zoals den-haag",
        "small letters, digits and hyphens, such as den-haag",
    ),
    ESCO_URI: (
        "een adres als http://data.europa.eu/esco/skill/...",
        "an address such as http://data.europa.eu/esco/skill/...",
    ),
    "[A-Z]": ("één hoofdletter", "one capital letter"),
    "[a-z]{2}": ("twee kleine letters, zoals nl", "two small letters, such as nl"),
    r"GM\d{4}": ("GM en vier cijfers, zoals GM0518", "GM and four digits, such as GM0518"),
    r"\d{4}": ("vier cijfers, zoals 2221", "four digits, such as 2221"),
}
"""The patterns of the schema in words, Dutch and English."""

UNITS_NL = {
    "EUR": "euro",
    "EUR gross per hour": "euro bruto per uur",
    "degrees (WGS 84)": "graden (WGS 84)",
    "hours per week": "uur per week",
    "km": "km",
    "people": "mensen",
    "weeks": "weken",
    "years": "jaar",
}
"""The units of the schema in Dutch."""


def wrong_pattern(pattern: str) -> Fault:
    nl, en = FORMS.get(pattern, (pattern, pattern))
    return _fault("heeft niet de juiste vorm", "does not have the right form", f"Schrijf {nl}.", f"Write {en}.")


def not_in_enum(value: str, known: Sequence[str]) -> Fault:
    nl, en = _nearest(value, known)
    return _fault(
        "is geen toegestane waarde",
        "is not an allowed value",
        f"Kies uit {', '.join(known)}.{nl}",
        f"Choose from {', '.join(known)}.{en}",
    )


def out_of_range(low: float | None, high: float | None, unit: str | None) -> Fault:
    measure = f" {unit}" if unit else ""
    measure_nl = f" {UNITS_NL.get(unit, unit)}" if unit else ""
    nl = _joined(" en ", "minstens", low, "hoogstens", high)
    en = _joined(" and ", "at least", low, "at most", high)
    return _fault(
        "valt buiten de grenzen",
        "is out of range",
        f"Mogelijk is {nl}{measure_nl}.",
        f"Possible is {en}{measure}.",
    )


def _joined(link: str, low_word: str, low: float | None, high_word: str, high: float | None) -> str:
    bounds = ((low_word, low), (high_word, high))
    # Never 1e+06: people read this.
    return link.join(f"{word} {bound:.15g}" for word, bound in bounds if bound is not None)


def twice_in_list(item: str) -> Fault:
    return _fault(
        f"noemt “{shown(item)}” twee keer",
        f"names “{shown(item)}” twice",
        "Laat één van de twee staan.",
        "Keep one of the two.",
    )


def empty_item() -> Fault:
    return _fault(
        "heeft een leeg deel",
        "has an empty item",
        "Zet tussen elke twee delen één |, en geen aan het begin of het eind.",
        "Put one | between every two items, and none at the beginning or the end.",
    )


def bar_in_item() -> Fault:
    return _fault("bevat een | binnen een deel", "holds a | inside an item")


# Between cells


def twice(columns: Sequence[str], first_row: int) -> Fault:
    names = ", ".join(columns)
    return _fault(
        f"staat ook al in rij {first_row}; {names} mag maar één keer voorkomen",
        f"stands in row {first_row} already; {names} may occur only once",
        "Laat één van de rijen staan, of geef deze iets anders.",
        "Keep one of the rows, or give this one something else.",
    )


def unknown_reference(value: str, table: str, known: Sequence[str]) -> Fault:
    nl, en = _nearest(value, known)
    return _fault(
        f"staat niet in {table}",
        f"is not in {table}",
        f"Voeg het toe aan {table} of verbeter de verwijzing.{nl}",
        f"Add it to {table} or mend the reference.{en}",
    )


def wrong_order(other: str, other_value: object) -> Fault:
    return _fault(
        f"is meer of later dan {other} ({shown(other_value)})",
        f"is more or later than {other} ({shown(other_value)})",
        "Verwissel of verbeter de twee.",
        "Swap or mend the two.",
    )


def cycle() -> Fault:
    return _fault(
        "gaat in een kring",
        "goes round in a circle",
        "Haal één van deze verwijzingen weg.",
        "Take one of these references away.",
    )


def refers_to_itself() -> Fault:
    return _fault("verwijst naar zichzelf", "refers to itself", "Haal de rij weg.", "Take the row away.")


# Writing


def occupied() -> Fault:
    return _fault(
        "is al in gebruik en is geen pakket",
        "is in use already and is not a pack",
        "Kies een nieuwe naam of een lege map.",
        "Choose a new name or an empty folder.",
    )


def cannot_write(why: str) -> Fault:
    return _fault(f"kan niet worden geschreven ({why})", f"cannot be written ({why})")
