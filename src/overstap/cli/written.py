# SPDX-License-Identifier: EUPL-1.2
"""What someone wrote, given as an argument or on standard input, and the language it is in."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from overstap.engine.problems import InputRefused, Problem

READ = ("nl", "en")
"""Languages that are read whatever the region or classification speaks."""


def written(text: str) -> str:
    """The text of an argument; - stands for all of standard input.

    Raises `InputRefused` when it is not UTF-8.
    """
    try:
        if text == "-":
            return sys.stdin.buffer.read().decode("utf-8-sig")
        text.encode("utf-8")  # bytes that are no UTF-8 come from the terminal as halves of letters
    except UnicodeError:
        raise InputRefused([_not_utf8()]) from None
    return text


def refuse_unknown_language(language: str, others: Iterable[str] = ()) -> None:
    """Raises `InputRefused` unless `language` is Dutch, English or one of `others`."""
    known = tuple(dict.fromkeys((*READ, *others)))
    if language in known:
        return
    listed = ", ".join(known)
    raise InputRefused(
        [
            Problem(
                {"en": "is no language we read", "nl": "is geen taal die we lezen"},
                value=language,
                mend={"en": f"Choose from: {listed}.", "nl": f"Kies uit: {listed}."},
            )
        ]
    )


def _not_utf8() -> Problem:
    return Problem(
        {"en": "the text is not UTF-8", "nl": "de tekst is geen UTF-8"},
        mend={"en": "Save it as UTF-8 first.", "nl": "Bewaar de tekst eerst als UTF-8."},
    )
