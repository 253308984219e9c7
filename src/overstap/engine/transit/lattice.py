# SPDX-License-Identifier: EUPL-1.2
"""Every course a line may take over a small lattice, as bit masks that are compared all at once.

A course goes from vertex to neighbouring vertex in one of eight directions and bends by 45 degrees at most.
A lattice has no more than 64 vertices, so what a course touches fits the bits of one number, and how it meets
another course is an `and` and a count of bits, for thousands of courses at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Point = tuple[int, int]
Bits = npt.NDArray[np.uint64]

DIRECTIONS: tuple[Point, ...] = ((1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1))
"""Eight directions, each 45 degrees on from the one before; y runs down, as on a screen."""

MOST_VERTICES = 64


@dataclass(frozen=True)
class Catalogue:
    """All courses over a lattice of `width` by `height` vertices.

    `paths` holds the vertices of each; the arrays have one entry per course. Vertex (x, y) is bit y * width +
    x. An edge is the bit of its upper left end in the mask of its direction; `falling` goes down to the
    right, `rising` goes down to the left and is the bit of the upper left corner of its cell, so that two
    edges cross between the vertices exactly when both masks hold that bit.
    """

    width: int
    height: int
    paths: tuple[tuple[Point, ...], ...]
    vertices: Bits
    level: Bits
    upright: Bits
    falling: Bits
    rising: Bits
    bends: Bits
    ends: Bits
    length: npt.NDArray[np.float64]
    bend_count: npt.NDArray[np.float64]
    level_count: npt.NDArray[np.float64]


def lattice_for(lines: int) -> tuple[int, int]:
    """Width and height, in vertices, of a lattice with room for a number of lines.

    >>> lattice_for(10), lattice_for(2), lattice_for(40)
    ((8, 8), (4, 4), (8, 8))
    """
    for width, height in ((4, 4), (5, 4), (6, 5), (6, 6), (7, 6), (7, 7), (8, 7)):
        if width * height >= 6 * lines:
            return width, height
    return 8, 8


def catalogue(width: int, height: int, *, shortest: int, longest: int, most_bends: int = 2) -> Catalogue:
    """All courses of `shortest` to `longest` edges, each once, in a fixed order.

    Raises `ValueError` when the lattice has more vertices than a mask has bits.

    >>> small = catalogue(3, 1, shortest=1, longest=2)
    >>> small.paths
    (((0, 0), (1, 0)), ((0, 0), (1, 0), (2, 0)), ((1, 0), (2, 0)))
    >>> [int(mask) for mask in small.vertices]
    [3, 7, 6]
    """
    if width * height > MOST_VERTICES:
        raise ValueError(f"a lattice of {width} by {height} has more than {MOST_VERTICES} vertices")
    found: set[tuple[Point, ...]] = set()
    for x in range(width):
        for y in range(height):
            for direction in range(8):
                _walk([(x, y)], direction, most_bends, (width, height), (shortest, longest), found)
    paths = tuple(sorted(found))
    masks = np.array([_masks(path, width) for path in paths], dtype=np.uint64).reshape(len(paths), 7)
    vertices, level, upright, falling, rising, bends, ends = (np.ascontiguousarray(one) for one in masks.T)
    return Catalogue(
        width,
        height,
        paths,
        vertices,
        level,
        upright,
        falling,
        rising,
        bends,
        ends,
        np.array([len(path) - 1 for path in paths], dtype=np.float64),
        np.bitwise_count(bends).astype(np.float64),
        np.bitwise_count(level).astype(np.float64),
    )


def _walk(
    path: list[Point],
    direction: int,
    bends_left: int,
    size: Point,
    lengths: Point,
    found: set[tuple[Point, ...]],
) -> None:
    """Adds every course that begins with `path` and goes on in `direction`."""
    length = len(path) - 1
    if length >= lengths[0]:
        course = tuple(path)
        found.add(min(course, course[::-1]))
    if length == lengths[1]:
        return
    x, y = path[-1]
    for turn in (0, 1, -1) if length and bends_left else (0,):
        onward = (direction + turn) % 8
        step = (x + DIRECTIONS[onward][0], y + DIRECTIONS[onward][1])
        if 0 <= step[0] < size[0] and 0 <= step[1] < size[1] and step not in path:
            path.append(step)
            _walk(path, onward, bends_left - (turn != 0), size, lengths, found)
            path.pop()


def _masks(path: tuple[Point, ...], width: int) -> tuple[int, ...]:
    vertices = level = upright = falling = rising = bends = 0
    for x, y in path:
        vertices |= 1 << (y * width + x)
    for (x, y), (right, down) in pairwise(path):
        bit = 1 << (min(y, down) * width + min(x, right))
        if y == down:
            level |= bit
        elif x == right:
            upright |= bit
        elif (right > x) == (down > y):
            falling |= bit
        else:
            rising |= bit
    for before, (x, y), after in zip(path, path[1:], path[2:], strict=False):
        if (x - before[0], y - before[1]) != (after[0] - x, after[1] - y):
            bends |= 1 << (y * width + x)
    ends = sum(1 << (y * width + x) for x, y in {path[0], path[-1]})
    return vertices, level, upright, falling, rising, bends, ends
