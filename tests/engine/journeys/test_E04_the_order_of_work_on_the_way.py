# SPDX-License-Identifier: EUPL-1.2
"""E04. A course asks what the first work teaches: it can be begun in the second, not yet in the first."""

from overstap.engine.journeys.model import Via
from tests.engine.journeys.town import course, lines, person, running, town, work

CASE = town(
    person("a", wage=30),
    "goal",
    [work("one", "a! b?"), work("two", "a! c?", outlook="stable"), work("goal", "a! d!", 25)],
    [course("d", "d", running("01-04", "2031-01-01", 10), requires="b")],
    most_changes=3,
    via=Via(frozenset({"two"})),
)


def test_what_work_teaches_counts_after_a_year_whatever_came_before_it() -> None:
    assert lines(CASE) == [
        "search 01-04 > one 02-03 > stay 02-03 > two 2028-02-03 > d1 2028-02-03..2028-04-13"
        " > stay 2028-04-14 > goal 2029-02-03 | 100 EUR | 3120 low | 216004 in all | 40 h",
    ]
