# SPDX-License-Identifier: EUPL-1.2
"""A02. Work that shrinks takes 180 days to find."""

from tests.engine.journeys.town import lines, person, town, work

CASE = town(person("a"), "care", [work("care", outlook="shrinking")])


def test_finding_work_takes_as_long_as_its_outlook_says() -> None:
    assert lines(CASE) == [
        "search 01-04 > care 07-03 | 0 EUR | 3120 low | 187174 in all | 0 h",
    ]
