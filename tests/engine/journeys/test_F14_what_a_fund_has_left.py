# SPDX-License-Identifier: EUPL-1.2
"""F14. While the fund is whole the early course is free; once it is spent the late one is cheaper."""

from overstap.engine.journeys.offers import Lines
from tests.engine.journeys.town import course, edition, fund, lines, opening, person, town, work

CASE = town(
    person("a"),
    "goal",
    [
        work("first", "b!", 19, learned=("c",)),
        work("second", "e! b!"),
        opening("open", "second", "c!", 25, opens="2028-06-01", closes="2028-06-01"),
        work("goal", "e! d!", 15),
    ],
    [
        course("b", "b", edition("02-01", 2, cost=1000), edition("04-05", 2, 2, cost=0)),
        course("d", "d", edition("2029-07-02", 2, cost=1000), edition("2030-01-07", 2, cost=500)),
    ],
    lines=Lines(carried=0.0),
    instruments=(fund("once", 1.0, 1000),),
    most_changes=3,
)


def test_what_a_fund_has_left_decides_which_editions_are_worth_their_price() -> None:
    assert lines(CASE) == [
        (
            "course 01-04 > b2 04-05..04-19 > search 04-20 > first 05-20 > start 05-20 > open 2028-06-01"
            " > course 2028-06-01 > d1 2029-07-02..2029-07-16 > search 2029-07-17 > goal 2029-08-16"
            " | 0 EUR | 2340 low | 174218 in all | 12 h"
        ),
        (
            "course 01-04 > b1 02-01..02-15 > search 02-16 > first 03-18 > start 03-18 > open 2028-06-01"
            " > course 2028-06-01 > d2 2030-01-07..2030-01-21 > search 2030-01-22 > goal 2030-02-21"
            " | 500 EUR | 2340 low | 183582 in all | 16 h"
        ),
    ]
