# SPDX-License-Identifier: EUPL-1.2
"""F13. Ten evenings of 2.5 hours, and 8.5 km to go: 10 x 17 km at 23 cents."""

from overstap.engine.matching.model import Position
from tests.engine.journeys.town import course, edition, lines, person, town, work

HERE, NEAR = Position(52.08, 4.31), Position(52.01, 4.36)
CASE = town(
    person("a", position=HERE),
    "care",
    [work("care", "a! b!")],
    [course("b", "b", edition("02-01", 10, 2.5, position=NEAR))],
)


def test_travel_to_a_course_is_part_of_what_it_costs() -> None:
    assert lines(CASE) == [
        "course 01-04 > b1 02-01..04-12 > search 04-13 > care 05-13"
        " | 139.11 EUR | 3120 low | 187174 in all | 25 h",
    ]
