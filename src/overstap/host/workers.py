# SPDX-License-Identifier: EUPL-1.2
"""Does many calls of one function: in threads, in processes of this machine, or on a Dask cluster.

The function is imported by its name wherever it runs, and its arguments are plain values: whatever a call needs
beside them it reads from files. A call may be done more than once, when a process was killed in between.
"""

from __future__ import annotations

import logging
import multiprocessing
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, ThreadPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from importlib.util import find_spec
from itertools import count
from typing import Any

from overstap.engine.problems import InputRefused, Problem
from overstap.host.processes import die_with_parent

TRIES = 3
"""How often in a row a process may be killed without anything being done in between."""
SECONDS_TO_CONNECT = 30

_SECONDS_BETWEEN_LOOKS, _LOOKS_AT_WORKERS, _SECONDS_TO_FETCH = 0.1, 20, 10

Call = tuple[Any, ...]
Done = Iterator[tuple[int, Any]]
"""The position of a call and what it gave, in the order in which they end."""


class WorkersLost(Exception):
    """Processes keep being killed: what is left cannot be done here."""


class SchedulerLost(Exception):
    """The scheduler of a cluster is gone."""


def do_in_threads(function: Callable[..., Any], calls: Sequence[Call], threads: int) -> Done:
    """In so many threads of this process: no start-up to wait for, and what is read is read once.

    When the caller stops half-way, calls that run are finished and no other is begun. Raises what a call
    raises.
    """
    pool = ThreadPoolExecutor(threads)
    try:
        yield from _as_done({pool.submit(function, *call): at for at, call in enumerate(calls)})
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def do_in_processes(function: Callable[..., Any], calls: Sequence[Call], workers: int) -> Done:
    """In so many processes of this machine. When one is killed, what it had at hand is done anew.

    Stops as `do_in_threads` does. Raises `WorkersLost` when processes are killed time and again, and whatever a
    call raises.
    """
    left = set(range(len(calls)))
    lost = 0
    while left:
        pool = _pool(min(workers, len(left)))
        try:
            futures = {pool.submit(function, *calls[at]): at for at in sorted(left)}
            for at, result in _as_done(futures):
                left.discard(at)
                lost = 0
                yield at, result
        except BrokenProcessPool:
            lost += 1
            if lost >= TRIES:
                raise WorkersLost from None
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def do_on_cluster(
    function: Callable[..., Any], calls: Sequence[Call], address: str, say: Callable[[str], None]
) -> Done:
    """On the workers of a Dask cluster, whose scheduler is at `address`. Dask does anew what a lost worker had.

    While there are no workers it waits for some, and says so. Raises `InputRefused` when Dask is not installed
    or the scheduler cannot be reached, `SchedulerLost` when it is gone later, `WorkersLost` when workers are
    lost time and again, and whatever a call raises.
    """
    if find_spec("distributed") is None:
        raise InputRefused([_NO_DASK])
    from distributed import Client
    from distributed.client import FutureCancelledError
    from distributed.scheduler import KilledWorker

    for name in ("distributed", "distributed.client"):  # what goes wrong there is told below, in words
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError):
        raise InputRefused([_unreachable(address)]) from None
    try:
        waiting = [
            (at, client.submit(function, *call, pure=False, retries=TRIES)) for at, call in enumerate(calls)
        ]
        alone = False
        for looks in count():
            done = [one for one in waiting if one[1].done()]
            for at, future in done:
                # What a worker had done and is lost with it, is done anew: then it is looked at again later.
                with suppress(TimeoutError):
                    yield at, future.result(timeout=_SECONDS_TO_FETCH)
                    waiting.remove((at, future))
            if not waiting:
                return
            if not done:
                time.sleep(_SECONDS_BETWEEN_LOOKS)
            if looks % _LOOKS_AT_WORKERS == 0:
                before, alone = alone, not client.scheduler_info()["workers"]
                if alone and not before:
                    say("The scheduler has no workers; the work goes on when one comes.")
    except FutureCancelledError:
        raise SchedulerLost from None
    except KilledWorker:
        raise WorkersLost from None
    finally:
        client.close()


def _pool(workers: int) -> ProcessPoolExecutor:
    # Not forked: a copy of a process with threads may wait for ever for a lock that nobody holds.
    return ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), initializer=_prepare)


def _prepare() -> None:
    """A Ctrl-C in the terminal is for the one that hands out the work; nobody outlives it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    die_with_parent()


def _as_done(futures: dict[Future[Any], int]) -> Done:
    waiting = set(futures)
    while waiting:
        done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
        # What is done before what failed: when the pool broke, some of them may have ended well.
        for future in sorted(done, key=lambda one: one.exception() is not None):
            yield futures[future], future.result()


_NO_DASK = Problem(
    {"en": "Dask is not installed", "nl": "Dask is niet geïnstalleerd"},
    mend={
        "en": "Install Overstap with its extra: pip install 'overstap[cluster]'.",
        "nl": "Installeer Overstap met zijn extra: pip install 'overstap[cluster]'.",
    },
)


def _unreachable(address: str) -> Problem:
    return Problem(
        {"en": "is no scheduler that can be reached", "nl": "is geen scheduler die te bereiken is"},
        value=address,
        mend={
            "en": "Start one with: dask scheduler. It tells its address, such as tcp://10.0.0.5:8786.",
            "nl": "Start er een met: dask scheduler. Die noemt zijn adres, zoals tcp://10.0.0.5:8786.",
        },
    )
