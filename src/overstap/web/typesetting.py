# SPDX-License-Identifier: EUPL-1.2
"""Words on paper: a template of ours typeset as a PDF that a screen reader can read (PDF/UA-1)."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import typst

_FOLDER = Path(__file__).parent / "pdf"
_one_at_a_time = threading.Lock()


def typeset(template: str, told: dict[str, Any]) -> bytes:
    """A template of the folder `pdf` with these words. Nothing is read or written but it and the fonts."""
    with _one_at_a_time:  # Typst keeps what it has worked out for the whole process
        made: bytes = typst.compile(
            (_FOLDER / template).read_bytes(),
            font_paths=[str(_FOLDER / "fonts")],
            ignore_system_fonts=True,
            sys_inputs={"told": json.dumps(told)},
            pdf_standards=["ua-1"],
        )
    return made
