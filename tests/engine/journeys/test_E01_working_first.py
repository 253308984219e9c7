# SPDX-License-Identifier: EUPL-1.2
"""E01. After a year in the first job one can do what the second asks."""

from tests.engine.journeys.town import lines, person, town, work

CASE = town(person("a"), "goal", [work("first", "a! b+", 18), work("goal", "b! c?", 25)])


def test_work_teaches_what_the_next_work_asks() -> None:
    assert lines(CASE) == [
        "search 01-04 > first 02-03 > stay 02-03 > goal 2028-02-03 | 0 EUR | 2808 low | 220104 in all | 0 h",
    ]
