# SPDX-License-Identifier: EUPL-1.2
"""D06. The place is started in on 3 February; a training after 2 August is too late."""

from tests.engine.journeys.town import course, edition, lines, person, place, town, work

JOBS = [work("care", "a! c! d!"), place("learn", "care", "a+ c+", course="c")]
IN_TIME = town(person("a"), "care", JOBS, [course("c", "c", edition("08-02", 4, time="work"))])
TOO_LATE = town(person("a"), "care", JOBS, [course("c", "c", edition("08-03", 4, time="work"))])


def test_a_training_begins_within_half_a_year_after_the_first_day() -> None:
    assert lines(IN_TIME) + lines(TOO_LATE) == [
        "search 01-04 > learn 02-03 learning until 08-30 | 100 EUR | 2340 low | 181818 in all | 16 h",
    ]
