# SPDX-License-Identifier: EUPL-1.2
"""A04. Notice would be over in February; the work starts in May."""

from tests.engine.journeys.town import lines, opening, person, town, work

CASE = town(person("a"), "", [work("care", "e! d!"), opening("open", "care", opens="05-01")])


def test_an_opening_that_starts_later_is_waited_for() -> None:
    assert lines(CASE) == [
        "start 01-04 > open 05-01 | 0 EUR | 3120 low | 187174 in all | 0 h",
    ]
