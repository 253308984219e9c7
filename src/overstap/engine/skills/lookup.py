# SPDX-License-Identifier: EUPL-1.2
"""Finding a skill by typing the beginning of its words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from overstap.engine.skills.taxonomy import Taxonomy
from overstap.engine.skills.text import tokens


@dataclass(frozen=True, slots=True)
class FoundSkill:
    """A skill and the label of it that was met."""

    skill: str
    matched: str
    score: float


@dataclass(frozen=True)
class SkillLookup:
    """All words of all labels in one language, sorted, each with the labels it stands in."""

    skill_ids: Sequence[str]
    labels: Sequence[tuple[int, str, tuple[str, ...], bool]]
    """(position of the skill, label, its folded words, whether it is the preferred label)."""
    words: Sequence[str]
    label_of_word: Sequence[int]

    def find(self, text: str, top: int = 10) -> tuple[FoundSkill, ...]:
        """Skills with a label in which every typed word begins some word, best first.

        A label with the typed words whole comes before one in which they only begin others ("Microsoft Word"
        before "WordPress" for "word"); then one that starts as typed; then shorter and preferred labels.
        Nothing typed finds nothing.
        """
        typed = [token.folded for token in tokens(text)]
        if not typed:
            return ()
        candidates = set.intersection(*(self._labels_with(prefix) for prefix in typed))
        best: dict[int, tuple[float, str]] = {}
        for at in candidates:
            skill, label, words, preferred = self.labels[at]
            score = _score(typed, words, preferred)
            if skill not in best or score > best[skill][0]:
                best[skill] = (score, label)
        ordered = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))[:top]
        return tuple(FoundSkill(self.skill_ids[skill], label, score) for skill, (score, label) in ordered)

    def _labels_with(self, prefix: str) -> set[int]:
        found = set()
        at = bisect_left(self.words, prefix)
        while at < len(self.words) and self.words[at].startswith(prefix):
            found.add(self.label_of_word[at])
            at += 1
        return found


def build_lookup(taxonomy: Taxonomy, language: str) -> SkillLookup:
    """The lookup over all labels in `language`; skills without one are found under their other labels."""
    labels = []
    for position, skill in enumerate(taxonomy.skills):
        words = skill.words.get(language) or next(iter(skill.words.values()), None)
        for label in words.all_labels() if words else ():
            folded = tuple(token.folded for token in tokens(label))
            labels.append((position, label, folded, words is not None and label == words.label))
    entries = sorted((word, at) for at, (_, _, folded, _) in enumerate(labels) for word in set(folded))
    return SkillLookup(
        [skill.id for skill in taxonomy.skills],
        labels,
        [word for word, _ in entries],
        [at for _, at in entries],
    )


def _score(typed: Sequence[str], words: Sequence[str], preferred: bool) -> float:
    """Between 0 and 1: how much of the label was typed, and where."""
    whole = sum(word in words for word in typed) / len(typed)
    starts = float(bool(words) and words[0].startswith(typed[0]))
    length = min(1.0, len(typed) / max(len(words), 1))
    return 0.5 * whole + 0.2 * starts + 0.2 * length + 0.1 * preferred
