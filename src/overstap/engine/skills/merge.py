# SPDX-License-Identifier: EUPL-1.2
"""Joins a region's own skills language with a wider one, such as ESCO, into one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from overstap.engine.skills.taxonomy import Demand, Occupation, Skill, SkillRelation, Taxonomy, Words


def merge(own: Taxonomy, wider: Taxonomy) -> Taxonomy:
    """One language out of two: a concept of `own` takes in the concept of `wider` with the same URI.

    The merged concept keeps the id, label, kind and demands of `own`, and gains the labels, description
    and place in the hierarchy that `wider` has for it. Everything else of `wider` is added as it is.
    Concepts of `own` come first and in their order, so that their positions do not change.
    """
    skill_ids = _ids({skill.uri: skill.id for skill in own.skills}, (skill.id for skill in wider.skills))
    occupation_ids = _ids({o.uri: o.id for o in own.occupations}, (o.id for o in wider.occupations))
    wider_skills = {skill.id: skill for skill in wider.skills}
    wider_occupations = {occupation.id: occupation for occupation in wider.occupations}
    skills = [_skill(skill, wider_skills.get(skill.uri)) for skill in own.skills]
    skills += [skill for skill in wider.skills if skill_ids[skill.id] == skill.id]
    occupations = [_occupation(one, wider_occupations.get(one.uri)) for one in own.occupations]
    occupations += [
        replace(one, demands=tuple(_demands(one, skill_ids)))
        for one in wider.occupations
        if occupation_ids[one.id] == one.id
    ]
    own_groups = {group.id for group in own.groups}
    relations = dict.fromkeys(
        (*own.relations, *(_relation(relation, skill_ids) for relation in wider.relations))
    )
    return Taxonomy(
        name=f"{own.name}+{wider.name}",
        version=f"{own.version}+{wider.version}",
        languages=tuple(dict.fromkeys((*own.languages, *wider.languages))),
        skills=tuple(skills),
        groups=own.groups + tuple(group for group in wider.groups if group.id not in own_groups),
        relations=tuple(relation for relation in relations if relation.skill != relation.other),
        occupations=tuple(occupations),
        attribution="; ".join(filter(None, (own.attribution, wider.attribution))),
        isco={**wider.isco, **own.isco},
    )


def _ids(known: Mapping[str, str], ids: Iterable[str]) -> dict[str, str]:
    """Id in the wider language -> id in the merged one."""
    return {id_: known.get(id_, id_) for id_ in ids}


def _skill(own: Skill, wider: Skill | None) -> Skill:
    if wider is None:
        return own
    return replace(
        own,
        words=_words(own.words, wider.words),
        reuse=own.reuse or wider.reuse,
        groups=tuple(dict.fromkeys(own.groups + wider.groups)),
    )


def _occupation(own: Occupation, wider: Occupation | None) -> Occupation:
    if wider is None:
        return own
    return replace(
        own,
        words=_words(own.words, wider.words),
        code=own.code or wider.code,
        regulated=own.regulated or wider.regulated,
    )


def _words(own: Mapping[str, Words], wider: Mapping[str, Words]) -> dict[str, Words]:
    return {
        language: _both(own.get(language), wider.get(language)) for language in dict.fromkeys((*own, *wider))
    }


def _both(own: Words | None, wider: Words | None) -> Words:
    if own is None or wider is None:
        found = own or wider
        return found if found is not None else Words("")
    alternatives = dict.fromkeys((*own.alternatives, wider.label, *wider.alternatives))
    alternatives.pop(own.label, None)
    return Words(
        own.label,
        tuple(alternatives),
        tuple(dict.fromkeys(own.hidden + wider.hidden)),
        own.description or wider.description,
    )


def _demands(occupation: Occupation, skill_ids: Mapping[str, str]) -> Iterable[Demand]:
    """Demands under the merged ids. Ids of a region are unique per URI, so no two become one."""
    return (Demand(skill_ids[demand.skill], demand.importance) for demand in occupation.demands)


def _relation(relation: SkillRelation, skill_ids: Mapping[str, str]) -> SkillRelation:
    return SkillRelation(skill_ids[relation.skill], relation.relation, skill_ids[relation.other])
