# SPDX-License-Identifier: EUPL-1.2
"""B05. Either course will do. Together they would do too, and are not offered."""

from tests.engine.journeys.town import course, edition, lines, person, town, work

CASE = town(
    person("a"),
    "care",
    [work("care", "a! b+ c+")],
    [course("b", "b", edition("02-01", 4, cost=300)), course("c", "c", edition("03-01", 4, cost=200))],
)


def test_no_course_is_followed_that_could_be_left_out() -> None:
    assert lines(CASE) == [
        (
            "course 01-04 > b1 02-01..03-01 > search 03-02 > care 04-01"
            " | 300 EUR | 3120 low | 187174 in all | 16 h"
        ),
        (
            "course 01-04 > c1 03-01..03-29 > search 03-30 > care 04-29"
            " | 200 EUR | 3120 low | 187174 in all | 16 h"
        ),
    ]
