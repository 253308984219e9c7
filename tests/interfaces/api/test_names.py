# SPDX-License-Identifier: EUPL-1.2
"""What the description calls by one name is one thing: of two by the same name it would tell one only."""

from __future__ import annotations

import ast
from collections import Counter
from enum import EnumType
from importlib import import_module
from pathlib import Path

import overstap.api

FOLDER = Path(overstap.api.__file__).parent


def test_no_two_shapes_have_the_same_name() -> None:
    names = Counter(
        node.name
        for file in FOLDER.glob("*.py")
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
    )
    assert len(names) > 50
    assert sorted(name for name, count in names.items() if count > 1) == []


def test_choices_of_one_name_are_the_same_choices() -> None:
    """Enums come from the apps, where two may have one name; both in the API would be told as one of them."""
    meant: dict[str, set[tuple[str, ...]]] = {}
    for file in FOLDER.glob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        shapes = {
            name.id
            for node in tree.body
            if isinstance(node, ast.ClassDef)
            for field in node.body
            if isinstance(field, ast.AnnAssign)
            for name in ast.walk(field.annotation)
            if isinstance(name, ast.Name)
        }
        for node in tree.body:
            if isinstance(node, ast.ImportFrom) and node.module and node.module.endswith(".enums"):
                for one in node.names:
                    if (one.asname or one.name) in shapes:
                        choices = getattr(import_module(node.module), one.name)
                        if isinstance(choices, EnumType):
                            meant.setdefault(one.name, set()).add(tuple(str(choice) for choice in choices))
    assert meant
    assert sorted(name for name, kinds in meant.items() if len(kinds) > 1) == []
