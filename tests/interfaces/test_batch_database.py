# SPDX-License-Identifier: EUPL-1.2
"""`overstap batch match --database`: the region as it stands in the database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from overstap.bridge import region as bridge
from overstap.bridge.region import forget_region
from overstap.bridge.region_import import import_pack
from overstap.cli.batch import app
from overstap.engine.pack import write_pack
from overstap.engine.problems import InputRefused
from tests.made_pack import made_pack, with_change

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True, params=["in memory", "in the database"])
def _kept(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Both ways in which a region has its openings."""
    monkeypatch.setenv("OVERSTAP_STOCK_FROM", "1000000" if request.param == "in memory" else "0")
    monkeypatch.setattr(bridge, "indexes_folder", lambda: tmp_path / "openings")
    forget_region()
    yield
    forget_region()


def run(folder: Path, *more: object) -> Result:
    forget_region()
    return CliRunner().invoke(
        app, ["match", str(folder), *map(str, more), "--today", "2027-01-04", "--no-wishes", "--json"]
    )


def said(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.exception
    return json.loads(result.stdout)


def test_the_database_gives_what_its_pack_gives(tmp_path):
    import_pack(made_pack(), by="terminal")
    write_pack(made_pack(), tmp_path / "made")
    stored = said(run(tmp_path / "b", "--database"))
    assert stored["rows_out"] > 0
    assert stored["answer"] == said(run(tmp_path / "c", "--pack", tmp_path / "made"))["answer"]
    assert said(run(tmp_path / "b", "--database"))["done_before"] == 1


def test_what_changed_in_the_database_is_refused_by_name(tmp_path):
    import_pack(made_pack(), by="terminal")
    said(run(tmp_path / "b", "--database"))
    import_pack(with_change(made_pack(), "openings", "aide-1", hours_low=9.0), by="terminal")
    refused = run(tmp_path / "b", "--database").exception
    assert isinstance(refused, InputRefused)
    assert "openings" in refused.text()


def test_a_database_without_a_region_is_refused(tmp_path):
    refused = run(tmp_path / "b", "--database").exception
    assert isinstance(refused, InputRefused)
    assert "overstap pack import" in refused.text()
