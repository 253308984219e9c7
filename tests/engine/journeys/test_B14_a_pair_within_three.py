# SPDX-License-Identifier: EUPL-1.2
"""B14. One course gives most of what is asked, one the must: the third between them would only be later."""

from overstap.engine.journeys.offers import Lines
from tests.engine.journeys.town import course, edition, lines, person, town, work

CASE = town(
    person("a"),
    "care",
    [work("care", "a! b+ c+ d! e?", 18)],
    [
        course("most", "b c", edition("02-01", 2)),
        course("more", "b e", edition("04-05", 2)),
        course("must", "f", edition("02-01", 2)),
    ],
    near={("f", "d"): 0.6},
    lines=Lines(fits=0.8, carried=0.3),
)


def test_of_three_courses_of_which_two_will_do_the_third_is_not_offered() -> None:
    assert lines(CASE) == [
        "course 01-04 > most1 02-01..02-15 > must1 02-01..02-15 > search 02-16 > care 03-18"
        " | 200 EUR | 2808 low | 169205 in all | 16 h",
    ]
