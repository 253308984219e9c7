# SPDX-License-Identifier: EUPL-1.2
"""How the rows of a region pack and the rows of the database correspond.

Everything follows from the schema of the pack: translated words become one JSON object per row, references
become foreign keys, and an empty text in the database is an absent one in the pack.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from overstap.apps.carried import Carried
from overstap.apps.funds.models import Instrument
from overstap.apps.openings.models import Opening, OpeningSkill
from overstap.apps.organisations.models import Organisation
from overstap.apps.people.models import ExamplePerson, ExamplePersonSkill
from overstap.apps.region.models import Certificate, Place, Sector, Source
from overstap.apps.taxonomy.models import Occupation, OccupationSkill, Skill, SkillGroup, SkillRelation
from overstap.apps.training.models import Course, CourseEdition, CourseSkill
from overstap.engine.coded import Coded, CodedRows, Row, combinations
from overstap.engine.pack import Rows
from overstap.engine.pack.schema import TABLE_BY_NAME, Field

MODELS: Mapping[str, type[Carried]] = {
    "sources": Source,
    "sectors": Sector,
    "places": Place,
    "certificates": Certificate,
    "skill_groups": SkillGroup,
    "skills": Skill,
    "skill_relations": SkillRelation,
    "occupations": Occupation,
    "occupation_skills": OccupationSkill,
    "organisations": Organisation,
    "openings": Opening,
    "opening_skills": OpeningSkill,
    "courses": Course,
    "course_skills": CourseSkill,
    "course_editions": CourseEdition,
    "instruments": Instrument,
    "people": ExamplePerson,
    "person_skills": ExamplePersonSkill,
}
"""Table of a pack -> the model that remembers it."""

TABLE_OF = {model: name for name, model in MODELS.items()}

_WORDS = {"label": "label", "synonyms": "alternatives", "description": "description"}
_RENAMED = {"esco_uri": "uri"}
_ONE_OF_SEVERAL = {"group": "groups", "parent": "parents"}  # a pack names one, ESCO several


@dataclass(frozen=True, slots=True)
class _Part:
    """One column of the database: how it is filled from columns of a pack's row, and what it says there."""

    column: str
    of: tuple[str, ...]
    read: Callable[[Row], object]
    write: Callable[[object], Row]


@dataclass(frozen=True, slots=True)
class Correspondence:
    """Between the rows of one table in a pack of some languages and the rows of its model."""

    model: type[Carried]
    columns: tuple[str, ...]
    _parts: tuple[_Part, ...]

    @classmethod
    def of(cls, table: str, languages: Sequence[str]) -> Correspondence:
        """For the table with this name. Raises `KeyError` for a name that is not in the schema."""
        model = MODELS[table]
        has_words = any(field.name == "words" for field in model._meta.concrete_fields)
        parts: dict[str, _Part] = {}
        fields = TABLE_BY_NAME[table].fields
        words = tuple(field.name for field in fields if field.translated) if has_words else ()
        for field in fields:
            part = _words(words, tuple(languages)) if field.name in words else _part(field, tuple(languages))
            parts.setdefault(part.column, part)
        return cls(model, tuple(parts), tuple(parts.values()))

    def to_database(self, rows: Rows) -> dict[str, Coded]:
        """The columns of the database for a table of the pack; each value is translated once."""
        table = CodedRows.of(rows)
        return {part.column: _translated(part, table) for part in self._parts} if table else {}

    def to_pack(self, values: Sequence[object]) -> dict[str, object]:
        """The row of the pack for the values of `columns`."""
        row: dict[str, object] = {}
        for part, value in zip(self._parts, values, strict=True):
            row.update(part.write(value))
        return row


def _translated(part: _Part, table: CodedRows) -> Coded:
    if len(part.of) == 1:
        (name,) = part.of
        return table.columns[name].each(lambda value: part.read({name: value}))
    found, codes = combinations([table.columns[name] for name in part.of])
    at = {name: table.columns[name] for name in part.of}
    rows = ({name: column[row] for name, column in at.items()} for row in found.tolist())
    return Coded(list(map(part.read, rows)), codes)


def _part(field: Field, languages: tuple[str, ...]) -> _Part:
    name = field.name
    if field.translated:
        return _texts(name, languages)
    if name in _ONE_OF_SEVERAL:
        return _first(name, _ONE_OF_SEVERAL[name])
    if field.type == "list":
        return _Part(name, (name,), lambda row: list(row[name]), lambda value: {name: tuple(value)})
    if field.refers_to:
        return _Part(f"{name}_id", (name,), lambda row: row[name], lambda value: {name: value})
    column = _RENAMED.get(name, name)
    if field.type in ("string", "text") and not field.required:
        return _Part(column, (name,), lambda row: row[name] or "", lambda value: {name: value or None})
    return _Part(column, (name,), lambda row: row[name], lambda value: {name: value})


def _words(names: tuple[str, ...], languages: tuple[str, ...]) -> _Part:
    """Label, synonyms and description of every language in one object; what is empty is left out."""
    keys = {name: _WORDS[name] for name in names}

    def read(row: Row) -> dict[str, object]:
        per_language = {
            language: {key: value for name, key in keys.items() if (value := row.get(f"{name}_{language}"))}
            for language in languages
        }
        return {language: words for language, words in per_language.items() if words}

    def write(value: object) -> Row:
        return {
            f"{name}_{language}": _cell(value.get(language, {}), name, key)
            for name, key in keys.items()
            for language in languages
        }

    return _Part("words", tuple(f"{name}_{language}" for name in names for language in languages), read, write)


def _cell(words: Row, name: str, key: str) -> object:
    found = words.get(key)
    return tuple(found or ()) if name == "synonyms" else found


def _texts(name: str, languages: tuple[str, ...]) -> _Part:
    columns = {language: f"{name}_{language}" for language in languages}
    return _Part(
        name,
        tuple(columns.values()),
        lambda row: {language: row[column] for language, column in columns.items() if row[column]},
        lambda value: {column: value.get(language) for language, column in columns.items()},
    )


def _first(name: str, column: str) -> _Part:
    return _Part(
        column,
        (name,),
        lambda row: [row[name]] if row[name] else [],
        lambda value: {name: value[0] if value else None},
    )
