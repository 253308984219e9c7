# SPDX-License-Identifier: EUPL-1.2
"""A backup brings every row back, or changes nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from overstap.host import dumps

Contents = dict[str, list[tuple[object, ...]]]


@dataclass(frozen=True)
class Installation:
    """An Overstap with a database and a data folder of its own."""

    url: str
    home: Path

    def overstap(self, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Runs `overstap` with these arguments."""
        environment = {
            **os.environ,
            "DATABASE_URL": self.url,
            "OVERSTAP_HOME": str(self.home),
            "DJANGO_SETTINGS_MODULE": "overstap.config.settings",
        }
        command = [sys.executable, "-m", "overstap", *arguments]
        return subprocess.run(
            command, env=environment, input=stdin, capture_output=True, text=True, check=False
        )

    def contents(self) -> Contents:
        """Every row of every table, sorted; without what tells processes that a restore changed everything."""
        with psycopg.connect(self.url) as connection:
            names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            return {
                name: sorted(connection.execute(SQL("SELECT t::text FROM {} t").format(Identifier(name))))
                for (name,) in names
                if name not in ("region_revision", "openings_openingchange")
            }

    def do(self, statement: str) -> None:
        """Runs one statement."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement.encode())

    def number(self, statement: str) -> int:
        """The number that one statement gives."""
        with psycopg.connect(self.url) as connection:
            found = connection.execute(statement.encode()).fetchone()
        assert found is not None
        return int(found[0])


@pytest.fixture(scope="module")
def made(make_database: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation with tables and a few rows of every kind of value that is easily lost."""
    installation = Installation(make_database("backup"), tmp_path_factory.mktemp("home"))
    migrated = installation.overstap("manage", "migrate", "--skip-checks", "-v", "0")
    assert migrated.returncode == 0, migrated.stderr
    installation.do("INSERT INTO region_revision (id, number) VALUES (1, 5)")
    installation.do(
        "INSERT INTO django_session (session_key, session_data, expire_date) VALUES "
        "('kept', E'tab\\tline\\nback\\\\ é € 中 \\\\.', '2027-01-31 12:00:00.123456+01'), ('empty', '', now())"
    )
    return installation


def test_wiped_and_restored_every_row_is_back(made: Installation, tmp_path: Path) -> None:
    before = made.contents()
    assert len(before) > 15
    file = tmp_path / "all.dump"
    assert made.overstap("backup", str(file)).returncode == 0
    assert file.stat().st_mode & 0o777 == 0o600
    made.do("DROP SCHEMA public CASCADE")
    made.do("CREATE SCHEMA public")
    done = made.overstap("restore", str(file), "--yes")
    assert done.returncode == 0, done.stderr
    assert made.contents() == before


FILL = """
from django.utils import timezone
from overstap.apps.journeys.actions import share_journey
from overstap.apps.keeping.actions import note_sweep
from overstap.apps.organisations.actions import add_organisation
from overstap.apps.organisations.enums import OrganisationKind
from overstap.apps.organisations.mandates import give_mandate
from overstap.apps.passports.badges import trust_issuer
from overstap.apps.rankings.actions import Placed, note
from overstap.apps.rankings.enums import Channel, Kind
from overstap.bridge.region_import import import_pack
from overstap.bridge.taxonomy_rows import import_taxonomy
from overstap.engine.skills.taxonomy import Taxonomy
from tests.apps.employing import a_need
from tests.apps.something_there import a_round, a_train, an_event, some_internships
from tests.bridge.test_personal_data import somebody
from tests.interfaces.web.who import an_organisation
from tests.made_pack import made_pack

import_pack(made_pack(), by="terminal")
import_taxonomy(Taxonomy("esco", "1.2", ("nl",), ()), by="terminal")
organisation = an_organisation("De Zon")
broker = add_organisation(name="De Brug", kind=OrganisationKind.BROKER, place="delft", by="terminal")
give_mandate(firm=organisation, broker=broker.pk, by="terminal")
for name in ("anna", "bob"):
    somebody(name, organisation)
a_need(organisation)
a_round(organisation)
a_train(organisation)
some_internships(organisation)
an_event(organisation)
now = timezone.now()
trust_issuer(issuer="https://school.example", name="School", keys=[{"kty": "OKP"}], now=now, by="terminal")
share_journey(content={"legs": ["é", None, 0.1]}, with_pay=True, now=now, by="visitor")
note_sweep(rule="sessions", removed=3, now=now)
told = {"engine": "0" * 16, "revision": 1, "parameters": {"order": "fit"}, "inputs": {"a": 1}, "now": now}
note(kind=Kind.OPENINGS, channel=Channel.PAGE, result=[Placed("vac-1", (1 / 3,), "now")], **told)
"""

EMPTY_HERE = {
    *("auth_group", "auth_group_permissions", "overstap_cache"),  # not used, or gone within the hour
    *("procrastinate_events", "procrastinate_jobs", "procrastinate_periodic_defers", "procrastinate_workers"),
}
"""Tables that nothing was written to; every other one holds rows when the backup is made."""


def test_every_table_with_rows_in_it_comes_back_row_for_row(
    make_database: Callable[[str], str], tmp_path: Path
) -> None:
    """A site in use: a region, people, what they shared, what was noted; backed up, wiped, restored."""
    full = Installation(make_database("backup_full"), tmp_path / "home")
    assert full.overstap("manage", "migrate", "--skip-checks", "-v", "0").returncode == 0
    filled = full.overstap("manage", "shell", "--no-imports", "-c", FILL)
    assert filled.returncode == 0, filled.stderr
    before = full.contents()
    assert {name for name, rows in before.items() if not rows} <= EMPTY_HERE, "fill it: see FILL"
    file = tmp_path / "all.dump"
    assert full.overstap("backup", str(file)).returncode == 0
    full.do("DROP SCHEMA public CASCADE")
    full.do("CREATE SCHEMA public")
    assert full.contents() == {}
    done = full.overstap("restore", str(file), "--yes")
    assert done.returncode == 0, done.stderr
    after = full.contents()
    assert {name: len(rows) for name, rows in after.items()} == {
        name: len(rows) for name, rows in before.items()
    }
    assert after == before
    checked = full.overstap("manage", "migrate", "--check", "--skip-checks")
    assert checked.returncode == 0, checked.stderr
    for refused in ("UPDATE audit_event SET by = 'x'", "DELETE FROM audit_event"):
        with pytest.raises(psycopg.Error):  # what guards the trail came back with it
            full.do(refused)


def test_what_came_after_the_backup_is_gone_and_processes_notice(made: Installation, tmp_path: Path) -> None:
    before = made.contents()
    before_noted = made.number("SELECT count(*) FROM openings_openingchange WHERE opening = ''")
    file = tmp_path / "all.dump"
    made.overstap("backup", str(file))
    made.do("CREATE TABLE newer (id int)")
    made.do("DELETE FROM django_session")
    made.do("UPDATE region_revision SET number = 40")
    assert made.overstap("restore", str(file), "--yes", "--json").stdout.strip().startswith("{")
    assert made.contents() == before
    assert made.number("SELECT number FROM region_revision") == 41
    assert made.number("SELECT structure FROM region_revision") == 41
    noted = "SELECT count(*) FROM openings_openingchange WHERE opening = ''"
    assert made.number(noted) == before_noted + 1


@pytest.mark.parametrize("how", ["not a backup", "cut off", "damaged"])
def test_a_broken_file_changes_nothing(made: Installation, tmp_path: Path, how: str) -> None:
    file = tmp_path / "all.dump"
    made.overstap("backup", str(file))
    whole = file.read_bytes()
    middle = len(whole) * 2 // 3
    broken = {
        "not a backup": b"hello",
        "cut off": whole[:middle],
        "damaged": whole[:middle] + bytes(400) + whole[middle + 400 :],
    }
    file.write_bytes(broken[how])
    before = made.contents()
    done = made.overstap("restore", str(file), "--yes")
    assert done.returncode in (1, 3)
    assert "Traceback" not in done.stderr
    assert made.contents() == before


def test_a_restore_that_fails_half_way_changes_nothing(
    made: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything is dropped and in again when the very last statement goes wrong."""
    file = tmp_path / "all.dump"
    made.overstap("backup", str(file))
    made.do("INSERT INTO django_session VALUES ('later', '', now())")
    before = made.contents()
    with pytest.raises(dumps.DumpFailed, match="division by zero"):
        dumps.restore(made.url, file, "SELECT 1 / 0;")
    assert made.contents() == before


def test_a_restore_does_not_wait_for_ever(
    made: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "all.dump"
    made.overstap("backup", str(file))
    before = made.contents()
    monkeypatch.setattr(dumps, "LOCK_SECONDS", 1)
    with psycopg.connect(made.url) as holder:
        holder.execute("SELECT * FROM django_session")  # its lock stays until the transaction ends
        with pytest.raises(dumps.DumpFailed, match="lock timeout"):
            dumps.restore(made.url, file)
    assert made.contents() == before


def test_a_backup_of_a_newer_version_is_refused(made: Installation, tmp_path: Path) -> None:
    file = tmp_path / "newer.dump"
    made.do("INSERT INTO django_migrations (app, name, applied) VALUES ('region', '9999_future', now())")
    try:
        made.overstap("backup", str(file))
    finally:
        made.do("DELETE FROM django_migrations WHERE name = '9999_future'")
    before = made.contents()
    done = made.overstap("restore", str(file), "--yes")
    assert done.returncode == 3
    assert "newer version" in done.stderr
    assert made.contents() == before


def test_it_asks_first(made: Installation, tmp_path: Path) -> None:
    file = tmp_path / "all.dump"
    made.overstap("backup", str(file))
    before = made.contents()
    assert made.overstap("restore", str(file), stdin="n\n").returncode == 1
    assert made.contents() == before


def test_a_file_that_is_there_is_not_overwritten(made: Installation, tmp_path: Path) -> None:
    file = tmp_path / "all.dump"
    file.write_text("precious")
    assert made.overstap("backup", str(file)).returncode == 3
    assert file.read_text() == "precious"
    assert made.overstap("backup", str(file), "--replace").returncode == 0
    assert file.read_bytes().startswith(b"PGDMP")


def test_a_backup_that_fails_leaves_no_file(made: Installation, tmp_path: Path) -> None:
    gone = Installation("postgresql://nobody@127.0.0.1:1/nothing", made.home)
    done = gone.overstap("backup", str(tmp_path / "all.dump"))
    assert done.returncode == 3
    assert "cannot be reached" in done.stderr
    assert list(tmp_path.iterdir()) == []
