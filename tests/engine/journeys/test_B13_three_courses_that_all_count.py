# SPDX-License-Identifier: EUPL-1.2
"""B13. Each of three courses gives one of the things that all have to be there."""

from overstap.engine.journeys.offers import Lines
from tests.engine.journeys.town import course, edition, lines, person, town, work

CASE = town(
    person("a"),
    "care",
    [work("care", "a! b+ c+ d+")],
    [
        course("b", "b", edition("02-01", 2)),
        course("c", "c", edition("02-22", 2)),
        course("d", "d", edition("02-22", 2)),
    ],
    lines=Lines(fits=1.0, carried=0.4),
)


def test_three_courses_are_followed_when_none_of_them_can_be_left_out() -> None:
    assert lines(CASE) == [
        "course 01-04 > b1 02-01..02-15 > course 02-16 > c1 02-22..03-08 > d1 02-22..03-08 > search 03-09"
        " > care 04-08 | 300 EUR | 3120 low | 187174 in all | 24 h",
    ]
