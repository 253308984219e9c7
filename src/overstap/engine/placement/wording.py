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
        "Geef een map met CSV-bestanden, of één JSON-bestand.",
        "Give a folder of CSV files, or one JSON file.",
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
    return _fault(
        f"noemt “{shown(name)}”, en dat staat niet in {table}",
        f"names “{shown(name)}”, which is not in {table}",
        f"Voeg het toe aan {table} of haal het weg.",
        f"Add it to {table} or take it away.",
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
        "Geef een bestaand CSV-bestand.",
        "Give an existing CSV file.",
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
