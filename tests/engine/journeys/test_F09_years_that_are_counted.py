# SPDX-License-Identifier: EUPL-1.2
"""F09. Income is counted over a year; the change comes later, and no day after the year counts."""

from overstap.engine.journeys.model import Settings
from tests.engine.journeys.town import lines, person, town, work

CASE = town(
    person("a"),
    "care",
    [work("care", "a! b!", 30), work("first", "a! b?", 25)],
    settings=Settings(income_years=1),
)


def test_income_after_the_years_counted_is_left_out() -> None:
    assert lines(CASE) == [
        "search 01-04 > first 02-03 > stay 02-03 > care 2028-02-03 | 0 EUR | 3120 low | 45999 in all | 0 h",
    ]
