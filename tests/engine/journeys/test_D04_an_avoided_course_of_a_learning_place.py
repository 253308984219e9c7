# SPDX-License-Identifier: EUPL-1.2
"""D04. Who avoids a course avoids the learning place that it goes with."""

from overstap.engine.journeys.model import Avoid
from tests.engine.journeys.town import course, edition, lines, person, place, town, work

CASE = town(
    person("a"),
    "care",
    [work("care", "a! c!"), place("learn", "care", course="c")],
    [course("c", "c", edition("03-01", 8, time="work"))],
    avoid=Avoid(courses=frozenset({"c"})),
)


def test_a_course_that_is_avoided_is_not_followed_at_work_either() -> None:
    assert lines(CASE) == []
