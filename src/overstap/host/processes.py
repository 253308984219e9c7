# SPDX-License-Identifier: EUPL-1.2
"""Child processes that stop when they are told to and never outlive the one that started them."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1
# Opened here: between fork and exec a process may not wait for a lock, and opening takes one.
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
LOG_BYTES_AT_MOST = 10_000_000
RESTARTS_AT_MOST = 5
RESTARTS_WITHIN_SECONDS = 60.0


def die_with_parent(with_signal: int = signal.SIGKILL) -> None:
    """Asks Linux to send this process `with_signal` when its parent is gone, even when that was killed hard.

    Other systems have no such request; there a leftover ends when its database goes away.
    """
    if _LIBC is not None:
        _LIBC.prctl(PR_SET_PDEATHSIG, with_signal)


class LogFile:
    """A file that several processes append to, kept small: what is full moves aside, one older file is kept."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def open(self) -> IO[bytes]:
        """The file, to append to; its owner only may read it."""
        return os.fdopen(os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "ab")

    def keep_small(self) -> None:
        """Sets a full file aside. The writers keep it open, so it is copied and emptied, not renamed."""
        with suppress(FileNotFoundError):
            if self.path.stat().st_size > LOG_BYTES_AT_MOST:
                shutil.copyfile(self.path, self.path.with_suffix(".old"))
                os.truncate(self.path, 0)


class Child:
    """A child process in a group of its own: a Ctrl-C in the terminal reaches only the parent.

    `orphaned` is the signal that it gets when its parent is gone. A parent of several threads that is killed
    hard gives it more than once, as the child passes from thread to thread; SIGTERM is for what can bear that.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        environment: Mapping[str, str],
        log: LogFile | None = None,
        orphaned: signal.Signals = signal.SIGTERM,
    ) -> None:
        self.name = name
        self.orphaned = orphaned
        self.command = list(command)
        self.environment = dict(environment)
        self.log = log
        self._process: subprocess.Popen[bytes] | None = None
        self._started: list[float] = []

    @property
    def exit_code(self) -> int | None:
        """How it ended; None while it runs."""
        return self._process.poll() if self._process else None

    def start(self) -> None:
        """Starts it."""
        self._started.append(time.monotonic())
        with self.log.open() if self.log else nullcontext() as log:
            self._process = subprocess.Popen(  # noqa: S603 - the command is ours
                self.command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log or sys.stderr,
                stderr=log or sys.stderr,
                start_new_session=True,
                preexec_fn=partial(die_with_parent, self.orphaned),  # one call of the system, and no lock
            )

    def may_start_again(self) -> bool:
        """Whether it fell over seldom enough to be worth another try."""
        since = time.monotonic() - RESTARTS_WITHIN_SECONDS
        return sum(moment > since for moment in self._started) <= RESTARTS_AT_MOST

    def ask_to_stop(self) -> None:
        """Tells it to finish what it is doing and stop."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)

    def wait_or_kill(self, deadline: float) -> None:
        """Waits until `deadline` (a `time.monotonic()` moment), then ends it and all it started."""
        if self._process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(max(0.0, deadline - time.monotonic()))
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


def stop_all(children: Sequence[Child], within_seconds: float) -> None:
    """Stops all children at once, politely at first."""
    deadline = time.monotonic() + within_seconds
    for child in children:
        child.ask_to_stop()
    for child in children:
        child.wait_or_kill(deadline)
