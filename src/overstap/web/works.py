# SPDX-License-Identifier: EUPL-1.2
"""Answers that take seconds: worked out beside the requests, looked in on by the page, and kept for a while.

A work goes on as long as somebody asks for it; when a visitor leaves or stops, nobody asks any more and it ends
by itself. What is kept is the answer under a fingerprint of the question, in this process alone: another one,
or this one after a start, works it out again when it is asked the same.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from typing import Generic, TypeVar

T = TypeVar("T")

KEPT = 24
"""Answers kept at a time."""
AT_ONCE = 2
"""Works that go on at the same time in one process; others wait for their turn."""
LEFT_AFTER = 15.0
"""Seconds after which a work that nobody asks for is taken to be left."""


class LeftError(Exception):
    """The visitor left before the answer was there."""


class Work(Generic[T]):
    """One answer in the making. `progress` goes from 0 to 1; None until the first is told."""

    def __init__(self, left_after: float = LEFT_AFTER) -> None:
        self._left_after = left_after
        self._answer: Future[T] = Future()
        self._asked = time.monotonic()
        self.progress: float | None = None

    def told(self, done: int, of: int) -> None:
        """How far it is: `done` parts out of `of`."""
        self.progress = done / of if of else None

    def left(self) -> bool:
        """Whether nobody has asked for it for a while."""
        return time.monotonic() - self._asked > self._left_after

    def answer(self, patience: float) -> T | None:
        """The answer, or None when it is not there within so many seconds. Raises what the work raised."""
        until = time.monotonic() + patience
        while True:
            self._asked = time.monotonic()
            try:
                return self._answer.result(timeout=max(0.0, min(self._left_after / 3, until - self._asked)))
            except NotYet:
                if time.monotonic() >= until:
                    return None

    def do(self, make: Callable[[Work[T]], T], turns: threading.Semaphore) -> None:
        """Works it out."""
        try:
            with turns:
                if self.left():
                    raise LeftError
                answer = make(self)
                if self.left():
                    raise LeftError
            self._answer.set_result(answer)
        except BaseException as error:
            self._answer.set_exception(error)

    @property
    def failed(self) -> bool:
        """Whether it ended without an answer."""
        return self._answer.done() and self._answer.exception() is not None


class Works(Generic[T]):
    """The works of this process, the last few kept. Two who ask the same look in on one work."""

    def __init__(self, at_most: int = KEPT, at_once: int = AT_ONCE, left_after: float = LEFT_AFTER) -> None:
        self._at_most, self._left_after = at_most, left_after
        self._lock = threading.Lock()
        self._turns = threading.BoundedSemaphore(at_once)
        self._kept: OrderedDict[Hashable, Work[T]] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[Work[T]], T]) -> Work[T]:
        """The work for a question, begun when it is new or ended without an answer."""
        with self._lock:
            work = self._kept.get(key)
            if work is None or work.failed:
                work = self._kept[key] = Work(self._left_after)
                threading.Thread(target=work.do, args=(make, self._turns), name="work", daemon=True).start()
            self._kept.move_to_end(key)
            while len(self._kept) > self._at_most:
                self._kept.popitem(last=False)
            return work
