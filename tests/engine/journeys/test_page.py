# SPDX-License-Identifier: EUPL-1.2
"""The page about journeys says what the planner does."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

from overstap.engine.journeys.model import Settings
from overstap.engine.journeys.offers import Lines

PAGE = Path(__file__).parents[3] / "docs" / "methods" / "journeys.md"


def test_the_examples_give_what_they_say() -> None:
    outcome = doctest.testfile(str(PAGE), module_relative=False)
    assert outcome.attempted >= 15
    assert outcome.failed == 0


def test_every_parameter_stands_there_with_its_value() -> None:
    rows = dict(re.findall(r"^\| (`[^|]+) \| ([^|]+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    said = {
        name: values
        for names, values in rows.items()
        for name, values in _pairs(re.findall(r"`(\w+)`", names), values)
    }
    held = {**_fields(Lines()), **_fields(Settings())}
    assert said == held


def _pairs(names: list[str], values: str) -> list[tuple[str, list[float]]]:
    numbers = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", values.split(" by level")[0])]
    return [(names[0], numbers)] if len(names) == 1 else [(n, [v]) for n, v in zip(names, numbers, strict=True)]


def _fields(parameters: Lines | Settings) -> dict[str, list[float]]:
    values = {name: getattr(parameters, name) for name in parameters.__dataclass_fields__}
    return {
        name: [float(number) for number in (value if isinstance(value, tuple) else (value,))]
        for name, value in values.items()
    }
