# SPDX-License-Identifier: EUPL-1.2
"""A batch gives the same bytes wherever it runs, and whatever happens to those who do the work."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest
from typer.testing import CliRunner

from overstap.cli.batch import app
from overstap.cli.output import FAILED
from overstap.engine.batch.country import write_country
from overstap.engine.generate.country import Shape
from overstap.host.processes import die_with_parent
from overstap.host.workers import do_on_cluster

PARTS = 40
SIZE = 48


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("country")
    write_country(folder, 20_000, PARTS * SIZE, Shape(skills=2000, occupations=60), seed=4)
    return folder


def arguments(folder: Path, country: Path, *more: object) -> list[str]:
    asked = ("match", folder, "--country", country, "--size", SIZE, "--today", "2027-01-20", *more, "--json")
    return [str(one) for one in asked]


def here(folder: Path, country: Path, *more: object) -> dict[str, Any]:
    outcome = CliRunner().invoke(app, arguments(folder, country, *more))
    assert outcome.exit_code == 0, outcome.exception
    return json.loads(outcome.stdout)


def answers(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted((folder / "answers").iterdir())}


@pytest.fixture(scope="module")
def expected(country, tmp_path_factory) -> dict[str, bytes]:
    """By one thread in this process."""
    folder = tmp_path_factory.mktemp("expected") / "b"
    said = here(folder, country, "--threads", 1)
    assert (said["parts"], said["rows_in"]) == (PARTS, PARTS * SIZE)
    return answers(folder)


@contextmanager
def started(*command: str) -> Iterator[subprocess.Popen[str]]:
    """A command of its own, with no more than its own group of processes to end."""
    process = subprocess.Popen(
        [sys.executable, *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
        preexec_fn=die_with_parent,  # nothing stays behind when the tests themselves are killed
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()


def begun(folder: Path, country: Path, *more: object) -> Any:
    return started("-m", "overstap", "batch", *arguments(folder, country, *more))


def wait_for_parts(folder: Path, process: subprocess.Popen[str], count: int = 2) -> int:
    """Waits until so many parts are done, and gives how many are."""
    while (done := len(list((folder / "receipts").glob("*.json")))) < count:
        assert process.poll() is None
        time.sleep(0.01)
    return done


def ended(process: subprocess.Popen[str]) -> dict[str, Any]:
    said, _ = process.communicate()
    assert process.returncode == 0
    return json.loads(said)


def test_two_threads_give_the_same_bytes(country, expected, tmp_path):
    here(tmp_path / "b", country, "--threads", 2)
    assert answers(tmp_path / "b") == expected


def test_a_killed_process_changes_nothing(country, expected, tmp_path):
    with begun(tmp_path / "b", country, "--workers", 2) as process:
        assert wait_for_parts(tmp_path / "b", process) < PARTS - 5
        workers = [
            one for one in psutil.Process(process.pid).children() if "spawn_main" in " ".join(one.cmdline())
        ]
        assert len(workers) == 2
        workers[0].kill()
        said = ended(process)
    assert (said["done_before"], said["parts"]) == (0, PARTS)
    assert answers(tmp_path / "b") == expected


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_what_was_stopped_goes_on_and_does_no_part_twice(country, expected, tmp_path, stop):
    folder = tmp_path / "b"
    with begun(folder, country, "--threads" if stop == signal.SIGINT else "--workers", 2) as process:
        wait_for_parts(folder, process)
        process.send_signal(stop)
        process.communicate()
    assert process.returncode == (-signal.SIGKILL if stop == signal.SIGKILL else 130)
    # The processes of a killed one end just after it.
    done = -1
    while done != (done := len(list((folder / "receipts").iterdir()))):
        time.sleep(0.3)
    assert 0 < done < PARTS
    receipted = {file.stem for file in (folder / "receipts").glob("*.json")}
    before = {
        file.name: file.stat().st_mtime_ns for file in (folder / "answers").iterdir() if file.stem in receipted
    }
    said = here(folder, country, "--threads", 1)
    assert (said["done_before"], said["damaged"]) == (len(before), 0)
    assert answers(folder) == expected
    assert {name: (folder / "answers" / name).stat().st_mtime_ns for name in before} == before


# --- on a cluster ---------------------------------------------------------------------------------


@contextmanager
def a_scheduler() -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A scheduler that answers: its address, and its process."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with started(
        "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"
    ) as process:
        while True:
            assert process.poll() is None
            try:
                socket.create_connection(("127.0.0.1", port)).close()
            except ConnectionRefusedError:
                time.sleep(0.05)
            else:
                break
        yield f"tcp://127.0.0.1:{port}", process


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    with a_scheduler() as (address, _):
        yield address


def worker(scheduler: str, folder: Path) -> Any:
    """A worker of the cluster: one process, that nobody starts again."""
    own = ("--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", str(folder))
    return started("-m", "distributed.cli.dask_worker", scheduler, *own)


def test_a_cluster_gives_the_same_bytes_though_a_worker_is_killed(country, expected, scheduler, tmp_path):
    folder = tmp_path / "b"
    with worker(scheduler, tmp_path) as lost, worker(scheduler, tmp_path):
        with begun(folder, country, "--scheduler", scheduler) as process:
            assert wait_for_parts(folder, process) < PARTS - 5
            lost.kill()
            said = ended(process)
        assert said["done_before"] == 0
        assert answers(folder) == expected


def test_a_batch_outlives_its_scheduler(country, expected, tmp_path):
    folder = tmp_path / "b"
    with a_scheduler() as (address, lost), worker(address, tmp_path):
        with begun(folder, country, "--scheduler", address) as process:
            assert wait_for_parts(folder, process) < PARTS - 5
            lost.kill()
            process.communicate()
        assert process.returncode == FAILED
    said = here(folder, country)
    assert 2 <= said["done_before"] < PARTS
    assert answers(folder) == expected


def test_a_worker_that_does_not_see_the_folder_says_so(country, scheduler, tmp_path):
    """As where the folder is not shared: here by a name that is not there."""
    from overstap.engine.batch.matching import do_part
    from overstap.engine.problems import InputRefused

    with worker(scheduler, tmp_path), pytest.raises(InputRefused, match="all of them share"):
        list(do_on_cluster(do_part, [(str(tmp_path / "elsewhere"), "0" * 64, 0)], scheduler, print))
