# SPDX-License-Identifier: EUPL-1.2
"""H04. With room for two, the fastest and the one without a drop go before the others."""

from tests.engine.journeys.town import course, edition, named, person, town, work

CASE = town(
    person("a"),
    "care stock desk",
    [work("care", "a! b!", 24), work("stock", wage=18), work("desk", wage=20, outlook="growing")],
    [course("b", "b", edition("02-01", 2, cost=900), edition("04-05", 9, cost=300))],
    shown_at_most=2,
)


def test_no_more_are_shown_than_were_asked_for() -> None:
    assert named(CASE) == [
        "stock 02-03: fastest, safest",
        "care 03-18: no_income_drop, best_paid",
    ]
