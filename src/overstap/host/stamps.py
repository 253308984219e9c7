# SPDX-License-Identifier: EUPL-1.2
"""Short names for the state of files, by which something made from them is known to be still right."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import overstap


def stamp_of(places: Iterable[Path]) -> str:
    """Changes whenever a file in one of the folders, or one of the files, gets other content.

    Goes by name, size and time of change, so that nothing has to be read.
    """
    digest = hashlib.sha256()
    for place in places:
        files = sorted(place.rglob("*")) if place.is_dir() else [place]
        for file in files:
            if file.is_file():
                told = file.stat()
                digest.update(f"{file.absolute()}\0{told.st_size}\0{told.st_mtime_ns}\n".encode())
    return digest.hexdigest()


@lru_cache(maxsize=1)
def engine_stamp() -> str:
    """Changes whenever the engine does: what an older engine made is then made anew."""
    engine = Path(overstap.__file__).resolve().parent / "engine"
    # What Python and Numba compile beside the code is no part of it.
    return stamp_of(file for file in sorted(engine.rglob("*.*")) if "__pycache__" not in file.parts)
