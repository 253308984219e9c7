# SPDX-License-Identifier: EUPL-1.2
"""The columns of a roster: what they are called in both languages, what may stand in them, and what may not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How a cell is read."""

    REFERENCE = "reference"
    TEXT = "text"
    OCCUPATION = "occupation"
    PLACE = "place"
    SKILLS = "skills"
    NUMBER = "number"
    KINDS = "kinds"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the field of `Listed` it fills, its name per language, other names for it, and its bounds."""

    field: str
    kind: Kind
    name: Mapping[str, str]
    says: Mapping[str, str]
    also: tuple[str, ...] = ()
    required: bool = False
    low: float = 0.0
    high: float = 0.0


def _pair(nl: str, en: str) -> Mapping[str, str]:
    return {"nl": nl, "en": en}


COLUMNS: tuple[Column, ...] = (
    Column(
        "reference",
        Kind.REFERENCE,
        _pair("nummer", "reference"),
        _pair(
            "Een eigen nummer of kenmerk van je werkgever, geen BSN. Hieraan herkennen we dezelfde persoon.",
            "A number or mark of the employer's own, no citizen service number. By it we know the same person.",
        ),
        ("kenmerk", "personeelsnummer", "number", "id", "ref"),
        required=True,
    ),
    Column(
        "occupation",
        Kind.OCCUPATION,
        _pair("beroep", "occupation"),
        _pair("Beroep of functie, in gewone woorden.", "Occupation or job title, in plain words."),
        ("functie", "job", "job title", "title"),
        required=True,
    ),
    Column(
        "place",
        Kind.PLACE,
        _pair("woonplaats", "place"),
        _pair("Gemeente waar iemand woont. Geen adres.", "Municipality where somebody lives. No address."),
        ("plaats", "gemeente", "municipality", "home"),
        required=True,
    ),
    Column(
        "skills",
        Kind.SKILLS,
        _pair("vaardigheden", "skills"),
        _pair(
            "Wat iemand kan, in eigen woorden. Leeg: wat bij het beroep gewoon is.",
            "What somebody can do, in their own words. Empty: what is usual in the occupation.",
        ),
        ("wat ik kan", "ervaring", "competenties", "experience"),
    ),
    Column(
        "hours",
        Kind.NUMBER,
        _pair("uren", "hours"),
        _pair("Uren per week nu.", "Hours a week now."),
        ("uren per week", "hours a week"),
        low=1,
        high=60,
    ),
    Column(
        "pay",
        Kind.NUMBER,
        _pair("uurloon", "pay"),
        _pair("Loon nu, euro bruto per uur.", "Pay now, EUR gross an hour."),
        ("loon", "loon per uur", "wage", "hourly pay"),
        low=3,
        high=500,
    ),
    Column(
        "service",
        Kind.NUMBER,
        _pair("dienstjaren", "years of service"),
        _pair("Jaren bij deze werkgever.", "Years with this employer."),
        ("jaren", "service", "years"),
        low=0,
        high=60,
    ),
    Column(
        "last_day",
        Kind.DAY,
        _pair("laatste werkdag", "last day"),
        _pair("Als die anders is dan van de zaak.", "When it is not that of the case."),
        ("laatste dag", "einddatum", "last day at work", "end date"),
    ),
    Column(
        "hours_low",
        Kind.NUMBER,
        _pair("uren minstens", "hours at least"),
        _pair("Wens: uren per week minstens.", "Wish: hours a week at least."),
        ("minimum uren", "minimum hours"),
        low=1,
        high=60,
    ),
    Column(
        "hours_high",
        Kind.NUMBER,
        _pair("uren hoogstens", "hours at most"),
        _pair("Wens: uren per week hoogstens.", "Wish: hours a week at most."),
        ("maximum uren", "maximum hours"),
        low=1,
        high=60,
    ),
    Column(
        "pay_least",
        Kind.NUMBER,
        _pair("uurloon minstens", "pay at least"),
        _pair(
            "Wens: laagste loon, euro bruto per uur.",
            "Wish: lowest pay, EUR gross an hour.",
        ),
        ("minimum uurloon", "minimum pay"),
        low=3,
        high=500,
    ),
    Column(
        "distance",
        Kind.NUMBER,
        _pair("reisafstand", "distance"),
        _pair("Wens: hoogstens zoveel km van huis.", "Wish: at most so many km from home."),
        ("afstand", "km", "travel"),
        low=0,
        high=500,
    ),
    Column(
        "kinds",
        Kind.KINDS,
        _pair("soort plek", "kind of place"),
        _pair(
            "Wens: baan, stage, bbl, leerwerkplek of proefplek, met | ertussen. Leeg: alles.",
            "Wish: job, internship, apprenticeship, learn-work or trial place, with | between. Empty: all.",
        ),
        ("soort", "kind", "kinds"),
    ),
    Column(
        "name",
        Kind.TEXT,
        _pair("naam", "name"),
        _pair(
            "Liever niet: een nummer is genoeg. Alleen de adviseur ziet hem.",
            "Better not: a reference is enough. Only the adviser sees it.",
        ),
    ),
)

KINDS_SAID: Mapping[str, str] = {
    **dict.fromkeys(("baan", "vacature", "job", "vacancy"), "vacancy"),
    **dict.fromkeys(("stage", "internship"), "internship"),
    **dict.fromkeys(("bbl", "leerbaan", "apprenticeship"), "apprenticeship"),
    **dict.fromkeys(("leerwerkplek", "learn-work place", "learn-work"), "learn-work"),
    **dict.fromkeys(("proefplek", "proefplaatsing", "trial place", "trial"), "trial"),
}
"""What people write -> the kind of opening."""

NEVER = {
    "bsn": ("bsn", "burgerservicenummer", "sofinummer", "citizen service number", "social security number"),
    "special": (
        *("geslacht", "sex", "gender", "m/v", "geboortedatum", "date of birth", "leeftijd", "age"),
        *(
            "nationaliteit",
            "nationality",
            "herkomst",
            "origin",
            "etniciteit",
            "ethnicity",
            "geloof",
            "religion",
        ),
        *("gezondheid", "health", "ziekte", "ziek", "illness", "handicap", "beperking", "disability"),
        *("vakbond", "vakbondslid", "union", "burgerlijke staat", "marital status", "zwanger", "pregnant"),
    ),
    "contact": (
        *("adres", "address", "straat", "street", "postcode", "zip", "telefoon", "phone", "mobiel", "mobile"),
        *("e-mail", "email", "mail", "iban", "rekeningnummer", "bank account"),
    ),
}
"""Why a column is refused -> names it goes by. `special` decides about nobody here, so nobody need know it."""


def plain(name: str) -> str:
    """A name of a column as it is compared: small letters, no accents, single blanks.

    >>> plain(" Uren  minstens "), plain("Dienst_jaren")
    ('uren minstens', 'dienst jaren')
    """
    letters = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return re.sub(r"[\s_]+", " ", bare).strip()


_BY_NAME = {
    plain(name): column for column in COLUMNS for name in (column.field, *column.name.values(), *column.also)
}
_REFUSED = {plain(name): why for why, names in NEVER.items() for name in names}


def column_named(name: str) -> Column | None:
    """The column that goes by this name."""
    return _BY_NAME.get(plain(name))


def why_never(name: str) -> str | None:
    """Why a column of this name is refused: `bsn`, `special` or `contact`; `None` when it is not."""
    return _REFUSED.get(plain(name))


def names(language: str) -> list[str]:
    """The names of all columns in a language."""
    return [column.name[language] for column in COLUMNS]
