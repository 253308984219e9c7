# SPDX-License-Identifier: EUPL-1.2
"""C07. It begins on the first day without work, and not before."""

from tests.engine.journeys.town import course, lines, person, running, town, work

CASE = town(
    person("a", last_day="03-31", work_years=10),
    "care",
    [work("care", "a! b!")],
    [course("b", "b", running("01-04", "12-31", 4, 30))],
)


def test_a_full_course_that_one_may_join_on_any_day_begins_after_the_last_day() -> None:
    assert lines(CASE) == [
        "course 01-04 > b1 04-01..04-29 > search 04-30 > care 05-30"
        " | 100 EUR | 2340 low | 185662 in all | 120 h",
    ]
