# SPDX-License-Identifier: EUPL-1.2
"""Reads ESCO from its official CSV downloads.

Takes one or several folders or zip files, of one or several languages, of any version since 1.0.8. Files
are recognised by name whatever their language suffix, columns by their header. Where the complete skills
file of a language is absent, its words are gathered from the collections (digital, green, ...), and from
a `skill_labels_…` file with the columns `conceptUri` and `preferredLabel`.

Source: ESCO, European Commission, https://esco.ec.europa.eu (reuse with attribution).
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path, PurePosixPath

import polars as pl

from overstap.engine.problems import InputRefused, Problem
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

ATTRIBUTION = "ESCO, European Commission"

_SUFFIX = re.compile(r"_([a-z]{2})(?:_partial)?\.csv$")
_BARE_LABELS = "skill_labels"
_IN_COLUMN = re.compile(r"^preferredLabel(?:_([a-z]{2}))?$")
_VERSION = re.compile(r"(?<!\d)v?(\d+\.\d+(?:\.\d+)?)(?!\d)")
_SEPARATOR = re.compile(r"\s*(?:\n|\|)\s*")
_IMPORTANCE = {"essential": Importance.MUST, "optional": Importance.SHOULD}


@dataclass(frozen=True)
class EscoSummary:
    """What was read, what has no words in a language that was asked for, what could not be joined."""

    files: tuple[str, ...]
    versions: tuple[str, ...]
    languages: tuple[str, ...]
    skills: int
    occupations: int
    groups: int
    links: int
    relations: int
    skills_without_label: dict[str, int]
    occupations_without_label: dict[str, int]
    not_joined: dict[str, int]
    """File -> rows that refer to a concept that was not read."""
    examples_not_joined: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class _File:
    """A CSV inside a folder or zip."""

    name: str
    language: str
    data: bytes | Path

    def frame(self) -> pl.DataFrame:
        try:
            frame = pl.read_csv(
                self.data if isinstance(self.data, Path) else io.BytesIO(self.data),
                infer_schema=False,
                encoding="utf8",
            )
        except (pl.exceptions.PolarsError, UnicodeDecodeError) as error:
            raise InputRefused([_unreadable(self.name, error)]) from error
        return frame.fill_null("").rename({name: name.lstrip("\ufeff").strip() for name in frame.columns})


@dataclass
class _Gathered:
    """What has been read so far."""

    skills: dict[str, tuple[SkillKind, str]] = field(default_factory=dict)
    skill_words: dict[str, dict[str, Words]] = field(default_factory=dict)
    occupations: dict[str, tuple[str, str, bool]] = field(default_factory=dict)
    occupation_words: dict[str, dict[str, Words]] = field(default_factory=dict)
    group_words: dict[str, dict[str, Words]] = field(default_factory=dict)
    isco: dict[str, dict[str, str]] = field(default_factory=dict)
    parents: dict[str, dict[str, None]] = field(default_factory=dict)
    links: dict[tuple[str, str], Importance] = field(default_factory=dict)
    related: dict[tuple[str, str], None] = field(default_factory=dict)


def read_esco(
    paths: Sequence[Path | str] | Path | str, languages: Sequence[str] = ()
) -> tuple[Taxonomy, EscoSummary]:
    """Reads ESCO from folders or zip files of its official CSV download.

    `languages` chooses and orders them; empty means all that are found, by name. Later paths add to earlier
    ones; where both know a concept in a language, the first words stay.

    Raises `InputRefused` when a path is no ESCO download, a file lacks a column it must have, or a
    language that was asked for is not there at all.
    """
    places = [Path(paths)] if isinstance(paths, Path | str) else [Path(path) for path in paths]
    files = [file for place in places for file in _files_at(place)]
    found = tuple(sorted({file.language for file in files if file.language}))
    wanted = tuple(dict.fromkeys(languages)) or found
    gathered = _Gathered()
    for file in sorted(files, key=lambda file: _stem(file.name) == _BARE_LABELS):
        _read_words(file, gathered, wanted)
    not_joined: dict[str, tuple[int, tuple[str, ...]]] = {}
    for file in files:
        _read_relations(file, gathered, not_joined)
    _refuse_what_is_missing(places, gathered, wanted)
    taxonomy = _assemble(gathered, wanted, _versions(places))
    return taxonomy, _summary(taxonomy, [file.name for file in files], _versions(places), not_joined)


def occupation_codes(paths: Sequence[Path | str] | Path | str, written: Iterable[str] = ()) -> dict[str, str]:
    """Occupation code -> URI, over several downloads: some occupations were given another code in ESCO 1.2.

    A code means what that version says that knows most of the codes `written`, of equal ones the latest; what
    it does not know means what the others say. Raises `InputRefused` as `read_esco` does.
    """
    places = [Path(paths)] if isinstance(paths, Path | str) else [Path(path) for path in paths]
    oldest_first = sorted(places, key=lambda place: [_numbers(one) for one in _versions([place])])
    known = [_codes_at(place) for place in oldest_first]
    asked = frozenset(written)
    codes: dict[str, str] = {}
    for one in sorted(known, key=lambda one: len(asked & one.keys())):
        codes |= one
    return codes


def _codes_at(place: Path) -> dict[str, str]:
    codes: dict[str, str] = {}
    for file in _files_at(place):
        if _stem(file.name) == "occupations":
            frame = file.frame()
            _need(file, frame, ("conceptUri",))
            pairs = zip(_column(frame, "code"), frame["conceptUri"], strict=True)
            codes |= {code: uri for code, uri in pairs if code and uri}
    return codes


# --- finding files --------------------------------------------------------------------------------


def _files_at(place: Path) -> list[_File]:
    if place.is_dir():
        listed = sorted(place.rglob("*.csv"))
        files = [_File(path.name, _language_of(path.name), path) for path in listed]
    elif zipfile.is_zipfile(place):
        files = list(_files_in_zip(place))
    else:
        raise InputRefused([_no_esco(place)])
    if not any(_stem(file.name).startswith(("skills", "occupations")) for file in files):
        raise InputRefused([_no_esco(place)])
    return files


def _files_in_zip(place: Path) -> Iterator[_File]:
    try:
        with zipfile.ZipFile(place) as archive:
            for member in sorted(archive.namelist()):
                name = PurePosixPath(member).name
                if name.endswith(".csv"):
                    yield _File(name, _language_of(name), archive.read(member))
    # A password is told as RuntimeError, a way of packing that Python does not know as NotImplementedError.
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as error:
        raise InputRefused([_damaged(place)]) from error


def _language_of(name: str) -> str:
    match = _SUFFIX.search(name)
    return match.group(1) if match else ""


def _stem(name: str) -> str:
    return _SUFFIX.sub("", name).removesuffix(".csv")


def _versions(places: Iterable[Path]) -> tuple[str, ...]:
    found = (_VERSION.search(part) for place in places for part in reversed(place.resolve().parts[-2:]))
    return tuple(dict.fromkeys(match.group(1) for match in found if match))


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


# --- words ----------------------------------------------------------------------------------------


def _read_words(file: _File, gathered: _Gathered, wanted: tuple[str, ...]) -> None:
    stem = _stem(file.name)
    if stem == "skills":
        frame = file.frame()
        _need(file, frame, ("conceptUri", "preferredLabel"))
        _add_skills(file, frame, gathered, wanted)
    elif stem == "occupations":
        frame = file.frame()
        _need(file, frame, ("conceptUri", "preferredLabel", "iscoGroup"))
        _add_occupations(file, frame, gathered, wanted)
    elif stem == "ISCOGroups":
        _add_isco(file, file.frame(), gathered)
    elif stem == "skillGroups":
        _add_words(file, file.frame(), gathered.group_words, wanted)
    elif stem.endswith("SkillsCollection"):
        _add_collection(file, file.frame(), gathered, wanted)
    elif stem == _BARE_LABELS:
        _add_bare_labels(file, file.frame(), gathered, wanted)


def _add_skills(file: _File, frame: pl.DataFrame, gathered: _Gathered, wanted: tuple[str, ...]) -> None:
    kinds = _column(frame, "skillType")
    reuse = _column(frame, "reuseLevel")
    for uri, kind, level in zip(frame["conceptUri"], kinds, reuse, strict=True):
        if uri and (uri not in gathered.skills or not gathered.skills[uri][1]):
            gathered.skills[uri] = (_kind(kind), level)
    _add_words(file, frame, gathered.skill_words, wanted)


def _add_occupations(file: _File, frame: pl.DataFrame, gathered: _Gathered, wanted: tuple[str, ...]) -> None:
    codes = _column(frame, "code")
    notes = _column(frame, "regulatedProfessionNote")
    for uri, isco, code, note in zip(frame["conceptUri"], frame["iscoGroup"], codes, notes, strict=True):
        if uri and uri not in gathered.occupations:
            regulated = note.rstrip("/").endswith("/regulated")
            gathered.occupations[uri] = (isco.removeprefix("C"), code, regulated)
    _add_words(file, frame, gathered.occupation_words, wanted)


def _add_isco(file: _File, frame: pl.DataFrame, gathered: _Gathered) -> None:
    _need(file, frame, ("code", "preferredLabel"))
    for code, label in zip(frame["code"], frame["preferredLabel"], strict=True):
        gathered.isco.setdefault(code, {}).setdefault(file.language, label)


def _add_collection(file: _File, frame: pl.DataFrame, gathered: _Gathered, wanted: tuple[str, ...]) -> None:
    """Words of skills from a collection: complete for the skills in it, and only for those."""
    if "conceptUri" not in frame.columns:
        return
    if "conceptType" in frame.columns:
        frame = frame.filter(pl.col("conceptType").is_in(["KnowledgeSkillCompetence", "SkillGroup", ""]))
        is_group = (frame["conceptType"] == "SkillGroup").to_list()
        frame_groups = frame.filter(pl.Series(is_group, dtype=pl.Boolean))
        frame = frame.filter(~pl.Series(is_group, dtype=pl.Boolean))
        _add_words(file, frame_groups, gathered.group_words, wanted)
    kinds = _column(frame, "skillType")
    reuse = _column(frame, "reuseLevel")
    for uri, kind, level in zip(frame["conceptUri"], kinds, reuse, strict=True):
        if uri and uri not in gathered.skills:
            gathered.skills[uri] = (_kind(kind), level)
    _add_words(file, frame, gathered.skill_words, wanted)


def _add_bare_labels(file: _File, frame: pl.DataFrame, gathered: _Gathered, wanted: tuple[str, ...]) -> None:
    """Labels alone, of groups and skills together; read last, when the groups are known."""
    if "conceptUri" not in frame.columns:
        return
    is_group = pl.col("conceptUri").is_in(list(gathered.group_words))
    _add_words(file, frame.filter(is_group), gathered.group_words, wanted)
    skills = frame.filter(~is_group & pl.col("conceptUri").str.contains("/esco/skill/", literal=True))
    for uri in skills["conceptUri"]:
        gathered.skills.setdefault(uri, (SkillKind.SKILL, ""))
    _add_words(file, skills, gathered.skill_words, wanted)


def _add_words(
    file: _File, frame: pl.DataFrame, words: dict[str, dict[str, Words]], wanted: tuple[str, ...]
) -> None:
    labelled = [name for name in frame.columns if _IN_COLUMN.match(name)]
    if not labelled or "conceptUri" not in frame.columns:
        return
    match = _IN_COLUMN.match(labelled[0])
    language = (match.group(1) if match else None) or file.language
    if language not in wanted:
        return
    columns = (
        frame["conceptUri"],
        frame[labelled[0]],
        _column(frame, "altLabels"),
        _column(frame, "hiddenLabels"),
        _column(frame, "description"),
    )
    for uri, label, alternatives, hidden, description in zip(*columns, strict=True):
        if not uri or not label:
            continue
        per_language = words.setdefault(uri, {})
        known = per_language.get(language)
        if known is None or (not known.alternatives and not known.description):
            per_language[language] = Words(
                known.label if known else " ".join(label.split()),
                _split(alternatives),
                _split(hidden),
                " ".join(description.split()),
            )


# --- relations ------------------------------------------------------------------------------------


def _read_relations(
    file: _File, gathered: _Gathered, not_joined: dict[str, tuple[int, tuple[str, ...]]]
) -> None:
    stem = _stem(file.name)
    missing: list[str] = []
    if stem == "occupationSkillRelations":
        frame = file.frame()
        _need(file, frame, ("occupationUri", "relationType", "skillUri"))
        rows = zip(frame["occupationUri"], frame["skillUri"], frame["relationType"], strict=True)
        for occupation, skill, relation in rows:
            if occupation not in gathered.occupations:
                missing.append(occupation)
            elif skill not in gathered.skills:
                missing.append(skill)
            elif gathered.links.get((occupation, skill)) is not Importance.MUST:
                gathered.links[occupation, skill] = _IMPORTANCE.get(relation, Importance.SHOULD)
    elif stem == "skillSkillRelations":
        frame = file.frame()
        _need(file, frame, ("originalSkillUri", "relatedSkillUri"))
        for skill, other in zip(frame["originalSkillUri"], frame["relatedSkillUri"], strict=True):
            if skill in gathered.skills and other in gathered.skills:
                gathered.related[skill, other] = None
            else:
                missing.append(other if skill in gathered.skills else skill)
    elif stem == "broaderRelationsSkillPillar":
        frame = file.frame()
        _need(file, frame, ("conceptUri", "broaderUri"))
        for uri, broader in zip(frame["conceptUri"], frame["broaderUri"], strict=True):
            gathered.parents.setdefault(uri, {})[broader] = None
    elif stem == "skillsHierarchy":
        _add_hierarchy(file.frame(), gathered)
    elif stem.endswith("Collection"):
        _add_broader_of_collection(file.frame(), gathered)
    if missing:
        count, examples = not_joined.get(file.name, (0, ()))
        not_joined[file.name] = (count + len(missing), (examples + tuple(dict.fromkeys(missing)))[:10])


def _add_hierarchy(frame: pl.DataFrame, gathered: _Gathered) -> None:
    levels = [name for name in frame.columns if re.fullmatch(r"Level \d URI", name)]
    for row in frame.select(levels).iter_rows():
        chain = [uri for uri in row if uri]
        for broader, uri in pairwise(chain):
            gathered.parents.setdefault(uri, {})[broader] = None


def _add_broader_of_collection(frame: pl.DataFrame, gathered: _Gathered) -> None:
    if not {"conceptUri", "broaderConceptUri"} <= set(frame.columns):
        return
    for uri, broader in zip(frame["conceptUri"], frame["broaderConceptUri"], strict=True):
        for parent in _split(broader):
            gathered.parents.setdefault(uri, {})[parent] = None


# --- putting together -----------------------------------------------------------------------------


def _assemble(gathered: _Gathered, languages: tuple[str, ...], versions: tuple[str, ...]) -> Taxonomy:
    # A concept that others are placed under, and that is no skill itself, is a group.
    group_ids = dict.fromkeys(gathered.group_words)
    for parents in gathered.parents.values():
        group_ids.update((uri, None) for uri in parents if uri not in gathered.skills)
    for uri in [uri for uri in group_ids if uri in gathered.skills]:
        del group_ids[uri]
    skills, relations = [], []
    for uri, (kind, reuse) in sorted(gathered.skills.items()):
        parents = gathered.parents.get(uri, {})
        groups = tuple(parent for parent in parents if parent in group_ids)
        words = _ordered(gathered.skill_words.get(uri, {}), languages)
        skills.append(Skill(uri, kind, words, uri, reuse, groups))
        relations += [
            SkillRelation(uri, Relation.BROADER, parent) for parent in parents if parent in gathered.skills
        ]
    relations += [SkillRelation(a, Relation.RELATED, b) for a, b in gathered.related]
    demands: dict[str, list[Demand]] = {}
    for (occupation, skill), importance in gathered.links.items():
        demands.setdefault(occupation, []).append(Demand(skill, importance))
    occupations = tuple(
        Occupation(
            uri,
            _ordered(gathered.occupation_words.get(uri, {}), languages),
            isco,
            tuple(demands.get(uri, ())),
            uri,
            code,
            regulated,
        )
        for uri, (isco, code, regulated) in sorted(gathered.occupations.items())
    )
    groups_read = tuple(
        Group(
            uri,
            _ordered(gathered.group_words.get(uri, {}), languages),
            tuple(parent for parent in gathered.parents.get(uri, {}) if parent in group_ids),
        )
        for uri in sorted(group_ids)
    )
    return Taxonomy(
        "esco",
        "+".join(versions),
        languages,
        tuple(skills),
        groups_read,
        tuple(relations),
        occupations,
        ATTRIBUTION,
        gathered.isco,
    )


def _summary(
    taxonomy: Taxonomy,
    files: list[str],
    versions: tuple[str, ...],
    not_joined: dict[str, tuple[int, tuple[str, ...]]],
) -> EscoSummary:
    return EscoSummary(
        files=tuple(files),
        versions=versions,
        languages=taxonomy.languages,
        skills=len(taxonomy.skills),
        occupations=len(taxonomy.occupations),
        groups=len(taxonomy.groups),
        links=sum(len(occupation.demands) for occupation in taxonomy.occupations),
        relations=len(taxonomy.relations),
        skills_without_label={
            language: sum(language not in skill.words for skill in taxonomy.skills)
            for language in taxonomy.languages
        },
        occupations_without_label={
            language: sum(language not in occupation.words for occupation in taxonomy.occupations)
            for language in taxonomy.languages
        },
        not_joined={name: count for name, (count, _) in not_joined.items()},
        examples_not_joined={name: examples for name, (_, examples) in not_joined.items()},
    )


def _refuse_what_is_missing(places: list[Path], gathered: _Gathered, wanted: tuple[str, ...]) -> None:
    problems = []
    if not gathered.skills and not gathered.occupations:
        problems += [_no_esco(place) for place in places]
    spoken = {language for words in gathered.skill_words.values() for language in words}
    spoken |= {language for words in gathered.occupation_words.values() for language in words}
    problems += [_no_language(language) for language in wanted if language not in spoken]
    if problems:
        raise InputRefused(problems)


# --- small things ---------------------------------------------------------------------------------


def _kind(text: str) -> SkillKind:
    return SkillKind.KNOWLEDGE if text == "knowledge" else SkillKind.SKILL


def _split(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in _SEPARATOR.split(text.strip()) if part)) if text else ()


def _column(frame: pl.DataFrame, name: str) -> pl.Series:
    return frame[name] if name in frame.columns else pl.Series(name, [""] * len(frame), dtype=pl.String)


def _ordered(words: dict[str, Words], languages: tuple[str, ...]) -> dict[str, Words]:
    return {language: words[language] for language in languages if language in words}


def _need(file: _File, frame: pl.DataFrame, columns: tuple[str, ...]) -> None:
    absent = [name for name in columns if name not in frame.columns]
    if absent:
        listed = ", ".join(absent)
        raise InputRefused(
            [
                Problem(
                    {
                        "en": f"the column {listed} is missing",
                        "nl": f"de kolom {listed} ontbreekt",
                    },
                    file.name,
                    1,
                    mend={
                        "en": "Use the CSV files of the official ESCO download as they are.",
                        "nl": "Gebruik de CSV-bestanden van de officiële ESCO-download zoals ze zijn.",
                    },
                )
            ]
        )


def _no_esco(place: Path) -> Problem:
    return Problem(
        {
            "en": "no ESCO download was found here",
            "nl": "hier staat geen ESCO-download",
        },
        place.name,
        mend={
            "en": "Point to the folder or zip file with skills_….csv and occupations_….csv.",
            "nl": "Wijs de map of het zip-bestand aan met skills_….csv en occupations_….csv.",
        },
    )


def _damaged(place: Path) -> Problem:
    return Problem(
        {
            "en": "this zip file is damaged, or has a password",
            "nl": "dit zip-bestand is beschadigd, of heeft een wachtwoord",
        },
        place.name,
        mend={"en": "Download it again.", "nl": "Download het opnieuw."},
    )


def _no_language(language: str) -> Problem:
    return Problem(
        {
            "en": f"there is nothing in the language {language} here",
            "nl": f"er is hier niets in de taal {language}",
        },
        value=language,
        mend={
            "en": "Add the download in that language, or leave the language out.",
            "nl": "Voeg de download in die taal toe, of laat de taal weg.",
        },
    )


def _unreadable(name: str, error: Exception) -> Problem:
    first_line = str(error).splitlines()[0] if str(error) else type(error).__name__
    return Problem(
        {
            "en": f"the file cannot be read as CSV in UTF-8 ({first_line})",
            "nl": f"het bestand is niet te lezen als CSV in UTF-8 ({first_line})",
        },
        name,
        mend={"en": "Download it again.", "nl": "Download het opnieuw."},
    )
