# SPDX-License-Identifier: EUPL-1.2
"""Columns that hold a list of ids are held to ids that exist, in both directions."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection, transaction

from overstap.apps.carried import Carried
from overstap.bridge.region_import import import_pack
from tests.apps.refusing import refusal
from tests.made_pack import made_pack

pytestmark = pytest.mark.django_db

LISTS = [
    (model, column, name)
    for model in apps.get_models()
    if issubclass(model, Carried)
    for column, name in model.lists.items()
]


@pytest.fixture(autouse=True)
def _something_there() -> None:
    import_pack(made_pack(), by="terminal")


def delete(table: str, id_: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE id = %s", [id_])  # noqa: S608 - a table of ours


def add(listed: type[Carried], id_: str) -> Carried:
    """A row like the first of its table, under another id."""
    row = listed.objects.first()
    row.pk = id_
    row.save(force_insert=True)
    return row


def test_an_id_that_is_not_there_is_refused() -> None:
    assert len(LISTS) == 10
    for model, column, _ in LISTS:
        row = model.objects.filter(pk=model.objects.first().pk)
        refused, words = refusal(lambda row=row, column=column: row.update(**{column: ["nowhere"]}))
        assert refused == f"{model._meta.db_table}_{column}_exist"
        assert "nowhere" in words


def test_what_is_listed_cannot_be_deleted() -> None:
    for model, column, name in LISTS:
        listed = apps.get_model(name)
        new = add(listed, f"new-{model._meta.model_name}")
        model.objects.filter(pk=model.objects.first().pk).update(**{column: [new.pk]})
        connection.check_constraints()
        refused, _ = refusal(lambda listed=listed, new=new: delete(listed._meta.db_table, new.pk))
        assert refused == f"{model._meta.db_table}_{column}_stay"


def test_what_is_no_longer_listed_can_be_deleted() -> None:
    for model, column, name in LISTS:
        listed = apps.get_model(name)
        new = add(listed, f"new-{model._meta.model_name}")
        row = model.objects.filter(pk=model.objects.first().pk)
        row.update(**{column: [new.pk]})
        with transaction.atomic():
            delete(listed._meta.db_table, new.pk)
            row.update(**{column: []})
            connection.check_constraints()
        assert not listed.objects.filter(pk=new.pk).exists()


def test_an_id_may_be_listed_before_it_exists_in_the_same_transaction() -> None:
    for number, (model, column, name) in enumerate(LISTS):
        with transaction.atomic():
            model.objects.filter(pk=model.objects.first().pk).update(**{column: [f"soon-{number}"]})
            add(apps.get_model(name), f"soon-{number}")
            connection.check_constraints()
        assert model.objects.filter(**{f"{column}__contains": [f"soon-{number}"]}).exists()
