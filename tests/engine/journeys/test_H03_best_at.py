# SPDX-License-Identifier: EUPL-1.2
"""H03. A journey may be best at several things; what is best at nothing is somewhere in between."""

from tests.engine.journeys.town import course, edition, named, person, town, work

CASE = town(
    person("a", wage=20),
    "care stock desk",
    [work("care", "a! b!", 24), work("stock", wage=18), work("desk", wage=20, outlook="growing")],
    [
        course(
            "b",
            "b",
            edition("02-01", 2, cost=900),
            edition("03-01", 8, cost=600),
            edition("04-05", 9, cost=300),
        )
    ],
)


def test_what_is_shown_says_what_it_is_best_at() -> None:
    assert named(CASE) == [
        "stock 02-03: fastest, safest",
        "desk 03-05: cheapest, least_study",
        "care 03-18: no_income_drop, best_paid",
        "care 05-27: in_between",
        "care 07-08: in_between",
    ]
