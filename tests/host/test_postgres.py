# SPDX-License-Identifier: EUPL-1.2
"""Our own PostgreSQL: durable, found again after a crash, gone when the last one leaves."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from overstap.engine.problems import InputRefused
from overstap.host import service_user
from overstap.host.postgres import SOCKET_FOLDER_BYTES_AT_MOST, Server

USE_AND_WAIT = """
import sys
from pathlib import Path
from overstap.host.postgres import Server
Server(Path(sys.argv[1])).start()
print("there", flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder that PostgreSQL's own user can reach, which pytest's private ones are not."""
    made = Path(tempfile.mkdtemp(prefix="overstap-pg-"))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made)


@pytest.fixture
def server(folder: Path) -> Iterator[Server]:
    """A server on the folder of all tests in this file, so that the cluster is made once."""
    server = Server(folder / "postgres")
    yield server
    server.leave()
    assert not server.running()


def main_process(server: Server) -> psutil.Process:
    return psutil.Process(int((server.data / "postmaster.pid").read_text().split()[0]))


def rows_written(server: Server) -> int:
    """Writes one more row, and returns how many there are by now."""
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (at timestamptz DEFAULT now())")
        connection.execute("INSERT INTO kept DEFAULT VALUES")
        found = connection.execute("SELECT count(*) FROM kept").fetchone()
    assert found is not None
    return int(found[0])


def test_starts_answers_and_stops(server: Server) -> None:
    assert not server.running()
    with server.using():
        assert server.running()
        with psycopg.connect(server.url()) as connection:
            assert connection.info.server_version >= 180000
    assert not server.running()


def test_listens_on_no_port_and_lets_nobody_else_in(server: Server) -> None:
    with server.using():
        assert main_process(server).net_connections("unix")
        assert main_process(server).net_connections("inet") == []
        assert server.socket_folder.stat().st_mode & 0o077 == 0
        assert server.data.stat().st_mode & 0o077 == 0


def test_writes_durably(server: Server) -> None:
    with server.using(), psycopg.connect(server.url()) as connection:
        for name in ("fsync", "synchronous_commit", "full_page_writes", "data_checksums"):
            setting = connection.execute(f"SHOW {name}").fetchone()
            assert setting == ("on",), name


def test_nothing_is_lost_when_all_of_it_is_killed_hard(server: Server) -> None:
    server.start()
    before = rows_written(server)
    for process in [main_process(server), *main_process(server).children()]:
        process.kill()
    again = Server(server.folder)  # as a new process would see it
    with again.using():
        assert rows_written(again) == before + 1


def test_who_uses_it_can_keep_it_up(server: Server) -> None:
    server.start()
    assert not server.keep_up()
    main_process(server).kill()
    deadline = time.monotonic() + 60
    while server.running() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert server.keep_up()
    assert rows_written(server) > 0


def test_starts_right_after_only_the_main_process_was_killed(server: Server) -> None:
    """Its children still hold the memory for a moment."""
    server.start()
    before = rows_written(server)
    main_process(server).kill()
    again = Server(server.folder)
    with again.using():
        assert rows_written(again) == before + 1


def test_a_number_that_another_program_has_by_now_does_not_stop_it(server: Server) -> None:
    server.start()
    server.leave()
    lines = [str(os.getpid()), str(server.data), "1", "5432", str(server.socket_folder), "", "1 1", "ready"]
    (server.data / "postmaster.pid").write_text("\n".join(lines))
    assert not server.running()
    with server.using():
        assert main_process(server).pid != os.getpid()


def test_the_last_to_leave_stops_it(server: Server) -> None:
    other = Server(server.folder)
    server.start()
    first = main_process(server).pid
    other.start()
    assert main_process(server).pid == first
    assert not server.leave()
    assert other.running()
    assert other.leave()
    assert not other.running()


def test_a_user_that_was_killed_hard_does_not_keep_it_running(server: Server) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", USE_AND_WAIT, str(server.folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "there\n"
        other.send_signal(signal.SIGKILL)
        other.wait()
    assert server.running()  # left behind
    server.start()  # taken over
    assert server.leave()
    assert not server.running()


def test_two_that_start_at_once_share_one(folder: Path, server: Server) -> None:
    others = [
        subprocess.Popen(
            [sys.executable, "-c", USE_AND_WAIT, str(server.folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for other in others:
        assert other.stdout is not None
        assert other.stdout.readline() == "there\n"
    assert server.running()
    for other in others:
        other.kill()
        other.communicate()
    server.start()
    assert server.leave()


def test_a_half_made_cluster_is_made_again(folder: Path) -> None:
    server = Server(folder / "half")
    service_user.make_own_folder(server.folder)
    (server.folder / "data.draft").mkdir()
    (server.folder / "data.draft" / "PG_VERSION").write_text("18\n")
    with server.using():
        assert rows_written(server) == 1


def test_a_path_too_long_for_a_socket(folder: Path) -> None:
    server = Server(folder / ("long" * 30) / "postgres")
    with server.using():
        assert len(os.fsencode(server.socket_folder)) <= SOCKET_FOLDER_BYTES_AT_MOST
        assert rows_written(server) == 1
    assert not server.socket_folder.exists()


def test_data_of_another_version_is_refused_in_words(folder: Path) -> None:
    server = Server(folder / "old")
    service_user.make_own_folder(server.folder)
    server.data.mkdir()
    (server.data / "PG_VERSION").write_text("13\n")
    with pytest.raises(InputRefused, match="PostgreSQL 13"):
        server.start()
    assert not server.running()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has a user of its own to run PostgreSQL as")
def test_root_never_runs_it_itself_and_opens_no_closed_folder(folder: Path, server: Server) -> None:
    with server.using():
        assert main_process(server).username() == service_user.NAME
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(InputRefused, match="OVERSTAP_HOME"):
        Server(closed / "postgres").start()
    assert closed.stat().st_mode & 0o077 == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has a user of its own to run PostgreSQL as")
def test_programs_in_a_closed_folder_are_copied_for_that_user(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reachable = service_user.reachable
    monkeypatch.setattr(
        service_user, "reachable", lambda path: "site-packages" not in str(path) and reachable(path)
    )
    server = Server(folder / "copied")
    with server.using():
        assert main_process(server).exe().startswith(str(server.folder))
        assert rows_written(server) == 1


def test_its_log_holds_nothing_that_was_typed(server: Server) -> None:
    with server.using():
        with psycopg.connect(server.url(), autocommit=True) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS person (name text UNIQUE)")
            connection.execute("INSERT INTO person VALUES ('Anna Geheim') ON CONFLICT DO NOTHING")
            with pytest.raises(psycopg.errors.UniqueViolation):
                connection.execute("INSERT INTO person VALUES (%s)", ["Anna Geheim"])
        time.sleep(0.1)
    assert "unique constraint" in server.log.read_text()
    assert "Geheim" not in server.log.read_text()
