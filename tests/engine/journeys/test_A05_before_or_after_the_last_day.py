# SPDX-License-Identifier: EUPL-1.2
"""A05. Who is told that work ends may leave before, or stay and get severance: both are on offer."""

from tests.engine.journeys.town import lines, person, town, work

CASE = town(person("a", last_day="06-30", service_years=10), "care", [work("care")])


def test_leaving_early_is_sooner_and_staying_until_the_last_day_brings_severance() -> None:
    assert lines(CASE) == [
        "search 01-04 > care 02-03 | 0 EUR | 3120 low | 187174 in all | 0 h",
        "last_day 01-04 > care 07-01 | 0 EUR | 3120 low | 198406 in all | 0 h",
    ]
