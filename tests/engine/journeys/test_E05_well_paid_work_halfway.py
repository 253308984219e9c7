# SPDX-License-Identifier: EUPL-1.2
"""E05. Of two jobs on the way the second pays far more than the goal, and may not be overlooked."""

from tests.engine.journeys.town import lines, person, town, work

CASE = town(
    person("a", wage=18),
    "goal",
    [work("first", "a! b+", 17), work("rich", "b! c+", 40), work("goal", "c!", 18)],
    most_changes=3,
)


def test_well_paid_work_on_the_way_is_not_overlooked() -> None:
    assert lines(CASE) == [
        "search 01-04 > first 02-03 > stay 02-03 > rich 2028-02-03 > stay 2028-02-03 > goal 2029-02-03"
        " | 0 EUR | 2652 low | 207855 in all | 0 h",
    ]
