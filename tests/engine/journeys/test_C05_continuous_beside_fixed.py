# SPDX-License-Identifier: EUPL-1.2
"""C05. A course of six hours leaves no room for another of four until it is over."""

from overstap.engine.journeys.offers import Lines
from tests.engine.journeys.town import course, edition, lines, person, running, town, work

CASE = town(
    person("a"),
    "care",
    [work("care", "a! b+ c+")],
    [course("b", "b", edition("01-04", 4, 6)), course("c", "c", running("2026-09-01", "12-31", 6))],
    lines=Lines(fits=1.0),
)


def test_a_continuous_course_waits_until_there_is_room() -> None:
    assert lines(CASE) == [
        "b1 01-04..02-01 > c1 02-02..03-16 > search 03-17 > care 04-16"
        " | 200 EUR | 3120 low | 187174 in all | 48 h",
    ]
