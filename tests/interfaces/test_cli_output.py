# SPDX-License-Identifier: EUPL-1.2
"""What every command prints: JSON that is JSON in every terminal, and never a traceback for odd letters."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys

import pytest

from overstap.cli.output import print_json


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "ascii"])
@pytest.mark.parametrize("said", ["“kas”", "café", "half a letter: \udce8"])
def test_json_is_json_whatever_the_terminal_can_write(
    monkeypatch: pytest.MonkeyPatch, encoding: str, said: str
) -> None:
    paper = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(paper, encoding=encoding, errors="surrogateescape"))
    print_json({"said": said})
    sys.stdout.flush()
    assert json.loads(paper.getvalue().decode(encoding)) == {"said": said}


@pytest.mark.parametrize(
    "arguments", [["pack", "check", "/“nowhere”"], ["skills", "recognise", "“geen kassa”"]]
)
def test_a_terminal_without_the_letters_gets_question_marks_and_no_traceback(arguments: list[str]) -> None:
    program = "from overstap.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        timeout=60,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        check=False,
    )
    assert done.returncode in (0, 3, 4)
    assert b"Traceback" not in done.stderr


def test_a_text_that_is_not_utf8_is_refused_as_json() -> None:
    program = "from overstap.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "skills", "recognise", b"caissi\xe8re", "--json"],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 3
    assert json.loads(done.stdout)["problems"][0]["reason"]
