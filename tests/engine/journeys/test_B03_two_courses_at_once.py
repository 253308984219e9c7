# SPDX-License-Identifier: EUPL-1.2
"""B03. Two courses of four hours fit in eight a week."""

from overstap.engine.journeys.offers import Lines
from tests.engine.journeys.town import course, edition, lines, person, town, work

CASE = town(
    person("a"),
    "care",
    [work("care", "a! b+ c+")],
    [course("b", "b", edition("02-01", 4)), course("c", "c", edition("02-08", 4))],
    lines=Lines(fits=1.0),
)


def test_two_courses_fit_beside_each_other() -> None:
    assert lines(CASE) == [
        "course 01-04 > b1 02-01..03-01 > c1 02-08..03-08 > search 03-09 > care 04-08"
        " | 200 EUR | 3120 low | 187174 in all | 32 h",
    ]
