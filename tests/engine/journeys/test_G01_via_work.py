# SPDX-License-Identifier: EUPL-1.2
"""G01. The direct way is not what was asked."""

from overstap.engine.journeys.model import Via
from tests.engine.journeys.town import lines, person, town, work

CASE = town(
    person("a"), "care", [work("care"), work("first", "a! b+")], via=Via(occupations=frozenset({"first"}))
)


def test_a_journey_goes_over_work_that_was_asked_for() -> None:
    assert lines(CASE) == [
        "search 01-04 > first 02-03 > stay 02-03 > care 2028-02-03 | 0 EUR | 3120 low | 187174 in all | 0 h",
    ]
