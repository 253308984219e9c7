# SPDX-License-Identifier: EUPL-1.2
"""The people of a made-up bank that closes, as a roster: to try with, and to show. Nobody in it exists.

Occupations are drawn by ISCO group in shares that are ours (estimates of who works at a bank's offices and head
office); years of service from a gamma distribution, pay between what the region says of the occupation and with
service, hours from what is common. The references begin with `VOORBEELD`, so that nobody takes them for real.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from overstap.engine.region.from_pack import Records
from overstap.engine.region.rows import OccupationRow, in_language
from overstap.engine.roster.columns import COLUMNS
from overstap.engine.rules.income import monthly

_SHARES = {
    "4211": 0.20,
    "3312": 0.17,
    "4312": 0.17,
    "3311": 0.09,
    "4222": 0.09,
    "4110": 0.07,
    "3313": 0.05,
    "4120": 0.03,
    "4226": 0.02,
    "4132": 0.02,
    "4412": 0.01,
    "3512": 0.03,
    "2511": 0.02,
    "2512": 0.02,
    "2522": 0.01,
}
"""ISCO-08 unit group -> share of the people: counter, credit and back office first."""

_CAN = {
    "nl": (
        *("klanten te woord staan", "klachten oplossen", "werken met Excel", "gegevens invoeren"),
        *("klanten adviseren", "dossiers controleren", "nieuwe collega's inwerken", "plannen"),
        *("telefoneren met klanten", "rapporten schrijven", "een team aansturen", "Engels spreken"),
    ),
    "en": (
        *("serve customers", "deal with complaints", "work with spreadsheets", "enter data"),
        *("advise customers", "check files", "train new colleagues", "plan"),
        *("phone customers", "write reports", "lead a team", "speak English"),
    ),
}
_HOURS, _HOURS_SHARES = (20, 24, 28, 32, 36, 40), (0.07, 0.13, 0.1, 0.24, 0.36, 0.1)
_REFERENCE = {"nl": "VOORBEELD", "en": "EXAMPLE"}


@dataclass(frozen=True, slots=True)
class Bank:
    """How many people, from which seed, in which language the file is, and who leaves later than the rest.

    `later`: a last day for one in eight (who winds up the books), or `None` for nobody.
    """

    people: int = 1500
    seed: int = 0
    language: str = "nl"
    later: date | None = None


def bank_roster(records: Records, bank: Bank) -> bytes:
    """The roster as CSV, with semicolons as Dutch spreadsheets want it. The same of all gives the same bytes.

    Raises `ValueError` when the region has none of a bank's occupations.
    """
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    columns = [column for column in COLUMNS if column.field != "name"]
    writer.writerow([column.name[bank.language] for column in columns])
    for person in _people(records, bank):
        writer.writerow([person.get(column.field, "") for column in columns])
    return "\ufeff".encode() + written.getvalue().encode()


def bank_people(records: Records, bank: Bank) -> bytes:
    """The same people as `overstap placement plan --people` reads them, in the region's own ids.

    Raises `ValueError` as `bank_roster` does.
    """
    occupations = {in_language(row.label, bank.language): row.id for row in records.occupations.values()}
    places = {row.label: row.id for row in records.places.values()}
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(
        ("id", "occupation", "place", "distance", "hours", "wage", "income_floor", "from", "groups")
    )
    for person in _people(records, bank):
        hours, least = person["hours"], person.get("pay_least", "").replace(",", ".")
        floor = f"{monthly(float(least), float(hours)):.0f}" if least else ""
        occupation = occupations[person["occupation"]]
        writer.writerow(
            (
                *(person["reference"], occupation, places[person["place"]], person["distance"], hours),
                *(person["pay"].replace(",", "."), floor, _iso(person.get("last_day", "")), occupation),
            )
        )
    return written.getvalue().encode()


def _iso(day: str) -> str:
    """A day as it is written in either language, as 2027-06-30."""
    return "-".join(reversed(day.split("-"))) if day[2:3] == "-" else day


def _people(records: Records, bank: Bank) -> list[dict[str, str]]:
    random = np.random.default_rng([bank.seed, 1500])
    groups = {isco: _of_group(records, isco) for isco in _SHARES}
    there = [isco for isco, rows in groups.items() if rows]
    if not there:
        raise ValueError("the region has no occupations that a bank has")
    shares = np.array([_SHARES[isco] for isco in there])
    places = list(records.places.values())
    near = np.arange(1, len(places) + 1) ** -0.6
    drawn = random.choice(len(there), size=bank.people, p=shares / shares.sum())
    homes = random.choice(len(places), size=bank.people, p=near / near.sum())
    made = []
    for number, (group, home) in enumerate(zip(drawn, homes, strict=True), start=1):
        rows = groups[there[group]]
        row = rows[int(random.integers(len(rows)))]
        person = _person(row, bank, random)
        person["reference"] = f"{_REFERENCE[bank.language]}-{number:05d}"
        person["place"] = places[home].label
        made.append(person)
    return made


def _of_group(records: Records, isco: str) -> Sequence[OccupationRow]:
    return [row for row in records.occupations.values() if row.isco == isco]


def _person(row: OccupationRow, bank: Bank, random: np.random.Generator) -> dict[str, str]:
    nl = bank.language == "nl"
    service = float(np.clip(random.gamma(2.2, 5.5), 0.5, 40))
    low, high = row.wage_low or 16.0, row.wage_high or 26.0
    pay = low + (high - low) * min(1.0, service / 25) * float(random.uniform(0.7, 1.1))
    hours = int(random.choice(_HOURS, p=_HOURS_SHARES))
    can = random.choice(_CAN[bank.language], size=int(random.integers(2, 5)), replace=False)
    told = {
        "occupation": in_language(row.label, bank.language),
        "skills": ", ".join(str(one) for one in can),
        "hours": str(hours),
        "pay": _decimal(pay, nl),
        "service": _decimal(round(service * 2) / 2, nl, 1),
        "hours_low": str(max(12, hours - 8)),
        "hours_high": str(hours if random.random() < 0.7 else min(40, hours + 4)),
        "distance": str(int(random.choice((10, 15, 20, 30, 40), p=(0.1, 0.25, 0.3, 0.25, 0.1)))),
    }
    if random.random() < 0.6:
        told["pay_least"] = _decimal(max(14.8, pay * float(random.uniform(0.75, 0.95))), nl)
    if bank.later is not None and random.random() < 0.125:
        told["last_day"] = f"{bank.later:%d-%m-%Y}" if nl else bank.later.isoformat()
    return told


def _decimal(value: float, nl: bool, digits: int = 2) -> str:
    said = f"{value:.{digits}f}"
    return said.replace(".", ",") if nl else said
