# SPDX-License-Identifier: EUPL-1.2
"""Finds and reads the files of an O*NET download, whatever its release calls them, and says what is wrong.

A table is a tab-separated text file or an Excel sheet. Release 30.3 (May 2026) split and renamed some files:
`Skills` became `Essential Skills` and `Transferable Skills`, `Interests` became `Career Interest Types`,
`Alternate Titles` became `Job Titles`, `Education, Training, and Experience` gave away `Education`. Both names
are known here; the other files are looked for under the name that they had in release 29.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import fastexcel
import polars as pl

from overstap.engine.problems import InputRefused, Problem

CODE = "O*NET-SOC Code"

NAMES = {
    "occupations": ("Occupation Data",),
    "titles": ("Alternate Titles", "Job Titles"),
    "tasks": ("Task Statements",),
    "activities": ("DWA Reference",),
    "task_activities": ("Tasks to DWAs",),
    "skills": ("Skills", "Essential Skills", "Transferable Skills"),
    "knowledge": ("Knowledge",),
    "zones": ("Job Zones",),
    "related": ("Related Occupations",),
    "interests": ("Interests", "Career Interest Types"),
    "styles": ("Work Styles",),
    "education": ("Education, Training, and Experience", "Education"),
}
"""What is read -> what its file may be called, without the extension."""

_WAGES = re.compile(r"^(us_wages|national_m|all_data_m|oesm).*\.xlsx$", re.IGNORECASE)
_RELEASE = re.compile(r"O\*NET\s+(\d+\.\d+)\s+Database")


@dataclass(frozen=True)
class OnetFile:
    """One file of a download: its name, and its bytes or where they are."""

    name: str
    data: bytes | Path

    @property
    def stem(self) -> str:
        """The name without its extension."""
        return PurePosixPath(self.name).stem

    def table(self, columns: Iterable[str]) -> pl.DataFrame:
        """The rows, every cell as text. Raises `InputRefused` unless it can be read and has the `columns`."""
        read = _sheet if self.name.lower().endswith(".xlsx") else _text
        try:
            frame = read(self.data)
        except (pl.exceptions.PolarsError, UnicodeDecodeError, fastexcel.FastExcelError, OSError) as error:
            raise InputRefused([_unreadable(self.name, error)]) from error
        absent = [name for name in columns if name not in frame.columns]
        if absent:
            raise InputRefused([_lacks(self.name, absent)])
        return frame


def files_at(place: Path) -> tuple[OnetFile, ...]:
    """The text files and sheets in a folder or zip file. Raises `InputRefused` when it is no O*NET download."""
    if place.is_dir():
        files = [OnetFile(path.name, path) for path in sorted(place.rglob("*")) if _is_table(path.name)]
    elif zipfile.is_zipfile(place):
        files = list(_in_zip(place))
    else:
        raise InputRefused([_no_onet(place)])
    if not find(files, "occupations"):
        raise InputRefused([_no_onet(place)])
    return tuple(files)


def find(files: Iterable[OnetFile], what: str) -> tuple[OnetFile, ...]:
    """The files that hold `what` (a key of `NAMES`); where both text and sheet are there, the text."""
    found: dict[str, OnetFile] = {}
    for file in files:
        if file.stem in NAMES[what] and not (file.stem in found and file.name.endswith(".xlsx")):
            found[file.stem] = file
    return tuple(found[name] for name in NAMES[what] if name in found)


def wage_file(files: Iterable[OnetFile]) -> OnetFile | None:
    """The sheet with wages of the Bureau of Labor Statistics, where there is one."""
    return next((file for file in files if _WAGES.match(file.name)), None)


def release(files: Iterable[OnetFile]) -> str:
    """The release that the download's own `Read Me.txt` names, else empty."""
    for file in files:
        if file.name == "Read Me.txt":
            data = file.data.read_bytes() if isinstance(file.data, Path) else file.data
            match = _RELEASE.search(data.decode("utf-8", errors="replace"))
            return match.group(1) if match else ""
    return ""


def _text(data: bytes | Path) -> pl.DataFrame:
    frame = pl.read_csv(
        data if isinstance(data, Path) else io.BytesIO(data),
        separator="\t",
        quote_char=None,
        infer_schema=False,
        encoding="utf8",
    )
    return frame.fill_null("").rename({name: name.lstrip("\ufeff").strip() for name in frame.columns})


def _sheet(data: bytes | Path) -> pl.DataFrame:
    reader = fastexcel.read_excel(data if isinstance(data, bytes) else str(data))
    frame = reader.load_sheet(0, dtypes="string").to_polars()
    return frame.fill_null("").rename({name: name.strip() for name in frame.columns})


def _is_table(name: str) -> bool:
    return name.lower().endswith((".txt", ".xlsx")) and not name.startswith("~$")


def _in_zip(place: Path) -> Iterator[OnetFile]:
    try:
        with zipfile.ZipFile(place) as archive:
            for member in sorted(archive.namelist()):
                name = PurePosixPath(member).name
                if _is_table(name):
                    yield OnetFile(name, archive.read(member))
    # A password is told as RuntimeError, a way of packing that Python does not know as NotImplementedError.
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as error:
        raise InputRefused([_damaged(place)]) from error


# --- what is wrong --------------------------------------------------------------------------------


def _no_onet(place: Path) -> Problem:
    return Problem(
        {"en": "no O*NET download was found here", "nl": "hier staat geen O*NET-download"},
        place.name,
        mend={
            "en": "Point to the folder or zip file with “Occupation Data”.",
            "nl": "Wijs de map of het zip-bestand aan met “Occupation Data”.",
        },
    )


def _damaged(place: Path) -> Problem:
    return Problem(
        {
            "en": "this zip file is damaged, or has a password",
            "nl": "dit zip-bestand is beschadigd, of heeft een wachtwoord",
        },
        place.name,
        mend={"en": "Download it again.", "nl": "Download het opnieuw."},
    )


def _unreadable(name: str, error: Exception) -> Problem:
    first_line = str(error).splitlines()[0] if str(error) else type(error).__name__
    return Problem(
        {
            "en": f"the file cannot be read ({first_line})",
            "nl": f"het bestand is niet te lezen ({first_line})",
        },
        name,
        mend={"en": "Download it again.", "nl": "Download het opnieuw."},
    )


def _lacks(name: str, columns: list[str]) -> Problem:
    listed = ", ".join(columns)
    return Problem(
        {"en": f"the column {listed} is missing", "nl": f"de kolom {listed} ontbreekt"},
        name,
        1,
        mend={
            "en": "Use the files of the official O*NET download as they are.",
            "nl": "Gebruik de bestanden van de officiële O*NET-download zoals ze zijn.",
        },
    )


def no_number(name: str, row: int, column: str, value: str) -> Problem:
    """A cell that should hold a number does not."""
    return Problem(
        {"en": "is not a number", "nl": "is geen getal"},
        name,
        row,
        column,
        value[:80],
        mend={"en": "Download the file again.", "nl": "Download het bestand opnieuw."},
    )


def nothing_asked(place: Path) -> Problem:
    """A download in which no occupation asks for anything."""
    return Problem(
        {
            "en": "this download says of no occupation what it asks",
            "nl": "deze download zegt van geen enkel beroep wat het vraagt",
        },
        place.name,
        mend={
            "en": "Add “Tasks to DWAs” with “DWA Reference”, or “Skills” and “Knowledge”.",
            "nl": "Voeg “Tasks to DWAs” met “DWA Reference” toe, of “Skills” en “Knowledge”.",
        },
    )
