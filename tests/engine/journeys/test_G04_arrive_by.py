# SPDX-License-Identifier: EUPL-1.2
"""G04. Thirty days of notice, and not one less."""

from tests.engine.journeys.town import lines, on, person, town, work

IN_TIME = town(person("a"), "care", [work("care")], arrive_by=on("02-03"))
TOO_LATE = town(person("a"), "care", [work("care")], arrive_by=on("02-02"))


def test_who_wants_to_arrive_by_a_day_is_there_on_that_day_at_the_latest() -> None:
    assert lines(IN_TIME) + lines(TOO_LATE) == [
        "search 01-04 > care 02-03 | 0 EUR | 3120 low | 187174 in all | 0 h",
    ]
