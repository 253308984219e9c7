# SPDX-License-Identifier: EUPL-1.2
"""C03. The course takes 30 hours a week: on the last day of work it does not fit yet."""

from tests.engine.journeys.town import course, edition, lines, person, town, work

CASE = town(
    person("a", last_day="03-31", work_years=10),
    "care",
    [work("care", "a! b!")],
    [course("b", "b", edition("03-31", 4, 30), edition("04-05", 4, 30))],
)


def test_without_work_there_is_time_for_a_full_course() -> None:
    assert lines(CASE) == [
        "course 01-04 > b2 04-05..05-03 > search 05-04 > care 06-03"
        " | 100 EUR | 2184 low | 185550 in all | 120 h",
    ]
