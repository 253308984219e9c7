# SPDX-License-Identifier: EUPL-1.2
"""C02. With 36 hours of work a course by day may take four; who works 32 has room for eight."""

from tests.engine.journeys.town import course, edition, lines, person, town, work

COURSE = course("b", "b", edition("02-01", 4, 8, time="day"), edition("03-01", 8, 4, time="day"))
FULL_TIME = town(person("a"), "care", [work("care", "a! b!")], [COURSE])
PART_TIME = town(person("a", wage=22.5, hours=32), "care", [work("care", "a! b!")], [COURSE])


def test_courses_by_day_fit_in_a_week_of_forty_hours_with_work() -> None:
    assert lines(FULL_TIME) + lines(PART_TIME) == [
        (
            "course 01-04 > b2 03-01..04-26 > search 04-27 > care 05-27"
            " | 100 EUR | 3120 low | 187174 in all | 32 h"
        ),
        (
            "course 01-04 > b1 02-01..03-01 > search 03-02 > care 04-01"
            " | 100 EUR | 2773 low | 167368 in all | 32 h"
        ),
    ]
