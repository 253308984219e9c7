# SPDX-License-Identifier: EUPL-1.2
"""F04. No savings help against a goal that pays too little for good."""

from tests.engine.journeys.town import lines, person, town, work

CASE = town(person("a", income_floor=3000, savings=100_000), "", [work("poor", wage=19), work("care", wage=20)])


def test_work_that_pays_less_than_the_floor_is_no_goal() -> None:
    assert lines(CASE) == [
        "search 01-04 > care 02-03 | 0 EUR | 3120 low | 187174 in all | 0 h",
    ]
