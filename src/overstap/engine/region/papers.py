# SPDX-License-Identifier: EUPL-1.2
"""Which papers that the law asks for a text names: "Rijbewijs: B", "vca", "Wft Basis"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from overstap.engine.region.region import Region
from overstap.engine.skills.recognition.clauses import clauses
from overstap.engine.skills.recognition.scope import Scope

OCCUPATION = 0.9
"""From this score on a name is an occupation's too ("boa"): having the work is not having the paper."""


def papers_named(region: Region, text: str, language: str) -> list[tuple[str, int, int]]:
    """Certificates named at `text[start:end]`, where the text does not deny or wish for them.

    Each stands once, as (id, start, end), in order of place. `language` is that of the text.
    """
    own = [clause for clause in clauses(text, language) if clause.scope is Scope.OWN]
    found: dict[str, tuple[str, int, int]] = {}
    for paper in region.records.certificates.values():
        for label in paper.label.values():
            for name in _names(label):
                for said in _pattern(name).finditer(text):
                    # "Rijbewijs: B" is two clauses; the last one says whether there is one.
                    if any(clause.start < said.end() <= clause.end for clause in own) and not _is_work(
                        region, name, language
                    ):
                        found.setdefault(paper.id, (paper.id, said.start(), said.end()))
    return sorted(found.values(), key=lambda one: one[1])


def _names(label: str) -> Iterator[str]:
    """What people call a paper: its label, what is in brackets, the abbreviation, the first of two."""
    plain = _IN_BRACKETS.sub("", label).strip()
    yield plain
    yield from _IN_BRACKETS.findall(label)
    abbreviation = _KIND_OF_PAPER.sub("", plain).strip(" -")
    if abbreviation.isupper():
        yield abbreviation
    first = re.split(r"\s(?:en|and)\s", plain)[0]
    if len(first.split()) > 1:
        yield first
    if re.search(r"\s[A-Z]$", plain):  # a category: "B-rijbewijs"
        yield f"{plain[-1]} {plain[:-2]}"


def _pattern(name: str) -> re.Pattern[str]:
    said = _BETWEEN.join(re.escape(word) for word in re.findall(r"\w+", name.lower()))
    said = re.sub(r"(?<=\w)(certificaat|diploma)", r"[\\s-]?\1", said).replace("licence", "licen[cs]e")
    return re.compile(rf"(?<!\w){said}(?!\w)", re.IGNORECASE)


def _is_work(region: Region, name: str, language: str) -> bool:
    return any(one.score >= OCCUPATION for one in region.find_occupations(name, language, 1))


_IN_BRACKETS = re.compile(r"\(([^)]+)\)")
_KIND_OF_PAPER = re.compile(r"\b(?:diploma|certificaat|certificate)\b", re.IGNORECASE)
_BETWEEN = r"[\s:(/-]{0,3}(?:(?:cat|categorie|category)\.?\s)?"
