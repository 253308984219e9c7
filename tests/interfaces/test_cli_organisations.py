# SPDX-License-Identifier: EUPL-1.2
"""`overstap organisations add`: an organisation that no pack brought, or words why not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from typer.testing import CliRunner

from overstap.apps.audit.queries import latest
from overstap.apps.organisations.models import Organisation
from overstap.bridge.region_import import import_pack
from overstap.cli import organisations
from overstap.engine.problems import InputRefused
from tests.made_pack import made_pack

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command uses the test's own database, with a region in it."""

    @contextmanager
    def here(_saying: str) -> Iterator[None]:
        yield

    monkeypatch.setattr(organisations, "remembered", here)
    import_pack(made_pack(), by="terminal")


def run(*arguments: str) -> str:
    result = CliRunner().invoke(organisations.app, ["add", *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_a_broker_is_added_and_the_trail_knows() -> None:
    told = json.loads(run("Bemiddelaars", "--kind", "broker", "--place", "delft", "--json"))
    row = Organisation.objects.get(pk=told["organisation"])
    assert (row.name, row.kind, row.place_id) == ("Bemiddelaars", "broker", "delft")
    assert latest(what="organisation.added", subject=row.pk)
    assert "--role broker --owner" in run("Nog een", "--kind", "broker", "--place", "delft")


@pytest.mark.parametrize(
    "wrong",
    [("X", "--kind", "bakery", "--place", "delft"), (" ", "--kind", "broker", "--place", "delft")],
)
def test_what_cannot_be_is_refused(wrong: tuple[str, ...]) -> None:
    with pytest.raises(InputRefused):
        run(*wrong)
