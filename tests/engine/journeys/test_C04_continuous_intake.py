# SPDX-License-Identifier: EUPL-1.2
"""C04. One can join on any day, and it takes six weeks."""

from tests.engine.journeys.town import course, lines, person, running, town, work

CASE = town(person("a"), "care", [work("care", "a! b!")], [course("b", "b", running("2026-09-01", "12-31", 6))])


def test_a_continuous_course_starts_at_once() -> None:
    assert lines(CASE) == [
        "b1 01-04..02-15 > search 02-16 > care 03-18 | 100 EUR | 3120 low | 187174 in all | 24 h",
    ]
