# SPDX-License-Identifier: EUPL-1.2
"""G03. Of three openings two are avoided: one by its occupation, one by itself."""

from overstap.engine.journeys.model import Avoid
from tests.engine.journeys.town import lines, opening, person, town, work

CASE = town(
    person("a"),
    "",
    [
        work("care", "e! d!"),
        work("stock", "e! d!"),
        opening("one", "care", wage=25),
        opening("two", "stock", wage=24),
        opening("three", "care", wage=23),
    ],
    avoid=Avoid(frozenset({"stock"}), frozenset({"one"})),
)


def test_what_is_avoided_is_not_used() -> None:
    assert lines(CASE) == [
        "search 01-04 > three 02-03 | 0 EUR | 3120 low | 214789 in all | 0 h",
    ]
