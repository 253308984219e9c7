# SPDX-License-Identifier: EUPL-1.2
"""F12. With no years in which pay grows, work brings what it pays later from its first day on."""

from tests.engine.journeys.town import lines, person, town, work

CASE = town(
    person("a"),
    "care",
    [work("care", "a!", 18, wage_later=19)],
    rules={"wage.years_to_middle": 0},
)


def test_when_pay_does_not_grow_it_is_that_of_later_at_once() -> None:
    assert lines(CASE) == [
        "search 01-04 > care 02-03 | 0 EUR | 2964 low | 177969 in all | 0 h",
    ]
