# SPDX-License-Identifier: EUPL-1.2
"""F07. Half, and at most 200 for one person: 150 of the first course, and 50 are left."""

from overstap.engine.journeys.offers import Lines
from tests.engine.journeys.town import course, edition, fund, lines, person, town, work

CASE = town(
    person("a"),
    "care",
    [work("care", "a! b+ c+")],
    [course("b", "b", edition("02-01", 4, cost=300)), course("c", "c", edition("02-08", 4, cost=600))],
    lines=Lines(fits=1.0),
    instruments=(fund("half", 0.5, 200),),
)


def test_a_fund_that_pays_once_is_spent_on_the_first_course() -> None:
    assert lines(CASE) == [
        "course 01-04 > b1 02-01..03-01 > c1 02-08..03-08 > search 03-09 > care 04-08"
        " | 700 EUR | 3120 low | 187174 in all | 32 h",
    ]
