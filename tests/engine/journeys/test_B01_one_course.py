# SPDX-License-Identifier: EUPL-1.2
"""B01. Half of the work is covered, a course of four weeks gives the rest."""

from tests.engine.journeys.town import course, edition, lines, person, town, work

CASE = town(person("a"), "care", [work("care", "a! b!", 18)], [course("b", "b", edition("02-01", 4))])


def test_one_course_fills_the_gap() -> None:
    assert lines(CASE) == [
        "course 01-04 > b1 02-01..03-01 > search 03-02 > care 04-01"
        " | 100 EUR | 2808 low | 169349 in all | 16 h",
    ]
