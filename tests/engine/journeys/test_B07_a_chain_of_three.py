# SPDX-License-Identifier: EUPL-1.2
"""B07. Each course asks the one before."""

from tests.engine.journeys.town import course, edition, lines, person, town, work

CASE = town(
    person("a"),
    "care",
    [work("care", "a! b!")],
    [
        course("b", "b", edition("03-15", 2), requires="c"),
        course("c", "c", edition("02-22", 2), requires="d"),
        course("d", "d", edition("02-01", 2)),
    ],
)


def test_three_courses_in_a_chain() -> None:
    assert lines(CASE) == [
        "course 01-04 > d1 02-01..02-15 > course 02-16 > c1 02-22..03-08 > course 03-09 > b1 03-15..03-29"
        " > search 03-30 > care 04-29 | 300 EUR | 3120 low | 187174 in all | 24 h",
    ]
