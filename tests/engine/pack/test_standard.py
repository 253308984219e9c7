# SPDX-License-Identifier: EUPL-1.2
"""An independent reader of the Frictionless standards finds our packs valid, and broken ones not."""

from __future__ import annotations

from pathlib import Path

import frictionless

import overstap
from overstap.engine.pack import read_pack, write_pack

SHIPPED = Path(overstap.__file__).parent / "packs" / "haaglanden"


def errors(folder: Path) -> list[list[object]]:
    report = frictionless.validate(str(folder / "datapackage.json"))
    return report.flatten(["title", "rowNumber", "fieldName", "note"])


def test_a_made_pack_is_valid(folder):
    assert errors(folder) == []


def test_the_shipped_pack_is_valid_as_it_is_and_as_written(tmp_path):
    assert errors(SHIPPED) == []
    write_pack(read_pack(SHIPPED), tmp_path / "shipped")
    assert errors(tmp_path / "shipped") == []


def test_the_other_reader_sees_keys_references_and_limits_from_the_descriptor(folder):
    file = folder / "occupation_skills.csv"
    file.write_text("occupation,skill,importance\nnurse,listen,must\nnurse,listen,must\nnurse,fly,maybe\n")
    found = {str(title) for title, *_ in errors(folder)}
    assert found == {"PrimaryKey Error", "ForeignKey Error", "Constraint Error"}
