# SPDX-License-Identifier: EUPL-1.2
"""What is invented builds on: an occupation with what it asks, and which skills are asked together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from overstap.engine.coded import Row
from overstap.engine.skills.taxonomy import Demand, Importance

Labels = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Work:
    """An occupation of the pack. `skills` are the labels of what it asks, by id and language."""

    id: str
    sector: str
    level: int
    label: Labels
    demands: tuple[Demand, ...]
    skills: Mapping[str, Labels]
    wage_low: float | None
    wage_middle: float | None

    def essential(self) -> tuple[str, ...]:
        """What it asks as must or should, in the order of the classification."""
        return tuple(one.skill for one in self.demands if one.importance is not Importance.NICE)

    def musts(self) -> tuple[str, ...]:
        """What it asks as must."""
        return tuple(one.skill for one in self.demands if one.importance is Importance.MUST)


def in_each(name: str, words: Labels, languages: Sequence[str]) -> Row:
    """A translated field in every language of the pack; in English where it is not said."""
    return {f"{name}_{language}": said(words, language) for language in languages}


def said(words: Labels, language: str) -> str:
    """Words in a language, else in English, else in the first there is."""
    return words.get(language) or words.get("en") or next(iter(words.values()))


class Together:
    """Which skills belong together: those that the same occupations call for."""

    def __init__(self, work: Sequence[Work]) -> None:
        self._asked_by: dict[str, set[int]] = {}
        for at, one in enumerate(work):
            for skill in one.essential():
                self._asked_by.setdefault(skill, set()).add(at)

    def share(self, one: str, other: str) -> float:
        """Occupations that call for both, over those that call for either (Jaccard), 0 to 1."""
        first, second = self._asked_by.get(one, set()), self._asked_by.get(other, set())
        both = len(first & second)
        return both / (len(first) + len(second) - both) if both else 0.0

    def nearest(self, skill: str, among: Sequence[str], top: int) -> tuple[str, ...]:
        """Those that belong most to a skill, itself left out; ties go to the id that comes first."""
        others = sorted((one for one in among if one != skill), key=lambda one: (-self.share(skill, one), one))
        return tuple(others[:top])
