# SPDX-License-Identifier: EUPL-1.2
"""A06. The same for openings: one could be started in on 3 February, and is kept until 4 May at the latest."""

from tests.engine.journeys.town import lines, opening, person, town, work

JOBS = [work("care", "e! d!"), opening("open", "care")]
WAITS = town(person("a", last_day="05-03", service_years=10), "", JOBS)
DOES_NOT = town(person("a", last_day="05-04", service_years=10), "", JOBS)


def test_an_employer_keeps_an_opening_for_90_days() -> None:
    assert lines(WAITS) + lines(DOES_NOT) == [
        "search 01-04 > open 02-03 | 0 EUR | 3120 low | 187174 in all | 0 h",
        "last_day 01-04 > open 05-04 | 0 EUR | 3120 low | 198406 in all | 0 h",
        "search 01-04 > open 02-03 | 0 EUR | 3120 low | 187174 in all | 0 h",
    ]
