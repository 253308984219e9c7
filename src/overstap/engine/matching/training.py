# SPDX-License-Identifier: EUPL-1.2
"""Which courses close a gap, and when they leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from overstap.engine.matching.model import Course, Edition
from overstap.engine.skills.graph import SkillGraph

TEACHES_FROM = 0.8
"""A course closes a gap when what it teaches is the skill asked, or comes at least this near to it."""

SERVES_FROM = 0.6
"""What a course teaches serves work when some skill that the work asks comes at least this near."""

LEAST_SERVED = 1 / 3
"""Of what a course teaches, at least this share must serve the work it is offered for.

Nobody should be sent to a six-month course for guards because it also teaches working together.
"""


@dataclass(frozen=True)
class TrainingIndex:
    """Courses by what they teach and by the certificate they lead to."""

    courses: Mapping[str, Course]
    by_skill: Mapping[int, tuple[str, ...]]
    by_certificate: Mapping[str, tuple[str, ...]]
    serves: Mapping[str, tuple[frozenset[int], ...]]
    """Course -> for each skill it teaches, the skills asked that this serves."""

    def editions_for_skill(
        self, skill: int, today: date, *, asked: frozenset[int] | None = None
    ) -> tuple[Edition, ...]:
        """Editions that can still be joined of courses that teach the skill, the first to arrive first.

        `asked` are the skills that the work asks which someone wants to reach: with it, only courses of which
        enough serves that work (`LEAST_SERVED`).
        """
        courses = self.by_skill.get(skill, ())
        if asked is not None:
            courses = tuple(course for course in courses if self.share_served(course, asked) >= LEAST_SERVED)
        return self._arrivals(courses, today)

    def share_served(self, course: str, asked: frozenset[int]) -> float:
        """Which share of what a course teaches serves work that asks these skills (0..1)."""
        taught = self.serves[course]
        return sum(not served.isdisjoint(asked) for served in taught) / len(taught)

    def editions_for_certificate(self, certificate: str, today: date) -> tuple[Edition, ...]:
        """Editions of courses that lead to the certificate, as `editions_for_skill` gives them."""
        return self._arrivals(self.by_certificate.get(certificate, ()), today)

    def _arrivals(self, courses: Sequence[str], today: date) -> tuple[Edition, ...]:
        editions = [
            edition
            for course in courses
            for edition in self.courses[course].editions
            if can_still_join(edition, today)
        ]
        # As a traveller asks: not what leaves first but what gets there first; then what costs least.
        return tuple(sorted(editions, key=lambda one: (arrival(one, today), one.cost, one.id)))


def can_still_join(edition: Edition, today: date) -> bool:
    """A fixed edition until the day it starts, a continuous one as long as it runs."""
    return (edition.ends_on if edition.continuous else edition.starts_on) >= today


def departure(edition: Edition, today: date) -> date:
    """The first day on which one can begin, seen from `today`."""
    return max(edition.starts_on, today) if edition.continuous else edition.starts_on


def arrival(edition: Edition, today: date) -> date:
    """The day on which one has learned it, seen from `today`."""
    if edition.continuous and edition.weeks is not None:
        return departure(edition, today) + timedelta(weeks=edition.weeks)
    return edition.ends_on


def build_training(
    courses: Sequence[Course], skill_index: Mapping[str, int], graph: SkillGraph
) -> TrainingIndex:
    """Indexes courses; a demand is closed by a course that teaches it or something near enough."""
    by_skill: dict[int, dict[str, None]] = {}
    serves: dict[str, tuple[frozenset[int], ...]] = {}
    by_certificate: dict[str, dict[str, None]] = {}
    for course in sorted(courses, key=lambda course: course.id):
        taught_here = [skill_index[taught] for taught in course.teaches]
        serves[course.id] = tuple(_served_by(held, graph) for held in taught_here)
        for held in taught_here:
            by_skill.setdefault(held, {})[course.id] = None
            for asked, similarity in graph.neighbours(held):
                if similarity >= TEACHES_FROM:
                    by_skill.setdefault(asked, {})[course.id] = None
        for certificate in course.certificates:
            by_certificate.setdefault(certificate, {})[course.id] = None
    return TrainingIndex(
        {course.id: course for course in courses},
        {skill: tuple(ids) for skill, ids in by_skill.items()},
        {certificate: tuple(ids) for certificate, ids in by_certificate.items()},
        serves,
    )


def _served_by(held: int, graph: SkillGraph) -> frozenset[int]:
    near = (asked for asked, similarity in graph.neighbours(held) if similarity >= SERVES_FROM)
    return frozenset((held, *near))
