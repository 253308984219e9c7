# SPDX-License-Identifier: EUPL-1.2
"""Groups of title words that stand for nearly the same: a hand-written list of general knowledge per language.

The list (`synonyms_nl.csv`) holds words for roles (monteur, technicus, technieker) and for fields of work
(heftruck, vorkheftruck). It was written for this project and knows both Dutch and Flemish usage.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from importlib import resources

from overstap.engine.skills.titles.words import TitleWords

Phrase = tuple[str, ...]


class Synonyms:
    """Which groups a run of stems belongs to."""

    def __init__(self, groups: Sequence[Sequence[Phrase]]) -> None:
        self._groups_of: dict[Phrase, tuple[int, ...]] = {}
        for number, phrases in enumerate(groups):
            for phrase in dict.fromkeys(phrases):
                if phrase:
                    self._groups_of[phrase] = (*self._groups_of.get(phrase, ()), number)
        self._longest = max(map(len, self._groups_of), default=0)

    def single(self) -> list[tuple[Phrase, tuple[int, ...]]]:
        """The phrases of one stem, with their groups."""
        return [(phrase, groups) for phrase, groups in self._groups_of.items() if len(phrase) == 1]

    def spans(self, stems: Sequence[str]) -> list[tuple[int, int, int]]:
        """Every run of stems that is in a group: (first, one past the last, group)."""
        found = []
        for start in range(len(stems)):
            for end in range(start + 1, min(start + self._longest, len(stems)) + 1):
                groups = self._groups_of.get(tuple(stems[start:end]), ())
                found += [(start, end, group) for group in groups]
        return found


def read_synonyms(words: TitleWords) -> Synonyms:
    """The list of the language of `words`, cut into stems as its titles are; empty where there is none."""
    place = resources.files(__package__) / f"synonyms_{words.language}.csv"
    if not place.is_file():
        return Synonyms(())
    rows = csv.DictReader(io.StringIO(place.read_text(encoding="utf8")))
    return Synonyms([[tuple(words.stems(phrase)) for phrase in row["words"].split("|")] for row in rows])
