# SPDX-License-Identifier: EUPL-1.2
"""One way to look into XML and JSON that say the same: parts by name, whatever they are written in."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

_DEEPEST = 60
_ENDS_A_LINE = re.compile(r"<br\s*/?>|</(?:p|li|div|ul|ol|h\d)>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,500}>")
_SCRIPT = re.compile(r"<(script|style)\b.*?</\1>", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Part:
    """A text with named parts. A name has no namespace; what stands in an `XList` counts as its parent's."""

    text: str = ""
    parts: Mapping[str, Sequence[Part]] = field(default_factory=dict)

    def all(self, *path: str) -> Iterator[Part]:
        """Every part at this path, in order."""
        if not path:
            yield self
            return
        for one in self.parts.get(path[0], ()):
            yield from one.all(*path[1:])

    def said(self, *path: str) -> str:
        """The first text at this path, without tags of HTML; empty when there is none."""
        return next((words for one in self.all(*path) if (words := plain(one.text))), "")


NOTHING = Part()


def plain(text: str) -> str:
    """A text without tags: Europass keeps long texts as HTML.

    >>> plain("<p>Kas &amp; balie</p><ul><li>geld</li></ul>")
    'Kas & balie\\ngeld'
    """
    lines = html.unescape(_TAG.sub("", _ENDS_A_LINE.sub("\n", _SCRIPT.sub("", text)))).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())


def part_of_tree(tree: Sequence[object]) -> tuple[str, Part]:
    """Name and part of XML as `unpacking` gives it: `[name, attributes, text, children]`."""
    name, told, text, children = tree
    parts: dict[str, list[Part]] = {}
    for key, value in told.items() if isinstance(told, dict) else ():
        parts.setdefault(_local(str(key)).capitalize(), []).append(Part(str(value)))
    for child in children if isinstance(children, list) else ():
        key, part = part_of_tree(child)
        _add(parts, key, part)
    return _local(str(name)), Part(str(text), parts)


def part_of_json(value: object, depth: int = 0) -> Part:
    """JSON as a part; a list is the same name more than once."""
    if depth > _DEEPEST:
        return NOTHING
    if isinstance(value, dict):
        parts: dict[str, list[Part]] = {}
        for key, told in value.items():
            for one in told if isinstance(told, list) else [told]:
                _add(parts, _local(str(key)), part_of_json(one, depth + 1))
        return Part("", parts)
    if isinstance(value, list):
        return NOTHING
    return Part("" if value is None else str(value).lower() if isinstance(value, bool) else str(value))


def _add(parts: dict[str, list[Part]], name: str, part: Part) -> None:
    if name.endswith("List"):
        for inner, found in part.parts.items():
            parts.setdefault(inner, []).extend(found)
    else:
        parts.setdefault(name, []).append(part)


def _local(name: str) -> str:
    return name.rsplit("}", 1)[-1].rsplit(":", 1)[-1]
