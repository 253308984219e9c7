# SPDX-License-Identifier: EUPL-1.2
"""`overstap run`: everything starts with one command, everything is gone when it stops, nothing is lost."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest

from overstap.cli import run
from overstap.cli.run import choose_port, is_free
from overstap.engine.problems import InputRefused
from tests.interfaces.running import PATIENCE_SECONDS, Site, gone


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    folder = Path(tempfile.mkdtemp(prefix="overstap-run-"))
    folder.chmod(0o711)
    site = Site(folder / "home")
    yield site
    site.clean_up()
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def imported() -> list[tuple[Any, ...]]:
    """What the first start brought in, noted there."""
    return []


def imports(site: Site) -> list[tuple[Any, ...]]:
    """Every import that was ever done."""
    with psycopg.connect(site.server.url()) as connection:
        return connection.execute("SELECT * FROM region_packimport ORDER BY 1").fetchall()


def test_the_first_start_makes_everything(site: Site, imported: list[tuple[Any, ...]]) -> None:
    site.start()
    assert site.get("healthz") == 200
    assert site.get("") == 200
    with psycopg.connect(site.server.url()) as connection:
        assert connection.execute("SELECT name FROM region_packimport").fetchall() == [("haaglanden",)]
    imported += imports(site)


def test_another_on_the_same_data_is_told_where_the_first_is(site: Site) -> None:
    done = subprocess.run(
        site.command("run"),
        env=site.environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 3
    assert site.address in done.stderr
    assert site.get("healthz") == 200


def test_other_commands_work_beside_it_and_leave_it_running(site: Site, tmp_path: Path) -> None:
    done = subprocess.run(
        site.command("backup", str(tmp_path / "all.dump"), "--json"),
        env=site.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert json.loads(done.stdout)["ok"] is True
    assert site.get("healthz") == 200


def test_the_doctor_finds_it_well(site: Site) -> None:
    done = subprocess.run(
        site.command("doctor", "--json"),
        env=site.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    report = json.loads(done.stdout)
    assert report["ok"] is True, report
    said = {finding["name"]: finding["said"] for finding in report["findings"]}
    assert site.address in said["port"]
    assert "PostgreSQL 18" in said["database"]
    assert "haaglanden" in said["region"]


def test_a_part_that_falls_over_is_started_again(site: Site) -> None:
    assert site.process is not None
    web = [
        child
        for child in psutil.Process(site.process.pid).children()
        if any("granian" in word for word in child.cmdline())
    ]
    assert len(web) == 1
    web[0].kill()
    assert gone(web)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            assert site.get("healthz") == 200
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the web server did not come back")


def test_its_own_database_that_is_killed_is_started_again(site: Site) -> None:
    killed = psutil.Process(int((site.server.data / "postmaster.pid").read_text().split()[0]))
    killed.kill()
    assert gone([killed])
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            assert site.get("healthz") == 200
            break
        except OSError:
            time.sleep(0.1)
    assert site.get("beroepen/") == 200


def test_ctrl_c_leaves_no_process_behind(site: Site) -> None:
    family = site.family()
    assert len(family) > 6
    assert site.stop() == "Overstap has stopped.\n"
    assert gone(family)
    assert not site.server.running()


def test_a_second_start_brings_in_nothing_again(site: Site, imported: list[tuple[Any, ...]]) -> None:
    site.start()
    assert imports(site) == imported


def test_nothing_is_lost_when_everything_is_killed_hard(site: Site) -> None:
    with psycopg.connect(site.server.url(), autocommit=True) as connection:
        connection.execute("INSERT INTO django_session VALUES ('kept', 'data', now() + interval '1 day')")
    family = site.family()
    for process in family:
        with suppress(psutil.NoSuchProcess):  # it may have followed its parent already
            process.kill()
    assert site.process is not None
    site.process.communicate()
    assert gone(family)
    site.start()
    with psycopg.connect(site.server.url()) as connection:
        kept = connection.execute("SELECT session_data FROM django_session WHERE session_key = 'kept'")
        assert kept.fetchall() == [("data",)]


def test_when_only_the_supervisor_is_killed_hard_the_rest_follows_and_the_database_is_taken_over(
    site: Site,
) -> None:
    assert site.process is not None
    children = psutil.Process(site.process.pid).children(recursive=True)
    assert len(children) >= 3
    site.process.kill()
    site.process.communicate()
    assert gone(children)
    assert site.server.running()
    site.start()
    family = site.family()
    site.stop(signal.SIGTERM)
    assert gone(family)
    assert not site.server.running()


def test_a_taken_port_asked_for_is_refused_in_words() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(InputRefused, match=str(port)) as refused:
            choose_port("127.0.0.1", port)
    assert "bezet" in refused.value.text("nl")


def test_without_a_wish_the_first_free_port_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setattr(run, "DEFAULT_PORT", port)
        assert not is_free("127.0.0.1", port)
        assert choose_port("127.0.0.1", None) > port


def test_no_address_of_this_machine_is_refused() -> None:
    with pytest.raises(InputRefused):
        choose_port("192.0.2.1", 8000)


def test_a_database_that_cannot_be_reached_is_told_in_words(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "DATABASE_URL": "postgresql://anna:geheim@127.0.0.1:1/overstap",
        "OVERSTAP_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "overstap.config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-m", "overstap", "run"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert "DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr
    assert "geheim" not in done.stderr
