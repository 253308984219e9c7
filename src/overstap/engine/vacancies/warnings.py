# SPDX-License-Identifier: EUPL-1.2
"""Wording that the law forbids in a vacancy, or that shuts people out: where, why, and what instead.

The rules stand as data beside this module, each with its source. How they are found and what they miss:
docs/methods/vacancy-wording.md.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from overstap.engine.skills.recognition.clauses import clauses

DATA = Path(__file__).parent / "data" / "wording.toml"
LANGUAGES = ("nl", "en")
LONGEST_TEXT = 60_000
"""Characters read; a vacancy is seldom a tenth of it."""


@dataclass(frozen=True, slots=True)
class LawSource:
    """Where a rule comes from: a law and its articles, or our own method."""

    title: str
    article: str
    address: str


@dataclass(frozen=True, slots=True)
class WordingRule:
    """One kind of wording. `law`: an act has a say; else it shuts people out without need.

    Texts are per language. `patterns` find it, `unless` in the same sentence makes it right, and `whole`
    does so anywhere in the text.
    """

    id: str
    law: bool
    source: LawSource
    about: Mapping[str, str]
    why: Mapping[str, str]
    instead: Mapping[str, str]
    patterns: Mapping[str, re.Pattern[str]]
    unless: Mapping[str, re.Pattern[str] | None]
    whole: Mapping[str, re.Pattern[str] | None]


@dataclass(frozen=True, slots=True)
class WordingWarning:
    """Wording of a kind (`rule`) at `text[start:end]`."""

    rule: WordingRule
    start: int
    end: int


def check_wording(text: str, language: str) -> tuple[WordingWarning, ...]:
    """The wording in a vacancy to look at again, in order of place; each place once.

    `language` is that of the text, `nl` or `en`; another is read as English.

    >>> [(one.rule.id, one.start, one.end) for one in check_wording("Je past in ons jonge team.", "nl")]
    [('age', 15, 25)]
    >>> check_wording("Je werkt met jonge kinderen.", "nl")
    ()
    """
    spoken = language if language in LANGUAGES else "en"
    text = text[:LONGEST_TEXT]
    lowered = _lowered(text)
    found: list[WordingWarning] = []
    for start, end in _sentences(text, spoken):
        for rule in wording_rules():
            found += _in_sentence(rule, lowered, start, end, spoken)
    return _each_place_once(found)


@cache
def wording_rules() -> tuple[WordingRule, ...]:
    """All rules, in the order in which they are kept."""
    told = tomllib.loads(DATA.read_text(encoding="utf-8"))
    sources = {name: LawSource(**source) for name, source in told["sources"].items()}
    return tuple(_rule(name, rule, sources) for name, rule in told["rules"].items())


def _rule(name: str, told: Mapping[str, object], sources: Mapping[str, LawSource]) -> WordingRule:
    def texts(field: str) -> Mapping[str, str]:
        joined = f"{field}_" if field else ""
        return MappingProxyType({language: str(told[f"{joined}{language}"]) for language in LANGUAGES})

    def patterns(field: str) -> Mapping[str, re.Pattern[str] | None]:
        found = {language: told.get(f"{field}_{language}") for language in LANGUAGES}
        return MappingProxyType({language: _any(listed) for language, listed in found.items()})

    return WordingRule(
        id=name,
        law=bool(told["law"]),
        source=sources[str(told["source"])],
        about=texts(""),
        why=texts("why"),
        instead=texts("instead"),
        patterns=MappingProxyType({one: p for one, p in patterns("patterns").items() if p is not None}),
        unless=patterns("unless"),
        whole=patterns("whole"),
    )


def _any(pieces: object) -> re.Pattern[str] | None:
    if not isinstance(pieces, list) or not pieces:
        return None
    # An edge of a word; a piece may begin or end with a sign, as "18+" does.
    return re.compile(rf"(?<![\w])(?:{'|'.join(map(str, pieces))})(?![\w])")


def _lowered(text: str) -> str:
    """Lower case and white space as spaces, of the same length, so that places stay places."""
    small = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    return re.sub(r"\s", " ", small).replace("’", "'")


def _sentences(text: str, language: str) -> Iterator[tuple[int, int]]:
    bounds: dict[int, tuple[int, int]] = {}
    for clause in clauses(text, language):
        first, _ = bounds.get(clause.sentence, (clause.start, clause.end))
        bounds[clause.sentence] = (first, clause.end)
    yield from bounds.values()


def _in_sentence(
    rule: WordingRule, lowered: str, start: int, end: int, language: str
) -> Iterator[WordingWarning]:
    pattern, unless, whole = rule.patterns[language], rule.unless[language], rule.whole[language]
    hits = list(pattern.finditer(lowered, start, end))
    if not hits or (unless and unless.search(lowered, start, end)) or (whole and whole.search(lowered)):
        return
    for hit in hits:
        yield WordingWarning(rule, hit.start(), hit.end())


def _each_place_once(found: Sequence[WordingWarning]) -> tuple[WordingWarning, ...]:
    """In order of place; where two overlap the longest stands, and of equal ones what a law forbids."""
    kept: list[WordingWarning] = []
    for one in sorted(found, key=lambda one: (one.start - one.end, not one.rule.law, one.start)):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: one.start))
