# SPDX-License-Identifier: EUPL-1.2
"""From one version of a skills language to the next: what went, what became of it, what is new.

Nothing is dropped in silence: every concept of the old version is in exactly one of the lists, and what
cannot be mapped is said so. A mapping is a proposal for whoever owns the skill; it is never just made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from overstap.engine.skills.taxonomy import Occupation, Skill, Taxonomy, Words, label_in
from overstap.engine.skills.text import tokens

Concept = TypeVar("Concept", Skill, Occupation)

LEAST_ALIKE = 0.5
"""Share of words two labels must have in common before the one is proposed for the other."""


class How(StrEnum):
    """Why a new concept is proposed for one that disappeared."""

    SAME_LABEL = "same label"
    """A concept of the new version is called what the old one was called."""
    MERGED = "merged"
    """The old label is now an alternative label of another concept."""
    ALIKE = "alike"
    """In the same place of the hierarchy there is a concept with much the same words."""


@dataclass(frozen=True, slots=True)
class Successor:
    """A concept that disappeared, and what is proposed for it. `share` is 1 for equal labels."""

    old: str
    new: str
    how: How
    share: float


@dataclass(frozen=True, slots=True)
class Renamed:
    """A concept that is called otherwise now: language -> (old label, new label)."""

    id: str
    labels: Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Change:
    """What happened to the concepts of one kind."""

    same: int
    """Concepts that are in both versions, renamed ones included."""
    renamed: tuple[Renamed, ...]
    mapped: tuple[Successor, ...]
    lost: tuple[str, ...]
    """Concepts that disappeared and for which nothing can be proposed."""
    added: tuple[str, ...]

    @property
    def disappeared(self) -> tuple[str, ...]:
        """Every concept that is in the old version only."""
        return tuple(sorted((*(one.old for one in self.mapped), *self.lost)))


@dataclass(frozen=True)
class VersionChange:
    """From one version to the next."""

    old: str
    new: str
    skills: Change
    occupations: Change


def compare_versions(old: Taxonomy, new: Taxonomy) -> VersionChange:
    """Everything that differs between two versions of a language.

    A concept is the same when its id is. Of one that disappeared, the successor is looked for by its
    labels, language by language: a new concept with that label, then one that has it as an alternative
    label, then the most alike one with a group (skills) or ISCO code (occupations) in common.
    """
    return VersionChange(
        old.version,
        new.version,
        _change(old.skills, new.skills, lambda skill: skill.groups),
        _change(old.occupations, new.occupations, lambda occupation: (occupation.isco,)),
    )


class Successors:
    """What became of single concepts that a version no longer has; made once for the version."""

    def __init__(self, new: Taxonomy) -> None:
        self._skills = _Finder({one.id: one for one in new.skills}, lambda skill: skill.groups)
        self._occupations = _Finder({one.id: one for one in new.occupations}, lambda one: (one.isco,))

    def of_skill(self, old: Skill) -> Successor | None:
        """What is proposed for a skill that went; none when there is nothing like it."""
        return self._skills.successor(old)

    def of_occupation(self, old: Occupation) -> Successor | None:
        """The same of an occupation."""
        return self._occupations.successor(old)


def _change(
    old: Iterable[Concept], new: Iterable[Concept], place: Callable[[Concept], tuple[str, ...]]
) -> Change:
    before, after = {one.id: one for one in old}, {one.id: one for one in new}
    finder = _Finder(after, place)
    gone = [one for id_, one in before.items() if id_ not in after]
    successors = {one.id: finder.successor(one) for one in gone}
    kept = [id_ for id_ in before if id_ in after]
    renamed = (_renamed(id_, before[id_].words, after[id_].words) for id_ in kept)
    return Change(
        same=len(kept),
        renamed=tuple(one for one in renamed if one.labels),
        mapped=tuple(found for found in successors.values() if found),
        lost=tuple(id_ for id_, found in successors.items() if found is None),
        added=tuple(id_ for id_ in after if id_ not in before),
    )


class _Finder:
    """Finds what became of a concept among those of the new version."""

    def __init__(self, new: Mapping[str, Skill | Occupation], place: Callable[..., tuple[str, ...]]) -> None:
        self._place = place
        self._new = new
        self._preferred: dict[tuple[str, str], str] = {}
        self._other: dict[tuple[str, str], str] = {}
        self._at: dict[str, list[str]] = {}
        for id_, concept in new.items():
            for language, words in concept.words.items():
                self._preferred.setdefault((language, _folded(words.label)), id_)
                for label in words.all_labels()[1:]:
                    self._other.setdefault((language, _folded(label)), id_)
            for spot in place(concept):
                self._at.setdefault(spot, []).append(id_)

    def successor(self, concept: Skill | Occupation) -> Successor | None:
        for known, how in ((self._preferred, How.SAME_LABEL), (self._other, How.MERGED)):
            for language, words in concept.words.items():
                found = known.get((language, _folded(words.label)))
                if found:
                    return Successor(concept.id, found, how, 1.0)
        return self._alike(concept)

    def _alike(self, concept: Skill | Occupation) -> Successor | None:
        nearby = {id_ for spot in self._place(concept) for id_ in self._at.get(spot, ())}
        rated = [(_share(concept.words, self._new[id_].words), id_) for id_ in nearby]
        share, found = max(rated, key=lambda one: (one[0], _reversed(one[1])), default=(0.0, ""))
        return Successor(concept.id, found, How.ALIKE, share) if share >= LEAST_ALIKE else None


def _renamed(id_: str, before: Mapping[str, Words], after: Mapping[str, Words]) -> Renamed:
    both = [language for language in before if language in after]
    return Renamed(
        id_,
        {
            language: (label_in(before, language), label_in(after, language))
            for language in both
            if before[language].label != after[language].label
        },
    )


def _share(one: Mapping[str, Words], other: Mapping[str, Words]) -> float:
    """The largest share of words in common, over the languages both have (Jaccard)."""
    shares = [0.0]
    for language in one:
        if language in other:
            first = {token.folded for token in tokens(one[language].label)}
            second = {token.folded for token in tokens(other[language].label)}
            shares.append(len(first & second) / max(len(first | second), 1))
    return max(shares)


def _folded(label: str) -> str:
    return " ".join(token.folded for token in tokens(label))


def _reversed(id_: str) -> tuple[int, ...]:
    """Orders ids backwards, so that of equally alike ones the first by id is the largest."""
    return tuple(-ord(letter) for letter in id_)
