# SPDX-License-Identifier: EUPL-1.2
"""Carries whole skills languages (ESCO) into the database and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

import msgspec
from django.db import DataError, IntegrityError, connection, transaction

from overstap.apps.region.actions import bump_revision
from overstap.apps.region.queries import imported_packs, revision
from overstap.apps.syncing import Counts, Incoming, Taken, sync
from overstap.apps.taxonomy import actions
from overstap.apps.taxonomy.models import (
    Language,
    Occupation,
    OccupationSkill,
    Skill,
    SkillGroup,
    SkillRelation,
)
from overstap.apps.turns import take_turn
from overstap.bridge.moments import one_moment
from overstap.bridge.refusals import broken_rule, taken_ids, taken_name
from overstap.bridge.region_export import stored_pack
from overstap.engine.pack.language import pack_taxonomy
from overstap.engine.problems import InputRefused
from overstap.engine.skills import taxonomy as engine

LANGUAGE_TABLES = ("skill_groups", "skills", "skill_relations", "occupations", "occupation_skills")
"""The tables of a pack that make up its skills language."""

_NAMES = {
    SkillGroup: "groups",
    Skill: "skills",
    SkillRelation: "relations",
    Occupation: "occupations",
    OccupationSkill: "demands",
}
_CONCEPTS = frozenset({SkillGroup, Skill, Occupation})
_WORDS = msgspec.json.Decoder(dict[str, engine.Words])


@dataclass(frozen=True, slots=True)
class TaxonomyReport:
    """What an import did: part (`skills`, `demands`, …) -> counts.

    `disappeared`: part -> ids that were there and this version no longer has. They are kept and marked
    retired, so that nothing that refers to them breaks. `languages_gone`: languages whose words were there
    and are not in this import.
    """

    origin: str
    version: str
    parts: Mapping[str, Counts]
    disappeared: Mapping[str, tuple[str, ...]]
    languages_gone: tuple[str, ...]
    revision: int

    @property
    def changed(self) -> bool:
        """Whether the import wrote any row."""
        return any(counts.touched for counts in self.parts.values())

    def as_dict(self) -> dict[str, object]:
        """The report as plain data, for `--json`."""
        return {
            "origin": self.origin,
            "version": self.version,
            "changed": self.changed,
            "parts": {name: asdict(counts) for name, counts in self.parts.items()},
            "disappeared": {name: list(ids) for name, ids in self.disappeared.items()},
            "languages_gone": list(self.languages_gone),
            "revision": self.revision,
        }


# --- in -------------------------------------------------------------------------------------------


def import_taxonomy(taxonomy: engine.Taxonomy, *, by: str) -> TaxonomyReport:
    """Makes the database say what the taxonomy says, in one transaction; its name becomes the origin.

    Importing the same taxonomy again changes nothing. Concepts that an earlier version had and this one has
    not are kept, marked retired and reported. `by`: a role (`terminal`) or a role and a number.

    Raises `InputRefused`, with nothing changed, when the name is that of a region pack or an id belongs to
    another origin.
    """
    try:
        with transaction.atomic():
            return _import(taxonomy, by)
    except Taken as taken:
        raise InputRefused(taken_ids({_NAMES[model]: ids for model, ids in taken.taken.items()})) from taken
    except (IntegrityError, DataError) as error:
        raise InputRefused([broken_rule(error)]) from error


def _import(taxonomy: engine.Taxonomy, by: str) -> TaxonomyReport:
    take_turn()
    if not taxonomy.name or taxonomy.name in {pack.name for pack in imported_packs()}:
        raise InputRefused([taken_name(taxonomy.name)])
    spoken = Language.objects.filter(pk=taxonomy.name).values_list("languages", flat=True).first() or []
    synced = sync(origin=taxonomy.name, incoming=list(_incoming(taxonomy)), retire=_CONCEPTS)
    parts = {_NAMES[model]: counts for model, counts in synced.counts.items()}
    changed = actions.record_language_import(
        origin=taxonomy.name,
        version=taxonomy.version,
        languages=taxonomy.languages,
        attribution=taxonomy.attribution,
        isco={code: dict(names) for code, names in taxonomy.isco.items()},
        counts={
            f"{part}.{what}": n for part, counts in parts.items() for what, n in asdict(counts).items() if n
        },
        changed=synced.touched,
        by=by,
    )
    disappeared = {_NAMES[model]: keys for model, keys in synced.newly.items() if model in _CONCEPTS}
    number = bump_revision() if changed else revision()
    gone = tuple(language for language in spoken if language not in taxonomy.languages)
    return TaxonomyReport(taxonomy.name, taxonomy.version, parts, disappeared, gone, number)


def _incoming(taxonomy: engine.Taxonomy) -> Iterator[Incoming]:
    yield Incoming.of_rows(
        SkillGroup,
        ("id", "words", "parents"),
        ((one.id, _plain(one.words), list(one.parents)) for one in taxonomy.groups),
    )
    yield Incoming.of_rows(
        Skill,
        ("id", "kind", "words", "uri", "reuse", "groups"),
        (
            (one.id, str(one.kind), _plain(one.words), one.uri, one.reuse, list(one.groups))
            for one in taxonomy.skills
        ),
    )
    yield Incoming.of_rows(
        SkillRelation,
        ("skill_id", "relation", "other_id"),
        ((one.skill, str(one.relation), one.other) for one in taxonomy.relations),
    )
    yield Incoming.of_rows(
        Occupation,
        ("id", "words", "isco", "uri", "code", "regulated"),
        (
            (one.id, _plain(one.words), one.isco, one.uri, one.code, one.regulated)
            for one in taxonomy.occupations
        ),
    )
    yield Incoming.of_rows(
        OccupationSkill,
        ("occupation_id", "skill_id", "importance"),
        (
            (one.id, demand.skill, str(demand.importance))
            for one in taxonomy.occupations
            for demand in one.demands
        ),
    )


def _plain(words: Mapping[str, engine.Words]) -> dict[str, dict[str, object]]:
    """Words as they are stored: what is empty is left out."""
    return {
        language: {
            key: value
            for key, value in (
                ("label", said.label),
                ("alternatives", said.alternatives),
                ("hidden", said.hidden),
                ("description", said.description),
            )
            if value or key == "label"
        }
        for language, said in words.items()
    }


# --- out ------------------------------------------------------------------------------------------


def load_taxonomies(*, retired: bool = False) -> list[engine.Taxonomy]:
    """The skills languages in the database: first those of the region packs, then ESCO and the like.

    The language of a pack includes what people added to it. With `retired`, ESCO's also holds the concepts
    that its present version no longer has. Position in `skills` and `occupations` is that of the import.
    """
    with one_moment():
        packs = [
            pack_taxonomy(stored_pack(pack.name, with_additions=True, tables=LANGUAGE_TABLES))
            for pack in imported_packs()
        ]
        return packs + [_load(language, retired) for language in Language.objects.order_by("origin")]


def _load(language: Language, retired: bool) -> engine.Taxonomy:
    reader = _Reader(language.origin, retired)
    demands = _demands(reader)
    return engine.Taxonomy(
        name=language.origin,
        version=language.version,
        languages=tuple(language.languages),
        skills=tuple(
            engine.Skill(id_, _KIND[kind], _WORDS.decode(words), uri, reuse, tuple(groups))
            for id_, kind, words, uri, reuse, groups in reader.rows(
                "SELECT id, kind, words::text, uri, reuse, groups FROM taxonomy_skill"
            )
        ),
        groups=tuple(
            engine.Group(id_, _WORDS.decode(words), tuple(parents))
            for id_, words, parents in reader.rows("SELECT id, words::text, parents FROM taxonomy_skillgroup")
        ),
        relations=tuple(
            engine.SkillRelation(skill, _RELATION[relation], other)
            for skill, relation, other in reader.rows(
                "SELECT skill_id, relation, other_id FROM taxonomy_skillrelation"
            )
        ),
        occupations=tuple(
            engine.Occupation(id_, _WORDS.decode(words), isco, demands.get(id_, ()), uri, code, regulated)
            for id_, words, isco, uri, code, regulated in reader.rows(
                "SELECT id, words::text, isco, uri, code, regulated FROM taxonomy_occupation"
            )
        ),
        attribution=language.attribution,
        isco=language.isco,
    )


_KIND = {str(kind): kind for kind in engine.SkillKind}
_RELATION = {str(relation): relation for relation in engine.Relation}
_IMPORTANCE = {str(importance): importance for importance in engine.Importance}


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the rows of one origin in their order, without making a model of each: that would take seconds."""

    origin: str
    retired: bool

    def rows(self, select: str) -> Iterator[tuple]:
        live = "" if self.retired else " AND NOT retired"
        with connection.cursor() as cursor:
            cursor.execute(f"{select} WHERE origin = %s{live} ORDER BY position", [self.origin])
            yield from cursor.fetchall()


def _demands(reader: _Reader) -> dict[str, tuple[engine.Demand, ...]]:
    # The same skill is asked by many: the same object serves all of them.
    demand = lru_cache(maxsize=None)(lambda skill, importance: engine.Demand(skill, _IMPORTANCE[importance]))
    rows = reader.rows("SELECT occupation_id, skill_id, importance FROM taxonomy_occupationskill")
    return {
        occupation: tuple(demand(skill, importance) for _, skill, importance in asked)
        for occupation, asked in groupby(rows, key=itemgetter(0))
    }
