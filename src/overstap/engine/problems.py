# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with input: where, what, and how to mend it, in the reader's language.

Whatever reads input collects `Problem`s and raises one `InputRefused` that holds them all, so that
nothing is half done and the reader can mend everything in one go.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

SHOWN_AT_MOST = 100
"""Problems listed in full; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    `reason` and `mend` hold a sentence per language (at least `en` and `nl`). `row` counts from 1 with
    the header as row 1, as a spreadsheet does. Empty `file`, `column` or `value`: does not apply.
    """

    reason: Mapping[str, str]
    file: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    mend: Mapping[str, str] = field(default_factory=dict)

    def text(self, language: str = "en") -> str:
        """The problem in one line.

        >>> Problem({"en": "is not a date", "nl": "is geen datum"}, "people.csv", 3, "starts_on", "soon",
        ...     {"en": "Write it as 2027-01-31.", "nl": "Schrijf 2027-01-31."}).text("nl")
        'people.csv, rij 3, kolom starts_on: “soon” is geen datum. Schrijf 2027-01-31.'
        """
        row, column = ("rij", "kolom") if language == "nl" else ("row", "column")
        place = [self.file] if self.file else []
        if self.row is not None:
            place.append(f"{row} {self.row}")
        if self.column:
            place.append(f"{column} {self.column}")
        said = _in(self.reason, language)
        if self.value:
            said = f"“{self.value}” {said}"
        sentence = f"{', '.join(place)}: {said}" if place else said
        mend = _in(self.mend, language)
        return f"{sentence.rstrip('.')}. {mend}" if mend else f"{sentence.rstrip('.')}."

    def as_dict(self, language: str = "en") -> dict[str, object]:
        """The problem as plain data, for `--json`."""
        return {
            "file": self.file,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "reason": _in(self.reason, language),
            "mend": _in(self.mend, language),
        }


class InputRefused(Exception):
    """Input was refused whole; nothing was changed.

    `problems` holds the first `SHOWN_AT_MOST`, `total` counts all of them.
    """

    def __init__(self, problems: list[Problem] | tuple[Problem, ...], total: int | None = None) -> None:
        self.problems = tuple(problems[:SHOWN_AT_MOST])
        self.total = len(problems) if total is None else total
        super().__init__(self.text())

    def __reduce__(self) -> tuple[type[InputRefused], tuple[tuple[Problem, ...], int]]:
        """So that it comes over whole from another process."""
        return type(self), (self.problems, self.total)

    def text(self, language: str = "en") -> str:
        """All problems, a line each."""
        lines = [problem.text(language) for problem in self.problems]
        rest = self.total - len(self.problems)
        if rest > 0:
            lines.append(f"… en nog {rest}." if language == "nl" else f"… and {rest} more.")
        return "\n".join(lines)


def _in(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or texts.get("en", "")
