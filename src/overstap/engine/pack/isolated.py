# SPDX-License-Identifier: EUPL-1.2
"""Unpacks Parquet in a process of its own.

Polars can abort the whole process on damaged Parquet (it asks for as much memory as the bytes say),
which no `except` catches. A process of its own dies alone; what it hands back, in Arrow's own form, was
written by Polars itself and is read without fear.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from overstap.engine.own_process import Bounds, run_apart
from overstap.engine.pack import wording
from overstap.engine.pack.container import Limits
from overstap.engine.pack.findings import Findings

_BOUNDS = Bounds(memory=2**35, seconds=10 * 60)
"""Far more than a pack within the limits needs."""

# A file is done when `N.arrow` or `N.refused` stands there; the one at which the process died is not.
_PROGRAM = """
import sys
from pathlib import Path
import polars
from polars.exceptions import PanicException
for name in sys.argv[1:]:
    path = Path(name)
    try:
        frame = polars.read_parquet(path, use_statistics=False, glob=False)
        frame.write_ipc(path.with_suffix(".part"))
        path.with_suffix(".part").rename(path.with_suffix(".arrow"))
    except (Exception, PanicException):
        path.with_suffix(".refused").touch()
"""


@contextmanager
def unpacked_parquet(
    files: Mapping[str, bytes], findings: Findings, limits: Limits
) -> Iterator[dict[str, pl.LazyFrame | None]]:
    """The tables in Parquet `files` by name, to be read inside the block; `None` for one that could not be
    read, after telling so.
    """
    with tempfile.TemporaryDirectory(prefix="overstap-", ignore_cleanup_errors=True) as folder:
        places = {file: Path(folder, f"{number}.parquet") for number, file in enumerate(files)}
        for file, place in places.items():
            place.write_bytes(files[file])
        _unpack(list(places.values()))
        yield {file: _load(file, place, findings, limits) for file, place in places.items()}


def unpack_file(file: Path) -> pl.DataFrame | None:
    """The table in a Parquet file of any size; `None` when it could not be read."""
    with tempfile.TemporaryDirectory(prefix="overstap-") as folder:
        place = Path(folder, "0.parquet")
        place.symlink_to(file.absolute())
        _unpack([place])
        arrow = place.with_suffix(".arrow")
        return pl.read_ipc(arrow.read_bytes()) if arrow.exists() else None


def _unpack(places: Sequence[Path]) -> None:
    """Unpacks all; a file on which the process dies is passed over and the rest done anew."""
    while places:
        run_apart(_PROGRAM, [str(place) for place in places], bounds=_BOUNDS)
        undone = [place for place in places if not _is_done(place)]
        places = undone[1:]


def _is_done(place: Path) -> bool:
    return place.with_suffix(".arrow").exists() or place.with_suffix(".refused").exists()


def _load(file: str, place: Path, findings: Findings, limits: Limits) -> pl.LazyFrame | None:
    arrow = place.with_suffix(".arrow")
    if not arrow.exists():
        findings.add(wording.broken_parquet(), file)
        return None
    size = arrow.stat().st_size
    if size > limits.unpacked:
        findings.add(wording.too_large(size, limits.unpacked), file)
        return None
    return pl.scan_ipc(arrow)
