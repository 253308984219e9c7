# SPDX-License-Identifier: EUPL-1.2
"""C06. A course that runs until its end, joined on the first day: the hours that are left."""

from tests.engine.journeys.town import course, lines, person, running, town, work

CASE = town(
    person("a"), "care", [work("care", "a! b!")], [course("b", "b", running("2026-10-05", "03-01", None))]
)


def test_who_starts_late_in_a_course_without_length_has_fewer_hours() -> None:
    assert lines(CASE) == [
        "b1 01-04..03-01 > search 03-02 > care 04-01 | 100 EUR | 3120 low | 187174 in all | 32 h",
    ]
