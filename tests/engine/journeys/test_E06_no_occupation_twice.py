# SPDX-License-Identifier: EUPL-1.2
"""E06. What the shop asks is had again after a year elsewhere, but the shop is where one comes from."""

from tests.engine.journeys.town import lines, person, town, work

CASE = town(person("a"), "shop", [work("shop", "b!", 30), work("first", "a! b+")])


def test_nobody_goes_back_to_an_occupation() -> None:
    assert lines(CASE) == []
