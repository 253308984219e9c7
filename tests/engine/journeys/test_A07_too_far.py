# SPDX-License-Identifier: EUPL-1.2
"""A07. The near opening pays less; the far one is out of reach."""

from overstap.engine.matching.model import Position
from tests.engine.journeys.town import lines, opening, person, town, work

HERE, NEAR, FAR = Position(52.08, 4.31), Position(52.01, 4.36), Position(52.37, 4.90)
CASE = town(
    person("a", position=HERE, distance=15),
    "",
    [
        work("care", "e! d!"),
        opening("far", "care", wage=25, position=FAR),
        opening("near", "care", position=NEAR),
    ],
)


def test_work_that_is_too_far_is_not_gone_to() -> None:
    assert lines(CASE) == [
        "search 01-04 > near 02-03 | 0 EUR | 3120 low | 187174 in all | 0 h",
    ]
