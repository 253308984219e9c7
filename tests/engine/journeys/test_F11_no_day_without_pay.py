# SPDX-License-Identifier: EUPL-1.2
"""F11. Who has no work and starts on the day of departure has not lived on nothing for any day."""

from tests.engine.journeys.town import lines, person, town, work

CASE = town(
    person("a", wage=None),
    "care",
    [work("care")],
    rules={"search.notice_days": 0, "search.days_shortage": 0},
)


def test_who_starts_at_once_has_no_day_without_pay() -> None:
    assert lines(CASE) == [
        "care 01-04 | 0 EUR | 3120 low | 187174 in all | 0 h",
    ]
