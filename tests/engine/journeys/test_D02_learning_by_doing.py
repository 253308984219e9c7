# SPDX-License-Identifier: EUPL-1.2
"""D02. No course goes with it: what is learned by doing counts after a year."""

from tests.engine.journeys.town import lines, person, place, town, work

CASE = town(person("a"), "care", [work("care", "a! c! d!", 21), place("learn", "care", "a+ c+", 15)])


def test_a_learning_place_without_a_course_takes_a_year() -> None:
    assert lines(CASE) == [
        "search 01-04 > learn 02-03 learning until 2028-02-02 | 0 EUR | 2340 low | 185155 in all | 0 h",
    ]
