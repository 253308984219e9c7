# SPDX-License-Identifier: EUPL-1.2
"""The engine's reference page says what its docstrings say."""

import importlib.util
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_page_is_made_from_the_docstrings_of_today():
    maker = DOCS / "reference" / "make_engine.py"
    spec = importlib.util.spec_from_file_location("make_engine", maker)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    written = module.PAGE.read_text(encoding="utf-8")
    assert written == module.page(), "docs/reference/engine.md is behind: run `make docs`"
