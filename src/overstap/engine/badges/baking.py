# SPDX-License-Identifier: EUPL-1.2
"""Finds the badge in a file: JSON, a signed text (JWS, JWT), or baked in a PNG or SVG."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator, Sequence

from overstap.engine.badges import wording
from overstap.engine.problems import InputRefused

LARGEST_BADGE = 200_000
"""Characters of the badge itself; a picture of the badge may stand in it."""
_PNG = b"\x89PNG\r\n\x1a\n"
_KEYWORDS = (b"openbadgecredential", b"openbadges")
_NAMES = ("{https://purl.imsglobal.org/ob/v3p0}credential", "{http://openbadges.org}assertion")
_SIGNED = re.compile(r"[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}")


def is_signed_text(text: str) -> bool:
    """Whether a text is a signature with what it signs (JWS in its compact form), and nothing else."""
    return _SIGNED.fullmatch(text) is not None


def is_png(content: bytes) -> bool:
    """Whether the file is a PNG by its bytes."""
    return content.startswith(_PNG)


def badge_in_png(content: bytes) -> str:
    """The badge baked in a PNG: JSON or signed text. Raises `InputRefused` when there is none."""
    for keyword, text in _texts(content):
        if keyword in _KEYWORDS:
            return text
    raise InputRefused([wording.refused("no-badge")])


def badge_in_svg(tree: Sequence[object]) -> str:
    """The badge baked in an SVG, given as nested lists `[name, attributes, text, children]`.

    Raises `InputRefused` when there is none.
    """
    waiting: list[Sequence[object]] = [tree]
    while waiting:
        name, told, text, children = waiting.pop()
        if name in _NAMES:
            verify = str(told.get("verify", "")) if isinstance(told, dict) else ""
            return (verify or str(text)).strip()
        waiting += children if isinstance(children, list) else []
    raise InputRefused([wording.refused("no-badge")])


def _texts(content: bytes) -> Iterator[tuple[bytes, str]]:
    """Keyword and text of each international text (iTXt) in a PNG."""
    at = len(_PNG)
    while at + 12 <= len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        kind, data = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        at += 12 + length
        if kind != b"iTXt" or len(data) != length:
            continue
        keyword, _, rest = data.partition(b"\0")
        if len(rest) < 2:
            continue
        packed, rest = rest[0] == 1, rest[2:]
        text = rest.split(b"\0", 2)[-1]
        yield keyword, _unpacked(text) if packed else _decoded(text)


def _unpacked(text: bytes) -> str:
    unpacker = zlib.decompressobj()
    try:
        plain = unpacker.decompress(text, LARGEST_BADGE)
    except zlib.error:
        raise InputRefused([wording.refused("broken")]) from None
    if unpacker.unconsumed_tail:
        raise InputRefused([wording.refused("too-large")])
    return _decoded(plain)


def _decoded(text: bytes) -> str:
    if len(text) > LARGEST_BADGE:
        raise InputRefused([wording.refused("too-large")])
    return text.decode("utf-8", "replace").strip()
