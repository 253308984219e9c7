# SPDX-License-Identifier: EUPL-1.2
"""B04. The first edition has no seats left; the second has."""

from tests.engine.journeys.town import course, edition, lines, person, town, work

CASE = town(
    person("a"),
    "care",
    [work("care", "a! b!")],
    [course("b", "b", edition("02-01", 4, seats=0), edition("03-01", 4))],
)


def test_a_full_edition_is_passed_over_for_the_next() -> None:
    assert lines(CASE) == [
        "course 01-04 > b2 03-01..03-29 > search 03-30 > care 04-29"
        " | 100 EUR | 3120 low | 187174 in all | 16 h",
    ]
