# SPDX-License-Identifier: EUPL-1.2
"""B12. One has level 2; the course asks level 3."""

from tests.engine.journeys.town import course, edition, lines, person, town, work

COURSE = course("b", "b", edition("02-01", 4), entry_level=3)
CLOSED = town(person("a", level=2), "care", [work("care", "a! b!")], [COURSE])
OPEN = town(person("a", level=3), "care", [work("care", "a! b!")], [COURSE])


def test_a_course_that_asks_a_level_is_closed_to_who_has_less() -> None:
    assert lines(CLOSED) + lines(OPEN) == [
        "course 01-04 > b1 02-01..03-01 > search 03-02 > care 04-01"
        " | 100 EUR | 3120 low | 187174 in all | 16 h",
    ]
