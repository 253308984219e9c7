# SPDX-License-Identifier: EUPL-1.2
"""Of groups of people, which share reached each step; small groups are withheld, and what would betray them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from overstap.engine.fairness.intervals import Interval, ratio, wilson

LEAST = 10
"""A group of fewer people is withheld."""


@dataclass(frozen=True, slots=True)
class Reached:
    """One step of one group: the share that reached it, and that share over the largest group's.

    `against` None: it is the largest group itself, or nobody there reached the step.
    """

    step: str
    share: Interval
    against: Interval | None


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group. Withheld: `people` is None and `steps` empty."""

    group: str
    people: int | None
    steps: tuple[Reached, ...]


def withheld(sizes: Mapping[str, int], least: int = LEAST) -> frozenset[str]:
    """The groups that are not shown: those smaller than `least`, and as many of the next smallest as it takes
    that nobody can work out a small one by subtracting the others from a total: two at least, together no
    fewer than `least` people.

    >>> sorted(withheld({"a": 40, "b": 25, "c": 4}))
    ['b', 'c']
    >>> sorted(withheld({"a": 40, "b": 6, "c": 7}))
    ['b', 'c']
    >>> sorted(withheld({"a": 40, "b": 12}))
    []
    """
    by_size = sorted(sizes, key=lambda group: (sizes[group], group))
    hidden = [group for group in by_size if 0 < sizes[group] < least]
    if not hidden:
        return frozenset(group for group in by_size if sizes[group] == 0)
    for group in by_size:
        if len(hidden) >= 2 and sum(sizes[one] for one in hidden) >= least:
            break
        if group not in hidden and sizes[group] > 0:
            hidden.append(group)
    return frozenset(hidden) | {group for group in by_size if sizes[group] == 0}


def report(
    members: Mapping[str, frozenset[str]],
    reached: Mapping[str, frozenset[str]],
    order: Sequence[str],
    least: int = LEAST,
) -> tuple[GroupRow, ...]:
    """Of each group, in `order`, the share of its members that reached each step.

    `members`: group -> keys of people; `reached`: step -> keys of people, of whatever group. The largest group
    that is shown is what others are held beside.
    """
    sizes = {group: len(members.get(group, frozenset())) for group in order}
    hidden = withheld(sizes, least)
    shown = [group for group in order if group not in hidden]
    largest = max(shown, key=lambda group: sizes[group], default="")
    rows = []
    for group in order:
        if group in hidden:
            rows.append(GroupRow(group, None, ()))
            continue
        steps = tuple(
            _step(step, members[group], members[largest], everybody, is_largest=group == largest)
            for step, everybody in reached.items()
        )
        rows.append(GroupRow(group, sizes[group], steps))
    return tuple(rows)


def _step(
    step: str, group: frozenset[str], largest: frozenset[str], everybody: frozenset[str], *, is_largest: bool
) -> Reached:
    hits, other = len(group & everybody), len(largest & everybody)
    against = None if is_largest else ratio(hits, len(group), other, len(largest))
    return Reached(step, wilson(hits, len(group)), against)
