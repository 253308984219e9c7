# SPDX-License-Identifier: EUPL-1.2
"""A skills language: concepts with words in several languages, and how they hang together.

Whatever it was read from (ESCO, a region pack), the rest of the engine sees a `Taxonomy`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class SkillKind(StrEnum):
    """What sort of thing a skill concept is."""

    SKILL = "skill"
    KNOWLEDGE = "knowledge"
    ATTITUDE = "attitude"
    LANGUAGE = "language"


class Importance(StrEnum):
    """How much an occupation or opening asks for a skill."""

    MUST = "must"
    SHOULD = "should"
    NICE = "nice"


class Relation(StrEnum):
    """How one skill hangs together with another."""

    BROADER = "broader"
    RELATED = "related"


@dataclass(frozen=True, slots=True)
class Words:
    """What a concept is called in one language.

    `alternatives` may be shown, `hidden` may only be searched (misspellings and the like).
    """

    label: str
    alternatives: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    description: str = ""

    def all_labels(self) -> tuple[str, ...]:
        """Every label, the preferred one first, none twice."""
        return tuple(dict.fromkeys(filter(None, (self.label, *self.alternatives, *self.hidden))))


@dataclass(frozen=True, slots=True)
class Group:
    """A node of the hierarchy over skills (`parents` are groups)."""

    id: str
    words: Mapping[str, Words]
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill concept. `reuse` is ESCO's reuse level, empty where unknown.

    `uri` is the concept's identifier in ESCO, where it has one; in a taxonomy read from ESCO it equals `id`.
    """

    id: str
    kind: SkillKind
    words: Mapping[str, Words]
    uri: str = ""
    reuse: str = ""
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SkillRelation:
    """`skill` has `relation` to `other`: with BROADER, `other` is the wider skill."""

    skill: str
    relation: Relation
    other: str


@dataclass(frozen=True, slots=True)
class Demand:
    """A skill asked, and how much."""

    skill: str
    importance: Importance


@dataclass(frozen=True, slots=True)
class Occupation:
    """An occupation and what it asks. `isco` is the ISCO-08 unit group (four digits)."""

    id: str
    words: Mapping[str, Words]
    isco: str
    demands: tuple[Demand, ...] = ()
    uri: str = ""
    code: str = ""
    regulated: bool = False


@dataclass(frozen=True)
class Taxonomy:
    """A whole skills language.

    Positions in `skills` and `occupations` are the indices used by every array of the engine.
    Ids are unique; every id that is referred to exists (readers see to that and report what they dropped).
    """

    name: str
    version: str
    languages: tuple[str, ...]
    skills: tuple[Skill, ...]
    groups: tuple[Group, ...] = ()
    relations: tuple[SkillRelation, ...] = ()
    occupations: tuple[Occupation, ...] = ()
    attribution: str = ""
    isco: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """ISCO code -> language -> name of the group."""

    @cached_property
    def skill_index(self) -> dict[str, int]:
        """Skill id (and ESCO URI, where it differs) -> position in `skills`."""
        index = {skill.uri: i for i, skill in enumerate(self.skills) if skill.uri}
        index.update((skill.id, i) for i, skill in enumerate(self.skills))
        return index

    @cached_property
    def occupation_index(self) -> dict[str, int]:
        """Occupation id (and ESCO URI and code, where given) -> position in `occupations`."""
        index: dict[str, int] = {}
        for i, occupation in enumerate(self.occupations):
            for key in (occupation.code, occupation.uri):
                if key:
                    index[key] = i
        index.update((occupation.id, i) for i, occupation in enumerate(self.occupations))
        return index

    def skill(self, id_: str) -> Skill:
        """The skill with this id or ESCO URI. Raises `KeyError` when there is none."""
        return self.skills[self.skill_index[id_]]

    def occupation(self, id_: str) -> Occupation:
        """The occupation with this id, ESCO URI or code. Raises `KeyError` when there is none."""
        return self.occupations[self.occupation_index[id_]]


def words_in(words: Mapping[str, Words], languages: Iterable[str]) -> Words | None:
    """The words in the first of `languages` that has any; none if none has.

    >>> words_in({"en": Words("count money")}, ("nl", "en")).label
    'count money'
    """
    return next((words[language] for language in languages if language in words), None)


def description_in(words: Mapping[str, Words], language: str) -> str:
    """The description in `language`, else in English, else empty.

    >>> description_in({"en": Words("count money", description="Count coins.")}, "nl")
    'Count coins.'
    """
    spoken = (words[one].description for one in (language, "en") if one in words)
    return next(filter(None, spoken), "")


def label_in(words: Mapping[str, Words], language: str) -> str:
    """The preferred label in `language`, else in English, else in any language, else empty.

    >>> label_in({"en": Words("count money")}, "nl")
    'count money'
    """
    found = words_in(words, (language, "en", *words))
    return found.label if found else ""
