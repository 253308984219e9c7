# SPDX-License-Identifier: EUPL-1.2
"""What every command prints with: JSON for programs, Rich for people, refusals in words."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console

from overstap.engine.problems import InputRefused, Problem

FAILED, MISUSED, REFUSED, NOT_FOUND = 1, 2, 3, 4

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]

out = Console()
err = Console(stderr=True)


def reader_language() -> str:
    """The language messages are written in: Dutch when the terminal is Dutch, else English."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "nl" if locale.lower().startswith("nl") else "en"


def print_json(value: Any) -> None:
    """Prints `value` as JSON on standard output and nothing else.

    What the terminal's encoding has no letters for is written as \\u escapes, so that it is JSON everywhere.
    """
    said = json.dumps(value, ensure_ascii=False, indent=2)
    try:
        said.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        said = json.dumps(value, ensure_ascii=True, indent=2)
    sys.stdout.write(f"{said}\n")


def not_found(*problems: Problem, as_json: bool) -> NoReturn:
    """Tells that what was asked for is not there, as refused input is told, and ends with its own exit code."""
    _tell(InputRefused(problems), as_json=as_json)
    raise typer.Exit(NOT_FOUND)


def write_what_can_be_written() -> None:
    """Puts a question mark for what the terminal's encoding has no letter for, where Python would stop."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


@contextmanager
def waiting(message: str) -> Iterator[None]:
    """A sign of life while something takes seconds; nothing where nobody is looking."""
    if err.is_terminal:
        with err.status(message):
            yield
    else:
        yield


@contextmanager
def report_refusals() -> Iterator[None]:
    """Tells refused input in the reader's language and ends with the exit code for it.

    With `--json` among the arguments the problems are printed as JSON on standard output.
    """
    try:
        yield
    except InputRefused as refused:
        _tell(refused, as_json="--json" in sys.argv)
        raise SystemExit(REFUSED) from None


def _tell(refused: InputRefused, *, as_json: bool) -> None:
    language = reader_language()
    if as_json:
        problems = [problem.as_dict(language) for problem in refused.problems]
        print_json({"ok": False, "total": refused.total, "problems": problems})
    else:
        err.print(refused.text(language), markup=False, highlight=False, soft_wrap=True)
