# SPDX-License-Identifier: EUPL-1.2
"""H02. Two openings that differ in nothing but their name."""

from tests.engine.journeys.town import lines, opening, person, town, work

CASE = town(person("a"), "", [work("care", "e! d!"), opening("one", "care"), opening("two", "care")])


def test_of_journeys_that_are_equal_on_all_counts_one_is_given() -> None:
    assert lines(CASE) == [
        "search 01-04 > one 02-03 | 0 EUR | 3120 low | 187174 in all | 0 h",
    ]
