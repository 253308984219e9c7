# SPDX-License-Identifier: EUPL-1.2
"""Runs a small program in a process of its own, for bytes that nobody vouches for.

What reads such bytes can take all memory, go on for ever or abort the whole process, which no `except` catches.
A process of its own dies alone, within bounds that the system holds.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the process may use: address space in bytes, seconds by the clock, and what it may write.

    `writes`: bytes of the largest file it may make; 0 is none at all (its answer goes through a pipe), `None`
    is any. Where a system cannot limit a process, only the seconds hold.
    """

    memory: int
    seconds: int
    writes: int | None = None


_LIMITED = """
try:
    import resource
    for kind, most in {limits}:
        resource.setrlimit(getattr(resource, kind), (most, most))
except (ImportError, ValueError, OSError):
    pass  # not every system can limit a process
"""


def run_apart(
    program: str, arguments: Sequence[str] = (), *, bounds: Bounds, given: bytes = b"", bare: bool = False
) -> bytes | None:
    """What `program` (Python, of our own making) wrote to standard output; `None` when it did not end well.

    `given` is its standard input. `bare`: it gets no environment variables, so that it knows no secrets.

    >>> run_apart("print(6 * 7)", bounds=Bounds(memory=2**30, seconds=20))
    b'42\\n'
    >>> run_apart("while True: pass", bounds=Bounds(memory=2**30, seconds=1)) is None
    True
    """
    limits = [("RLIMIT_AS", bounds.memory), ("RLIMIT_CORE", 0)]
    if bounds.writes is not None:
        limits.append(("RLIMIT_FSIZE", bounds.writes))
    command = [sys.executable, "-I", "-c", _LIMITED.format(limits=limits) + program, *arguments]
    try:
        # Our own program and arguments of our own making; nothing of anybody else is in the command.
        done = subprocess.run(  # noqa: S603
            command,
            input=given,
            capture_output=True,
            timeout=bounds.seconds,
            check=False,
            env={} if bare and os.name == "posix" else None,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
