# SPDX-License-Identifier: EUPL-1.2
"""Arrays in one file, mapped read-only: all processes of a machine share the same memory.

The file: 8 bytes that name the format, 32 bytes SHA-256 of all that follows, 8 bytes length of the header, the
header (MessagePack: what it holds, what for, and each array's name, type, shape and place), then the arrays,
each from a multiple of 64 bytes on, lowest byte first. A file that differs in a single bit is refused.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from overstap.engine.matching.large import wording
from overstap.engine.problems import InputRefused

MAGIC = b"OVSTARR\x01"
_DIGEST, _LENGTH, _ALIGN = 32, 8, 64
_START = len(MAGIC) + _DIGEST

Arrays = Mapping[str, npt.NDArray[Any]]


class _Place(msgspec.Struct, frozen=True):
    """Where an array stands, counted from the first one."""

    type: str
    shape: tuple[int, ...]
    offset: int


class _Header(msgspec.Struct, frozen=True):
    """What a file holds. `kind` and `version`: of what is stored; `made_for`: with which data it goes."""

    kind: str
    version: int
    made_for: str
    arrays: dict[str, _Place]
    texts: dict[str, list[str]]


def write_arrays(
    folder: Path,
    kind: str,
    version: int,
    made_for: str,
    arrays: Arrays,
    texts: Mapping[str, list[str]] | None = None,
) -> str:
    """Writes arrays (and lists of text) to a new file in a folder; gives its name, which no other has.

    Whoever looks sees the whole file or none, also when the process or the machine stops half-way.
    """
    places: dict[str, _Place] = {}
    end = 0
    ordered = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
    for name, array in ordered.items():
        end = _aligned(end)
        places[name] = _Place(array.dtype.newbyteorder("<").str, array.shape, end)
        end += array.nbytes
    header = msgspec.msgpack.encode(_Header(kind, version, made_for, places, dict(texts or {})))
    header += b" " * (_aligned(_START + _LENGTH + len(header)) - _START - _LENGTH - len(header))
    digest = hashlib.sha256()
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".", suffix=".part", delete=False) as file:
        try:
            file.write(MAGIC + bytes(_DIGEST))
            _put(file, digest, len(header).to_bytes(_LENGTH, "little") + header)
            at = 0
            for name, array in ordered.items():
                _put(file, digest, bytes(places[name].offset - at))
                _put(file, digest, array.astype(array.dtype.newbyteorder("<"), copy=False).data)
                at = places[name].offset + array.nbytes
            file.seek(len(MAGIC))
            file.write(digest.digest())
            file.flush()
            os.fsync(file.fileno())
            # The temporary name too: the same content may be written twice, and be two files.
            name = f"{Path(file.name).stem.strip('.')}-{digest.hexdigest()[:16]}.{kind}"
            Path(file.name).replace(folder / name)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    sync_folder(folder)
    return name


def map_arrays(
    file: Path, kind: str, version: int, made_for: str
) -> tuple[dict[str, npt.NDArray[Any]], dict[str, list[str]]]:
    """The arrays of a file, read-only and shared, and its texts.

    Raises `InputRefused` when the file is missing, damaged, of another kind or version, or made for other data.
    """
    try:
        with file.open("rb") as opened:
            data = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError):  # an empty file cannot be mapped
        raise _refused(file, "missing" if not file.exists() else "damaged") from None
    if data[: len(MAGIC)] != MAGIC:
        raise _refused(file, "foreign")
    if hashlib.sha256(memoryview(data)[_START:]).digest() != data[len(MAGIC) : _START]:
        raise _refused(file, "damaged")
    length = int.from_bytes(data[_START : _START + _LENGTH], "little")
    body = _START + _LENGTH + length
    try:
        header = msgspec.msgpack.decode(data[_START + _LENGTH : body].rstrip(b" "), type=_Header)
    except msgspec.DecodeError:
        raise _refused(file, "foreign") from None
    if header.kind != kind:
        raise _refused(file, "foreign")
    if header.version != version:
        raise _refused(file, "other version")
    if header.made_for != made_for:
        raise _refused(file, "made for other data")
    arrays = {name: _array(data, body, place) for name, place in header.arrays.items()}
    return arrays, header.texts


def stored_digest(file: Path) -> str:
    """What the content of a file is known by, as the file says; "" when it is no such file.

    The same arrays, texts and names give the same. `map_arrays` checks whether it is true.
    """
    try:
        with file.open("rb") as opened:
            start = opened.read(_START)
    except OSError:
        return ""
    return start[len(MAGIC) :].hex() if len(start) == _START and start.startswith(MAGIC) else ""


def sync_folder(folder: Path) -> None:
    """Makes names in a folder outlive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _array(data: mmap.mmap, body: int, place: _Place) -> npt.NDArray[Any]:
    count = int(np.prod(place.shape, dtype=np.int64))
    if count == 0:
        empty = np.zeros(place.shape, dtype=place.type)
        empty.flags.writeable = False
        return empty
    return np.frombuffer(data, dtype=place.type, count=count, offset=body + place.offset).reshape(place.shape)


def _put(file: Any, digest: Any, data: Any) -> None:
    digest.update(data)
    file.write(data)


def _aligned(offset: int) -> int:
    return -(-offset // _ALIGN) * _ALIGN


def _refused(file: Path, why: str) -> InputRefused:
    return InputRefused([wording.not_an_index(file.name, why)])
