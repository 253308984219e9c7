# SPDX-License-Identifier: EUPL-1.2
"""The example on the page about batches gives what it says."""

from __future__ import annotations

import doctest
from pathlib import Path

PAGE = Path(__file__).parents[3] / "docs" / "methods" / "batch.md"


def test_the_worked_example():
    outcome = doctest.testfile(str(PAGE), module_relative=False)
    assert outcome.attempted > 10
    assert outcome.failed == 0
