# SPDX-License-Identifier: EUPL-1.2
"""H05. A search that is stopped after its first stop says that there may be more than it found."""

from tests.engine.journeys.town import line, person, town, work

CASE = town(person("a"), "goal", [work("first", "a! b+"), work("goal", "b! a+"), work("other", "a!")])


def test_a_search_that_is_stopped_says_so() -> None:
    asked = iter([False, True])
    plan = CASE.plan(lambda: next(asked, True))
    assert not plan.complete
    assert [line(journey) for journey in plan.everything] == []
    assert CASE.plan().complete
    assert len(CASE.plan().everything) == 1
