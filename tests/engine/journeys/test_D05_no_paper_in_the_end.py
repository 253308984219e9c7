# SPDX-License-Identifier: EUPL-1.2
"""D05. One training gives the licence, the other does not."""

from tests.engine.journeys.town import course, edition, lines, person, place, town, work

JOBS = [
    work("care", "a! c! d!", certificates=frozenset({"licence"})),
    place("bare", "care", "a+ c+", course="bare"),
    place("full", "care", "a+ c+", course="full"),
]
CASE = town(
    person("a"),
    "care",
    JOBS,
    [
        course("bare", "c", edition("03-01", 4, time="work")),
        course("full", "c", edition("04-05", 4, time="work"), papers="licence"),
    ],
)


def test_a_learning_place_has_to_lead_to_the_papers_of_its_occupation() -> None:
    assert lines(CASE) == [
        "search 01-04 > full 02-03 learning until 05-03 | 100 EUR | 2340 low | 184868 in all | 16 h",
    ]
