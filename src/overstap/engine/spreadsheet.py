# SPDX-License-Identifier: EUPL-1.2
"""What spreadsheets write: a workbook, or text with commas, semicolons or tabs, in one of some encodings."""

from __future__ import annotations

_WORKBOOK = b"PK\x03\x04"
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


def is_workbook(data: bytes) -> bool:
    """Whether it is an Excel workbook, by its first bytes."""
    return data.startswith(_WORKBOOK)


def is_wide(data: bytes) -> bool:
    """Whether it is text in UTF-16, by its mark."""
    return data.startswith(_WIDE_MARKS)


def text_of(data: bytes) -> str | None:
    """UTF-8, UTF-16 with its mark, or else what Windows writes in Western Europe (1252); none for no text."""
    for encoding in ("utf-16",) if is_wide(data) else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def separator_of(text: str, among: str) -> str:
    """The sign that stands most often in the first line with anything in it; of equals the first of `among`.

    >>> separator_of("naam;bedrag\\n", ",;"), separator_of("naam\\n", ",;")
    (';', ',')
    """
    return max(among, key=text.lstrip().split("\n", 1)[0].count)
