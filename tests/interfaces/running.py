# SPDX-License-Identifier: EUPL-1.2
"""The whole product as its own processes, started and stopped as a person does."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psutil

from overstap.host.postgres import Server

PATIENCE_SECONDS = 60.0
"""How long a busy machine may take over what is to happen; no measure of how fast it is."""


class Site:
    """The product on a data folder of its own, started and stopped as a person does."""

    def __init__(self, home: Path, database_elsewhere: Server | None = None) -> None:
        self.home = home
        self.server = database_elsewhere or Server(home / "postgres")
        self.elsewhere = database_elsewhere is not None
        self.process: subprocess.Popen[str] | None = None
        self.address = ""

    def environment(self) -> dict[str, str]:
        inherited = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        own = {"OVERSTAP_HOME": str(self.home), "DJANGO_SETTINGS_MODULE": "overstap.config.settings"}
        if self.elsewhere:
            own["DATABASE_URL"] = self.server.url()
        return {**inherited, **own}

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "overstap", *arguments]

    def start(self) -> None:
        """Starts it and waits for its one line."""
        self.process = subprocess.Popen(
            self.command("run", "--port", str(free_port())),
            env=self.environment(),
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        said = self.process.stdout.readline().strip()
        assert said.startswith("Overstap: http://"), said
        self.address = said.removeprefix("Overstap: ")

    def family(self) -> list[psutil.Process]:
        """Every process of it, PostgreSQL included."""
        assert self.process is not None
        pid = int((self.server.data / "postmaster.pid").read_text().split()[0])
        parents = [psutil.Process(self.process.pid), psutil.Process(pid)]
        return [*parents, *(child for parent in parents for child in parent.children(recursive=True))]

    def stop(self, with_signal: int = signal.SIGINT) -> str:
        """Stops it as Ctrl-C does; returns what it still said."""
        assert self.process is not None
        self.process.send_signal(with_signal)
        said, _ = self.process.communicate(timeout=40)
        assert self.process.returncode == 0
        self.process = None
        return said

    def get(self, path: str) -> int:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(self.address + path, timeout=10) as answer:
            return int(answer.status)

    def clean_up(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
        if self.server.exists():
            self.server.start()
            self.server.leave()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def gone(processes: list[psutil.Process]) -> bool:
    """Whether all of them end in time."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if not [process for process in processes if lives(process)]:
            return True
        time.sleep(0.05)
    return False


def lives(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
