# SPDX-License-Identifier: EUPL-1.2
"""Takes the text out of a PDF or Word file (DOCX), and XML apart. Runs in a process of its own; see `document`.

Reads the file from standard input and writes JSON to standard output: `{"kind", "text", "cut", "tree"}` or
`{"refused": why}`. A tree is `[name, attributes, text, children]`. It imports nothing of ours, so that it
starts quickly and knows nothing.

DOCX is read with the standard library: only the words are wanted, and a library for all of Word would unpack
pictures, styles and macros as well.
"""

from __future__ import annotations

import io
import json
import sys
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

TEXT_AT_MOST = 100_000
"""Characters; a CV of five pages has fifteen thousand."""
PAGES_AT_MOST = 30
UNPACKED_AT_MOST = 20_000_000
"""Bytes of the text part of a Word file, out of the zip."""
ATTACHED_AT_MOST = 4_000_000
"""Bytes of what is attached to a PDF: a Europass CV carries itself along as XML, its photo included."""

DEEPEST = 60
"""Elements of XML inside each other."""
ELEMENTS_AT_MOST = 50_000
TEXT_OF_ELEMENT_AT_MOST = 50_000
"""Characters; what is longer is a picture, and left out."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SAME_AGAIN = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_OLD_WORD = b"\xd0\xcf\x11\xe0"
"""Word files of before 2007, and newer ones with a password."""


class Refused(Exception):
    """This file is not read; the reason is one of those that `wording` has a sentence for."""


def unpack(content: bytes) -> dict[str, Any]:
    """The words in a file, by what its bytes say it is. Raises `Refused`."""
    if b"%PDF-" in content[:1024]:
        return _pdf(content)
    if content[:4] == b"PK\x03\x04":
        return _docx(content)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        return {**_told("xml", "-", None), "text": "", "tree": _tree_of(content)}
    raise Refused("old-or-locked" if content[:4] == _OLD_WORD else "unknown")


def _pdf(content: bytes) -> dict[str, Any]:
    from pypdf import PdfReader  # here, so that a Word file does not wait for it

    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refused("locked")
    if len(reader.pages) > PAGES_AT_MOST:
        raise Refused("too-many-pages")
    parts: list[str] = []
    for page in reader.pages:
        parts.append(page.extract_text())
        if sum(map(len, parts)) > TEXT_AT_MOST:
            break
    return _told("pdf", "\n\n".join(parts), _attached(reader))


def _attached(reader: Any) -> list[Any] | None:
    """The first XML attached to a PDF that is not too large; none when there is none that can be read."""
    try:
        for name, contents in reader.attachments.items():
            for content in contents if str(name).lower().endswith(".xml") else ():
                if len(content) <= ATTACHED_AT_MOST:
                    return _tree_of(bytes(content))
    except Exception:  # what is attached is extra: the page itself was read
        return None
    return None


def _tree_of(content: bytes) -> list[Any]:
    """XML as nested lists. Raises `Refused` for more of it than a CV or badge has."""
    from defusedxml.ElementTree import fromstring

    count = 0

    def tree(element: Any, depth: int) -> list[Any]:
        nonlocal count
        count += 1
        if depth > DEEPEST or count > ELEMENTS_AT_MOST:
            raise Refused("too-large-inside")
        text = element.text or ""
        told = {name: value[:TEXT_OF_ELEMENT_AT_MOST] for name, value in element.attrib.items()}
        children = [tree(child, depth + 1) for child in element if isinstance(child.tag, str)]
        return [element.tag, told, text if len(text) <= TEXT_OF_ELEMENT_AT_MOST else "", children]

    return tree(fromstring(content, forbid_dtd=True), 0)


def _docx(content: bytes) -> dict[str, Any]:
    from defusedxml.ElementTree import fromstring

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        if "word/document.xml" not in names:
            raise Refused("not-word")
        if archive.getinfo("word/document.xml").flag_bits & 1:
            raise Refused("locked")
        with archive.open("word/document.xml") as stream:
            body = stream.read(UNPACKED_AT_MOST + 1)
    if len(body) > UNPACKED_AT_MOST:
        raise Refused("too-large-inside")
    return _told("docx", "".join(_words(fromstring(body, forbid_dtd=True))), None)


def _words(element: Any) -> Iterator[str]:
    """The words under an element in the order of the page; a paragraph and a row of a table end a line."""
    waiting: list[tuple[Any, str]] = [(element, "")]
    while waiting:
        node, after = waiting.pop()
        if node is None:
            yield after
            continue
        if node.tag == f"{_WORD}t":
            yield node.text or ""
        elif node.tag in (f"{_WORD}tab", f"{_WORD}br", f"{_WORD}cr"):
            yield "\t" if node.tag == f"{_WORD}tab" else "\n"
        ends = "\n" if node.tag == f"{_WORD}p" else ""
        if ends:
            waiting.append((None, ends))
        # A text box stands twice in the file, the second time for old programs.
        waiting += [(child, "") for child in reversed(node) if child.tag != _SAME_AGAIN]


def _told(kind: str, text: str, tree: list[Any] | None) -> dict[str, Any]:
    # Half a character (a lone surrogate) can be neither kept nor shown, and a null byte is no text.
    clean = text.encode("utf-8", "ignore").decode().replace("\0", "")
    if not clean.strip() and not tree:
        raise Refused("no-text")
    return {"kind": kind, "text": clean[:TEXT_AT_MOST], "cut": len(clean) > TEXT_AT_MOST, "tree": tree}


def main() -> None:
    """Answers for the file on standard input; a file that cannot be read is refused, whatever it does."""
    content = sys.stdin.buffer.read()
    try:
        answer = unpack(content)
    except Refused as refused:
        answer = {"refused": str(refused)}
    except (zipfile.BadZipFile, zlib.error, MemoryError, RecursionError, Exception):
        answer = {"refused": "broken"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
