# SPDX-License-Identifier: EUPL-1.2
"""B10. From level 2 one may go to level 3; for level 4 it takes an education of level 3, of 240 hours."""

from tests.engine.journeys.town import course, edition, lines, person, town, work

JOBS = [work("care", "a! b+", level=4)]
CASE = town(
    person("a", level=2),
    "care",
    JOBS,
    [
        course("long", "b", edition("02-01", 40, 6), level=3),
        course("short", "b", edition("02-01", 20, 6), level=3),
    ],
)


def test_work_of_two_levels_up_takes_an_education() -> None:
    assert lines(CASE) == [
        "course 01-04 > long1 02-01..11-08 > search 11-09 > care 12-09"
        " | 100 EUR | 3120 low | 187174 in all | 240 h",
    ]
