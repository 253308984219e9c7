# SPDX-License-Identifier: EUPL-1.2
"""A long list, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Page:
    """One page of a list; numbers count from 1."""

    items: Sequence[Any]
    number: int
    pages: int
    total: int
    open_ended: bool = False
    """There is more than `total`: nobody counted further."""

    @property
    def previous(self) -> int | None:
        """The number of the page before, if any."""
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        """The number of the page after, if any."""
        return self.number + 1 if self.number < self.pages else None


def page_of(items: Sequence[Any], asked: str | None, size: int) -> Page:
    """The page that was asked for; what is no page number, or too high a one, gives the nearest that exists.

    >>> page_of("abcde", "2", 2).items, page_of("abcde", "99", 2).items, page_of("abcde", "x", 2).number
    ('cd', 'e', 1)
    """
    pages = max(1, -(-len(items) // size))
    try:
        number = min(max(int(asked or 1), 1), pages)
    except ValueError:
        number = 1
    more = getattr(items, "open_ended", False)
    return Page(items[(number - 1) * size : number * size], number, pages, len(items), more)


class Rows(Sequence[Any]):
    """A question to the database as a list that is read a page at a time."""

    def __init__(self, found: Any) -> None:
        self.found, self.size = found, found.count()

    def __len__(self) -> int:
        return int(self.size)

    def __getitem__(self, part: Any) -> Any:
        return list(self.found[part]) if isinstance(part, slice) else self.found[part]
