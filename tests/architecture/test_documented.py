# SPDX-License-Identifier: EUPL-1.2
"""Nothing a person can set or call is undocumented."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from overstap.host.environment import VARIABLES
from tests.architecture.command_page import command_page, commands

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
OPERATE = DOCS / "how-to" / "operate.md"

# Read from the environment by others than us: Django, the terminal, the operating system.
NOT_OURS = {"DJANGO_SETTINGS_MODULE", "LC_ALL", "LC_MESSAGES", "LANG", "PATH"}


def table_of_variables() -> dict[str, str]:
    """Name -> meaning, as the table in the manual has it."""
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \| (.*?) \|$", OPERATE.read_text(), re.MULTILINE)
    return {name: meaning for name, _default, meaning in rows}


def test_every_variable_stands_in_the_manual_in_the_same_words() -> None:
    assert table_of_variables() == {name: variable.meaning for name, variable in VARIABLES.items()}


def test_nothing_else_reads_the_environment() -> None:
    """Every literal name looked up in the environment is a documented one, or not ours."""
    read: dict[str, str] = {}
    for file in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            for name in _looked_up(node):
                read[name] = str(file.relative_to(ROOT))
    assert set(read) >= {"LANG"}
    assert {name: file for name, file in read.items() if name not in NOT_OURS | set(VARIABLES)} == {}


def _looked_up(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Subscript) and _is_environment(node.value):
        key = node.slice
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
        getter = node.func.attr == "getenv" or (
            node.func.attr in ("get", "pop", "setdefault") and _is_environment(node.func.value)
        )
        key = node.args[0] if getter else ast.Constant(None)
    else:
        return []
    return [key.value] if isinstance(key, ast.Constant) and isinstance(key.value, str) else []


def _is_environment(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "environ"


def test_the_page_about_commands_is_up_to_date() -> None:
    """When it is not: python -m tests.architecture.command_page > docs/reference/commands.md"""
    assert (DOCS / "reference" / "commands.md").read_text() == command_page()


def test_every_option_says_what_it_does() -> None:
    found = list(commands())
    assert "overstap run" in dict(found)
    silent = [
        f"{words} {option.opts[0]}"
        for words, command in found
        for option in command.params
        if option.param_type_name == "option" and not option.help
    ]
    assert silent == []
