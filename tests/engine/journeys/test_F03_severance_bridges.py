# SPDX-License-Identifier: EUPL-1.2
"""F03. Without severance the months on a benefit come short of the floor."""

from tests.engine.journeys.town import course, edition, lines, person, town, work

JOBS = [work("care", "a! b!")]
COURSE = course("b", "b", edition("02-01", 12, 30))
SERVED = town(
    person("a", last_day="01-31", work_years=20, service_years=10, income_floor=3000), "care", JOBS, [COURSE]
)
NEW = town(person("a", last_day="01-31", work_years=20, income_floor=3000), "care", JOBS, [COURSE])


def test_severance_bridges_as_savings_do() -> None:
    assert lines(SERVED) + lines(NEW) == [
        "course 01-04 > b1 02-01..04-26 > search 04-27 > care 05-27"
        " | 100 EUR | 2184 low | 195172 in all | 360 h",
    ]
