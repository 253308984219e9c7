# SPDX-License-Identifier: EUPL-1.2
"""A01. Work that fits needs no course: 30 days of notice, then the first day."""

from tests.engine.journeys.town import lines, person, town, work

CASE = town(person("a"), "care", [work("care", "a!", 18)])


def test_work_that_fits_is_changed_to_after_a_month_of_notice() -> None:
    assert lines(CASE) == [
        "search 01-04 > care 02-03 | 0 EUR | 2808 low | 168764 in all | 0 h",
    ]
