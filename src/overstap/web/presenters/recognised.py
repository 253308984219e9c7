# SPDX-License-Identifier: EUPL-1.2
"""What we read in a person's words: the text with its marks, and which occupation may be meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from overstap.engine.region.region import Region
from overstap.engine.skills.recognition.reasons import RecognisedSkill
from overstap.web import words

TITLE_AT_MOST = 90
"""A text this short is read as a job title as a whole; in a longer one its parts are."""
PARTS_AT_MOST = 40
LIKELY = 0.4
"""Least score of a title for an occupation to be offered; a whole story scores lower."""
LIKELY_TITLE = 0.3
"""Least score for a title to name an occupation; below it we say that we don't know it."""
LIKELY_OF_STORY = 0.2
CLEAR = 0.85
"""From this score on, and this far (`AHEAD`) before the next one, an occupation need not be asked after."""
AHEAD = 0.15
OCCUPATIONS_AT_MOST = 5


@dataclass(frozen=True)
class Piece:
    """A stretch of the text; marked when a skill was read in it."""

    text: str
    skills: tuple[str, ...] = ()


def pieces(
    text: str, recognised: Iterable[RecognisedSkill], shown: set[str], label: Callable[[str], str]
) -> list[Piece]:
    """The text cut at the marks; where marks overlap the first one to begin stands, with all its skills.

    `shown` limits the marks to skills that are kept; `label` gives a skill's name.
    """
    marks: list[tuple[int, int, list[str]]] = []
    for one in sorted(recognised, key=lambda one: (one.start, -one.end)):
        if one.skill not in shown or one.end <= one.start:
            continue
        if marks and one.start < marks[-1][1]:
            marks[-1][2].append(one.skill)
        else:
            marks.append((one.start, one.end, [one.skill]))
    cut, at = [], 0
    for start, end, skills in marks:
        cut += [Piece(text[at:start]), Piece(text[start:end], tuple(dict.fromkeys(label(s) for s in skills)))]
        at = end
    return [piece for piece in [*cut, Piece(text[at:])] if piece.text]


@dataclass(frozen=True)
class Meant:
    """Occupations a text may speak of, the likeliest first, and the one it clearly means, if any."""

    occupations: tuple[str, ...]
    clear: str


def occupations_meant(region: Region, text: str, language: str) -> Meant:
    """Which of the region's occupations a text may speak of.

    A short text is taken as a title. Of a longer one the lines, and what stands between commas, are tried:
    a CV names its jobs on lines of their own. When no part names one, the story as a whole is tried.
    """
    whole = _scores(region, [text], language)
    if len(text) <= TITLE_AT_MOST:
        found, least = whole, LIKELY / 2
    else:
        found, least = _scores(region, _parts(text), language), LIKELY
    likely = {occupation: score for occupation, score in found.items() if score >= least}
    if not likely:
        likely = {occupation: score for occupation, score in whole.items() if score >= LIKELY_OF_STORY}
    ordered = sorted(likely, key=lambda occupation: (-likely[occupation], occupation))
    scores = [*(likely[occupation] for occupation in ordered), 0.0, 0.0]
    clear = scores[0] >= CLEAR and scores[0] - scores[1] >= AHEAD
    return Meant(tuple(ordered[:OCCUPATIONS_AT_MOST]), ordered[0] if clear else "")


def occupation_titled(region: Region, title: str, language: str) -> str:
    """The region's occupation that a title names, empty when none comes near enough."""
    found = _scores(region, [title], language)
    best = max(found, key=lambda occupation: found[occupation], default="")
    return best if best and found[best] >= LIKELY_TITLE else ""


def _scores(region: Region, titles: Iterable[str], language: str) -> dict[str, float]:
    best: dict[str, float] = {}
    for title in titles:
        for found in region.find_occupations(title, language, 8):
            if found.id in region.records.occupations:
                best[found.id] = max(best.get(found.id, 0.0), found.score)
    return best


def _parts(text: str) -> list[str]:
    cut = (_DATES.sub(" ", part).strip() for part in _BETWEEN.split(text))
    return list(dict.fromkeys(part for part in cut if 3 < len(part) <= 60))[:PARTS_AT_MOST]


_DATES = re.compile(r"\b\d[\d/-]*\b|\s[-–]\s")
_BETWEEN = re.compile(r"[\n.;,:()•|–]|\s-\s|\s(?:bij|at|als|as)\s")


def reasons(recognised: Iterable[RecognisedSkill]) -> dict[str, str]:
    """Skill -> why we think it is in the text, in the page's language."""
    language = words.language()
    return {one.skill: one.why.sentence[language] for one in recognised}
