# SPDX-License-Identifier: EUPL-1.2
"""E03. Each job teaches what the next asks."""

from tests.engine.journeys.town import lines, person, town, work

JOBS = [work("one", "a! b+", 18), work("two", "b! c+", 19), work("goal", "c! d?", 25)]
TWO = town(person("a"), "goal", JOBS, most_changes=2)
THREE = town(person("a"), "goal", JOBS, most_changes=3)


def test_three_changes_where_two_do_not_get_there() -> None:
    assert lines(TWO) + lines(THREE) == [
        "search 01-04 > one 02-03 > stay 02-03 > two 2028-02-03 > stay 2028-02-03 > goal 2029-02-03"
        " | 0 EUR | 2808 low | 208849 in all | 0 h",
    ]
