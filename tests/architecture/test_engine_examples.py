# SPDX-License-Identifier: EUPL-1.2
"""Every example in the product's docstrings, and in the page for notebooks, gives what it says."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

# The parts a researcher imports, and those that can be shown without a database.
PARTS = ("engine", "host", "config")
SOURCE = Path(__file__).parents[2] / "src" / "overstap"
NOTEBOOK = Path(__file__).parents[2] / "docs" / "how-to" / "notebook.md"


def modules() -> list[str]:
    """The modules whose docstrings hold an example."""
    names = []
    for part in PARTS:
        root = SOURCE / part
        for file in sorted(root.rglob("*.py")):
            if ">>> " in file.read_text():
                parts = file.relative_to(SOURCE.parent).with_suffix("").parts
                names.append(".".join(parts).removesuffix(".__init__"))
    return names


def test_there_are_examples() -> None:
    assert len(modules()) >= 5


@pytest.mark.parametrize("name", modules())
def test_examples(name: str) -> None:
    module = importlib.import_module(name)
    outcome = doctest.testmod(module, optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    assert outcome.attempted > 0
    assert outcome.failed == 0


def test_the_page_for_notebooks() -> None:
    outcome = doctest.testfile(str(NOTEBOOK), module_relative=False)
    assert outcome.attempted > 10
    assert outcome.failed == 0
