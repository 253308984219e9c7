# SPDX-License-Identifier: EUPL-1.2
"""Keeps the index of openings as the database has them: a round takes in what was written since the last one.

Every process reads the same files. Whoever is first in a round holds the folder and writes; the others see the
new manifest a moment later. A process that dies in the middle leaves the files as they were, and the next round
of any other does its work. How: docs/methods/match-index.md.
"""

from __future__ import annotations

import fcntl
import hashlib
import logging
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt
from django.db import DatabaseError, connection

from overstap.apps.openings import queries
from overstap.apps.openings.actions import KEPT_FOR
from overstap.apps.openings.queries import Moment
from overstap.bridge.moments import one_moment
from overstap.bridge.stock.reading import Terms, read_openings
from overstap.engine.matching.large import segments as living
from overstap.engine.matching.large.segments import Segments
from overstap.engine.problems import InputRefused
from overstap.engine.region.from_pack import Records
from overstap.engine.skills.language import Language
from overstap.engine.skills.taxonomy import SkillKind

log = logging.getLogger(__name__)

EVERY_SECONDS = 0.25
"""Between two looks at the database."""
_RECENT = 20_000
"""Openings up to which a segment counts as recent: recent ones are put together at once."""
_SHARE = 0.1
"""Share of all openings outside the largest segment from which everything is laid out anew."""
_RENEWED = timedelta(hours=1)
_TOO_OLD = KEPT_FOR - timedelta(days=1)


class _Mark(msgspec.Struct, frozen=True):
    """How far an index has come: a snapshot of the database, and when it was taken."""

    snapshot: str
    everything: str
    at: datetime

    @property
    def moment(self) -> Moment:
        return Moment(self.snapshot, self.everything)


@dataclass(frozen=True)
class Place:
    """Where the index of one language, set of places and set of origins is kept, and what it is made with."""

    folder: Path
    made_for: str
    terms: Terms
    attitude: npt.NDArray[np.bool_]


def place_of(
    records: Records, language: Language, fingerprint: str, origins: tuple[str, ...], folder: Path
) -> Place:
    """Where the index of a region's openings is, in the folder that holds all indexes.

    `fingerprint` says what the language follows from; another language, other places or occupations have an
    index of their own, so that two versions of a region can be in use side by side while one takes over.
    """
    skills = language.taxonomy.skills
    terms = Terms(
        skill_index=language.taxonomy.skill_index,
        places={row.id: row.position for row in records.places.values()},
        occupations=tuple(records.occupations),
        on_hiring=frozenset(row.id for row in records.certificates.values() if row.on_hiring),
        origins=origins,
    )
    parts = (fingerprint, list(terms.places.items()), terms.occupations, sorted(terms.on_hiring), origins)
    made_for = hashlib.sha256(msgspec.msgpack.encode(parts)).hexdigest()
    attitude = np.array([skill.kind is SkillKind.ATTITUDE for skill in skills], dtype=np.bool_)
    return Place(folder / made_for[:16], made_for, terms, attitude)


class Follower:
    """The index as this process has it. `segments` may be read by any thread; rounds are of one thread each."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self._segments: Segments | None = None

    @property
    def segments(self) -> Segments:
        """The newest state that this process knows; the first time, that of the database at this moment."""
        return self._segments or self.open()

    def open(self) -> Segments:
        """The index as it stands now in the database, made when it is not there or cannot be used."""
        with _turn(self.place.folder, wait=True):
            self._segments = self._from_files()
            if self._segments is None or self._behind(self._segments):
                self._catch_up()
        return self.segments

    def round(self) -> bool:
        """Takes in what changed since the last round, unless another process is at it; whether anything did."""
        before = self._segments
        newest = self._from_files()
        if newest is not None:
            self._segments = newest
        if newest is None or self._behind(newest):
            with _turn(self.place.folder, wait=False) as mine:
                if mine:
                    self._catch_up()
        return self._segments is not before

    def _from_files(self) -> Segments | None:
        try:
            return living.open_segments(self.place.folder, self.place.made_for, self._segments)
        except InputRefused:
            return None

    def _behind(self, segments: Segments) -> bool:
        mark = _mark_of(segments)
        now = queries.this_moment()
        if mark is None or now.everything != mark.everything or queries.changed_since(mark.moment):
            return True
        return datetime.now(UTC) - mark.at > _RENEWED

    def _catch_up(self) -> None:
        segments = self._from_files()
        mark = _mark_of(segments) if segments is not None else None
        if segments is None or mark is None or datetime.now(UTC) - mark.at > _TOO_OLD:
            self._make_anew()
            return
        with one_moment():
            now = queries.this_moment()
            anew = now.everything != mark.everything
            changed = [] if anew else queries.changes_since(mark.moment)
            openings = read_openings(self.place.terms, changed) if changed else None
        if anew:
            self._make_anew()
            return
        ids = np.array([name.encode() for name in changed], dtype=np.bytes_)
        gone = ids if openings is None else np.setdiff1d(ids, openings.ids)
        after = living.change(segments, openings, gone, _told(now))
        self._segments = _tidied(after)

    def _make_anew(self) -> None:
        self.place.folder.mkdir(parents=True, exist_ok=True)
        with one_moment():
            now = queries.this_moment()
            openings = read_openings(self.place.terms)
        log.info("the index of openings is made anew")
        self._segments = living.create(
            self.place.folder, openings, self.place.attitude, self.place.made_for, _told(now)
        )
        living.sweep(self._segments)
        _remove_left_alone(self.place.folder)


class Following(threading.Thread):
    """Rounds for as long as the process lives."""

    def __init__(self, one_round: Callable[[], object]) -> None:
        super().__init__(name="openings", daemon=True)
        self._round, self._over = one_round, threading.Event()

    def run(self) -> None:
        """Looks again and again; a database that is away for a while is waited for."""
        failed = False
        while not self._over.wait(EVERY_SECONDS if not failed else 4 * EVERY_SECONDS):
            try:
                self._round()
                failed = False
            except DatabaseError:
                if not failed:
                    log.warning("the database does not answer; the openings stay as they are known")
                failed = True
                connection.close()
            except Exception:
                log.exception("the openings could not be followed; another try comes")
                failed = True
        connection.close()

    def stop(self) -> None:
        """Ends the rounds."""
        self._over.set()


@contextmanager
def _turn(folder: Path, *, wait: bool) -> Iterator[bool]:
    """Holds the folder against other processes; whether it is ours. A killed process lets go of it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "turn.lock").open("a+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True


def _remove_left_alone(folder: Path) -> None:
    """Removes indexes of earlier languages that nobody has looked after for a while."""
    for other in folder.parent.iterdir():
        manifest = other / living.MANIFEST
        if other == folder or not manifest.exists():
            continue
        if time.time() - manifest.stat().st_mtime > _TOO_OLD.total_seconds():
            shutil.rmtree(other, ignore_errors=True)


def _tidied(segments: Segments) -> Segments:
    """Few segments: recent ones together, everything together when much is recent or gone."""
    largest = max(segments.parts, key=len)
    outside = len(largest) - largest.living + sum(len(part) for part in segments.parts if part is not largest)
    if outside > max(_RECENT, _SHARE * len(largest)):
        return _merged(segments, segments)
    recent = [at for at, part in enumerate(segments.parts) if part is not largest and len(part) <= _RECENT]
    return _merged(segments, living.some_segments(segments, recent)) if len(recent) > 1 else segments


def _merged(segments: Segments, some: Segments) -> Segments:
    file = living.merge(some)
    return living.finish_merge(some, file, segments) if file else segments


def _told(moment: Moment) -> str:
    return msgspec.json.encode(_Mark(moment.snapshot, moment.everything, datetime.now(UTC))).decode()


def _mark_of(segments: Segments) -> _Mark | None:
    try:
        return msgspec.json.decode(segments.mark, type=_Mark)
    except msgspec.DecodeError:
        return None
