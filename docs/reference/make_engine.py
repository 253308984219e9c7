# SPDX-License-Identifier: EUPL-1.2
"""Makes docs/reference/engine.md out of the docstrings of what `overstap.engine` gives away.

Run by `make docs`; a test says when the page is behind.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import overstap.engine

PAGE = Path(__file__).with_name("engine.md")


def page() -> str:
    """The whole page, in Markdown."""
    parts = [
        "# The engine, name by name",
        "*Made from the docstrings by `make docs`; change those, not this page. How to begin: "
        "[in a notebook](../how-to/notebook.md).*",
    ]
    for name in sorted(overstap.engine.__all__, key=str.lower):
        parts += _described(name, getattr(overstap.engine, name))
    return "\n\n".join(parts) + "\n"


def _described(name: str, thing: Any) -> Iterator[str]:
    where = f"*{thing.__module__}*"
    if not inspect.isclass(thing):
        yield f"## `{name}{_signature(thing)}`"
        yield where
        yield _doc(thing)
        return
    yield f"## `{name}`"
    yield where
    yield _doc(thing)
    if issubclass(thing, Enum):
        yield "Values: " + ", ".join(f"`{member.value}`" for member in thing) + "."
    elif is_dataclass(thing):
        listed = [f"`{one.name}: {_plain(one.type)}`" for one in fields(thing) if not one.name.startswith("_")]
        yield "Fields: " + ", ".join(listed) + "."
    yield from _methods(thing)


def _methods(thing: type) -> Iterator[str]:
    for name, member in vars(thing).items():
        # A property keeps its function in `fget`, a cached one in `func`.
        inner = getattr(member, "fget", None) or getattr(member, "func", None)
        described = inner or callable(member) or isinstance(member, classmethod)
        if name.startswith("_") or issubclass(thing, Enum) or not described:
            continue
        call = inner or getattr(thing, name)
        if inspect.getdoc(call):
            yield f"### `.{name}`" if inner else f"### `.{name}{_signature(call)}`"
            yield _doc(call)


def _signature(thing: Any) -> str:
    return _plain(str(inspect.signature(thing))).replace("(self, ", "(").replace("(self)", "()")


def _plain(text: Any) -> str:
    """Types without the modules they come from, and without what differs between machines."""
    without_modules = re.sub(r"(?:[a-z_]+\.)+([A-Z]\w*)", r"\1", str(text))
    return re.sub(r"<factory>|<[\w. ]+ object at 0x[0-9a-f]+>", "…", without_modules).replace("'", "")


def _doc(thing: Any) -> str:
    """The docstring, with its examples as code."""
    lines = (inspect.getdoc(thing) or "").splitlines()
    out: list[str] = []
    inside = False
    for line in lines:
        if line.startswith(">>>") and not inside:
            out.append("```python")
            inside = True
        if inside and not line.strip():
            out.append("```")
            inside = False
        out.append(line)
    if inside:
        out.append("```")
    return "\n".join(out)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
