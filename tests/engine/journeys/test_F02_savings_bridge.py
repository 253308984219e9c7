# SPDX-License-Identifier: EUPL-1.2
"""F02. Learning pays 660 a month less than what is needed, for 365 days: 7,914.46 EUR has to be there."""

from tests.engine.journeys.town import lines, person, place, town, work

JOBS = [work("care", "a! c! d!", 21), place("learn", "care", "a+ c+", 15)]
ENOUGH = town(person("a", income_floor=3000, savings=7915), "care", JOBS)
SHORT = town(person("a", income_floor=3000, savings=7914), "care", JOBS)


def test_savings_bridge_what_comes_short_of_the_floor() -> None:
    assert lines(ENOUGH) + lines(SHORT) == [
        "search 01-04 > learn 02-03 learning until 2028-02-02 | 0 EUR | 2340 low | 185155 in all | 0 h",
    ]
