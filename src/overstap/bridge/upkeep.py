# SPDX-License-Identifier: EUPL-1.2
"""What the language of a region no longer has of somebody's passport, and what is proposed for it.

A concept that went stays in the passport and does nothing until its owner says what is to become of it.
"""

from __future__ import annotations

import threading
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import msgspec

from overstap.apps.taxonomy import models
from overstap.apps.upkeep.enums import Kind
from overstap.engine.region.region import Region
from overstap.engine.skills.taxonomy import Occupation, Skill, SkillKind, Words
from overstap.engine.skills.versions import How, Successors


@dataclass(frozen=True, slots=True)
class Proposal:
    """`old` went from the language. `new`: what could take its place, or empty: only removing it remains.

    `label`: what the old one was called, in any language we had; `how`: why the new one is proposed.
    """

    kind: Kind
    old: str
    new: str
    label: dict[str, str]
    how: How | None


_lock = threading.Lock()
_known: list[tuple[Region, Successors]] = []


def proposals(passport: Any, region: Region, refused: Collection[tuple[str, str, str]]) -> list[Proposal]:
    """What is proposed to the owner of a passport, without what they said no to; two queries at most."""
    skills = {one.skill for one in passport.skills.all()} - region.taxonomy.skill_index.keys()
    occupation = passport.occupation
    gone = {occupation} - {""} - region.taxonomy.occupation_index.keys()
    found = [*_skills(sorted(skills), region), *_occupations(sorted(gone), region)]
    return [one for one in found if (one.kind.value, one.old, one.new) not in refused]


def _skills(ids: list[str], region: Region) -> list[Proposal]:
    rows = {row.pk: row for row in models.Skill.objects.filter(pk__in=ids)} if ids else {}
    found = []
    for id_ in ids:
        row = rows.get(id_)
        words = _words(row)
        old = Skill(id_, SkillKind(row.kind), words, row.uri, groups=tuple(row.groups)) if row else None
        successor = _successors(region).of_skill(old) if old else None
        found.append(_proposal(Kind.SKILL, id_, words, successor))
    return found


def _occupations(ids: list[str], region: Region) -> list[Proposal]:
    rows = {row.pk: row for row in models.Occupation.objects.filter(pk__in=ids)} if ids else {}
    found = []
    for id_ in ids:
        row = rows.get(id_)
        words = _words(row)
        successor = _successors(region).of_occupation(Occupation(id_, words, row.isco, ())) if row else None
        found.append(_proposal(Kind.OCCUPATION, id_, words, successor))
    return found


def _proposal(kind: Kind, old: str, words: dict[str, Words], successor: Any) -> Proposal:
    label = {language: said.label for language, said in words.items()}
    new, how = (successor.new, successor.how) if successor else ("", None)
    return Proposal(kind, old, new, label, how)


def _words(row: Any) -> dict[str, Words]:
    return msgspec.convert(row.words, dict[str, Words]) if row else {}


def _successors(region: Region) -> Successors:
    """Kept for the region that was asked about last: making it takes a moment for all of ESCO."""
    with _lock:
        if not _known or _known[0][0] is not region:
            _known[:] = [(region, Successors(region.taxonomy))]
        return _known[0][1]
