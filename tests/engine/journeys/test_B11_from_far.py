# SPDX-License-Identifier: EUPL-1.2
"""B11. Nothing of the work is covered: courses of 240 hours together, for work of level 3."""

from tests.engine.journeys.town import course, edition, lines, person, town, work

CASE = town(
    person("e"),
    "care",
    [work("care", "a! b!", level=3)],
    [
        course("both", "a b", edition("02-01", 40, 6)),
        course("quick", "a b", edition("02-01", 4, 6)),
    ],
)


def test_from_far_away_short_courses_are_not_enough() -> None:
    assert lines(CASE) == [
        "course 01-04 > both1 02-01..11-08 > search 11-09 > care 12-09"
        " | 100 EUR | 3120 low | 187174 in all | 240 h",
    ]
