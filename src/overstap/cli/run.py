# SPDX-License-Identifier: EUPL-1.2
"""`overstap run`: the whole product in one command, and all of it gone again at Ctrl-C."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Annotated

import psycopg
import typer

from overstap.cli import prepare
from overstap.cli.manage import database, database_url
from overstap.cli.output import FAILED, err, out
from overstap.engine.problems import InputRefused, Problem
from overstap.host import environment, folders
from overstap.host.postgres import Server
from overstap.host.processes import Child, LogFile, stop_all

DEFAULT_PORT = 8000
PORTS_TRIED = 100
THREADS = 4  # over all web processes, two in each at least: more only wait for each other
PROBES = 8  # for each web process: that all are among those that answer is then all but certain
READY_SECONDS = 300.0  # the first time with all of ESCO, on a slow machine
PATIENCE_SECONDS = 3.0
STOP_SECONDS = 12.0
WEB, WORKER = "web server", "background worker"


def run(
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for every network.")] = "127.0.0.1",
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="Port; not given: the first free one from 8000 up.")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Web processes.")] = 1,
    logs: Annotated[
        bool, typer.Option("--logs", help="Logs to the terminal instead of the data folder.")
    ] = False,
) -> None:
    """Start Overstap: database, tables, region, background worker and web server. Ctrl-C stops all of it."""
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    signal.signal(signal.SIGHUP, _stop)
    # A taken port is told before the database is started for nothing.
    chosen = choose_port(host, port)
    try:
        with _only_one(host, chosen), database() as server:
            prepare.prepare(_tell)
            log = None if logs else LogFile(folders.make_home() / "overstap.log")
            _serve(_children(host, chosen, workers, log), _address(host, chosen), workers, log, server)
    except KeyboardInterrupt:
        out.print("Overstap has stopped.", highlight=False)


def choose_port(host: str, port: int | None) -> int:
    """A port of `host` that is free: `port` itself, or the first from 8000 up when it is None.

    Raises:
        InputRefused: the port asked for is taken, or the host is not an address of this machine.
    """
    if port is not None:
        if not is_free(host, port):
            raise _port_refused(host, port)
        return port
    for candidate in range(DEFAULT_PORT, DEFAULT_PORT + PORTS_TRIED):
        if is_free(host, candidate):
            return candidate
    raise _port_refused(host, DEFAULT_PORT)


def is_free(host: str, port: int) -> bool:
    """Whether a server could listen there now (it may still be in the time after an earlier one closed)."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror:
        return False
    with socket.socket(family, kind, protocol) as candidate:
        candidate.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            candidate.bind(address)
        except OSError:
            return False
        return True


def _port_refused(host: str, port: int) -> InputRefused:
    return InputRefused(
        [
            Problem(
                {
                    "en": "is taken, or is no address of this machine",
                    "nl": "is bezet, of is geen adres van deze computer",
                },
                value=f"{host}:{port}",
                mend={
                    "en": "Stop what runs there, or choose another: overstap run --port 8080.",
                    "nl": "Stop wat daar draait, of kies een andere: overstap run --port 8080.",
                },
            )
        ]
    )


@contextmanager
def _only_one(host: str, port: int) -> Iterator[None]:
    """Holds the data folder for this run; a second run on the same folder is told where the first one is."""
    file = folders.make_home() / "run.lock"
    with Path(file).open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise _runs_already(lock.read()) from None
        lock.truncate(0)
        json.dump({"process": os.getpid(), "address": _address(host, port)}, lock)
        lock.flush()
        try:
            yield
        finally:
            lock.truncate(0)


def running_at() -> str:
    """The address of the Overstap that runs on this data folder; empty when none does."""
    file = folders.home() / "run.lock"
    if not file.exists():
        return ""
    with file.open(encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return str(json.load(lock)["address"])
    return ""


def _runs_already(written: str) -> InputRefused:
    where = json.loads(written)["address"] if written else str(folders.home())
    return InputRefused(
        [
            Problem(
                {"en": "Overstap runs here already", "nl": "Overstap draait hier al"},
                value=where,
                mend={
                    "en": "Open that address, stop it first, or set OVERSTAP_HOME to another data folder.",
                    "nl": "Open dat adres, stop het eerst, of zet OVERSTAP_HOME op een andere gegevensmap.",
                },
            )
        ]
    )


def _children(host: str, port: int, workers: int, log: LogFile | None) -> list[Child]:
    told = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": prepare.SETTINGS,
        "DATABASE_URL": database_url(),
        "OVERSTAP_HOSTS": ",".join(_hosts(host)),
    }
    serve = ["granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(workers)]
    limits = [
        "--blocking-threads",
        str(max(2, THREADS // workers)),
        "--blocking-threads-idle-timeout",
        "600",
        "--workers-kill-timeout",
        "8",
    ]
    quiet = ["--respawn-failed-workers", "--no-ws", "--no-access-log", "--log-level", "warning"]
    work = ["django", "procrastinate", "--skip-checks", "worker", "--shutdown-graceful-timeout", "8"]
    return [
        Child(
            WEB,
            [sys.executable, "-m", *serve, *limits, *quiet, "overstap.config.wsgi:application"],
            told,
            log,
            # Two SIGTERMs at once, and Granian waits for ever for a lock of its own.
            orphaned=signal.SIGKILL,
        ),
        Child(WORKER, [sys.executable, "-m", *work], told, log),
    ]


def _hosts(host: str) -> list[str]:
    """The names the site answers to: those the operator gave, and the address it was told to listen on."""
    names = environment.read_list("OVERSTAP_HOSTS")
    everywhere = host in ("0.0.0.0", "::")  # noqa: S104 - compared with, not listened on
    return names if everywhere or host in names else [*names, f"[{host}]" if ":" in host else host]


def _serve(
    children: list[Child], address: str, workers: int, log: LogFile | None, server: Server | None
) -> None:
    """Starts the children, says where the site is, and keeps them running until told to stop."""
    try:
        # The pages first: the worker has time, and would only slow them down.
        web, *others = children
        web.start()
        _wait_until_ready(web, address, workers)
        for child in others:
            child.start()
        out.print(f"Overstap: {address}", highlight=False, soft_wrap=True)
        while True:
            _keep_running(children, server)
            if log:
                log.keep_small()
            time.sleep(0.5)
    finally:
        # From here on a second Ctrl-C changes nothing: stopping takes seconds and leaves nothing behind.
        for told in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(told, signal.SIG_IGN)
        stop_all(children, STOP_SECONDS)


def _wait_until_ready(web: Child, address: str, workers: int) -> None:
    began, told = time.monotonic(), False
    # Each process takes its share of the lines as soon as it starts, but answers when it has read the region:
    # the site is ready when none keeps anybody waiting.
    probes = 1 if workers == 1 else PROBES * workers
    while not all(_answers(f"{address}healthz") for _ in range(probes)):
        if web.exit_code is not None:
            _give_up(web)
        waited = time.monotonic() - began
        if waited > PATIENCE_SECONDS and not told:
            _tell("Learning the region's language (only after it changed) ...")
            told = True
        if waited > READY_SECONDS:
            _give_up(web)
        time.sleep(0.05)


def _answers(address: str) -> bool:
    try:
        # An opener without proxies: the environment's proxy is not for this machine itself.
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _keep_running(children: list[Child], server: Server | None) -> None:
    if server is not None and server.keep_up():
        _tell("The database server stopped; it was started again.")
    for child in children:
        # Without its database nothing runs: that is no fault of the child, which is started when it is back.
        if child.exit_code is None or not _database_answers():
            continue
        if not child.may_start_again():
            _give_up(child)
        err.print(f"The {child.name} stopped ({child.exit_code}); starting it again.", highlight=False)
        child.wait_or_kill(time.monotonic())  # whatever it left behind still holds the port
        child.start()


def _database_answers() -> bool:
    try:
        with psycopg.connect(database_url(), connect_timeout=2):
            return True
    except psycopg.OperationalError:
        return False


def _give_up(child: Child) -> None:
    where = f"See the end of {child.log.path}" if child.log else "See above"
    said = f"The {child.name} does not run ({child.exit_code}). {where}, and run `overstap doctor`."
    err.print(said, markup=False, highlight=False, soft_wrap=True)
    raise typer.Exit(FAILED)


def _address(host: str, port: int) -> str:
    shown = {"0.0.0.0": "localhost", "::": "localhost"}.get(host, host)  # noqa: S104 - only shown
    return f"http://[{shown}]:{port}/" if ":" in shown else f"http://{shown}:{port}/"


def _tell(said: str) -> None:
    err.print(said, highlight=False)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
