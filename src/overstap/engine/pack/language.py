# SPDX-License-Identifier: EUPL-1.2
"""The skills language of a region pack."""

from __future__ import annotations

from collections.abc import Sequence

from overstap.engine.pack.model import Pack, Row
from overstap.engine.skills.taxonomy import (
    Demand,
    Group,
    Importance,
    Occupation,
    Relation,
    Skill,
    SkillKind,
    SkillRelation,
    Taxonomy,
    Words,
)


def pack_taxonomy(pack: Pack) -> Taxonomy:
    """The skills, their hierarchy and relations, and the occupations of a pack."""
    languages = pack.languages
    asked = demands_by(pack, "occupation_skills", "occupation")
    return Taxonomy(
        name=pack.name,
        version=pack.version,
        languages=languages,
        skills=tuple(_skill(row, languages) for row in pack.table("skills")),
        groups=tuple(_group(row, languages) for row in pack.table("skill_groups")),
        relations=tuple(
            SkillRelation(text(row, "skill"), Relation(text(row, "relation")), text(row, "other"))
            for row in pack.table("skill_relations")
        ),
        occupations=tuple(
            _occupation(row, languages, asked.get(text(row, "id"), ())) for row in pack.table("occupations")
        ),
        attribution=pack.title.get("en", pack.name),
    )


def demands_by(pack: Pack, table: str, owner: str) -> dict[str, tuple[Demand, ...]]:
    """What each owner (occupation or opening) asks, in the order of the table."""
    gathered: dict[str, list[Demand]] = {}
    for row in pack.table(table):
        demand = Demand(text(row, "skill"), Importance(text(row, "importance")))
        gathered.setdefault(text(row, owner), []).append(demand)
    return {id_: tuple(demands) for id_, demands in gathered.items()}


def words_of(row: Row, languages: Sequence[str]) -> dict[str, Words]:
    """Label, synonyms and description of a row, per language."""
    return {
        language: Words(
            text(row, f"label_{language}"),
            names(row, f"synonyms_{language}"),
            description=text(row, f"description_{language}"),
        )
        for language in languages
        if row.get(f"label_{language}")
    }


def text(row: Row, column: str) -> str:
    """A cell as text; empty when nothing was given."""
    value = row.get(column)
    return "" if value is None else str(value)


def names(row: Row, column: str) -> tuple[str, ...]:
    """A cell that holds a list."""
    value = row.get(column)
    return tuple(str(item) for item in value) if isinstance(value, tuple | list) else ()


def number(row: Row, column: str) -> float | None:
    """A cell that holds a number; None when nothing was given."""
    value = row.get(column)
    return float(value) if isinstance(value, int | float) else None


def _skill(row: Row, languages: Sequence[str]) -> Skill:
    group = text(row, "group")
    return Skill(
        text(row, "id"),
        SkillKind(text(row, "kind")),
        words_of(row, languages),
        uri=text(row, "esco_uri"),
        groups=(group,) if group else (),
    )


def _group(row: Row, languages: Sequence[str]) -> Group:
    parent = text(row, "parent")
    return Group(text(row, "id"), words_of(row, languages), (parent,) if parent else ())


def _occupation(row: Row, languages: Sequence[str], demands: tuple[Demand, ...]) -> Occupation:
    return Occupation(
        text(row, "id"),
        words_of(row, languages),
        text(row, "isco"),
        demands,
        uri=text(row, "esco_uri"),
        regulated=bool(row.get("regulated")),
    )
