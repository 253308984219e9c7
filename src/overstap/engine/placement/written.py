# SPDX-License-Identifier: EUPL-1.2
"""A cell as people write it, made one that the format knows: decimal commas, Dutch days, yes and no.

Nothing is guessed: what can mean two things is refused and told.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from overstap.engine.pack.findings import Fault
from overstap.engine.pack.schema import Field
from overstap.engine.placement import wording

_NUMBER = re.compile(r"[+-]?\d*([.,]\d*)*")
_ONE_SIGN = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_GROUPS = re.compile(r"[+-]?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
_WHOLE = re.compile(r"([+-]?\d+)\.0{1,2}")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00(?:\.0+)?)?)?")
_DAY = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4})")
_SAID = {
    "true": ("true", "ja", "yes", "j", "y", "waar", "1", "x"),
    "false": ("false", "nee", "no", "n", "onwaar", "0"),
}
_BOOLEANS = {word: said for said, words in _SAID.items() for word in words}
_ENUMS = {"ja": "yes", "nee": "no"}


def plainly(field: Field, text: str, *, comma: bool) -> str | Fault:
    """The text of a cell (not empty, no spaces around it) as the format has it.

    `comma`: the file is of a spreadsheet that writes decimals with one. What is no number or day at all comes
    back as it is, to be refused as that.

    >>> whole, share = Field("places", type="integer"), Field("fit", type="number", minimum=0, maximum=1)
    >>> [plainly(share, text, comma=False) for text in ("0,5", "50%", ".5", "1e-3")]
    ['0.5', '0.5', '0.5', '1e-3']
    >>> [plainly(whole, text, comma=True) for text in ("1.250", "2,0")][1]
    '2'
    """
    if field.type in ("integer", "number"):
        return _number(field, text, comma=comma)
    if field.type == "date":
        return _day(text)
    if field.type == "boolean":
        return _BOOLEANS.get(text.casefold(), text)
    if field.type == "list":
        if len(text.split(maxsplit=1)) == 1:
            return text
        return "|".join("=".join(map(str.strip, item.split("="))) for item in text.split("|"))
    if field.enum and text not in field.enum:
        said = text.casefold()
        return _ENUMS.get(said, said) if _ENUMS.get(said, said) in field.enum else text
    return text


def _number(field: Field, text: str, *, comma: bool) -> str | Fault:
    bare = re.sub(r"\s", "", text)
    if field.unit == "EUR":
        bare = bare.removeprefix("€").removeprefix("EUR").removesuffix(",-")
    part = field.maximum == 1 and field.type == "number" and bare.endswith("%")
    bare = bare.removesuffix("%") if part else bare
    if not _NUMBER.fullmatch(bare) or not any(sign.isdigit() for sign in bare):
        return text
    signs = [sign for sign in bare if sign in ".,"]
    if len(signs) == 1 and _ONE_SIGN.fullmatch(bare):
        # 1.250 of a spreadsheet with decimal commas, or 1,250 elsewhere: that many, or one and a quarter?
        if (signs[0] == ".") == comma:
            return wording.two_meanings(bare.replace(signs[0], ""), bare.replace(",", "."))
    elif len(signs) > 1:
        last = signs[-1]
        whole, _, decimals = bare.rpartition(last) if signs.count(last) == 1 else (bare, "", "")
        if not _GROUPS.fullmatch(whole) or (decimals and last in whole):
            return text
        bare = re.sub("[.,]", "", whole) + (f".{decimals}" if decimals else "")
    plain = bare.replace(",", ".")
    if plain.lstrip("+-").startswith("."):
        plain = plain.replace(".", "0.", 1)
    if part:
        return format((Decimal(plain) / 100).normalize(), "f")
    whole_number = _WHOLE.fullmatch(plain)
    return whole_number[1] if field.type == "integer" and whole_number else plain


def _day(text: str) -> str | Fault:
    found = _ISO_DAY.fullmatch(text)
    if found:
        year, month, day = (int(part) for part in found.groups())
    elif found := _DAY.fullmatch(text):
        day, month, year = int(found[1]), int(found[3]), int(found[4])
        if found[2] == "/" and day != month and day <= 12 and month <= 12:
            return wording.two_meanings(f"{year:04}-{month:02}-{day:02}", f"{year:04}-{day:02}-{month:02}")
    else:
        return text
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return text
