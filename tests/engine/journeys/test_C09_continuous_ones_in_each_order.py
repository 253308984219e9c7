# SPDX-License-Identifier: EUPL-1.2
"""C09. The shorter one is open until March: after the longer one it would be too late."""

from overstap.engine.journeys.offers import Lines
from tests.engine.journeys.town import course, lines, person, running, town, work

CASE = town(
    person("a"),
    "care",
    [work("care", "a! b+ c+")],
    [
        course("b", "b", running("2026-09-01", "12-31", 10, 6)),
        course("c", "c", running("2026-09-01", "03-01", 2, 6)),
    ],
    lines=Lines(fits=1.0),
)


def test_of_two_continuous_courses_either_may_come_first() -> None:
    assert lines(CASE) == [
        "c1 01-04..01-18 > b1 01-19..03-30 > search 03-31 > care 04-30"
        " | 200 EUR | 3120 low | 187174 in all | 72 h",
    ]
