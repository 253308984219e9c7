# SPDX-License-Identifier: EUPL-1.2
"""What can be wrong with a placement question, in words: one function per fault, Dutch and English together."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from overstap.engine.pack.findings import Fault, shown


def _fault(nl: str, en: str, mend_nl: str = "", mend_en: str = "") -> Fault:
    return Fault({"nl": nl, "en": en}, {"nl": mend_nl, "en": mend_en} if mend_en else {})


def no_such_place() -> Fault:
    return _fault(
        "is niet te lezen",
        "cannot be read",
        "Geef een map met CSV- of Excelbestanden, één werkboek, of één JSON-bestand.",
        "Give a folder of CSV or Excel files, one workbook, or one JSON file.",
    )


def unknown_table(name: str, known: Sequence[str]) -> Fault:
    listed = ", ".join(known)
    close = get_close_matches(name[:100], known, n=1)
    nl, en = (f" Bedoel je “{close[0]}”?", f" Do you mean “{close[0]}”?") if close else ("", "")
    return _fault(
        "hoort niet bij deze vraag",
        "does not belong to this question",
        f"De tabellen zijn: {listed}.{nl}",
        f"The tables are: {listed}.{en}",
    )


def missing_table(name: str) -> Fault:
    return _fault(
        f"de tabel {name} ontbreekt",
        f"the table {name} is missing",
        f"Voeg in een map {name}.csv toe, in JSON de lijst {name}.",
        f"Add {name}.csv to a folder, the list {name} to JSON.",
    )


def not_listed(name: str, table: str) -> Fault:
    more = any(sign in name for sign in ",;")
    nl, en = (" Zet tussen twee namen een |.", " Put a | between two names.") if more else ("", "")
    return _fault(
        f"noemt “{shown(name)}”, en dat staat niet in {table}",
        f"names “{shown(name)}”, which is not in {table}",
        f"Voeg het toe aan {table} of haal het weg.{nl}",
        f"Add it to {table} or take it away.{en}",
    )


def named_twice(name: str) -> Fault:
    return _fault(
        f"noemt “{shown(name)}” twee keer",
        f"names “{shown(name)}” twice",
        "Laat één van de twee staan.",
        "Keep one of the two.",
    )


def listed_in_two_places(table: str) -> Fault:
    return _fault(
        f"heeft hier een lijst en ook rijen in {table}",
        f"has a list here and rows in {table} as well",
        "Geef de volgorde op één van de twee plekken.",
        "Give the order in one of the two.",
    )


def order_and_criteria() -> Fault:
    return _fault(
        "heeft een eigen volgorde en ook criteria",
        "has an order of its own and criteria as well",
        "Laat een plek óf op criteria óf op een lijst ordenen.",
        "Let a host go by criteria or by a list, not both.",
    )


def unknown_criterion(name: str, known: Sequence[str]) -> Fault:
    listed = ", ".join(known)
    return _fault(
        f"noemt “{shown(name)}”, en dat is geen criterium van deze ronde",
        f"names “{shown(name)}”, which is no criterion of this round",
        f"Kies uit: {listed}; of zet het in criteria.",
        f"Choose from: {listed}; or add it to criteria.",
    )


def nothing_forbidden() -> Fault:
    return _fault(
        "zegt niet wat niet mag",
        "does not say what may not be",
        "Noem een optie, of een persoon en een plek.",
        "Name an option, or a person and an opening.",
    )


def option_of_another() -> Fault:
    return _fault(
        "is een optie van iemand anders",
        "is an option of somebody else",
        "Noem een optie van deze persoon.",
        "Name an option of this person.",
    )


def no_such_file() -> Fault:
    return _fault(
        "is niet te lezen",
        "cannot be read",
        "Geef een bestaand CSV- of Excelbestand.",
        "Give an existing CSV or Excel file.",
    )


def not_in_region() -> Fault:
    return _fault(
        "is in deze regio niet bekend",
        "is not known in this region",
        "Gebruik de id's van de regio, of een andere naam voor het beroep.",
        "Use the ids of the region, or another name for the occupation.",
    )


def nothing_known() -> Fault:
    return _fault(
        "ontbreekt, en vaardigheden ook: dan is niet bekend wat iemand kan",
        "is missing, and so are skills: nothing is known of what one can",
        "Vul het beroep in, of de vaardigheden.",
        "Fill in the occupation, or the skills.",
    )


# --- how it is written ----------------------------------------------------------------------------


def one_of_more() -> Fault:
    return _fault(
        "is één tabel; een vraag heeft er meer",
        "is one table; a question has more",
        "Geef de map waarin het staat.",
        "Give the folder that it is in.",
    )


def table_in_two_files(other: str) -> Fault:
    return _fault(
        f"is dezelfde tabel als {shown(other)}",
        f"is the same table as {shown(other)}",
        "Laat één van de twee staan.",
        "Keep one of the two.",
    )


def broken_workbook() -> Fault:
    return _fault(
        "is niet te lezen als Excelbestand",
        "cannot be read as an Excel file",
        "Bewaar het opnieuw als .xlsx, zonder wachtwoord, of als CSV.",
        "Save it again as .xlsx, without a password, or as CSV.",
    )


def no_text() -> Fault:
    return _fault(
        "is geen tekst die te lezen is",
        "is no text that can be read",
        "Sla het bestand op als “CSV UTF-8”.",
        "Save the file as “CSV UTF-8”.",
    )


def broken_json(line: int, column: int) -> Fault:
    return _fault(
        f"is geen geldige JSON: het gaat mis in regel {line}, teken {column}",
        f"is not valid JSON: it goes wrong in line {line}, character {column}",
        "Kijk daar, of vlak ervoor, naar een komma, aanhalingsteken of haakje.",
        "Look there, or just before, for a comma, a quotation mark or a bracket.",
    )


def unreadable_json() -> Fault:
    return _fault(
        "is JSON met een getal dat te lang is, of te diep genest",
        "is JSON with a number that is too long, or nested too deep",
        "Schrijf tabellen als lijsten van objecten met gewone getallen.",
        "Write tables as lists of objects with plain numbers.",
    )


def key_twice() -> Fault:
    return _fault(
        "staat twee keer in één object",
        "stands twice in one object",
        "Laat één van de twee staan.",
        "Keep one of the two.",
    )


def no_tables(first: str) -> Fault:
    return _fault(
        "moet een object met tabellen zijn",
        "must be an object of tables",
        f'Begin met {{"{first}": [{{"id": "…"}}]}}.',
        f'Begin with {{"{first}": [{{"id": "…"}}]}}.',
    )


def no_rows(table: str) -> Fault:
    return _fault(
        "moet een lijst van objecten zijn",
        "must be a list of objects",
        f'Schrijf "{table}": [{{"…": "…"}}], met een object voor elke rij.',
        f'Write "{table}": [{{"…": "…"}}], with an object for each row.',
    )


def nested() -> Fault:
    return _fault(
        "kan hier niet staan",
        "cannot stand here",
        "Geef één waarde, en een lijst alleen waar de kolom er een is; zonder | in de delen.",
        "Give one value, and a list only where the column is one; without | in its items.",
    )


def unknown_column(name: str, known: Sequence[str]) -> Fault:
    listed = ", ".join(known)
    close = get_close_matches(name[:100].casefold(), known, n=1)
    nl, en = (f" Bedoel je “{close[0]}”?", f" Do you mean “{close[0]}”?") if close else ("", "")
    return _fault(
        "is geen kolom van deze tabel",
        "is not a column of this table",
        f"Haal de kolom weg. De kolommen zijn: {listed}.{nl}",
        f"Take the column away. The columns are: {listed}.{en}",
    )


def column_in_two(other: str) -> Fault:
    return _fault(
        f"is dezelfde kolom als {shown(other)}",
        f"is the same column as {shown(other)}",
        "Laat één van de twee staan.",
        "Keep one of the two.",
    )


def nameless_column() -> Fault:
    return _fault(
        "heeft een kolom zonder naam",
        "has a column without a name",
        "Zet er een naam boven, of haal de kolom weg.",
        "Put a name above it, or take the column away.",
    )


def too_many_cells(found: int, wanted: int) -> Fault:
    return _fault(
        f"deze rij heeft {found} cellen in plaats van {wanted}",
        f"this row has {found} cells instead of {wanted}",
        "Zet tekst met het scheidingsteken erin tussen dubbele aanhalingstekens.",
        "Put text that holds the separator between double quotes.",
    )


def two_meanings(one: str, other: str) -> Fault:
    return _fault(
        f"kan {shown(one)} zijn en {shown(other)}",
        f"can be {shown(one)} and {shown(other)}",
        f"Schrijf {shown(one)} of {shown(other)}.",
        f"Write {shown(one)} or {shown(other)}.",
    )
