# SPDX-License-Identifier: EUPL-1.2
"""F05. The quick course costs too much."""

from tests.engine.journeys.town import course, edition, lines, person, town, work

CASE = town(
    person("a", budget=500),
    "care",
    [work("care", "a! b!")],
    [course("b", "b", edition("02-01", 1, cost=500.01), edition("03-01", 4, cost=500))],
)


def test_what_study_costs_out_of_pocket_stays_within_the_budget() -> None:
    assert lines(CASE) == [
        "course 01-04 > b2 03-01..03-29 > search 03-30 > care 04-29"
        " | 500 EUR | 3120 low | 187174 in all | 16 h",
    ]
