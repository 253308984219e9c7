# SPDX-License-Identifier: EUPL-1.2
"""Writes `docs/pack-format.md` from the schema, so that the two cannot differ."""

from __future__ import annotations

from overstap.engine.pack.schema import TABLES, Field, Table

_INTRODUCTION = """\
# The format of a region pack

*Made from `src/overstap/engine/pack/schema.py` with `overstap pack format > docs/pack-format.md`;
change the schema, not this page.*

A region pack holds what Overstap knows of a region: skills, occupations and what they ask, organisations,
openings, courses, what pays for them, and example people. It is a
[Frictionless Data Package](https://datapackage.org): a folder, or a zip file of that folder, with one file per
table and a `datapackage.json` that describes them.

`overstap pack check PATH` says what a pack holds, or everything that is wrong with it. A pack that breaks one
rule of this page is refused whole, and nothing is changed.

## Files

- A table is CSV or Parquet; the ending of the file says which. Tables of one pack may differ in this.
- CSV is UTF-8, with or without byte order mark, with commas between the cells, a header row, and double quotes
  around text that holds a quote, a comma or a line break. Line breaks of Windows are taken as line breaks.
- Parquet columns have the type that the table below gives: string, integer of any width, floating point,
  boolean, date, list of strings.
- Optional tables and optional columns may be left out. Columns may stand in any order. Unknown columns, unknown
  tables and files that `datapackage.json` does not list are refused; a readme, a licence or another `.md` or
  `.txt` may lie beside the tables. Hidden files and `__MACOSX` are passed over.
- A zip may hold the files at its top or inside one folder. Names that point outside, links, passwords,
  more than 1 GiB in a file or 4 GiB in all, and more than 8 GiB in a Parquet table once unpacked are refused.

## datapackage.json

| property | required | what it holds |
|---|---|---|
| `name` | yes | short name in a-z, 0-9 and hyphens |
| `version` | yes | such as `1.0.0` |
| `languages` | yes | two-letter codes, such as `["nl", "en"]`; decides the columns of translated fields |
| `title`, `titles` | one of them | a text in the first language; or an object with a text per language |
| `description`, `descriptions` | no | likewise |
| `licenses` | yes | a list whose first object has a `name`, such as `EUPL-1.2` |
| `resources` | yes | a list of objects with the `name` of a table and the `path` of its file |

A resource may say more (`schema`, `format`, `encoding`, `sources`): what contradicts this page is refused. What
Overstap writes holds the full schema, so that any reader of the standard can check types, keys and
references. The standard has no words for references inside lists, ordered pairs, units and circles; those
stand here, and under `itemsReferTo`, `itemsEnum` and `unit`.

## Cells

| type | how it is written in CSV |
|---|---|
| string | text on one line, without a space at the beginning or the end |
| text | text that may hold line breaks and tabs |
| integer | digits, such as `1200` |
| number | with a point, such as `17.5`; never `nan` or `inf` |
| boolean | `true` or `false` (`TRUE` and `True` are taken too) |
| date | an existing day as `2027-01-31` |
| list | items separated by `\\|`, each once, none empty |

An empty cell means that nothing is given. Control characters are refused; a cell holds at most 131,072
characters. A field marked *per language* is one column per language of the pack: `label` becomes `label_nl`
and `label_en`.

Rows are counted as a spreadsheet shows them: the header is row 1, and a row whose cells hold line breaks is one
row. Rows of Parquet are counted in the same way.

## Tables
"""


def format_document() -> str:
    """The page that describes the pack format, in Markdown."""
    return _INTRODUCTION + "".join(_table(table) for table in TABLES)


def _table(table: Table) -> str:
    lines = [
        f"\n### {table.name}\n",
        f"{table.description} {'Required.' if table.required else 'Optional.'} {_key(table)}\n",
        "| field | type | required | what it holds |",
        "|---|---|---|---|",
        *(_field(field) for field in table.fields),
    ]
    lines += [f"\n`{first}` is never more or later than `{second}`." for first, second in table.ordered_pairs]
    lines += _circles(table)
    return "\n".join(lines) + "\n"


def _key(table: Table) -> str:
    names = ", ".join(f"`{name}`" for name in table.key)
    return (
        f"Every {names} occurs once." if len(table.key) == 1 else f"Every combination of {names} occurs once."
    )


def _field(field: Field) -> str:
    kind = f"{field.type}, per language" if field.translated else field.type
    return f"| `{field.name}` | {kind} | {'yes' if field.required else ''} | {_rules(field)} |"


def _rules(field: Field) -> str:
    rules = [field.description] if field.description else []
    if field.refers_to:
        rules.append(f"refers to `{field.refers_to}`")
    if field.enum:
        rules.append("one of " if field.type != "list" else "any of ")
        rules[-1] += ", ".join(f"`{value}`" for value in field.enum)
    if field.pattern:
        rules.append("form `" + field.pattern.replace("|", "\\|") + "`")
    rules += _bounds(field)
    return "; ".join(rules)


def _bounds(field: Field) -> list[str]:
    said = ""
    if field.minimum is not None and field.maximum is not None:
        said = f"{_figure(field.minimum)} to {_figure(field.maximum)}"
    if field.unit:
        said = f"{said} {field.unit}".strip()
    return [said] if said else []


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 10_000 else f"{value:g}"  # years take no separator


def _circles(table: Table) -> list[str]:
    if table.name == "skill_groups":
        return ["\nNo group stands under itself, directly or through others."]
    if table.name == "skill_relations":
        return ["\nNo skill relates to itself, and `broader` never goes round in a circle."]
    return []
