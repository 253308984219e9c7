# SPDX-License-Identifier: EUPL-1.2
"""F06. Half of each, and at most 200 of each."""

from overstap.engine.journeys.offers import Lines
from overstap.engine.rules.instruments import PaidPer
from tests.engine.journeys.town import course, edition, fund, lines, person, town, work

CASE = town(
    person("a"),
    "care",
    [work("care", "a! b+ c+")],
    [course("b", "b", edition("02-01", 4, cost=300)), course("c", "c", edition("02-01", 4, cost=600))],
    lines=Lines(fits=1.0),
    instruments=(fund("half", 0.5, 200, per=PaidPer.COURSE),),
)


def test_a_fund_that_pays_for_each_course_pays_for_both() -> None:
    assert lines(CASE) == [
        "course 01-04 > b1 02-01..03-01 > c1 02-01..03-01 > search 03-02 > care 04-01"
        " | 550 EUR | 3120 low | 187174 in all | 32 h",
    ]
