# SPDX-License-Identifier: EUPL-1.2
"""Why an occupation was found, as data: which words of the title met which words of a label, and how."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How a title, or a word of it, met a label."""

    EXACT = "exact"
    WORDS = "words"
    PART = "part of word"
    SPELLING = "spelling"
    MEANING = "meaning"


_FIRM_TO_LOOSE = tuple(Kind)


@dataclass(frozen=True, slots=True)
class Pair:
    """A word of the title, its counterpart in the label, and how they are alike."""

    query: str
    label: str
    how: Kind


@dataclass(frozen=True, slots=True)
class Why:
    """`kind`: the loosest of the pairs, `meaning` when there are none; `unmatched`: words left over."""

    kind: Kind
    pairs: tuple[Pair, ...] = ()
    unmatched: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """As plain data, for `--json`."""
        return {
            "kind": self.kind.value,
            "pairs": [{"query": pair.query, "label": pair.label, "how": pair.how.value} for pair in self.pairs],
            "unmatched": list(self.unmatched),
        }


def why_of(pairs: tuple[Pair, ...], unmatched: tuple[str, ...]) -> Why:
    """The reason that follows from the pairs found.

    >>> why_of((Pair("kok", "kok", Kind.WORDS), Pair("vis", "viskok", Kind.PART)), ()).kind.value
    'part of word'
    """
    loosest = max((pair.how for pair in pairs), key=_FIRM_TO_LOOSE.index, default=Kind.MEANING)
    return Why(loosest, pairs, unmatched)
