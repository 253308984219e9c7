# SPDX-License-Identifier: EUPL-1.2
"""An index that lives: a large base, small recent segments, and what was taken out of each.

A folder holds files that never change once written, and one manifest that names those in use. Whatever changes
writes its files first and then swaps the manifest in one step: a process killed at any moment leaves the folder
as it was before or after, never between. Readers map files and keep them as long as they like.

Who writes takes turns (a lock is the caller's, who has a database for it); readers need none. Merging may take
its time beside other writers: `merge` does the work, `finish_merge` is short and takes its turn.
"""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from overstap.engine.matching.index import Filters
from overstap.engine.matching.large import wording
from overstap.engine.matching.large.arrayfile import map_arrays, sync_folder, write_arrays
from overstap.engine.matching.large.index import NOTHING, Found, OpeningIndex, Question, build_opening_index
from overstap.engine.matching.large.joining import arrays_in, joined
from overstap.engine.matching.large.openings import Ids, Integers, OpeningArrays
from overstap.engine.matching.large.storage import map_index, save_index
from overstap.engine.matching.model import DEFAULT_THRESHOLDS, Reach, Thresholds, Wishes
from overstap.engine.problems import InputRefused

MANIFEST = "manifest.json"
_GONE, _VERSION = "gone", 1
_TRIES = 5
"""Times a manifest is read again when a file it names was replaced meanwhile."""


class _Segment(msgspec.Struct, frozen=True):
    """A file, and the file with the ids that were taken out of it ("" for none)."""

    file: str
    gone: str = ""


class _Manifest(msgspec.Struct, frozen=True):
    """What is in use. `generation` grows by one with each change; `mark` is the writer's own."""

    version: int
    made_for: str
    generation: int
    segments: tuple[_Segment, ...]
    mark: str = ""


@dataclass(frozen=True)
class Segments:
    """The living index as it was at one moment: searches like one index. Immutable, safe between threads."""

    folder: Path
    manifest: _Manifest
    parts: tuple[OpeningIndex, ...]

    def __len__(self) -> int:
        return sum(part.living for part in self.parts)

    @property
    def generation(self) -> int:
        """Which state of the folder this is."""
        return self.manifest.generation

    @property
    def mark(self) -> str:
        """How far the writer had come with what it follows, in its own words."""
        return self.manifest.mark

    def best(
        self, question: Question, top: int, *, filters: Filters | None = None, floor: float = NOTHING
    ) -> Found:
        """As `OpeningIndex.best`. `rows` counts on through the parts."""
        return self._together(
            [part.best(question, top, filters=filters, floor=floor) for part in self.parts], top
        )

    def grouped(
        self,
        question: Question,
        top: int,
        *,
        filters: Filters | None = None,
        wishes: Wishes | None = None,
        thresholds: Thresholds = DEFAULT_THRESHOLDS,
    ) -> dict[Reach, Found]:
        """As `OpeningIndex.grouped`."""
        each = [
            part.grouped(question, top, filters=filters, wishes=wishes, thresholds=thresholds)
            for part in self.parts
        ]
        return {reach: self._together([one[reach] for one in each], top, by_liking=True) for reach in Reach}

    def count(self, filters: Filters) -> int:
        """How many openings pass the filters."""
        return sum(part.count(filters) for part in self.parts)

    def asking(self, skills: Integers, top: int) -> tuple[Ids, int]:
        """Openings that ask at least one of the skills: the ids of at most `top`, and how many there are."""
        found = [part.asking(skills, top) for part in self.parts]
        return np.concatenate([ids for ids, _ in found])[:top], sum(count for _, count in found)

    @cached_property
    def by_occupation(self) -> dict[str, int]:
        """Occupation -> openings; those without are left out."""
        counts: Counter[str] = Counter()
        for part in self.parts:
            counts.update(part.by_occupation)
        return dict(counts)

    @cached_property
    def by_skill(self) -> Integers:
        """How many openings ask each skill. Shape (skills,). Those taken out since the last merge count."""
        return np.asarray(np.sum([part.by_skill for part in self.parts], axis=0), dtype=np.int64)

    def warm(self) -> None:
        """As `OpeningIndex.warm`, for every part."""
        for part in self.parts:
            part.warm()

    def _together(self, found: list[Found], top: int, *, by_liking: bool = False) -> Found:
        shifts = np.cumsum([0, *(len(part) for part in self.parts)])
        moved = [replace(one, rows=one.rows + shift) for one, shift in zip(found, shifts[:-1], strict=True)]
        names = ("ids", "claimed", "shown", "wish", "km", "rows")
        one = Found(*(np.concatenate([getattr(part, name) for part in moved]) for name in names))
        km = np.where(np.isnan(one.km), np.inf, one.km)
        liking = (km, -one.wish, -one.shown) if by_liking else ()
        order = np.lexsort((one.ids, *liking, -one.claimed))[:top]
        return Found(*(getattr(one, name)[order] for name in names))

    @cached_property
    def attitude(self) -> npt.NDArray[np.bool_]:
        """Which skills are no step. Shape (skills,)."""
        return self.parts[0].attitude


def create(
    folder: Path, openings: OpeningArrays, attitude: npt.NDArray[np.bool_], made_for: str, mark: str = ""
) -> Segments:
    """A new living index in a folder, in place of one that may be there. `made_for`: see `save_index`."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        generation = _read(folder, made_for).generation
    except InputRefused:
        generation = 0
    file = save_index(build_opening_index(openings, attitude), folder, made_for)
    _swap(folder, _Manifest(_VERSION, made_for, generation + 1, (_Segment(file),), mark))
    return open_segments(folder, made_for)


def open_segments(folder: Path, made_for: str, known: Segments | None = None) -> Segments:
    """The living index in a folder.

    With `known`, only what is new since is opened; when nothing is, `known` itself comes back. Raises
    `InputRefused` when there is none, or one of its files cannot be used: create it again.
    """
    for trial in range(_TRIES):
        manifest = _read(folder, made_for)
        if known is not None and known.manifest == manifest:
            return known
        try:
            return Segments(
                folder, manifest, tuple(_opened(folder, manifest, one, known) for one in manifest.segments)
            )
        except InputRefused:
            # Another process may have merged between the manifest and the files.
            if trial == _TRIES - 1 or _read(folder, made_for) == manifest:
                raise
    raise AssertionError("unreachable")


def add(segments: Segments, openings: OpeningArrays, mark: str | None = None) -> Segments:
    """Adds openings in a segment of their own; those with an id that is there already take its place."""
    return change(segments, openings, openings.ids[:0], segments.mark if mark is None else mark)


def remove(segments: Segments, ids: Ids, mark: str | None = None) -> Segments:
    """Takes openings out; ids that are not there are passed over."""
    return change(segments, None, ids, segments.mark if mark is None else mark)


def change(segments: Segments, openings: OpeningArrays | None, gone: Ids, mark: str) -> Segments:
    """Takes `gone` out and adds `openings`, as one step that readers see whole, together with the mark."""
    if openings is None or not len(openings):
        return _changed(segments, _without(segments, gone), mark)
    index = build_opening_index(openings, segments.attitude)
    file = save_index(index, segments.folder, segments.manifest.made_for)
    replaced = np.union1d(gone, openings.ids) if len(gone) else openings.ids
    return _changed(segments, (*_without(segments, replaced), _Segment(file)), mark)


def some_segments(segments: Segments, at: Sequence[int]) -> Segments:
    """Some of the segments, by position, to be merged apart from the others."""
    manifest = msgspec.structs.replace(
        segments.manifest, segments=tuple(segments.manifest.segments[one] for one in at)
    )
    return Segments(segments.folder, manifest, tuple(segments.parts[one] for one in at))


def merge(segments: Segments, least: int = 2) -> str:
    """Writes the openings of all segments to one file, for `finish_merge`; changes nothing yet.

    "" when there are fewer than `least` segments and nothing was taken out.
    """
    if len(segments.parts) < least and not any(one.gone for one in segments.manifest.segments):
        return ""
    openings = joined([arrays_in(part) for part in segments.parts])
    return save_index(
        build_opening_index(openings, segments.attitude), segments.folder, segments.manifest.made_for
    )


def finish_merge(segments: Segments, file: str, known: Segments | None = None) -> Segments:
    """Puts the file that `merge(segments)` wrote in the place of those segments, and deletes them.

    They may be some of those in use (`some_segments`); `known` are then all that are open. What was added and
    taken out since stays so. When the segments are no longer there (created anew meanwhile), nothing changes.
    """
    now = open_segments(segments.folder, segments.manifest.made_for, known or segments)
    before = {one.file: one for one in segments.manifest.segments}
    if not before.keys() <= {one.file for one in now.manifest.segments}:
        return now
    gone = [
        np.setdiff1d(_gone(now, one), _gone(segments, before[one.file]))
        for one in now.manifest.segments
        if one.file in before
    ]
    later = tuple(one for one in now.manifest.segments if one.file not in before)
    merged = _Segment(file, _written(segments, np.unique(np.concatenate(gone))))
    return _changed(now, (merged, *later), now.mark)


def sweep(segments: Segments) -> None:
    """Deletes what killed processes left. Only while nobody else writes, a merge included."""
    used = {MANIFEST, *_files(segments.manifest)}
    for file in segments.folder.iterdir():
        if file.name not in used and (file.suffix in (".part", f".{_GONE}", ".openings")):
            file.unlink(missing_ok=True)


# --- the parts ------------------------------------------------------------------------------------


def _without(segments: Segments, ids: Ids) -> tuple[_Segment, ...]:
    """The segments with some ids taken out of each that has them."""
    changed = []
    for one, part in zip(segments.manifest.segments, segments.parts, strict=True):
        here = ids[part.rows_of(ids) >= 0]
        if len(here):
            one = _Segment(one.file, _written(segments, np.union1d(_gone(segments, one), here)))
        changed.append(one)
    return tuple(changed)


def _written(segments: Segments, ids: Ids) -> str:
    if not len(ids):
        return ""
    return write_arrays(segments.folder, _GONE, _VERSION, segments.manifest.made_for, {"ids": ids})


def _gone(segments: Segments, one: _Segment) -> Ids:
    if not one.gone:
        return segments.parts[0].ids[:0]
    arrays, _ = map_arrays(segments.folder / one.gone, _GONE, _VERSION, segments.manifest.made_for)
    return arrays["ids"]


def _opened(folder: Path, manifest: _Manifest, one: _Segment, known: Segments | None) -> OpeningIndex:
    if known is not None:
        for other, part in zip(known.manifest.segments, known.parts, strict=True):
            if other == one:
                return part
    index = map_index(folder / one.file, manifest.made_for)
    if not one.gone:
        return index
    arrays, _ = map_arrays(folder / one.gone, _GONE, _VERSION, manifest.made_for)
    return index.without(arrays["ids"])


def _changed(segments: Segments, to: tuple[_Segment, ...], mark: str) -> Segments:
    """Swaps the manifest, opens what is new and deletes what is no longer named."""
    old = segments.manifest
    if to == old.segments and mark == old.mark:
        return segments
    _swap(segments.folder, _Manifest(_VERSION, old.made_for, old.generation + 1, to, mark))
    now = open_segments(segments.folder, old.made_for, segments)
    for name in _files(old) - _files(now.manifest):
        (segments.folder / name).unlink(missing_ok=True)
    return now


def _files(manifest: _Manifest) -> set[str]:
    return {name for one in manifest.segments for name in (one.file, one.gone) if name}


def _read(folder: Path, made_for: str) -> _Manifest:
    file = folder / MANIFEST
    try:
        manifest = msgspec.json.decode(file.read_bytes(), type=_Manifest)
    except FileNotFoundError:
        raise InputRefused([wording.not_an_index(MANIFEST, "missing")]) from None
    except msgspec.DecodeError:
        raise InputRefused([wording.not_an_index(MANIFEST, "damaged")]) from None
    if manifest.version != _VERSION:
        raise InputRefused([wording.not_an_index(MANIFEST, "other version")])
    if manifest.made_for != made_for:
        raise InputRefused([wording.not_an_index(MANIFEST, "made for other data")])
    return manifest


def _swap(folder: Path, manifest: _Manifest) -> None:
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".", suffix=".part", delete=False) as file:
        file.write(msgspec.json.encode(manifest))
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(folder / MANIFEST)
    sync_folder(folder)
