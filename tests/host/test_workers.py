# SPDX-License-Identifier: EUPL-1.2
"""Calls in other processes: all of them done, also when a process is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from overstap.engine.problems import InputRefused, Problem
from overstap.host.workers import WorkersLost, do_in_processes, do_in_threads


def square(number: int) -> int:
    return number * number


def killed_once(number: int, folder: str) -> int:
    """The first process that gets to the number 3 is killed."""
    mark = Path(folder) / "killed"
    if number == 3 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def always_killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def refuses() -> None:
    raise InputRefused([Problem({"en": "is wrong", "nl": "klopt niet"}, "x.csv", 3)], 7)


def sleeps(folder: str) -> None:
    (Path(folder) / f"at-work-{os.getpid()}").touch()
    time.sleep(600)


@pytest.mark.parametrize("threads", [1, 3])
def test_every_call_is_done_in_threads(threads):
    assert sorted(do_in_threads(square, [(1,), (2,), (3,)], threads)) == [(0, 1), (1, 4), (2, 9)]


def test_who_stops_half_way_leaves_nothing_at_work():
    done = []

    def slowly(number: int) -> None:
        time.sleep(0.02)
        done.append(number)

    for at, _ in do_in_threads(slowly, [(one,) for one in range(500)], 1):
        if at == 3:
            break
    count = len(done)
    time.sleep(0.1)
    assert len(done) == count < 500


def test_every_call_is_done_though_a_process_is_killed(tmp_path):
    calls = [(number, str(tmp_path)) for number in range(8)]
    assert sorted(do_in_processes(killed_once, calls, 2)) == [(number, number) for number in range(8)]
    assert (tmp_path / "killed").exists()


def test_processes_that_are_always_killed_are_given_up():
    with pytest.raises(WorkersLost):
        list(do_in_processes(always_killed, [()], 1))


def test_a_refusal_comes_over_whole():
    with pytest.raises(InputRefused) as told:
        list(do_in_processes(refuses, [()], 1))
    assert told.value.problems[0].text("nl") == "x.csv, rij 3: klopt niet."
    assert told.value.total == 7


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends processes with the one that started them")
def test_no_process_outlives_a_killed_parent(tmp_path):
    program = (
        "if __name__ == '__main__':\n"
        "    from overstap.host.workers import do_in_processes\n"
        "    from tests.host.test_workers import sleeps\n"
        f"    list(do_in_processes(sleeps, [({str(tmp_path)!r},)] * 2, 2))\n"
    )
    file = tmp_path / "program.py"
    file.write_text(program)
    root = Path(__file__).parents[2]
    parent = subprocess.Popen([sys.executable, str(file)], env={**os.environ, "PYTHONPATH": str(root)})
    while len(marks := list(tmp_path.glob("at-work-*"))) < 2:
        assert parent.poll() is None
        time.sleep(0.05)
    workers = [psutil.Process(int(mark.name.rsplit("-", 1)[1])) for mark in marks]
    parent.kill()
    parent.wait()
    gone, alive = psutil.wait_procs(workers, timeout=60)
    assert (len(gone), alive) == (2, [])
