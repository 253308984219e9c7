# SPDX-License-Identifier: EUPL-1.2
"""E07. Who asks for work in the own occupation may change to an opening there."""

from overstap.engine.journeys.model import Goal
from tests.engine.journeys.town import lines, opening, person, town, work

CASE = town(person("e"), "", [work("shop", "e!"), opening("open", "shop", "e!", 23)], goal=Goal(opening="open"))


def test_the_same_work_elsewhere_may_be_the_goal() -> None:
    assert lines(CASE) == [
        "search 01-04 > open 02-03 | 0 EUR | 3120 low | 214789 in all | 0 h",
    ]
