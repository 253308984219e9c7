# SPDX-License-Identifier: EUPL-1.2
"""What a vacancy asks: the skills in it, and how heavily each is asked, from where and how it is written.

A skill under a heading such as "Wij vragen", or beside a word such as "vereist", must be there; one under "Nice
to have" or beside "een pré" is nice. What is named in the title, or in three sentences or more, must be there
too. Where the vacancy does not say, the occupation does; else it should be there. What stands under "Wij
bieden" or "Over ons" is not asked at all. Measured in docs/methods/vacancy-wording.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from overstap.engine.skills.recognition import RecognisedSkill
from overstap.engine.skills.taxonomy import Importance
from overstap.engine.skills.text import folded_words, stem

OFTEN = 3
"""In so many sentences a skill is named before that alone makes it a must."""
_LONGEST_HEADING = 8
"""Words that a line may have to be a heading."""


@dataclass(frozen=True, slots=True)
class AskedSkill:
    """A skill that a vacancy asks: how much, why (a sentence per language), and where it stands in the text.

    `times` counts the sentences that name it; `confidence` (0..1) is that it is asked at all.
    """

    skill: str
    importance: Importance
    why: Mapping[str, str]
    start: int
    end: int
    times: int
    confidence: float


def _words(listed: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)", re.I)


_HEADINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "nice",
        _words(
            r"nice to have|pr[eé]'?s?|plus(?:punten)?|mooi meegenomen|bonus(?:punten)?|preferred|extra's"
            r"|wat helpt|it helps"
        ),
    ),
    (
        "offer",
        _words(
            r"(?:wij|we) bieden|bieden (?:wij|we)|wat (?:krijg|bieden|je krijgt)\w*|(?:dit )?krijg je|je krijgt"
            r"|arbeidsvoorwaarden|aanbod|wat staat (?:er )?tegenover|we offer|what we offer|our offer|benefits"
            r"|what you get"
        ),
    ),
    (
        "about",
        _words(
            r"over (?:ons|[A-Z]\w+)|wie (?:zijn wij|wij zijn|we zijn)|ons bedrijf|sollicit\w+|interesse"
            r"|about (?:us|the company)|who we are|how to apply|apply"
        ),
    ),
    (
        "must",
        _words(
            r"(?:functie-?)?eisen|(?:wij|we) vragen|vragen (?:wij|we)|wat (?:je )?(?:nodig hebt|meebrengt)"
            r"|wat heb je nodig|wat (?:wij|we) (?:vragen|nodig hebben|zoeken)|profiel|jij hebt|heb je"
            r"|dit (?:heb|ben) jij?|wie ben jij|(?:wat|dit) neem je mee|requirements|must haves?"
            r"|what (?:you|we) (?:need|ask|bring)|qualifications|your profile|you have|who you are|you bring"
        ),
    ),
    (
        "task",
        _words(
            r"taken(?:pakket)?|wat (?:ga|doe) je(?: doen)?|dit ga je doen|werkzaamheden|functieomschrijving"
            r"|(?:de functie|het werk)|responsibilities|duties|what you(?:'ll| will)? do"
            r"|(?:your|the) (?:tasks|role|work|job)"
        ),
    ),
)
_NICE = _words(
    r"(?:is |geldt als )?een pr[eé]|pr[eé]|een plus(?:punt)?|is a plus|mooi meegenomen|bij voorkeur"
    r"|is (?:fijn|handig)|(?:dat|het) helpt|geen eis|niet nodig maar|niet verplicht|nice to have|preferred"
    r"|preferably|ideally|a bonus|would be nice|(?:that|it) helps|might have|not required"
)
_MUST = _words(
    r"vereist(?:e)?|verplicht(?:e)?|noodzakelijk|een must|a must|onmisbaar|moet je|je moet|minimaal|minstens"
    r"|ten minste|essentieel|je beheerst|beheersing|je beschikt over|required|essential|you must|at least"
    r"|mandatory"
)
_LINE = re.compile(r"[^\n]*\n?")
_SENTENCE = re.compile(r"[^.!?\n;•]+[.!?;•]*")


@dataclass(frozen=True, slots=True)
class _Heading:
    start: int
    kind: str
    words: str


def read_asked(
    text: str,
    title: str,
    language: str,
    recognise: Callable[[str, str], Sequence[RecognisedSkill]],
    usual: Mapping[str, Importance] | None = None,
) -> tuple[AskedSkill, ...]:
    """The skills that a vacancy asks, musts first, then as they come in the text.

    `recognise` is `Recogniser.recognise`, or a region's; `usual` says how heavily work of this occupation
    usually asks a skill, for where the vacancy does not say. A skill in the title alone has no place in the
    text: `start` and `end` are 0.
    """
    headings = _headings(text)
    sentences = [(match.start(), match.end()) for match in _SENTENCE.finditer(text)]
    stems = [frozenset(stem(word, language) for word in folded_words(text[a:b])) for a, b in sentences]
    in_title = {one.skill: one for one in recognise(title, language)} if title else {}
    found: dict[str, AskedSkill] = {}
    for one in recognise(text, language):
        heading = _under(headings, one.start)
        if heading is not None and heading.kind in ("offer", "about"):
            continue
        wanted = frozenset(stem(word, language) for said in one.why.words for word in folded_words(said))
        times = sum(wanted <= said for said in stems) or 1
        sentence = text[slice(*_around(sentences, one.start))]
        importance, why = _judged(
            sentence, heading, times, in_title=one.skill in in_title, usual=(usual or {}).get(one.skill)
        )
        found[one.skill] = AskedSkill(one.skill, importance, why, one.start, one.end, times, one.confidence)
    for skill, one in in_title.items():
        if skill not in found:
            found[skill] = AskedSkill(skill, Importance.MUST, _IN_TITLE, 0, 0, 1, one.confidence)
    order = list(Importance)
    return tuple(sorted(found.values(), key=lambda one: (order.index(one.importance), one.start)))


_IN_TITLE = {"nl": "Het staat in de titel.", "en": "It stands in the title."}

_USUAL = {
    Importance.MUST: {"nl": "In dit beroep moet je dit meestal kunnen.", "en": "This work usually asks it."},
    Importance.SHOULD: {
        "nl": "In dit beroep hoort het er meestal bij.",
        "en": "It usually belongs to this work.",
    },
    Importance.NICE: {"nl": "In dit beroep is het mooi meegenomen.", "en": "In this work it is nice to have."},
}


def _judged(
    sentence: str, heading: _Heading | None, times: int, *, in_title: bool, usual: Importance | None
) -> tuple[Importance, Mapping[str, str]]:
    if nice := _NICE.search(sentence):
        return Importance.NICE, _beside(nice.group())
    if heading is not None and heading.kind == "nice":
        return Importance.NICE, _below(heading.words)
    if heading is not None and heading.kind == "must":
        return Importance.MUST, _below(heading.words)
    if must := _MUST.search(sentence):
        return Importance.MUST, _beside(must.group())
    if times >= OFTEN:
        return Importance.MUST, {"nl": f"Het wordt {times} keer genoemd.", "en": f"It is named {times} times."}
    if usual is not None:
        return usual, _USUAL[usual]
    if in_title:
        return Importance.MUST, _IN_TITLE
    if heading is not None and heading.kind == "task":
        return Importance.SHOULD, _below(heading.words)
    return Importance.SHOULD, {"nl": "Het wordt genoemd.", "en": "It is named."}


def _beside(words: str) -> Mapping[str, str]:
    return {"nl": f"“{words}” staat erbij.", "en": f"“{words}” stands beside it."}


def _below(words: str) -> Mapping[str, str]:
    return {"nl": f"Het staat onder “{words}”.", "en": f"It stands under “{words}”."}


def _headings(text: str) -> list[_Heading]:
    """Short lines that say what comes below them, or end the reach of one above."""
    found = []
    for match in _LINE.finditer(text):
        line = match.group().strip(" \t\n#*_-–•")
        if not line or len(line.split()) > _LONGEST_HEADING or line.endswith((".", ",", ";")):
            continue
        if match.group().lstrip()[:1] in "-–•*" and not match.group().lstrip().startswith("**"):
            continue  # an item of a list
        kind = next((name for name, pattern in _HEADINGS if pattern.search(line)), "")
        if kind or line.endswith(":"):
            found.append(_Heading(match.start(), kind, line.rstrip(":? ")))
    return found


def _under(headings: Sequence[_Heading], at: int) -> _Heading | None:
    before = [one for one in headings if one.start <= at]
    return before[-1] if before and before[-1].kind else None


def _around(sentences: Sequence[tuple[int, int]], at: int) -> tuple[int, int]:
    return next(((a, b) for a, b in sentences if a <= at < b), (at, at))
