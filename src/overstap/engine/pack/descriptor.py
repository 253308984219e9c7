# SPDX-License-Identifier: EUPL-1.2
"""Reads `datapackage.json`: what a pack says of itself, after the Frictionless Data Package standard."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from overstap.engine.pack import wording
from overstap.engine.pack.container import DESCRIPTOR, Container, is_safe
from overstap.engine.pack.describe import FORMATS, standard_type
from overstap.engine.pack.findings import Findings
from overstap.engine.pack.schema import SLUG, TABLE_BY_NAME, TABLES, Table

_LARGEST = 2**24
_BESIDE = re.compile(r"(readme|licen[cs]e|changelog|notice|leesmij)[^/]*|[^/]*\.(md|txt)", re.IGNORECASE)
"""Files that may lie beside the tables without being listed."""


@dataclass(frozen=True, slots=True)
class Descriptor:
    """What was read: `files` gives the file of each table."""

    name: str
    title: Mapping[str, str]
    version: str
    languages: tuple[str, ...]
    licence: str
    description: Mapping[str, str]
    files: Mapping[str, str]


def read_descriptor(container: Container, findings: Findings) -> Descriptor | None:
    """Reads and checks `datapackage.json`; `None` when nothing can be read with what it says."""
    content = _load(container, findings)
    if content is None:
        return None
    reader = _Reader(content, findings)
    languages = reader.languages()
    found = Descriptor(
        name=reader.text("name", SLUG, "a-z, 0-9, -", "a-z, 0-9, -"),
        title=reader.texts("title", "titles", languages, required=True),
        version=reader.text("version", r"[0-9A-Za-z][0-9A-Za-z.+-]{0,40}", "zoals 1.0.0", "such as 1.0.0"),
        languages=languages,
        licence=reader.licence(),
        description=reader.texts("description", "descriptions", languages, required=False),
        files=_files(content, container, findings),
    )
    return found if languages else None


def _load(container: Container, findings: Findings) -> dict[str, object] | None:
    if DESCRIPTOR not in container.sizes:
        findings.add(wording.no_descriptor(), DESCRIPTOR)
        return None
    if container.sizes[DESCRIPTOR] > _LARGEST:
        findings.add(wording.too_large(container.sizes[DESCRIPTOR], _LARGEST), DESCRIPTOR)
        return None
    data = container.read(DESCRIPTOR, findings)
    if data is None:
        return None
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        findings.add(
            wording.not_utf8(data[error.start], error.start, data[:1] in (b"\xff", b"\xfe")), DESCRIPTOR, row
        )
        return None
    except json.JSONDecodeError as error:
        findings.add(wording.not_json(error.msg), DESCRIPTOR, error.lineno)
        return None
    except (RecursionError, ValueError):
        findings.add(wording.not_json("nesting or number too large"), DESCRIPTOR)
        return None
    if not isinstance(content, dict):
        findings.add(wording.wrong_kind("een object", "an object"), DESCRIPTOR)
        return None
    return content


class _Reader:
    """Takes the properties of the pack one by one, telling what is wrong with them."""

    def __init__(self, content: dict[str, object], findings: Findings) -> None:
        self._content = content
        self._findings = findings

    def languages(self) -> tuple[str, ...]:
        value = self._content.get("languages")
        if value is None:
            self._lacks("languages", 'zoals ["nl", "en"]', 'such as ["nl", "en"]')
            return ()
        good = isinstance(value, list) and value and all(_is_language(item) for item in value)
        if not isinstance(value, list) or not good or len(set(value)) < len(value) or len(value) > 30:
            self._wrong(
                "languages",
                value,
                "een lijst van verschillende taalcodes van twee letters",
                "a list of different two-letter language codes",
            )
            return ()
        return tuple(value)

    def text(self, name: str, pattern: str, form_nl: str, form_en: str) -> str:
        value = self._content.get(name)
        if value is None:
            self._lacks(name, form_nl, form_en)
        elif not isinstance(value, str) or not re.fullmatch(pattern, value):
            self._wrong(name, value, f"een tekst van de vorm {form_nl}", f"a text of the form {form_en}")
        else:
            return value
        return ""

    def texts(self, single: str, several: str, languages: tuple[str, ...], *, required: bool) -> dict[str, str]:
        """A text per language from the property `several`, else `single` for the first language."""
        value = self._content.get(several)
        if value is None:
            plain = self._content.get(single)
            if plain is None:
                if required:
                    self._lacks(single, "een tekst", "a text")
                return {}
            if not _is_text(plain):
                self._wrong(single, plain, "een tekst", "a text")
                return {}
            return {languages[0]: str(plain)} if languages else {}
        if not isinstance(value, dict) or not all(_is_text(text) for text in value.values()):
            self._wrong(several, value, "een tekst per taal", "a text per language")
            return {}
        strange = [language for language in value if language not in languages]
        if strange:
            self._wrong(several, strange[0], "een taal uit languages", "a language from languages")
        if required and languages and not value:
            self._lacks(several, "een tekst per taal", "a text per language")
        return {language: value[language] for language in languages if language in value}

    def licence(self) -> str:
        value = self._content.get("licenses")
        if value is None:
            self._lacks("licenses", 'zoals [{"name": "EUPL-1.2"}]', 'such as [{"name": "EUPL-1.2"}]')
            return ""
        first = value[0] if isinstance(value, list) and value else None
        name = first.get("name") if isinstance(first, dict) else None
        if not isinstance(name, str) or not re.fullmatch(r"[-A-Za-z0-9._]{1,60}", name):
            self._wrong("licenses", value, "een lijst met een name", "a list with a name")
            return ""
        return name

    def _lacks(self, name: str, wanted_nl: str, wanted_en: str) -> None:
        self._findings.add(wording.property_missing(name, wanted_nl, wanted_en), DESCRIPTOR)

    def _wrong(self, name: str, value: object, wanted_nl: str, wanted_en: str) -> None:
        shown = value if isinstance(value, str) else json.dumps(value)[:200]
        self._findings.add(wording.wrong_kind(wanted_nl, wanted_en), DESCRIPTOR, None, name, shown)


def _is_language(item: object) -> bool:
    return isinstance(item, str) and re.fullmatch("[a-z]{2}", item) is not None


def _is_text(value: object) -> bool:
    if not isinstance(value, str) or not value.strip() or len(value) > 10_000:
        return False
    return not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", value)


def _files(content: dict[str, object], container: Container, findings: Findings) -> dict[str, str]:
    """The file of each table that `resources` lists and that is there."""
    resources = content.get("resources")
    if not isinstance(resources, list):
        findings.add(wording.wrong_kind("een lijst", "a list"), DESCRIPTOR, None, "resources")
        return {}
    files: dict[str, str] = {}
    listed: set[str] = set()
    for place, resource in enumerate(resources):
        where = f"resources[{place}]"
        if not isinstance(resource, dict):
            findings.add(wording.wrong_kind("een object", "an object"), DESCRIPTOR, None, where)
            continue
        path = _path(resource, where, findings)
        listed.add(path)
        name = _table_name(resource, where, files, findings)
        if not name or not path:
            continue
        if path not in container.sizes:
            findings.add(wording.missing_file(), path)
        elif path in files.values():
            findings.add(wording.table_twice(), DESCRIPTOR, None, f"{where}.path", path)
        files[name] = path
        _check_claims(resource, TABLE_BY_NAME[name], path, where, findings)
    _check_completeness(files, listed, container, findings)
    return {name: path for name, path in files.items() if path in container.sizes}


def _path(resource: dict[str, object], where: str, findings: Findings) -> str:
    path = resource.get("path")
    if not isinstance(path, str):
        findings.add(wording.wrong_kind("een bestandsnaam", "a file name"), DESCRIPTOR, None, f"{where}.path")
    elif not is_safe(path):
        findings.add(wording.unsafe_name(), DESCRIPTOR, None, f"{where}.path", path)
    elif PurePosixPath(path).suffix not in FORMATS:
        findings.add(wording.unknown_format(), DESCRIPTOR, None, f"{where}.path", path)
    else:
        return path
    return ""


def _table_name(resource: dict[str, object], where: str, files: Mapping[str, str], findings: Findings) -> str:
    name = resource.get("name")
    if not isinstance(name, str) or name not in TABLE_BY_NAME:
        fault = wording.unknown_table(str(name), tuple(TABLE_BY_NAME))
        findings.add(fault, DESCRIPTOR, None, f"{where}.name", str(name))
    elif name in files:
        findings.add(wording.table_twice(), DESCRIPTOR, None, f"{where}.name", name)
    else:
        return name
    return ""


def _check_claims(resource: dict[str, object], table: Table, path: str, where: str, findings: Findings) -> None:
    """What the descriptor says of the file may not contradict how it is read."""
    wanted = FORMATS[PurePosixPath(path).suffix]
    if resource.get("format", wanted) != wanted:
        findings.add(
            wording.disagrees("format", wanted), DESCRIPTOR, None, f"{where}.format", resource["format"]
        )
    encoding = resource.get("encoding", "utf-8")
    if not isinstance(encoding, str) or encoding.lower().replace("_", "-") not in (
        "utf-8",
        "utf8",
        "utf-8-sig",
    ):
        findings.add(wording.disagrees("encoding", "utf-8"), DESCRIPTOR, None, f"{where}.encoding", encoding)
    dialect = resource.get("dialect")
    if isinstance(dialect, dict) and dialect.get("delimiter", ",") != ",":
        findings.add(wording.semicolons(), DESCRIPTOR, None, f"{where}.dialect", dialect.get("delimiter"))
    schema = resource.get("schema")
    fields = schema.get("fields") if isinstance(schema, dict) else None
    for field in fields if isinstance(fields, list) else ():
        _check_claimed_field(field, table, where, findings)


def _check_claimed_field(field: object, table: Table, where: str, findings: Findings) -> None:
    name, kind = (field.get("name"), field.get("type")) if isinstance(field, dict) else (None, None)
    for known in table.fields:
        fits = known.name == name or (
            known.translated and isinstance(name, str) and name[:-3] == known.name and name[-3:-2] == "_"
        )
        if fits and kind is not None and kind != standard_type(known.type):
            fault = wording.disagrees("type", standard_type(known.type))
            findings.add(fault, DESCRIPTOR, None, f"{where}.schema.{name}", str(kind))


def _check_completeness(
    files: Mapping[str, str], listed: set[str], container: Container, findings: Findings
) -> None:
    for table in TABLES:
        if table.required and table.name not in files:
            findings.add(wording.missing_table(table.name), DESCRIPTOR)
    for name in container.sizes:
        if name != DESCRIPTOR and name not in listed and not _BESIDE.fullmatch(name):
            findings.add(wording.stray_file(), name)
