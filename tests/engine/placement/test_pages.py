# SPDX-License-Identifier: EUPL-1.2
"""The examples on the pages about placement give what they say."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

METHODS = Path(__file__).parents[3] / "docs" / "methods"


@pytest.mark.parametrize("page", ["rounds.md", "plan.md", "trains.md"])
def test_the_worked_examples(page: str) -> None:
    outcome = doctest.testfile(str(METHODS / page), module_relative=False)
    assert outcome.attempted >= 2
    assert outcome.failed == 0
