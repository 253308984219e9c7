# SPDX-License-Identifier: EUPL-1.2
"""What trains are proposed out of, and what is proposed."""

from __future__ import annotations

from dataclasses import dataclass

from overstap.engine.placement.plan.model import Case, Integers, Plan


@dataclass(frozen=True)
class Offer:
    """A seat that was offered before: `option` (position) and its answer: `yes`, `no`, or empty while waiting.

    `train`: the one it was in, empty when not told.
    """

    option: int
    answer: str
    train: str = ""


@dataclass(frozen=True)
class Question:
    """People, openings and courses: a `Case` whose editions are courses of which any number of trains may
    leave.

    `least`, `most` (courses,): people in one train. `trains` (courses,): how many may leave at most.
    `employers` (openings,); `gaps` (options,): what the course closes. `offers`: of before.
    """

    case: Case
    least: Integers
    most: Integers
    trains: Integers
    employers: tuple[str, ...]
    gaps: tuple[str, ...]
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True)
class Train:
    """People who train together. `members`: options (positions), one of each. `reserves`: options of
    people without a place who could come in, the best first.
    """

    id: str
    course: int
    members: tuple[int, ...]
    reserves: tuple[int, ...]


@dataclass(frozen=True)
class Proposal:
    """The trains, and the plan that they are out of; who is placed without a course is in no train."""

    trains: tuple[Train, ...]
    plan: Plan
