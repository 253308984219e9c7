# SPDX-License-Identifier: EUPL-1.2
"""The page about income says what the code does."""

from __future__ import annotations

import doctest
import importlib.util
from pathlib import Path

DOCS = Path(__file__).parents[3] / "docs" / "methods"


def test_the_examples_give_what_they_say() -> None:
    outcome = doctest.testfile(str(DOCS / "income.md"), module_relative=False)
    assert outcome.attempted >= 10
    assert outcome.failed == 0


def test_the_table_holds_every_value_with_its_source() -> None:
    spec = importlib.util.spec_from_file_location("make_income", DOCS / "make_income.py")
    assert spec is not None
    assert spec.loader is not None
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    page = (DOCS / "income.md").read_text(encoding="utf-8")
    assert "`ww.daily_wage_most`" in page
    assert page == maker.with_table(page), "run: make docs"
