# SPDX-License-Identifier: EUPL-1.2
"""B02. Two courses of six hours do not fit in eight: one after the other, with three weeks between."""

from overstap.engine.journeys.offers import Lines
from tests.engine.journeys.town import course, edition, lines, person, town, work

CASE = town(
    person("a"),
    "care",
    [work("care", "a! b+ c+")],
    [
        course("b", "b", edition("02-01", 4, 6)),
        course("c", "c", edition("02-01", 4, 6), edition("03-22", 4, 6)),
    ],
    lines=Lines(fits=1.0),
)


def test_two_courses_after_each_other_with_one_wait_between() -> None:
    assert lines(CASE) == [
        "course 01-04 > b1 02-01..03-01 > course 03-02 > c2 03-22..04-19 > search 04-20 > care 05-20"
        " | 200 EUR | 3120 low | 187174 in all | 48 h",
    ]
