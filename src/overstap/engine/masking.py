# SPDX-License-Identifier: EUPL-1.2
"""Takes out of texts what has no place there: citizen service numbers always, and who somebody is when asked.

A CV sometimes holds a citizen service number (burgerservicenummer, BSN). We have no right to keep it and no use
for it, so it never reaches a session or table.
"""

from __future__ import annotations

import re

MASK = "•••••••••"
_BETWEEN = r"[\s./\-\u200b\u2010-\u2015]{0,3}"
"""What people put between the digits: blanks, points, slashes, dashes of any kind."""
_NINE = rf"\d(?:{_BETWEEN}\d){{8}}(?!\d)"
_CANDIDATE = re.compile(
    rf"(?P<phone>(?:\+|(?<!\d)00)\d{{1,3}}[^\S\n]?\)?(?:\(0\))?{_BETWEEN}{_NINE})|(?<!\d){_NINE}"
)
_DATES = re.compile(r"(?<!\d)(?:(?:19|20)\d\d|\d{1,2}\D+\d{1,2})\D+(?:19|20)\d\d(?!\d)")
"""Two years, or a day of a year: such digits belong to no number."""
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def is_citizen_number(digits: str) -> bool:
    """Whether nine digits pass the check that every BSN passes (the 11-test).

    >>> is_citizen_number("111222333"), is_citizen_number("123456789")
    (True, False)
    """
    if len(digits) != len(_WEIGHTS) or not digits.isdigit() or not int(digits):
        return False
    return sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 11 == 0


def mask_citizen_numbers(text: str) -> tuple[str, int]:
    """The text with every BSN replaced by dots, and how many there were.

    >>> mask_citizen_numbers("Mijn bsn is 111.222.333.")
    ('Mijn bsn is •••••••••.', 1)
    """
    kept: list[str] = []
    at, looked, found = 0, 0, 0
    while match := _CANDIDATE.search(text, looked):
        if match["phone"]:
            looked = match.end()
        elif _DATES.search(match.group()) or not is_citizen_number(re.sub(r"\D", "", match.group())):
            looked = match.start() + 1
        else:
            kept += [text[at : match.start()], MASK]
            at = looked = match.end()
            found += 1
    return "".join([*kept, text[at:]]), found


_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WEB = re.compile(r"(?:https?://|www\.)\S+|\b(?:linkedin|facebook|instagram)\.com\S*", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w€])(?:\+|00|0)(?:[\s./()-]{0,2}\d){8,13}(?!\d)")
_POSTCODE = re.compile(r"\b[1-9]\d{3}\s?(?!SA|SD|SS)[A-Z]{2}\b")
_STREET = re.compile(
    r"\b(?:[A-Z][\w'’-]+\s){0,3}[A-Z]?[\w'’-]*(?:straat|laan|weg|plein|kade|gracht|singel|dreef|pad|hof|steeg"
    r"|plantsoen|street|road|avenue|lane)\s\d{1,4}\s?[a-zA-Z]?\b"
)
_AGE = re.compile(
    r"\b\d{1,2}[\s-]?(?:jaar oud|jarige?\b|years? old|year-old)\b"
    r"|\b(?:ik ben|i am|i'm)\s(?:nu\s)?\d{1,2}\b(?:\sjaar\b)?",
    re.IGNORECASE,
)
_BORN = re.compile(
    r"\b(?:geboren|geboortedatum|geb\.|born|date of birth)\b(?:\s(?:op|in|te|on))?[:\s]*"
    r"(?:\d{1,2}[\s./-]\w+[\s./-]\d{2,4}|\d{4}|(?!\d)[A-Z][\w'’-]+)?(?:\s(?:in|te)\s[A-Z][\w'’-]+)?",
    re.IGNORECASE,
)
_NAME_WORD = r"(?:[A-Z][\w'’-]+|van|de|der|den|el|al|bin|ten|ter)"
_NAME = re.compile(
    r"(?i:\b(?:mijn naam is|ik heet|naam\s?:|ik ben|my name is|i am|i'm|name\s?:|groet(?:en|jes)?,?"
    r"|regards,?)\s+)"
    rf"(?P<name>[A-Z][\w'’-]+(?:\s{_NAME_WORD}){{0,4}})"
)
_AGE_AFTER_NAME = re.compile(
    r"(?P<name>•••,?\s(?:en\s|and\s)?)\d{1,2}(?:\sjaar|\syears?)?\b(?=\s?[.,;!]|$)", re.MULTILINE
)
_SEX = re.compile(
    r"\b(?:man|vrouw|moeder|vader|meisje|jongen|mevrouw|meneer|dhr\.?|mevr?\.?|zwanger|woman|mother"
    r"|father|girl|boy|mrs?\.?|ms\.?|pregnant|male|female)\b(?!\s?(?:power|uur))",
    re.IGNORECASE,
)
_ORIGIN = re.compile(
    r"\b(?:marokk|turk|suriname|surinaams|antill|syri|pools?\b|polen|oekra|eritre|somali|afgh|ira[nk]|bulga"
    r"|roemee?n|indones|chine[sz]|molukk|kaapverd|ghane|nigeria|moroc|turk|syria|poland|polish|ukrain|eritrea"
    r"|romania|vluchteling|statushouder|allochtoo?n|migrant|asiel|moslim|islam|christe(?:n|lij)"
    r"|joods?\b|hindoe|katholiek|refugee|asylum|muslim|christian|jewish|hindu|catholic)\w*",
    re.IGNORECASE,
)

HIDDEN = "•••"
_OF_A_PERSON = re.compile(
    r"^[^\S\n]*(?:(?:voor|achter|roep)?na(?:am|men)|(?:first|last|full|sur)?\s?names?|adres|address|(?:woon)?plaats|postcode"
    r"|postcode(?: en woonplaats)?|geboorte(?:datum|plaats|land)|geb\. ?datum|(?:date|place) of birth|leeftijd"
    r"|age|geslacht|sex|gender|nationaliteit|nationality|burgerlijke staat|marital status|telefoon(?:nummer)?"
    r"|mobiel|phone|mobile|tel\.?|e-?mail(?:adres)?|bsn|burgerservicenummer|sofinummer|linkedin|website)"
    r"\s?[:\t][^\n]*(?:\n|$)",
    re.IGNORECASE | re.MULTILINE,
)
"""A line of a CV that tells who somebody is: "Geboortedatum: 3 mei 1980"."""


def without_contact(text: str) -> str:
    """A CV without what we have no use for: name, address, birth, age, sex, nationality, phone, mail, BSN.

    Lines that tell such a thing go whole; addresses and numbers elsewhere are hidden. Words about work stay as
    they are, also those that tell a language.

    >>> without_contact("Naam: Jan Jansen\\nTelefoon: 06-12345678\\nIk spreek Pools. Mail jan@example.org")
    'Ik spreek Pools. Mail •••'
    """
    text = _OF_A_PERSON.sub("", mask_citizen_numbers(text)[0])
    for pattern in (_MAIL, _WEB, _PHONE, _STREET, _POSTCODE, _BORN, _AGE):
        text = pattern.sub(HIDDEN, text)
    return text


def mask_who_it_is(text: str) -> str:
    """A text without what tells who wrote it: for somebody who shares their passport blind.

    Taken out: citizen service numbers, addresses (mail, web, street, postcode), telephone numbers, names that
    are introduced as such, age and birth, and words that tell sex, origin, belief or pregnancy. It goes by
    patterns in Dutch and English, so a text can still tell more than it should: who shares sees the masked text
    first.

    >>> mask_who_it_is("Ik ben Fatima el Idrissi, 45 jaar oud, fatima@example.org")
    'Ik ben •••, •••, •••'
    >>> mask_who_it_is("Ik ben Fatima, 45 jaar. Ik deed 12 jaar de kas.")
    'Ik ben •••, •••. Ik deed 12 jaar de kas.'
    """
    text, _found = mask_citizen_numbers(text)
    for pattern in (_MAIL, _WEB, _PHONE, _STREET, _POSTCODE, _BORN, _AGE):
        text = pattern.sub(HIDDEN, text)
    text = _NAME.sub(lambda found: found.group()[: found.start("name") - found.start()] + HIDDEN, text)
    text = _AGE_AFTER_NAME.sub(lambda found: found["name"] + HIDDEN, text)
    for pattern in (_SEX, _ORIGIN):
        text = pattern.sub(HIDDEN, text)
    return text
