# SPDX-License-Identifier: EUPL-1.2
"""The page that describes the format says what the schema says."""

from __future__ import annotations

from pathlib import Path

import overstap
from overstap.engine.pack.document import format_document
from overstap.engine.pack.schema import TABLES

PAGE = Path(overstap.__file__).parents[2] / "docs" / "pack-format.md"


def test_the_page_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == format_document(), (
        "run: overstap pack format > docs/pack-format.md"
    )


def test_every_field_stands_on_the_page():
    sections = format_document().split("\n### ")[1:]
    assert [section.split("\n")[0] for section in sections] == [table.name for table in TABLES]
    for section, table in zip(sections, TABLES, strict=True):
        rows = [line.split("`")[1] for line in section.split("\n") if line.startswith("| `")]
        assert rows == [field.name for field in table.fields]
