# SPDX-License-Identifier: EUPL-1.2
"""D01. Work and school together; the pay of the occupation begins when it is completed."""

from tests.engine.journeys.town import course, edition, lines, person, place, town, work

CASE = town(
    person("a"),
    "care",
    [work("care", "a! c!", 21), place("learn", "care", "a+ c+", 15, course="c")],
    [course("c", "c", edition("03-01", 40, 6, cost=0, time="work"))],
)


def test_an_apprentice_arrives_when_the_course_is_completed() -> None:
    assert lines(CASE) == [
        "search 01-04 > learn 02-03 learning until 12-06 | 0 EUR | 2340 low | 186939 in all | 240 h",
    ]
