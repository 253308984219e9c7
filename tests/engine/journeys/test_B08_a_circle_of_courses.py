# SPDX-License-Identifier: EUPL-1.2
"""B08. Two courses that ask for each other cannot be followed; a third that prepares for one can."""

from overstap.engine.journeys.offers import Lines
from tests.engine.journeys.town import course, edition, lines, person, town, work

CASE = town(
    person("a"),
    "care",
    [work("care", "a! b! c!")],
    [
        course("b", "b e", edition("03-01", 4), requires="d"),
        course("c", "c d", edition("04-05", 4), requires="e"),
        course("d", "d", edition("02-01", 3)),
    ],
    lines=Lines(carried=0.3),
)


def test_courses_that_ask_for_each_other_need_a_third_to_begin_with() -> None:
    assert lines(CASE) == [
        "course 01-04 > d1 02-01..02-22 > course 02-23 > b1 03-01..03-29 > course 03-30 > c1 04-05..05-03"
        " > search 05-04 > care 06-03 | 300 EUR | 3120 low | 187174 in all | 44 h",
    ]
