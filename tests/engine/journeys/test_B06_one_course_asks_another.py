# SPDX-License-Identifier: EUPL-1.2
"""B06. The second course asks what the first teaches, which the work itself does not ask."""

from tests.engine.journeys.town import course, edition, lines, person, town, work

CASE = town(
    person("a"),
    "care",
    [work("care", "a! b!")],
    [
        course("b", "b", edition("02-15", 4), edition("04-05", 4), requires="c"),
        course("c", "c", edition("02-01", 3)),
    ],
)


def test_a_course_that_asks_another_follows_it() -> None:
    assert lines(CASE) == [
        "course 01-04 > c1 02-01..02-22 > course 02-23 > b2 04-05..05-03 > search 05-04 > care 06-03"
        " | 200 EUR | 3120 low | 187174 in all | 28 h",
    ]
