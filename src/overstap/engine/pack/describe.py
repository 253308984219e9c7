# SPDX-License-Identifier: EUPL-1.2
"""Makes `datapackage.json`, after the Frictionless Data Package and Table Schema standards."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from overstap.engine.pack.model import Column, Pack, columns_of
from overstap.engine.pack.schema import TABLES, Table

FORMATS = {".csv": "csv", ".parquet": "parquet"}
"""File name endings and what the standard calls them."""

_MEDIA_TYPES = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}


def make_descriptor(pack: Pack, format: str) -> bytes:
    """`datapackage.json` for a pack written in `format` ("csv" or "parquet")."""
    suffix = next(suffix for suffix, known in FORMATS.items() if known == format)
    content: dict[str, object] = {
        "profile": "data-package",
        "name": pack.name,
        "title": _first(pack.title, pack.languages),
        "titles": _in_order(pack.title, pack.languages),
        "version": pack.version,
        "description": _first(pack.description, pack.languages),
        "descriptions": _in_order(pack.description, pack.languages),
        "languages": list(pack.languages),
        "licenses": [{"name": pack.licence}],
        "sources": _sources(pack),
        "resources": [_resource(table, pack.languages, format, suffix) for table in TABLES],
    }
    content = {name: value for name, value in content.items() if value not in ("", {}, [])}
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _first(texts: Mapping[str, str], languages: tuple[str, ...]) -> str:
    return next((texts[language] for language in languages if texts.get(language)), "")


def _in_order(texts: Mapping[str, str], languages: tuple[str, ...]) -> dict[str, str]:
    return {language: texts[language] for language in languages if language in texts}


def _sources(pack: Pack) -> list[dict[str, object]]:
    """The published sources, for readers that know the standard only."""
    return [
        {"title": row["title"]} | ({"path": row["address"]} if _is_address(row["address"]) else {})
        for row in pack.tables["sources"]
        if row["kind"] == "published"
    ]


def _is_address(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"https?://\S+", value) is not None


def _resource(table: Table, languages: tuple[str, ...], format: str, suffix: str) -> dict[str, object]:
    columns = columns_of(table, languages)
    schema: dict[str, object] = {
        "fields": [_field(column) for column in columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    references = [
        {
            "fields": [column.name],
            # The standard names the table itself with an empty text.
            "reference": {
                "resource": "" if column.field.refers_to == table.name else column.field.refers_to,
                "fields": ["id"],
            },
        }
        for column in columns
        if column.field.refers_to and column.field.type != "list"
    ]
    if references:
        schema["foreignKeys"] = references
    return {
        "name": table.name,
        "profile": "tabular-data-resource",
        "path": table.name + suffix,
        "description": table.description,
        "format": format,
        "mediatype": _MEDIA_TYPES[format],
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(column: Column) -> dict[str, object]:
    """A field after the Table Schema standard; what it has no word for stands under words of our own."""
    field = column.field
    constraints: dict[str, object] = {}
    if field.required:
        constraints["required"] = True
    described: dict[str, object] = {"name": column.name, "type": standard_type(field.type)}
    if field.type == "list":
        described |= {"delimiter": "|", "itemType": "string"}
    else:
        limits = {"pattern": field.pattern, "minimum": field.minimum, "maximum": field.maximum}
        constraints |= {name: limit for name, limit in limits.items() if limit is not None}
        if field.enum:
            constraints["enum"] = list(field.enum)
    if constraints:
        described["constraints"] = constraints
    if field.description:
        described["description"] = field.description
    if field.unit:
        described["unit"] = field.unit
    if field.type == "list" and (field.refers_to or field.enum):
        described |= {"itemsReferTo": field.refers_to} if field.refers_to else {"itemsEnum": list(field.enum)}
    return described


def standard_type(kind: str) -> str:
    """The standard's name for a type of our schema.

    >>> standard_type("text"), standard_type("list")
    ('string', 'list')
    """
    return "string" if kind == "text" else kind
