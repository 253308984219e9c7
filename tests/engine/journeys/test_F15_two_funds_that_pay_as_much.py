# SPDX-License-Identifier: EUPL-1.2
"""F15. Each course is paid on its own: what is then left for the next one is not looked at."""

from overstap.engine.journeys.offers import Lines
from tests.engine.journeys.town import course, edition, fund, lines, person, town, work

CASE = town(
    person("a"),
    "care",
    [work("care", "a! b+ c+")],
    [
        course("b", "b", edition("02-01", 4, cost=300), provider="school"),
        course("c", "c", edition("02-08", 4, cost=300)),
    ],
    lines=Lines(fits=1.0),
    instruments=(fund("once", 0.5, 150), fund("school", 0.5, 150, providers=("school",))),
)


def test_of_two_funds_that_pay_as_much_the_first_by_name_pays() -> None:
    assert lines(CASE) == [
        "course 01-04 > b1 02-01..03-01 > c1 02-08..03-08 > search 03-09 > care 04-08"
        " | 450 EUR | 3120 low | 187174 in all | 32 h",
    ]
