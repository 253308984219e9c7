# SPDX-License-Identifier: EUPL-1.2
"""How a batch is run from the terminal: which parts are left, who does them, progress, stopping, the sum."""

from __future__ import annotations

import fcntl
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from overstap.cli.output import FAILED, MISUSED, err, out, print_json, reader_language
from overstap.engine.batch import plan as plans
from overstap.engine.batch.plan import Plan, Receipt
from overstap.engine.problems import InputRefused, Problem
from overstap.host.workers import (
    Done,
    SchedulerLost,
    WorkersLost,
    do_in_processes,
    do_in_threads,
    do_on_cluster,
)

STOPPED = 130
"""Exit code of what a Ctrl-C stopped, as shells have it."""
_TENTHS = 10

FolderArgument = Annotated[
    Path, typer.Argument(help="Folder of the batch: new, or one that was begun and goes on.", file_okay=False)
]
SizeOption = Annotated[int, typer.Option("--size", min=1, max=1_000_000, help="Rows in a part.")]


@dataclass(frozen=True)
class Running:
    """Where the work is done."""

    threads: Annotated[
        int | None,
        typer.Option("--threads", min=1, max=1024, help="Parts at a time; not given: one for each core."),
    ] = None
    workers: Annotated[
        int | None,
        typer.Option("--workers", min=1, max=1024, help="So many processes instead of threads."),
    ] = None
    scheduler: Annotated[
        str | None,
        typer.Option("--scheduler", help="Address of a Dask scheduler instead, such as tcp://10.0.0.5:8786."),
    ] = None

    def refuse_two(self) -> None:
        """Ends the command when the work is to be done in two ways at once."""
        if sum(one is not None for one in (self.threads, self.workers, self.scheduler)) > 1:
            err.print("Give one of --threads, --workers and --scheduler.")
            raise typer.Exit(MISUSED)

    def do(self, function: Callable[..., Receipt], calls: list[tuple[Any, ...]]) -> Done:
        """Does all calls."""
        if self.scheduler:
            return do_on_cluster(function, calls, self.scheduler, lambda said: err.print(said, highlight=False))
        if self.workers:
            return do_in_processes(function, calls, self.workers)
        return do_in_threads(function, calls, min(self.threads or os.cpu_count() or 1, max(len(calls), 1)))


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Keeps others who would run a batch in the folder out, until the block or the process ends."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise InputRefused([_unusable(folder, error)]) from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise InputRefused([_busy(folder)]) from None
    finally:
        os.close(handle)


def run_batch(
    folder: Path, plan: Plan, function: Callable[..., Receipt], running: Running, *, as_json: bool
) -> None:
    """Does what is left of a batch, shows how far it is, and tells the sum. Ends the command when stopped."""
    plans.sweep(folder)
    done, damaged = plans.receipts_of(folder, plan)
    for number in damaged:
        _say(
            f"{plans.part_name(number)} is not what was written: it is made anew.",
            f"{plans.part_name(number)} is niet wat er is geschreven: het wordt opnieuw gemaakt.",
        )
    before = len(done)
    left = [number for number in range(len(plan.parts)) if number not in done]
    calls = [(str(folder.absolute()), plan.digest, number) for number in left]
    began = time.monotonic()
    try:
        with _stopped_politely(), _progress(before, len(plan.parts)) as advance:
            for at, receipt in running.do(function, calls) if calls else ():
                done[left[at]] = receipt
                advance(len(done))
    except KeyboardInterrupt:
        raise _stopped(folder, plan) from None
    except SchedulerLost:
        _say(
            "The scheduler is gone. The same command goes on with what is left.",
            "De scheduler is weg. Dezelfde opdracht gaat verder met wat er nog is.",
        )
        raise typer.Exit(FAILED) from None
    except WorkersLost:
        _say(
            "Workers were killed time and again; perhaps there is too little memory. "
            "The same command goes on with what is left.",
            "Er zijn steeds processen gestopt; misschien is er te weinig geheugen. "
            "Dezelfde opdracht gaat verder met wat er nog is.",
        )
        raise typer.Exit(FAILED) from None
    plans.sweep(folder)
    _tell(folder, plan, done, before, len(damaged), time.monotonic() - began, as_json=as_json)


@contextmanager
def _stopped_politely() -> Iterator[None]:
    """Takes a request to stop (SIGTERM) for a Ctrl-C; a second one ends everything at once."""
    asked = 0

    def stop(_signal: int, _frame: Any) -> None:
        nonlocal asked
        asked += 1
        if asked > 1:
            os._exit(STOPPED)  # what was begun is lost, and nothing else: parts are whole or not there
        _say(
            "Stopping: what is at hand is finished first. Ctrl-C again stops at once.",
            "Stoppen: waar aan gewerkt wordt komt eerst af. Nog eens Ctrl-C stopt meteen.",
        )
        raise KeyboardInterrupt

    before = {one: signal.signal(one, stop) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


@contextmanager
def _progress(done: int, total: int) -> Iterator[Callable[[int], None]]:
    """A bar in a terminal; elsewhere a line for each tenth."""
    if err.is_terminal:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=err) as bar:
            task = bar.add_task(_in_language("Parts", "Delen"), completed=done, total=total)
            yield lambda now: bar.update(task, completed=now)
        return
    told = done * _TENTHS // max(total, 1)

    def advance(now: int) -> None:
        nonlocal told
        if now * _TENTHS // max(total, 1) > told:
            told = now * _TENTHS // total
            _say(f"{now} of {total} parts", f"{now} van {total} delen")

    yield advance


def _stopped(folder: Path, plan: Plan) -> typer.Exit:
    done, _ = plans.receipts_of(folder, plan)
    _say(
        f"Stopped: {len(done)} of {len(plan.parts)} parts are done. The same command goes on.",
        f"Gestopt: {len(done)} van {len(plan.parts)} delen zijn klaar. Dezelfde opdracht gaat verder.",
    )
    return typer.Exit(STOPPED)


def _tell(
    folder: Path,
    plan: Plan,
    done: dict[int, Receipt],
    before: int,
    damaged: int,
    seconds: float,
    *,
    as_json: bool,
) -> None:
    rows = sum(receipt.rows for receipt in done.values())
    if as_json:
        print_json(
            {
                "ok": True,
                "folder": str(folder),
                "work": plan.work,
                "options": plan.options,
                "parts": len(plan.parts),
                "done_before": before,
                "damaged": damaged,
                "rows_in": sum(part.rows for part in plan.parts),
                "rows_out": rows,
                "seconds": round(seconds, 3),
                "answer": plans.digest_of_answers(done),
            }
        )
        return
    place = folder / plans.ANSWERS
    said = _in_language(
        f"{rows} rows in {len(plan.parts)} parts stand in {place} ({seconds:.1f} s).",
        f"{rows} rijen in {len(plan.parts)} delen staan in {place} ({seconds:.1f} s).",
    )
    out.print(said, markup=False, highlight=False, soft_wrap=True)


def _in_language(english: str, dutch: str) -> str:
    return dutch if reader_language() == "nl" else english


def _say(english: str, dutch: str) -> None:
    err.print(_in_language(english, dutch), markup=False, highlight=False, soft_wrap=True)


def _busy(folder: Path) -> Problem:
    return Problem(
        {"en": "another batch is at work in this folder", "nl": "in deze map is al een batch aan het werk"},
        value=str(folder),
        mend={"en": "Wait for it, or name another folder.", "nl": "Wacht daarop, of noem een andere map."},
    )


def _unusable(folder: Path, error: OSError) -> Problem:
    return Problem(
        {
            "en": f"is no folder that can be written in ({error.strerror})",
            "nl": f"is geen map waarin te schrijven is ({error.strerror})",
        },
        value=str(folder),
        mend={"en": "Name another folder.", "nl": "Noem een andere map."},
    )
