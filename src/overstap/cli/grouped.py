# SPDX-License-Identifier: EUPL-1.2
"""Options that belong together, as one dataclass that several commands take.

    @dataclass(frozen=True)
    class Options:
        place: Annotated[str | None, typer.Option("--place", help="…")] = None

    @app.command()
    @takes_groups
    def plan(options: Options, as_json: JsonOption = False) -> None: ...

Typer knows no such groups: it is shown the fields one by one, and the command gets them together again.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import wraps
from typing import Any, get_type_hints


def takes_groups(command: Callable[..., None]) -> Callable[..., None]:
    """The command with each parameter whose type is a dataclass unfolded into the options of its fields."""
    types = get_type_hints(command, include_extras=True)
    parameters = inspect.signature(command).parameters
    groups = {name: types[name] for name in parameters if is_dataclass(types[name])}
    unfolded: list[inspect.Parameter] = []
    for name, parameter in parameters.items():
        if name in groups:
            unfolded += _options_of(groups[name])
        else:
            unfolded.append(parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY, annotation=types[name]))

    @wraps(command)
    def unfolding(**given: Any) -> None:
        made = {
            name: group(**{one.name: given.pop(one.name) for one in fields(group)})
            for name, group in groups.items()
        }
        command(**made, **given)

    signature = inspect.Signature(unfolded)
    unfolding.__signature__ = signature  # type: ignore[attr-defined]
    unfolding.__annotations__ = {one.name: one.annotation for one in unfolded}
    del unfolding.__wrapped__  # type: ignore[attr-defined]  # whoever looks would see the groups
    return unfolding


def _options_of(group: Any) -> list[inspect.Parameter]:
    types = get_type_hints(group, include_extras=True)
    return [
        inspect.Parameter(
            one.name, inspect.Parameter.KEYWORD_ONLY, default=one.default, annotation=types[one.name]
        )
        for one in fields(group)
    ]
