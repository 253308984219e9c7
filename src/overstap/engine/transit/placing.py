# SPDX-License-Identifier: EUPL-1.2
"""Choosing a place for every name so that none touches another, nor a line, a station or a sign.

The general problem is NP-hard; the instances here are small and loose. Each thing takes its cheapest place
given the others; whoever still collides grows heavier each round, so that the others move out of its way (the
breakout method of Morris, 1993).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from overstap.engine.transit.model import Box, Place

Floats = npt.NDArray[np.float64]
Booleans = npt.NDArray[np.bool_]

ROUNDS = 24
CLOSE = 4.0
"""Nearer than that to something else is allowed and costs."""
CLOSE_COST = 0.45
OUTSIDE = 0.01
"""What each unit costs that a name makes the drawing larger."""
DOUBTFUL, IN_DOUBT = 12.0, 0.9
"""Nearer than that to the mark of another, a name might be taken for its name."""
NOWHERE = np.nan
OTHER_SIDE = 0.8
"""What it costs to stand on another side than the next station of the line."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What is to be placed: possible boxes with costs and sides, and which thing it goes along with."""

    boxes: Sequence[Box]
    costs: Sequence[float]
    sides: Sequence[int]
    like: int | None = None
    late: bool = False
    """Chooses after the others: a sign makes way for a name."""


@dataclass(frozen=True, slots=True)
class Placed:
    """The choice for each thing, and the groups of things that still collide (none when all is well).

    A group is a pair, or one thing that has no place at all.
    """

    chosen: tuple[int, ...]
    colliding: tuple[tuple[int, ...], ...]


def place(
    things: Sequence[Thing],
    marks: Sequence[Box],
    segments: Sequence[tuple[Place, Place]],
    sheet: Box,
    half: float,
    air: float,
) -> Placed:
    """Chooses one box for each thing.

    `marks` are boxes that stay where they are; `segments` are parts of lines, `half` their half width; `air`
    is kept free around every box; what goes out of `sheet` costs. A thing whose boxes all lie on a mark or a
    line is told as colliding.
    """
    owner = np.array([at for at, thing in enumerate(things) for _ in thing.boxes], dtype=np.int64)
    boxes = np.array([_edges(box) for thing in things for box in thing.boxes], dtype=np.float64).reshape(-1, 4)
    cost = np.array([one for thing in things for one in thing.costs], dtype=np.float64)
    side = np.array([one for thing in things for one in thing.sides], dtype=np.int64)
    fixed = np.array([_edges(box) for box in marks], dtype=np.float64).reshape(-1, 4)
    lines = np.array([(*one, *other) for one, other in segments], dtype=np.float64).reshape(-1, 4)
    blocked = _on_boxes(boxes, fixed, air) | _on_lines(boxes, lines, half + air)
    cost += CLOSE_COST * (_on_boxes(boxes, fixed, CLOSE) | _on_lines(boxes, lines, half + CLOSE))
    # Its own mark is always that near; a second one leaves in doubt whose name it is.
    cost += IN_DOUBT * (_meeting(boxes, fixed, DOUBTFUL).sum(axis=1) > 1)
    outside = np.maximum(boxes[:, :2] * -1 + (sheet.left, sheet.top), 0).sum(axis=1)
    outside += np.maximum(boxes[:, 2:] - (sheet.right, sheet.bottom), 0).sum(axis=1)
    cost += OUTSIDE * outside
    free = np.flatnonzero(~blocked)
    owner, boxes, cost, side = owner[free], boxes[free], cost[free], side[free]
    stuck = sorted(set(range(len(things))) - set(owner.tolist()))
    chosen = _settle(things, owner, boxes, cost, side, air)
    picked = np.array([one for one in chosen if one is not None], dtype=np.int64)
    hits = _meeting(boxes[picked], boxes[picked], air)
    pairs = np.argwhere(np.triu(hits, 1))
    colliding: list[tuple[int, ...]] = [(at,) for at in stuck]
    colliding += [(int(owner[picked[one]]), int(owner[picked[other]])) for one, other in pairs]
    starts = np.cumsum([0, *(len(thing.boxes) for thing in things)])
    answer = tuple(0 if one is None else int(free[one] - starts[at]) for at, one in enumerate(chosen))
    return Placed(answer, tuple(colliding))


def _settle(
    things: Sequence[Thing],
    owner: npt.NDArray[np.int64],
    boxes: Floats,
    cost: Floats,
    side: npt.NDArray[np.int64],
    air: float,
) -> list[int | None]:
    """For each thing the candidate it ends up with, or none when it has none."""
    own = [np.flatnonzero(owner == at) for at in range(len(things))]
    follows: dict[int, list[int]] = {}
    for at, thing in enumerate(things):
        if thing.like is not None:
            follows.setdefault(at, []).append(thing.like)
            follows.setdefault(thing.like, []).append(at)
    heavy = np.full(len(things), 30.0)
    chosen: list[int | None] = [None] * len(things)
    order = sorted(range(len(things)), key=lambda at: (things[at].late, len(own[at]), at))
    lying = np.full((len(things), 4), NOWHERE)
    for _ in range(ROUNDS):
        changed = False
        for at in order:
            if not len(own[at]):
                continue
            # Itself it does not feel: where it lies now is out of the way of all its places.
            lying[at] = NOWHERE
            near = _meeting(boxes[own[at]], lying, CLOSE)
            felt = cost[own[at]]
            if near.any():
                hits = near & _meeting(boxes[own[at]], lying, air)
                felt = felt + hits @ heavy + CLOSE_COST * near.sum(axis=1)
            for other in follows.get(at, ()):
                if (beside := chosen[other]) is not None:
                    felt = felt + OTHER_SIDE * (side[own[at]] != side[beside])
            best = int(own[at][int(np.argmin(felt))])
            changed |= best != chosen[at]
            chosen[at] = best
            lying[at] = boxes[best]
        wrong = _meeting(lying, lying, air).sum(axis=1) > 1
        if not wrong.any() and not changed:
            break
        heavy[wrong] *= 1.3
    return chosen


def _edges(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.top, box.right, box.bottom


def _meeting(one: Floats, other: Floats, air: float) -> Booleans:
    """Which boxes of `one` come within `air` of which of `other`. Shape (n, m)."""
    left, top, right, bottom = (one[:, at][:, None] for at in range(4))
    return np.asarray(
        (left - air < other[:, 2])
        & (other[:, 0] < right + air)
        & (top - air < other[:, 3])
        & (other[:, 1] < bottom + air)
    )


def _on_boxes(boxes: Floats, fixed: Floats, air: float) -> Booleans:
    return np.asarray(_meeting(boxes, fixed, air).any(axis=1)) if len(fixed) else np.zeros(len(boxes), bool)


def _on_lines(boxes: Floats, lines: Floats, air: float) -> Booleans:
    """Which boxes come within `air` of a segment: it is clipped to the grown box (Liang and Barsky)."""
    if not len(lines):
        return np.zeros(len(boxes), bool)
    x, y = lines[:, 0], lines[:, 1]
    right, down = lines[:, 2] - x, lines[:, 3] - y
    enter, leave = np.zeros((len(boxes), len(lines))), np.ones((len(boxes), len(lines)))
    outside = np.zeros((len(boxes), len(lines)), bool)
    for start, step, low, high in ((x, right, 0, 2), (y, down, 1, 3)):
        least, most = boxes[:, low][:, None] - air - start, boxes[:, high][:, None] + air - start
        flat = np.broadcast_to(step == 0, enter.shape)
        outside |= flat & ((least >= 0) | (most <= 0))
        with np.errstate(divide="ignore", invalid="ignore"):
            first, last = least / step, most / step
        enter = np.where(flat, enter, np.maximum(enter, np.minimum(first, last)))
        leave = np.where(flat, leave, np.minimum(leave, np.maximum(first, last)))
    return np.asarray((~outside & (enter < leave)).any(axis=1))
