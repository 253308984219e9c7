# SPDX-License-Identifier: EUPL-1.2
"""The words in a file that somebody brought: PDF, Word (DOCX) or plain text, known by its bytes.

Nothing of it touches the disk: the file goes to a process of its own through a pipe, and its words come back
through another. That process may use little memory and little time, makes no files and knows no secrets.
"""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from overstap.engine.documents import wording
from overstap.engine.documents.unpacking import TEXT_AT_MOST
from overstap.engine.own_process import Bounds, run_apart
from overstap.engine.problems import InputRefused

LARGEST_FILE = 5_000_000
"""Bytes. A CV with a photo is a tenth of this."""
BOUNDS = Bounds(memory=2**29, seconds=15, writes=0)
AT_ONCE = 2
"""Files that one process of ours has read at the same time; the next one waits its turn."""
_PROGRAM = "import runpy, sys; runpy.run_path(sys.argv[1], run_name='__main__')"
_UNPACKING = Path(__file__).with_name("unpacking.py")
_turns = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says. `kind`: pdf, docx, xml or text; `cut`: it was longer than we read.

    `tree`: XML, the file's own or what a PDF carries along as a Europass CV does: name, attributes, text,
    children.
    """

    kind: str
    text: str
    cut: bool = False
    tree: list[Any] | None = None


def read_document(content: bytes, name: str = "", *, bounds: Bounds = BOUNDS) -> Document:
    """The words in a file; `name` is only used in the refusal.

    Raises `InputRefused`: too large, of a kind that is not read, locked, broken, without text, or more than the
    bounds allow.
    """
    if len(content) > LARGEST_FILE:
        raise InputRefused([wording.too_large(name, LARGEST_FILE)])
    if not content.strip():
        raise InputRefused([wording.empty(name)])
    text = _plain(content)
    if text is not None:
        return Document("text", text[:TEXT_AT_MOST], cut=len(text) > TEXT_AT_MOST)
    if not _turns.acquire(timeout=bounds.seconds):
        raise InputRefused([wording.busy(name)])
    try:
        said = run_apart(_PROGRAM, [str(_UNPACKING)], bounds=bounds, given=content, bare=True)
    finally:
        _turns.release()
    answer = _answer(said)
    if "refused" in answer:
        raise InputRefused([wording.refused(name, str(answer["refused"]))])
    return Document(answer["kind"], answer["text"], answer["cut"], answer["tree"])


def _plain(content: bytes) -> str | None:
    """The file as plain text; `None` when it is something else."""
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        return None
    if content.startswith((b"%PDF-", b"PK\x03\x04", b"{\\rtf")) or b"\0" in content:
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "%PDF-" in text[:1024] else text


def _answer(said: bytes | None) -> dict[str, Any]:
    """What the process told; one that ended badly read too much or too long."""
    try:
        answer = json.loads(said) if said else None
    except ValueError:
        answer = None
    return answer if isinstance(answer, dict) else {"refused": "too-much"}
