# SPDX-License-Identifier: EUPL-1.2
"""`overstap openings import`: what it prints, and how it ends."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from overstap.apps.openings.models import Opening
from overstap.apps.organisations.enums import OrganisationKind
from overstap.bridge.region import forget_region
from overstap.bridge.region_import import import_pack
from overstap.cli import openings
from overstap.engine.problems import InputRefused
from tests.apps.employing import BY, an_organisation_of
from tests.made_pack import made_pack

pytestmark = pytest.mark.django_db
FILE = "nummer;titel;beroep;plaats;uren;vaardigheden\nA;Zorgen;aide;leiden;16-24;wash: must\n"


@pytest.fixture
def bakery(monkeypatch: pytest.MonkeyPatch) -> str:
    """An employer in a region; the command uses the test's own database."""

    @contextmanager
    def here(_saying: str) -> Iterator[None]:
        yield

    monkeypatch.setattr(openings, "remembered", here)
    monkeypatch.setenv("LC_ALL", "C")
    import_pack(made_pack(), by=BY)
    forget_region()
    return an_organisation_of(OrganisationKind.EMPLOYER, "Bakery")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(openings.app, ["import", *map(str, arguments)], catch_exceptions=False)


def test_it_tells_what_came_in_as_the_page_about_it_says(bakery: str, tmp_path: Path) -> None:
    file = tmp_path / "openings.csv"
    file.write_text(FILE, encoding="utf-8")
    told = json.loads(run(file, "--employer", bakery, "--publish", "--json").stdout)
    assert told == {
        "ok": True,
        "employer": bakery,
        "added": 1,
        "changed": 0,
        "unchanged": 0,
        "published": 1,
    }
    assert Opening.objects.get(reference="A").status == "published"
    assert "0 new, 0 changed, 1 the same; 0 published." in run(file, "--employer", bakery).stdout
    page = (Path(__file__).parents[2] / "docs" / "reference" / "cli-json.md").read_text(encoding="utf-8")
    section = page.split("## `overstap openings import")[1].split("\n## ")[0]
    assert set(told) - {"ok"} <= set(re.findall(r"`([a-z_]+)`", section))


def test_an_employer_that_is_not_here_is_not_found(bakery: str, tmp_path: Path) -> None:
    file = tmp_path / "openings.csv"
    file.write_text(FILE, encoding="utf-8")
    assert run(file, "--employer", "nobody").exit_code == 4


def test_a_file_that_is_not_there_or_wrong_is_refused(bakery: str, tmp_path: Path) -> None:
    with pytest.raises(InputRefused):
        run(tmp_path / "nowhere.csv", "--employer", bakery)
    file = tmp_path / "wrong.csv"
    file.write_text(FILE.replace("leiden", "atlantis"), encoding="utf-8")
    with pytest.raises(InputRefused):
        run(file, "--employer", bakery)
    assert not Opening.objects.filter(organisation=bakery).exists()
