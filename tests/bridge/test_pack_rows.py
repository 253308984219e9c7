# SPDX-License-Identifier: EUPL-1.2
"""Every column of a pack has its place in the database, and the way there and back is the same row."""

from __future__ import annotations

import pytest

from overstap.apps.privacy import Sensitivity
from overstap.apps.syncing import Incoming, sync
from overstap.bridge.pack_rows import MODELS, Correspondence
from overstap.engine.pack.model import columns_of
from overstap.engine.pack.schema import TABLES
from tests.made_pack import made_pack

LANGUAGES = ("nl", "en")


def test_every_table_of_the_schema_is_remembered() -> None:
    assert list(MODELS) == [table.name for table in TABLES]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_is_remembered(table) -> None:
    correspondence = Correspondence.of(table.name, LANGUAGES)
    columns = {field.column for field in correspondence.model._meta.concrete_fields}
    assert set(correspondence.columns) <= columns, "the schema has a field that the model lacks"
    rows = made_pack().table(table.name)
    there = correspondence.to_database(rows)
    assert list(there) == list(correspondence.columns)
    for at, row in enumerate(rows):
        assert correspondence.to_pack([column[at] for column in there.values()]) == row
        assert set(row) == {column.name for column in columns_of(table, LANGUAGES)}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_what_a_public_pack_holds_is_public(table) -> None:
    privacy = MODELS[table.name].privacy
    assert {classified.sensitivity for classified in privacy.values()} == {Sensitivity.PUBLIC}


@pytest.mark.django_db
def test_a_column_that_is_not_there_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="colour"):
        sync(origin="made", incoming=[Incoming.of_rows(MODELS["sectors"], ("id", "colour"), [("care", "red")])])
