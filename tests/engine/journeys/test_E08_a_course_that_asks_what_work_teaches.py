# SPDX-License-Identifier: EUPL-1.2
"""E08. After a year in the first job, on that very day."""

from tests.engine.journeys.town import course, lines, person, running, town, work

CASE = town(
    person("a"),
    "goal",
    [work("first", "a! b?"), work("goal", "a! d!", 25)],
    [course("d", "d", running("01-04", "2031-01-01", 10), requires="b")],
)


def test_a_course_that_asks_what_work_teaches_begins_once_that_counts() -> None:
    assert lines(CASE) == [
        "search 01-04 > first 02-03 > course 02-03 > d1 2028-02-03..2028-04-13 > search 2028-04-14"
        " > goal 2028-05-14 | 100 EUR | 3120 low | 221257 in all | 40 h",
    ]
