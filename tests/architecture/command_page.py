# SPDX-License-Identifier: EUPL-1.2
"""The page about all commands, made from the commands themselves.

Make it again with `python -m tests.architecture.command_page > docs/reference/commands.md`.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from typing import Any

import typer

from overstap.cli.main import app

HEAD = """# Commands

Every command of `overstap`, with its options; `overstap COMMAND --help` says the same in the terminal.
[What the JSON looks like](cli-json.md); [what is promised about running](../how-to/operate.md).

Exit codes: 0 done; 1 something failed; 2 called wrongly; 3 input refused, nothing changed; 4 not found.
"""


def commands(command: Any = None, words: str = "overstap") -> Iterator[tuple[str, Any]]:
    """Every command as one types it, with what Typer knows about it."""
    command = command or typer.main.get_command(app)
    context = typer.Context(command, info_name=words)
    names = command.list_commands(context) if hasattr(command, "list_commands") else []
    for name in names:
        yield from commands(command.get_command(context, name), f"{words} {name}")
    if not names:
        yield words, command


def command_page() -> str:
    """The whole page."""
    return HEAD + "".join(_section(words, command) for words, command in commands())


def _section(words: str, command: Any) -> str:
    taken = [known for known in command.params if known.param_type_name == "argument"]
    typed = " ".join([words, *(str(known.metavar or known.name).strip("[]").upper() for known in taken)])
    about = " ".join(inspect.cleandoc(command.help or "").split("\n\n")[0].split())
    return f"\n## {words}\n\n`{typed}`\n\n{about}\n{_options(command)}"


def _options(command: Any) -> str:
    rows = [
        f"| {', '.join(f'`{name}`' for name in [*known.opts, *known.secondary_opts])} "
        f"| {' '.join((known.help or '').split())} |"
        for known in command.params
        if known.param_type_name == "option" and not known.hidden
    ]
    return "\n".join(["", "| option | what it does |", "|---|---|", *rows, ""]) if rows else ""


if __name__ == "__main__":
    sys.stdout.write(command_page())
