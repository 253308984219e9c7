# SPDX-License-Identifier: EUPL-1.2
"""Languages somebody names, with the level of the Common European Framework (CEFR) when they say one."""

from __future__ import annotations

import re

_NAMES = {
    "nl": "nederlands dutch",
    "en": "engels english",
    "de": "duits german",
    "fr": "frans french",
    "es": "spaans spanish",
    "it": "italiaans italian",
    "pt": "portugees portuguese",
    "pl": "pools polish",
    "uk": "oekraïens oekraiens ukrainian",
    "ru": "russisch russian",
    "ro": "roemeens romanian",
    "bg": "bulgaars bulgarian",
    "tr": "turks turkish",
    "ar": "arabisch arabic",
    "ber": "berber berbers tamazight",
    "fa": "perzisch farsi dari persian",
    "ku": "koerdisch kurdish",
    "so": "somalisch somali",
    "ti": "tigrinya",
    "am": "amhaars amharic",
    "zh": "chinees chinese mandarijn mandarin",
    "hi": "hindi",
    "pap": "papiaments papiamento papiamentu",
    "srn": "sranan sranantongo",
    "id": "indonesisch indonesian",
    "fy": "fries frisian",
}
_CODE_OF = {name: code for code, names in _NAMES.items() for name in names.split()}
_NAME = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(_CODE_OF, key=len, reverse=True))})(?!\w)", re.IGNORECASE)
_LEVEL = re.compile(r"(?<!\w)([ABC][12])(?!\w)")
_NATIVE = re.compile(r"moedertaal|moerstaal|native|mother tongue", re.IGNORECASE)
_NEAR = 60
"""Characters after a name in which its level stands."""


def languages_in(text: str) -> list[tuple[str, str]]:
    """Code and level of each language that is named, in the order of the text; no level is empty.

    A mother tongue is C2. The highest level named for a language counts.

    >>> languages_in("Nederlands (moedertaal), Engels: B2, Duits")
    [('nl', 'C2'), ('en', 'B2'), ('de', '')]
    """
    found: dict[str, str] = {}
    named = list(_NAME.finditer(text))
    for at, name in enumerate(named):
        until = named[at + 1].start() if at + 1 < len(named) else len(text)
        after = text[name.end() : min(until, name.end() + _NEAR)].split("\n\n")[0]
        level = "C2" if _NATIVE.search(after) else max(_LEVEL.findall(after), default="")
        code = _CODE_OF[name.group().lower()]
        found[code] = max(found.get(code, ""), level)
    return list(found.items())
