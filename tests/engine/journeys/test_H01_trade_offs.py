# SPDX-License-Identifier: EUPL-1.2
"""H01. Sooner, cheaper, better paid, no drop: each way has something that no other has."""

from tests.engine.journeys.town import course, edition, lines, person, town, work

CASE = town(
    person("a"),
    "care stock",
    [work("care", "a! b!", 24), work("stock", wage=18)],
    [course("b", "b", edition("02-01", 2, cost=900), edition("04-05", 8, cost=300))],
)


def test_what_is_sooner_and_what_pays_more_are_both_on_offer() -> None:
    assert lines(CASE) == [
        "search 01-04 > stock 02-03 | 0 EUR | 2808 low | 168764 in all | 0 h",
        (
            "course 01-04 > b1 02-01..02-15 > search 02-16 > care 03-18"
            " | 900 EUR | 3120 low | 223113 in all | 8 h"
        ),
        (
            "course 01-04 > b2 04-05..05-31 > search 06-01 > care 07-01"
            " | 300 EUR | 3120 low | 220960 in all | 32 h"
        ),
    ]
