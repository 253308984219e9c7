# SPDX-License-Identifier: EUPL-1.2
"""Small languages and openings for tests, written down in a line each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from overstap.engine.matching.index import build_index
from overstap.engine.matching.model import Course, Evidence, HeldSkill, Opening, Passport
from overstap.engine.matching.search import Matcher
from overstap.engine.matching.training import build_training
from overstap.engine.skills.graph import GraphSettings, build_graph
from overstap.engine.skills.taxonomy import (
    Demand,
    Importance,
    Occupation,
    Relation,
    Skill,
    SkillKind,
    SkillRelation,
    Taxonomy,
    Words,
)

TODAY = date(2027, 1, 4)

_MARKS = {"!": Importance.MUST, "+": Importance.SHOULD, "?": Importance.NICE}
_PROOF = {"*": Evidence.CERTIFIED, "~": Evidence.INFERRED}


def language(
    skills: str, *, relations: str = "", groups: str = "", occupations: Mapping[str, str] | None = None
) -> Taxonomy:
    """`skills`: "a b c"; `relations`: "a<b" (a is narrower than b) and "a-b"; `groups`: "g:a,b".

    >>> language("a b", relations="a<b").relations[0].relation
    <Relation.BROADER: 'broader'>
    """
    group_of: dict[str, list[str]] = {}
    for part in groups.split():
        group, members = part.split(":")
        for member in members.split(","):
            group_of.setdefault(member, []).append(group)
    made = tuple(
        Skill(
            name,
            SkillKind.SKILL,
            {"nl": Words(f"{name} doen"), "en": Words(f"do {name}")},
            groups=tuple(group_of.get(name, ())),
        )
        for name in skills.split()
    )
    return Taxonomy(
        "tiny",
        "1",
        ("nl", "en"),
        made,
        relations=tuple(_relation(part) for part in relations.split()),
        occupations=tuple(
            Occupation(name, {"nl": Words(name), "en": Words(name)}, "0000", demands(asked))
            for name, asked in (occupations or {}).items()
        ),
    )


def _relation(part: str) -> SkillRelation:
    mark, kind = ("<", Relation.BROADER) if "<" in part else ("-", Relation.RELATED)
    skill, other = part.split(mark)
    return SkillRelation(skill, kind, other)


def demands(asked: str) -> tuple[Demand, ...]:
    """ "a! b+ c?": a is a must, b a should, c nice."""
    return tuple(Demand(part[:-1], _MARKS[part[-1]]) for part in asked.split())


def passport(held: str, certificates: str = "") -> Passport:
    """ "a b* c~": a claimed, b certified, c inferred."""
    skills = tuple(
        HeldSkill(part.rstrip("*~"), _PROOF.get(part[-1], Evidence.CLAIMED)) for part in held.split()
    )
    return Passport(skills, frozenset(certificates.split()))


def matcher(
    taxonomy: Taxonomy,
    openings: Mapping[str, str] | list[Opening],
    courses: tuple[Course, ...] = (),
    settings: GraphSettings | None = None,
    attitudes: frozenset[str] = frozenset(),
) -> Matcher:
    """A matcher over openings, given as id -> demands or as they are."""
    made = (
        [Opening(id_, demands(asked)) for id_, asked in openings.items()]
        if isinstance(openings, Mapping)
        else openings
    )
    graph = build_graph(taxonomy, settings or GraphSettings())
    ids = [skill.id for skill in taxonomy.skills]
    return Matcher(
        build_index(made, taxonomy.skill_index, len(ids), attitudes),
        graph,
        ids,
        taxonomy.skill_index,
        build_training(courses, taxonomy.skill_index, graph),
        attitudes=attitudes,
    )
