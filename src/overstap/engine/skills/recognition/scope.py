# SPDX-License-Identifier: EUPL-1.2
"""The words by which a clause denies a skill, wishes for one, or speaks of somebody else.

Each list holds pieces of regular expressions in lower case; a space stands for one space, and every piece
must begin and end at a word's edge.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Scope(StrEnum):
    """Whose a stretch of text is."""

    OWN = "own"
    DENIED = "denied"
    WISHED = "wished"
    OTHERS = "others"


def _any(*pieces: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(pieces)})\b")


def _one_of(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


_LANGUAGE = _one_of(
    "nederlands engels duits frans spaans italiaans portugees arabisch turks pools oekraïens oekraiens "
    "russisch dutch english german french spanish italian portuguese arabic turkish polish ukrainian russian"
)
_LITTLE = r"(?:(?:op|on|at) )?(?:niveau |level )?(?:a[012](?! ?[/–-] ?b)(?:[ -]?(?:niveau|level))?|beginners?)"
_A_LITTLE = (
    r"(?:een beetje|beetje|een paar woorden|basis|(?:a )?little|a bit of|a few words of|basic|beginners?)"
)
LITTLE_OF = _any(rf"{_A_LITTLE} {_LANGUAGE}", rf"{_LANGUAGE} {_LITTLE}")
"""A language hardly known, said in one breath: "a little Dutch", "Engels A1". Within a text in lower case."""

_LANGUAGE_NAMED = _any(_LANGUAGE)
_LITTLE_ALONE = re.compile(_LITTLE)
_LAPSED_ALONE = re.compile(r"(?:verlopen|expired|lapsed)(?: (?:in|sinds|op|per|since|on) .*)?")
_LAPSED = [
    r"(?:is|zijn|was|has|are) (?:\w+ )?(?:verlopen|expired|lapsed)",
    rf"^(?:[^ ]+ ){{0,3}}{_LAPSED_ALONE.pattern}$",
    r"^(?:een |mijn |an |my )?(?:verlopen|expired|lapsed) [^ ]+$",
]
"""A paper that no longer holds. "Verlopen producten weghalen" and "dat verloopt goed" are something else."""
_HAS_LAPSED = re.compile("|".join(_LAPSED))

_DENIED = {
    "nl": _any(
        _one_of("geen niet nooit zonder nergens niks niets nauwelijks evenmin noch hekel overbodig mislukt"),
        r"hoef\w*",
        r"ben ik .{0,40}gestopt",
        "gestopt met",
        "allergisch",
        "afgebroken",
        LITTLE_OF.pattern,
        *_LAPSED,
    ),
    "en": _any(
        _one_of(
            "no not never without cannot nor neither lack lacking hate hardly unable none nothing unnecessary"
        ),
        _one_of("can't don't doesn't didn't isn't aren't wasn't won't haven't hasn't couldn't"),
        "rather than",
        "instead of",
        LITTLE_OF.pattern,
        *_LAPSED,
    ),
}

_NOT_DENIED = {
    "nl": _any(
        r"niet (?:alleen|enkel|slechts|bang|te beroerd|vies|alledaags)",
        r"niet .{0,12}maar ook",
        r"geen (?:enkel )?(?:probleem|punt|moeite|bezwaar)",
        r"geen twee",
        r"(?:niets|niks) is (?:me |mij |ons )?te",
        r"zonder (?:problemen|moeite|toezicht|fouten|hulp|begeleiding)",
        r"(?:zodat|als|wanneer|indien) .*(?:geen|niet|nooit|niemand)",
        r"(?:niet|nooit) (?:meer )?(?:op|vergeten|zomaar)",
        "nooit te",
    ),
    "en": _any(
        r"not (?:only|just|merely|limited|afraid|least)",
        r"don't (?:only|just)",
        r"no (?:problem|less|matter|later)",
        r"without (?:supervision|errors?|problems?|help|guidance|delay)",
        "why not",
        "if not",
    ),
}

_LEARN_NL = _one_of("leren worden gaan halen volgen opleiding beginnen proberen prachtig leuk interessant mooi")
_WISHED = {
    "nl": _any(
        rf"(?:wil|wilde|wou|zou|zouden|willen|hoop|droom|dromen|lijkt|lijken) .{{0,60}}{_LEARN_NL}",
        r"(?:wil|zou) (?:ik )?(?:heel )?(?:graag|later|ooit)",
        r"leren we je",
        r"leer je (?:hier|bij ons)",
        r"wij? (?:leren je|leren|bieden)",
        r"we (?:leren je|bieden)",
        r"bieden (?:wij|we)",
        "droom is",
        r"interesse (?:in|om)",
        r"(?:ga|gaan) .{0,20}leren",
        r"je krijgt .{0,30}(?:opleiding|cursus|training|les)\w*",
        "op termijn",
        "in opleiding",
        "opleiding tot",
    ),
    "en": _any(
        r"(?:would|i'd|want|wish|hope|hoping|dream|like|love) .{0,30}to (?:learn|become|try|study|get into)",
        r"(?:would|want|hope|like|love) .{0,20}learning",
        r"interested in learning",
        r"we (?:offer|provide|teach|will train|will teach|give you)",
        "we'll teach",
        "will be trained",
        "benefits include",
        r"you (?:get|receive)",
    ),
}

_SOMEONE_NL = _one_of(
    "man vrouw broer zus vader moeder zoon dochter buurman buurvrouw vriend vriendin opa oma baas chef partner "
    "oom tante neef nicht collega"
)
_DOES_NL = _one_of(
    "is was doet deed werkt werkte heeft had kan kon regelt regelde ging gaf rijdt reed maakt maakte"
)
_WORKER_NL = _one_of(
    "vertaler boekhouder kok monteur elektricien loodgieter chef baas collega leverancier arts verpleegkundige "
    "advocaat accountant tolk directeur ander specialist schilder chauffeur docent ontwerper afdeling"
)
_WORKS_NL = _one_of(
    "doet deed levert leverde maakt maakte schrijft schreef regelt regelde neemt nam kookt verzorgt geeft zorgt"
)
_SOMEONE_EN = _one_of(
    "husband wife brother sister father mother son daughter neighbour neighbor friend boss partner uncle aunt"
)
_OTHERS = {
    "nl": _any(
        rf"(?:mijn|m'n|zijn|haar) {_SOMEONE_NL} {_DOES_NL}",
        rf"(?:doet|deed|deden|regelt|regelde|levert) (?:de|mijn|een|het) (?:{_WORKER_NL}|{_SOMEONE_NL})",
        rf"^(?:de|een|onze) {_WORKER_NL}s? {_WORKS_NL}",
    ),
    "en": _any(
        rf"my {_SOMEONE_EN} (?:is|was|does|did|works|worked|has|had|can|could|drives|drove)",
        "someone else",
        "others do",
    ),
}


def scope_of(clause: str, language: str) -> Scope:
    """Whose a clause is, by its own words.

    >>> scope_of("Ik zou graag leren lassen", "nl").value, scope_of("not only cooking", "en").value
    ('wished', 'own')
    """
    said = _plain(clause)
    spoken = language if language in _DENIED else "en"
    if _OTHERS[spoken].search(said):
        return Scope.OTHERS
    if _DENIED[spoken].search(_NOT_DENIED[spoken].sub(" ", said)):
        return Scope.DENIED
    if _WISHED[spoken].search(said):
        return Scope.WISHED
    return Scope.OWN


def takes_back(clause: str, before: str) -> bool:
    """Whether a clause says nothing but that what stands right before it does not hold.

    >>> takes_back(" verlopen)", "BHV ("), takes_back(" A2)", " Dutch ("), takes_back(" A2)", "Posters (")
    (True, True, False)
    """
    said = _plain(clause)
    if _LITTLE_ALONE.fullmatch(said):
        return _LANGUAGE_NAMED.search(_plain(before)) is not None
    return _LAPSED_ALONE.fullmatch(said) is not None


def of_one_thing(clause: str) -> bool:
    """Whether what a clause denies is one language or paper, and not a list that goes on after it."""
    said = _plain(clause)
    return LITTLE_OF.search(said) is not None or _HAS_LAPSED.search(said) is not None


def _plain(clause: str) -> str:
    return " ".join(clause.lower().replace("’", "'").split()).strip(" ,.:;()")
