# SPDX-License-Identifier: EUPL-1.2
"""What we read in a person's words: the text with its marks, and which occupation may be meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from overstap.engine.region.papers import papers_named
from overstap.engine.region.region import NAMES_WORK_FROM, Region
from overstap.engine.skills.text import tokens
from overstap.web import words
from overstap.web.planner.presenters.work_meant import occupations_meant, title_scores

SURE_TITLE = 0.6
"""From this score on a goal is an occupation, even when a word in it also names a line."""


@dataclass(frozen=True)
class Mark:
    """A skill read at `text[start:end]`, and why, per language."""

    skill: str
    start: int
    end: int
    why: Mapping[str, str]


@dataclass(frozen=True)
class Reading:
    """What was read in somebody's words: skills with their places, and occupations that may be meant."""

    marks: tuple[Mark, ...]
    occupations: tuple[str, ...]
    clear: str = ""
    """The one occupation the words clearly mean, if any."""
    papers: tuple[Mark, ...] = ()
    """Where papers that the law asks for are named; a mark's skill is the paper's id."""

    def as_plain(self) -> dict[str, Any]:
        """As the session keeps it, so that a long text is read once."""
        return {
            "marks": _plain(self.marks),
            "occupations": list(self.occupations),
            "papers": _plain(self.papers),
        }

    @classmethod
    def from_plain(cls, kept: Mapping[str, Any]) -> Reading:
        """What `as_plain` gave away."""
        return cls(
            tuple(Mark(*mark) for mark in kept["marks"]),
            tuple(kept["occupations"]),
            papers=tuple(Mark(*mark) for mark in kept.get("papers", ())),
        )


def _plain(marks: Iterable[Mark]) -> list[list[Any]]:
    return [[mark.skill, mark.start, mark.end, dict(mark.why)] for mark in marks]


def read_words(region: Region, text: str, language: str) -> Reading:
    """Reads skills and occupations in a text."""
    if not text:
        return Reading((), ())
    recognised = region.recognise(text, language)
    marks = tuple(Mark(one.skill, one.start, one.end, one.why.sentence) for one in recognised)
    papers = tuple(Mark(*named, why={}) for named in papers_named(region, text, language))
    read = [(mark.start, mark.end) for mark in (*marks, *papers)]
    occupations, clear = occupations_meant(region, text, language, read)
    return Reading(marks, occupations, clear, papers)


@dataclass(frozen=True)
class Piece:
    """A stretch of the text; marked when a skill was read in it."""

    text: str
    skills: tuple[str, ...] = ()


def pieces(text: str, recognised: Iterable[Mark], shown: set[str], label: Callable[[str], str]) -> list[Piece]:
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


def occupation_titled(
    region: Region, title: str, language: str, least: float = NAMES_WORK_FROM, *, of_region: bool = True
) -> str:
    """The occupation that a title names, empty when none comes near enough.

    With `of_region` only one of the region, where there is work to go to.
    """
    own = region.records.occupations
    found = title_scores(region, [title], language)
    fitting = [one for one in found if found[one] >= least and (one in own or not of_region)]
    return max(fitting, key=lambda one: (found[one], one in own), default="")


def sector_named(region: Region, words_said: str, *, only: bool) -> str:
    """The line somebody names; empty when none.

    With `only`, nothing else is said than words of its name ("techniek"); without, one of them is among
    what is said ("iets in de zorg").
    """
    said = {token.folded for token in tokens(words_said)} - _JOINING
    for sector in region.records.sectors.values():
        for label in sector.label.values():
            names = {token.folded for token in tokens(label)} - _JOINING
            if said and (said <= names if only else said & names):
                return sector.id
    return ""


_JOINING = {"en", "and", "van", "of"}


def reasons(marks: Iterable[Mark]) -> dict[str, str]:
    """Skill -> why we think it is in the text, in the page's language."""
    language = words.language()
    return {mark.skill: mark.why[language] for mark in marks}
