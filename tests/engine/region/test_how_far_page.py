# SPDX-License-Identifier: EUPL-1.2
"""The page about how far one gets says what the code does."""

import doctest
from pathlib import Path

PAGE = Path(__file__).parents[3] / "docs" / "methods" / "how-far.md"


def test_the_example_gives_what_it_says() -> None:
    outcome = doctest.testfile(str(PAGE), module_relative=False)
    assert outcome.attempted > 20
    assert outcome.failed == 0
