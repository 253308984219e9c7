# SPDX-License-Identifier: EUPL-1.2
"""F10. The quick way is a learning place that pays less; asked for no drop, only the course is left."""

from tests.engine.journeys.town import course, edition, lines, person, place, town, work

CASE = town(
    person("a"),
    "care",
    [work("care", "a! c!", 21), place("learn", "care", "a+ c+", 19)],
    [course("c", "c", edition("2028-06-05", 10))],
    no_income_drop=True,
)


def test_no_month_brings_less_than_today() -> None:
    assert lines(CASE) == [
        "course 01-04 > c1 2028-06-05..2028-08-14 > search 2028-08-15 > care 2028-09-14"
        " | 100 EUR | 3120 low | 193361 in all | 40 h",
    ]
