# SPDX-License-Identifier: EUPL-1.2
"""F01. 75% of the pay for two months, then 70%; the course begins after the last day."""

from tests.engine.journeys.town import course, edition, lines, person, town, work

CASE = town(
    person("a", last_day="01-31", work_years=20),
    "care",
    [work("care", "a! b!")],
    [course("b", "b", edition("02-01", 12, 30))],
)


def test_a_benefit_is_what_comes_in_while_studying() -> None:
    assert lines(CASE) == [
        "course 01-04 > b1 02-01..04-26 > search 04-27 > care 05-27"
        " | 100 EUR | 2184 low | 183940 in all | 360 h",
    ]
