# SPDX-License-Identifier: EUPL-1.2
"""G02. The other course is as good."""

from overstap.engine.journeys.model import Via
from tests.engine.journeys.town import course, edition, lines, person, town, work

CASE = town(
    person("a"),
    "care",
    [work("care", "a! b+ c+")],
    [course("b", "b", edition("02-01", 4)), course("c", "c", edition("03-01", 4))],
    via=Via(courses=frozenset({"c"})),
)


def test_a_journey_goes_over_a_course_that_was_asked_for() -> None:
    assert lines(CASE) == [
        "course 01-04 > c1 03-01..03-29 > search 03-30 > care 04-29"
        " | 100 EUR | 3120 low | 187174 in all | 16 h",
    ]
