# SPDX-License-Identifier: EUPL-1.2
"""D03. A learning place is arrived in on the day after its training ends, which may not be later than asked."""

from tests.engine.journeys.town import course, edition, lines, on, person, place, town, work

COURSE = course("c", "c", edition("03-01", 8, time="work"))
JOBS = [work("care", "a! c!"), place("learn", "care", course="c")]
IN_TIME = town(person("a"), "care", JOBS, [COURSE], arrive_by=on("04-27"))
TOO_LATE = town(person("a"), "care", JOBS, [COURSE], arrive_by=on("04-26"))


def test_a_learning_place_is_completed_before_the_day_it_has_to_be() -> None:
    assert lines(IN_TIME) + lines(TOO_LATE) == [
        "search 01-04 > learn 02-03 learning until 04-26 | 100 EUR | 2340 low | 185047 in all | 32 h",
    ]
