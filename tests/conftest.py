# SPDX-License-Identifier: EUPL-1.2
"""The hostile place tests run in: a real PostgreSQL, no network but this machine itself.

Without DATABASE_URL one server is started for the whole run, in a temporary folder, when the first test needs
it; parallel workers share it and each makes a database of its own.
"""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import django
import django.db
import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict
from psycopg.sql import SQL, Identifier
from xdist.scheduler import LoadScopeScheduling

from overstap.host.postgres import Server

# Parallel workers are children of the process that runs pytest and inherit this.
TEST_FOLDER = "OVERSTAP_TEST_FOLDER"

# Tests throw their databases away, so nothing need survive a power cut.
# Nor need it be tidied: a tidier at work would keep a database from being dropped.
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


def _folder() -> Path:
    return Path(os.environ[TEST_FOLDER])


def own_test_server() -> Server:
    """The server that this run of the tests starts for itself."""
    return Server(_folder() / "postgres", FAST)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Points Django at the test database before it reads its settings."""
    if not hasattr(config, "workerinput"):
        folder = Path(tempfile.mkdtemp(prefix="overstap-tests-"))
        # PostgreSQL runs as a user of its own when root runs the tests, and must be able to get in.
        folder.chmod(0o711)
        os.environ[TEST_FOLDER] = str(folder)
        os.environ["OVERSTAP_HOME"] = str(folder / "home")
        os.environ.setdefault("DATABASE_URL", own_test_server().url())
    # Playwright keeps an event loop in the main thread, which Django would take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()


class ByFile(LoadScopeScheduling):
    """Hands out tests to parallel workers a file at a time, and all that look at the one running site together.

    What a file's tests share is then made once, and tests that follow on each other stay in order.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", 1)[0]
        return "tests/browser" if file.startswith("tests/browser/") else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    """Has pytest-xdist use it."""
    return ByFile(config, log)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Removes everything the run has made."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(_folder(), ignore_errors=True)


@pytest.fixture(scope="session")
def database_server() -> Iterator[str]:
    """The URL of the PostgreSQL that tests use; started when nobody else gave one."""
    server = own_test_server()
    if os.environ["DATABASE_URL"] != server.url():
        yield os.environ["DATABASE_URL"]
        return
    with server.using():
        yield server.url()


@pytest.fixture(scope="session")
def make_database(database_server: str, worker_id: str) -> Iterator[Callable[[str], str]]:
    """Call it with a name: makes an empty database and returns its URL. It is dropped when the run ends."""
    made: list[str] = []

    def make(name: str) -> str:
        own = f"overstap_{name}_{worker_id}"
        _drop(database_server, own)
        with psycopg.connect(database_server, autocommit=True) as connection:
            connection.execute(SQL("CREATE DATABASE {}").format(Identifier(own)))
        made.append(own)
        return _beside(database_server, own)

    yield make
    for own in made:
        _drop(database_server, own)


def _drop(server: str, name: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))


def _beside(server: str, name: str) -> str:
    """The URL of the database `name` on the same server."""
    parts = {key: str(value) for key, value in conninfo_to_dict(server, dbname=name).items() if value}
    login = ":".join(quote(parts.pop(key)) for key in ("user", "password") if key in parts)
    return f"postgresql://{login}@/?{urlencode(parts)}"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    database_server: str, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """Has the server there before pytest-django makes its database."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any, database_server: str) -> Iterator[None]:
    """Ends every session before Django drops the test database: a server may still be closing one.

    By a connection of its own to the server, because Django's may be one of those that end.
    """
    yield
    with django_db_blocker.unblock():
        name = django.db.connection.settings_dict["NAME"]
        django.db.connections.close_all()
    with psycopg.connect(database_server, autocommit=True) as connection:
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])


@pytest.fixture(autouse=True, scope="session")
def _trail_can_be_emptied_between_tests() -> Iterator[None]:
    """Has Django empty all tables after a test with transactions of its own; the trail refuses that."""
    operations = type(django.db.connection.ops)
    flush = operations.sql_flush

    def with_trigger_off(self: Any, *args: Any, **options: Any) -> list[str]:
        statements = flush(self, *args, **options)
        off, on = (f"ALTER TABLE audit_event {word} TRIGGER USER" for word in ("DISABLE", "ENABLE"))
        return [off, *statements, on] if statements else []

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "sql_flush", with_trigger_off)
        yield


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Lets no test connect to anything but this machine."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def guarded(original: Any) -> Any:
        def call(self: socket.socket, address: Any) -> Any:
            if self.family != socket.AF_UNIX and not _is_this_machine(address):
                pytest.fail(f"a test tried to reach {address}")
            return original(self, address)

        return call

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded(connect))
        patch.setattr(socket.socket, "connect_ex", guarded(connect_ex))
        yield


def _is_this_machine(address: Any) -> bool:
    host = address[0] if isinstance(address, tuple) else ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session")
def reference_data() -> Path:
    """The folder with reference data that OVERSTAP_DATA points to; the test is skipped when it does not."""
    folder = os.environ.get("OVERSTAP_DATA", "")
    if not folder:
        pytest.skip("reference data is not here: set OVERSTAP_DATA to its folder")
    assert Path(folder).is_dir(), f"OVERSTAP_DATA is not a folder: {folder}"
    return Path(folder)
