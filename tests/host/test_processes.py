# SPDX-License-Identifier: EUPL-1.2
"""Child processes end with the one that started them, whatever they make of a signal."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

PARENT = """
import signal, sys, threading, time
from overstap.host.processes import Child

deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"
for _ in range(4):
    threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
child = Child("deaf", [sys.executable, "-c", deaf], {}, orphaned=signal.SIGKILL)
child.start()
print(child._process.pid, flush=True)
time.sleep(600)
"""


def comes_true(asked: Callable[[], bool]) -> bool:
    """Whether something becomes so within a minute."""
    until = time.monotonic() + 60
    while not (so := asked()) and time.monotonic() < until:
        time.sleep(0.02)
    return so


@pytest.mark.skipif(sys.platform != "linux", reason="other systems cannot be asked to")
def test_a_child_that_hears_nothing_ends_when_its_parent_of_many_threads_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        status = Path(f"/proc/{child.pid}/status")

        def is_deaf() -> bool:
            ignored = next(line for line in status.read_text().splitlines() if line.startswith("SigIgn"))
            return bool(int(ignored.split()[1], 16) & 1 << signal.SIGTERM - 1)

        assert comes_true(is_deaf)
        parent.kill()
    assert comes_true(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE)
