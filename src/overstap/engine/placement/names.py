# SPDX-License-Identifier: EUPL-1.2
"""What tables and columns are also called: in Dutch, and by other words that people use for the same.

Capitals, spaces and hyphens in a name make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

TABLES = {
    "apart": "niet_samen uit_elkaar",
    "budgets": "budgetten",
    "costs": "kosten",
    "courses": "cursussen",
    "criteria": "criterium",
    "editions": "uitvoeringen edities",
    "employers": "werkgevers",
    "fits": "passendheid",
    "forbidden": "verboden",
    "guidance": "begeleiding",
    "hosts": "aanbieders stageplekken leerbedrijven",
    "offers": "aangeboden",
    "openings": "plekken vacatures",
    "options": "opties mogelijkheden",
    "people": "mensen personen",
    "placements": "plaatsingen",
    "points": "punten",
    "preferences": "voorkeuren",
    "priorities": "prioriteiten",
    "scores": "score",
    "slots": "tijdvakken",
    "students": "studenten leerlingen",
}
COLUMNS = {
    "amount": "bedrag",
    "answer": "antwoord",
    "asks": "vraagt gevraagd",
    "away": "afwezig",
    "budget": "betaalt",
    "certificates": "papieren certificaten",
    "cost": "kosten",
    "course": "cursus",
    "criterion": "criterium",
    "distance": "afstand reisafstand",
    "edition": "uitvoering editie",
    "employer": "werkgever",
    "ends_at": "eindigt_om eindtijd",
    "ends_on": "eindigt_op einddatum",
    "fit": "passendheid",
    "from": "vanaf",
    "from_slot": "vanaf_tijdvak",
    "gap": "mist",
    "groups": "groepen",
    "guidance": "begeleiding",
    "host": "aanbieder leerbedrijf",
    "hours": "uren",
    "id": "nummer kenmerk",
    "income": "inkomen",
    "income_change": "inkomensverschil",
    "income_floor": "inkomensgrens",
    "kind": "soort",
    "km": "afstand_km",
    "lasting": "blijvend",
    "least": "minimum min minstens",
    "locked": "vast",
    "lower_first": "laagste_eerst",
    "most": "maximum max hoogstens",
    "occupation": "beroep functie",
    "opening": "plek vacature",
    "option": "optie",
    "person": "persoon",
    "place": "woonplaats gemeente",
    "places": "plekken plaatsen capacity capaciteit quota",
    "points": "punten",
    "preferences": "voorkeuren wensen",
    "present": "aanwezig",
    "priorities": "prioriteiten volgorde",
    "rank": "rang",
    "score": "scores",
    "seats": "stoelen",
    "skills": "vaardigheden",
    "starts_at": "begint_om begintijd",
    "starts_on": "begint_op startdatum",
    "student": "leerling",
    "tables": "tafels",
    "train": "treintje trein",
    "trains": "treintjes treinen",
    "until": "tot_en_met uiterlijk",
    "until_slot": "tot_en_met_tijdvak",
    "wage": "uurloon",
}


def plain(name: str) -> str:
    """A name without capitals, and with one underscore for spaces and hyphens.

    >>> plain(" Income floor "), plain("starts-on")
    ('income_floor', 'starts_on')
    """
    return re.sub(r"[\s_-]+", "_", name.strip().casefold())


def table_named(name: str, known: Iterable[str]) -> str | None:
    """The table of those known that a name stands for.

    >>> table_named("Studenten", ("students", "hosts"))
    'students'
    """
    return _named(name, known, TABLES)


def column_named(name: str, known: Iterable[str]) -> str | None:
    """The column of those known that a name stands for."""
    return _named(name, known, COLUMNS)


def _named(name: str, known: Iterable[str], also: dict[str, str]) -> str | None:
    said = plain(name)
    listed = list(known)
    if said in listed:
        return said
    return next((one for one in listed if said in also.get(one, "").split()), None)
