# SPDX-License-Identifier: EUPL-1.2
"""E02. The year in the first job is used for the course that the second asks as well."""

from tests.engine.journeys.town import course, edition, lines, person, town, work

CASE = town(
    person("a"),
    "goal",
    [work("first", "a! b+", 18), work("goal", "b! c!", 25)],
    [course("c", "c", edition("05-03", 10))],
)


def test_one_course_is_followed_beside_the_work_on_the_way() -> None:
    assert lines(CASE) == [
        "search 01-04 > first 02-03 > course 02-03 > c1 05-03..07-12 > stay 07-13 > goal 2028-02-03"
        " | 100 EUR | 2808 low | 220104 in all | 40 h",
    ]
