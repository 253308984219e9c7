# SPDX-License-Identifier: EUPL-1.2
"""F08. A fund pays half for who was told that work ends: of the first course, not of one from the next job."""

from overstap.engine.rules.instruments import Situation
from tests.engine.journeys.town import course, edition, fund, lines, person, town, work

FUND = fund("notice", 0.5, None, situations=(Situation.NOTICE,))
CASE = town(
    person("a", last_day="03-31"),
    "care",
    [work("care", "b! c!"), work("stock", "a! c!", 14)],
    [
        course("b", "b", edition("2028-08-01", 8, cost=1000), requires="c"),
        course("c", "c", edition("02-01", 3, cost=1000)),
    ],
    instruments=(FUND,),
)


def test_who_found_other_work_is_no_longer_told_that_work_ends() -> None:
    assert lines(CASE) == [
        "course 01-04 > c1 02-01..02-22 > last_day 02-23 > stock 04-01 > course 04-01"
        " > b1 2028-08-01..2028-09-26 > search 2028-09-27 > care 2028-10-27"
        " | 1500 EUR | 2184 low | 169492 in all | 44 h",
    ]
