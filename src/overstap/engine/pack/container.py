# SPDX-License-Identifier: EUPL-1.2
"""What a pack is kept in: a folder or a zip file, opened without trusting it."""

from __future__ import annotations

import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from overstap.engine.pack import wording
from overstap.engine.pack.findings import Findings

DESCRIPTOR = "datapackage.json"

_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    NotImplementedError,
    RuntimeError,  # zipfile raises it for a missing password
)
_SPARED = ("__MACOSX",)
"""Folders that archivers add and that say nothing."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a pack may hold, in bytes once out of the zip; protects whoever takes packs from others."""

    file: int = 2**30
    total: int = 2**32
    unpacked: int = 2**33
    """Of one Parquet table, once that is unpacked too. The demands of ten million openings fit: a reference to
    what stands in another table takes 16 bytes a row then, however long it is.
    """
    files: int = 1000
    density: int = 400
    """Times smaller a file of more than `dense_from` bytes may be in the zip than unpacked."""
    dense_from: int = 2**24


class Container(Protocol):
    """Files by name, with their sizes in bytes."""

    @property
    def sizes(self) -> Mapping[str, int]:
        """Bytes of each file, unpacked."""

    def read(self, name: str, findings: Findings) -> bytes | None:
        """The bytes of a file, or `None` after telling why not."""

    def close(self) -> None:
        """Lets go of what was opened."""


def is_safe(name: str) -> bool:
    """Whether `name` is a plain relative path that stays inside the pack.

    >>> [is_safe(name) for name in ("people.csv", "data/people.csv", "../people.csv", "/people.csv", "c:x")]
    [True, True, False, False, False]
    """
    if not name or len(name) > 255 or not name.isprintable() or any(sign in name for sign in "\\:"):
        return False
    return not name.startswith("/") and all(part not in ("", ".", "..") for part in name.split("/"))


def open_container(path: Path, findings: Findings, limits: Limits) -> Container | None:
    """The folder or zip file at `path`, or `None` after telling what is wrong with it."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        findings.add(wording.not_found(), path.name or str(path))
        return None
    if stat.S_ISDIR(mode):
        return _open_folder(path, findings, limits)
    if stat.S_ISREG(mode):
        return _open_zip(path, findings, limits)
    findings.add(wording.not_a_pack(), path.name)
    return None


class _Folder:
    def __init__(self, path: Path, sizes: Mapping[str, int]) -> None:
        self._path = path
        self.sizes = sizes

    def read(self, name: str, findings: Findings) -> bytes | None:
        try:
            return (self._path / name).read_bytes()
        except OSError as error:
            findings.add(wording.cannot_read(error.strerror or type(error).__name__), name)
            return None

    def close(self) -> None:
        """Nothing is held open."""


def _open_folder(path: Path, findings: Findings, limits: Limits) -> _Folder | None:
    sizes: dict[str, int] = {}
    before = findings.total
    try:
        for folder, folders, files in os.walk(path):
            folders[:] = sorted(name for name in folders if not _spared(name))
            for file in sorted(files):
                if not _spared(file):
                    _note_file(path, Path(folder, file), sizes, findings)
            if len(sizes) > limits.files:
                findings.add(wording.too_many_files(limits.files), path.name)
                return None
    except OSError as error:
        findings.add(wording.cannot_read(error.strerror or type(error).__name__), path.name)
        return None
    _check_sizes(sizes, path.name, findings, limits)
    return _Folder(path, sizes) if findings.total == before else None


def _note_file(root: Path, file: Path, sizes: dict[str, int], findings: Findings) -> None:
    name = file.relative_to(root).as_posix()
    # `stat` follows a link; one that leads to a file in the same folder does no harm.
    found = file.stat() if file.exists() else file.lstat()
    inside = file.resolve().is_relative_to(root.resolve())
    if not stat.S_ISREG(found.st_mode) or not inside:
        findings.add(wording.not_a_plain_file(), name)
    sizes[name] = found.st_size


def _spared(name: str) -> bool:
    return (name.startswith(".") and name not in (".", "..")) or name in _SPARED


class _Zip:
    def __init__(self, archive: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo]) -> None:
        self._archive = archive
        self._members = members
        self.sizes = {name: member.file_size for name, member in members.items()}

    def read(self, name: str, findings: Findings) -> bytes | None:
        member = self._members[name]
        try:
            with self._archive.open(member) as stream:
                # Never more than the size that was checked, whatever the archive holds.
                return stream.read(member.file_size)
        except _BROKEN_ZIP as error:
            findings.add(wording.cannot_read(_why(error)), name)
            return None

    def close(self) -> None:
        self._archive.close()


def _why(error: Exception) -> str:
    return (
        type(error).__name__ if isinstance(error, struct.error) else (str(error)[:80] or type(error).__name__)
    )


def _open_zip(path: Path, findings: Findings, limits: Limits) -> _Zip | None:
    try:
        archive = zipfile.ZipFile(path)
    except _BROKEN_ZIP:
        findings.add(wording.not_a_pack(), path.name)
        return None
    before = findings.total
    members: dict[str, zipfile.ZipInfo] = {}
    for member in archive.infolist():
        # Not is_dir(), which stumbles over a member without a name.
        folder = member.filename.endswith("/")
        if not folder and not any(_spared(part) for part in PurePosixPath(member.filename).parts[:-1]):
            _note_member(member, members, findings, limits)
    if len(members) > limits.files:
        findings.add(wording.too_many_files(limits.files), path.name)
    members = _without_wrapping_folder(members)
    members = {name: member for name, member in members.items() if not _spared(name)}
    _check_sizes({name: member.file_size for name, member in members.items()}, path.name, findings, limits)
    if findings.total > before:
        archive.close()
        return None
    return _Zip(archive, members)


def _note_member(
    member: zipfile.ZipInfo, members: dict[str, zipfile.ZipInfo], findings: Findings, limits: Limits
) -> None:
    name = member.filename
    if not is_safe(name):
        findings.add(wording.unsafe_name(), "", value=name)
    elif name in members:
        findings.add(wording.twice_in_zip(), name)
    elif stat.S_ISLNK(member.external_attr >> 16):
        findings.add(wording.not_a_plain_file(), name)
    elif member.flag_bits & 0x1:
        findings.add(wording.encrypted(), name)
    elif member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        findings.add(wording.odd_compression(), name)
    elif is_too_dense(member.file_size, member.compress_size, limits):
        findings.add(wording.too_dense(), name)
    else:
        members[name] = member


def is_too_dense(size: int, packed: int, limits: Limits) -> bool:
    """Whether `packed` bytes that unpack to `size` look like a bomb."""
    return size > limits.dense_from and size > limits.density * max(packed, 1)


def _without_wrapping_folder(members: dict[str, zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """Takes off the one folder that archivers put around a zipped folder."""
    tops = {name.split("/")[0] for name in members if "/" in name}
    if DESCRIPTOR in members or len(tops) != 1 or any("/" not in name for name in members):
        return members
    return {name.split("/", 1)[1]: member for name, member in members.items()}


def _check_sizes(sizes: Mapping[str, int], whole: str, findings: Findings, limits: Limits) -> None:
    for name, size in sizes.items():
        if size > limits.file:
            findings.add(wording.too_large(size, limits.file), name)
    if sum(sizes.values()) > limits.total:
        findings.add(wording.too_large(sum(sizes.values()), limits.total), whole)
