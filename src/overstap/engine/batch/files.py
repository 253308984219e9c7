# SPDX-License-Identifier: EUPL-1.2
"""Files that are there whole or not at all, and known by what is in them."""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

import polars as pl

from overstap.engine.matching.large.arrayfile import sync_folder

_AT_ONCE = 1 << 20


def put_file(file: Path, content: bytes) -> None:
    """Writes a file, in place of one that may be there: whoever looks sees the whole of one or the other."""
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".", suffix=".part", delete=False) as opened:
        try:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
            Path(opened.name).replace(file)
        except BaseException:
            Path(opened.name).unlink(missing_ok=True)
            raise
    sync_folder(file.parent)


def as_parquet(frame: pl.DataFrame) -> bytes:
    """A table as Parquet; the same table gives the same bytes."""
    written = io.BytesIO()
    frame.write_parquet(written, compression="zstd", compression_level=3, statistics=True)
    return written.getvalue()


def digest_of(content: bytes) -> str:
    """What content is known by."""
    return hashlib.sha256(content).hexdigest()


def digest_of_files(places: Iterable[Path]) -> str:
    """What files, and all files in folders, are known by: their content, and their names inside the folders.

    What Python and Numba compile beside code is no part of it.
    """
    digest = hashlib.sha256()
    for place in places:
        files = sorted(one for one in place.rglob("*") if one.is_file()) if place.is_dir() else [place]
        for file in files:
            if "__pycache__" in file.parts:
                continue
            name = file.relative_to(place).as_posix() if place.is_dir() else ""
            digest.update(f"{name}\0{file.stat().st_size}\n".encode())
            with file.open("rb") as opened:
                while piece := opened.read(_AT_ONCE):
                    digest.update(piece)
    return digest.hexdigest()
