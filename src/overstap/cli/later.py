# SPDX-License-Identifier: EUPL-1.2
"""Groups of commands that are read only when one of them is called.

What the commands of all groups import together takes seconds; `overstap --help` should not wait for it, and a
fault in one group should not take the others along.
"""

from __future__ import annotations

import importlib
from typing import Any

import typer
from typer.core import TyperGroup


def group_from(module: str) -> type[TyperGroup]:
    """A group that stands for the Typer application `app` of `module`."""

    class Later(TyperGroup):
        """Knows its name and help; hands everything else to the real group."""

        def make_context(self, info_name: str | None, args: list[str], **rest: Any) -> Any:
            """The context of the real group, which then runs the command."""
            return self._real().make_context(info_name, args, **rest)

        def list_commands(self, ctx: Any) -> list[str]:
            """The names of the real group's commands, for completion in the terminal."""
            return self._real().list_commands(ctx)

        def get_command(self, ctx: Any, cmd_name: str) -> Any:
            """One of the real group's commands."""
            return self._real().get_command(ctx, cmd_name)

        @staticmethod
        def _real() -> TyperGroup:
            return typer.main.get_group(importlib.import_module(module).app)

    return Later
