# SPDX-License-Identifier: EUPL-1.2
"""A file that somebody brings is read, or refused in words; nothing of it stays, whatever it does."""

from __future__ import annotations

import resource
import tempfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from overstap.engine.documents.document import BOUNDS, LARGEST_FILE, read_document
from overstap.engine.own_process import Bounds, run_apart
from overstap.engine.problems import InputRefused
from tests import made_files
from tests.made_files import CV, a_docx, a_pdf, a_zip


@pytest.fixture
def no_byte_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """As on a full disk: this process cannot write a byte to any file; the folder for temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    yield tmp_path
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize(("kind", "content"), [("pdf", a_pdf()), ("docx", a_docx()), ("text", CV.encode())])
def test_the_words_of_a_file_are_read_in_their_order(kind: str, content: bytes) -> None:
    document = read_document(content)
    assert document.kind == kind
    assert not document.cut
    lines = [line for line in CV.splitlines() if line]
    at = [document.text.index(line) for line in lines]
    assert at == sorted(at)


def test_a_full_disk_stops_nobody_and_nothing_is_left(no_byte_on_disk: Path) -> None:
    with pytest.raises(OSError), (no_byte_on_disk / "probe").open("w") as probe:
        probe.write("x")
    (no_byte_on_disk / "probe").unlink()
    for content in (a_docx(), CV.encode(), _PDF):
        assert "Baliemedewerker" in read_document(content).text
    assert list(no_byte_on_disk.iterdir()) == []


_PDF = a_pdf()
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "is leeg"),
    "blank": (lambda: b"  \n", "is leeg"),
    "too large": (lambda: b"x" * (LARGEST_FILE + 1), "groter dan 5 MB"),
    "old word": (lambda: OLD_WORD, "oud Word-bestand"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n\0\0", "soort bestand"),
    "rtf": (lambda: b"{\\rtf1 Hallo}", "soort bestand"),
    "a zip of something else": (lambda: a_zip({"a.txt": "hallo"}), "geen Word-bestand"),
    "a zip cut off": (lambda: a_docx()[:200], "kapot"),
    "a pdf cut off": (lambda: _PDF[:40], "kapot"),
    "a password": (lambda: made_files.locked(_PDF), "wachtwoord"),
    "no text": (lambda: a_pdf(""), "geen tekst"),
    "too many pages": (lambda: a_pdf("x", pages=31), "meer dan 30"),
    "a zip that grows": (made_files.a_bomb, "uitgepakt te groot"),
    "words that grow": (made_files.a_growing_docx, "kapot"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_refused_with_the_reason(name: str) -> None:
    make, reason = BAD[name]
    with pytest.raises(InputRefused) as refused:
        read_document(make(), "cv.pdf")
    (problem,) = refused.value.problems
    assert reason in problem.text("nl")
    assert problem.text("en") != problem.text("nl")
    assert problem.mend["nl"]


def test_a_pdf_that_grows_is_stopped() -> None:
    with pytest.raises(InputRefused) as refused:
        read_document(made_files.a_growing_pdf(), bounds=Bounds(BOUNDS.memory, 4, 0))
    assert refused.value.problems[0].mend


def test_the_process_may_not_write_and_knows_no_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    there = tmp_path / "kept"
    told = f"from pathlib import Path; Path({str(there)!r}).write_text('x' * 10)"
    assert run_apart(told, bounds=BOUNDS, bare=True) is None
    assert there.stat().st_size == 0
    assert b"secret" not in (run_apart("import os; print(dict(os.environ))", bounds=BOUNDS, bare=True) or b"x")


def test_the_process_has_little_memory() -> None:
    assert run_apart("x = bytearray(10**9)", bounds=BOUNDS) is None


def test_damaged_files_are_read_or_refused() -> None:
    for content in made_files.many_damaged(40, (a_docx(), _PDF)):
        assert told_of(content)


def told_of(content: bytes) -> str:
    """The words of a file, or why it is refused."""
    try:
        return read_document(content, "cv").text
    except InputRefused as refused:
        return refused.problems[0].text("nl")


def test_a_broken_stream_is_broken() -> None:
    with pytest.raises(zlib.error):
        zlib.decompress(b"no")
    broken = _PDF.replace(b"stream", b"strean")
    with pytest.raises(InputRefused):
        read_document(broken)
