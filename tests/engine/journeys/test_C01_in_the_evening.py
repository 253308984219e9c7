# SPDX-License-Identifier: EUPL-1.2
"""C01. Of two editions the one of ten hours a week does not fit in eight."""

from tests.engine.journeys.town import course, edition, lines, person, town, work

CASE = town(
    person("a"),
    "care",
    [work("care", "a! b!")],
    [course("b", "b", edition("02-01", 4, 10), edition("03-01", 5, 8))],
)


def test_study_beside_work_has_to_fit_in_the_free_hours() -> None:
    assert lines(CASE) == [
        "course 01-04 > b2 03-01..04-05 > search 04-06 > care 05-06"
        " | 100 EUR | 3120 low | 187174 in all | 40 h",
    ]
