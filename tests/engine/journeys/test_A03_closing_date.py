# SPDX-License-Identifier: EUPL-1.2
"""A03. The opening closes on the day after the course: just in time, and a day earlier it is not."""

from tests.engine.journeys.town import course, edition, lines, opening, person, town, work

COURSE = course("b", "b", edition("02-01", 4))
IN_TIME = town(
    person("a"), "", [work("care", "e! d!"), opening("open", "care", "a! b!", closes="03-02")], [COURSE]
)
TOO_LATE = town(
    person("a"), "", [work("care", "e! d!"), opening("open", "care", "a! b!", closes="03-01")], [COURSE]
)


def test_an_opening_is_applied_for_before_it_closes() -> None:
    assert lines(IN_TIME) + lines(TOO_LATE) == [
        "course 01-04 > b1 02-01..03-01 > search 03-02 > open 04-01"
        " | 100 EUR | 3120 low | 187174 in all | 16 h",
    ]
