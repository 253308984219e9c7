# SPDX-License-Identifier: EUPL-1.2
"""Many openings out of a file: CSV, Excel and JSON say the same; what is wrong is told by row and column."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date

import pytest

from overstap.engine import Region, load_region, shipped_pack
from overstap.engine.own_process import Bounds
from overstap.engine.problems import InputRefused
from overstap.engine.region.opening_lines import read_lines
from overstap.engine.vacancies.figures import Range
from overstap.engine.vacancies.sheet import read_sheet

TODAY = date(2026, 12, 1)
ROWS = (
    ("nummer", "titel", "omschrijving", "plaats", "uren", "loon", "dagen", "sluit", "aantal", "vaardigheden"),
    (
        "B-1",
        "Ober",
        "Je bedient.",
        "Delft",
        "24-32",
        "14,50-16,20",
        "do vr",
        "2027-01-31",
        "2",
        "Bestellingen opnemen: nodig | Engels spreken op het werk: extra",
    ),
    ("B-2", "Kok", 'Je kookt; ook "in de avond".', "den-haag", "36", "", "", "31-01-2027", "", ""),
)


@pytest.fixture(scope="module")
def region() -> Region:
    return load_region(shipped_pack("haaglanden"))


def as_csv(rows: tuple[tuple[str, ...], ...], separator: str = ";") -> bytes:
    quoted = (separator.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    return "\r\n".join(quoted).encode("utf-8-sig")


def as_excel(rows: tuple[tuple[str, ...], ...]) -> bytes:
    """A sheet as Excel writes it: shared texts, days as days since 1900, and an empty row between."""
    shared: list[str] = []

    def cell(at: int, row: int, value: str) -> str:
        place = f"{chr(65 + at)}{row}"
        if value == "2027-01-31":
            return f'<c r="{place}" s="1"><v>46418</v></c>'
        if value.isdigit():
            return f'<c r="{place}"><v>{value}</v></c>'
        if at == 2:
            return f'<c r="{place}" t="inlineStr"><is><t>{value.replace("&", "&amp;")}</t></is></c>'
        shared.append(value)
        return f'<c r="{place}" t="s"><v>{len(shared) - 1}</v></c>'

    body = ""
    for number, row in enumerate(rows, start=1):
        at = number + (number > 1)
        body += f'<row r="{at}">{"".join(cell(i, at, value) for i, value in enumerate(row) if value)}</row>'
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    texts = "".join(f"<si><r><t>{text[:2]}</t></r><r><t>{text[2:]}</t></r></si>" for text in shared)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "xl/worksheets/sheet1.xml", f"<worksheet {main}><sheetData>{body}</sheetData></worksheet>"
        )
        archive.writestr("xl/sharedStrings.xml", f"<sst {main}>{texts}</sst>")
    return made.getvalue()


def refused(region: Region, content: bytes) -> list[str]:
    with pytest.raises(InputRefused) as problems:
        read_lines(region, content, "x.csv", today=TODAY)
    return [one.text("nl") for one in problems.value.problems]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_every_column_of_a_csv_file_is_read(region: Region, separator: str) -> None:
    first, second = read_lines(region, as_csv(ROWS, separator), "x.csv", today=TODAY)
    assert (first.reference, first.title, first.occupation, first.place) == ("B-1", "Ober", "waiter", "delft")
    assert (first.hours, first.wage, first.days) == (Range(24, 32), Range(14.5, 16.2), ("th", "fr"))
    assert (first.closes_on, first.places) == (date(2027, 1, 31), 2)
    assert dict(first.demands) == {"take-food-orders": "must", "speak-english-work": "nice"}
    assert first.proposed == {"kind", "language", "occupation", "starts_on", "certificates"}
    assert (second.place, second.closes_on, "demands" in second.proposed) == (
        "den-haag",
        date(2027, 1, 31),
        True,
    )


def test_an_excel_file_says_the_same(region: Region) -> None:
    lines = [read_lines(region, made, "x", today=TODAY) for made in (as_csv(ROWS), as_excel(ROWS))]
    plain, excel = (
        [(one.reference, one.title, one.text, one.hours, one.closes_on, one.demands) for one in each]
        for each in lines
    )
    assert plain == excel
    assert [one.row for one in lines[1]] == [3, 4], "rows are counted as the reader sees them"


def test_json_with_job_postings_is_read_and_each_has_its_own_number(region: Region) -> None:
    posting = {"@type": "JobPosting", "title": "Kok", "identifier": "K-1", "description": "Je kookt."}
    (line,) = read_lines(region, json.dumps([posting]).encode(), "x.json", today=TODAY)
    assert (line.reference, line.occupation) == ("K-1", "cook")
    del posting["identifier"]
    assert "identifier" in refused(region, json.dumps([posting]).encode())[0]


def test_everything_that_is_wrong_is_told_by_row_and_column(region: Region) -> None:
    wrong = (
        ("number", "title", "place", "hours", "closes", "skills", "places", "days", "kind"),
        ("A", "Cook", "Dleft", "99", "soon", "flying: must", "0", "mo xx", "hobby"),
        ("A", "", "Delft", "24", "", "cook meals: very", "1", "", ""),
    )
    told = refused(region, as_csv(wrong))
    places = [one.split(":")[0].removeprefix("x.csv, rij ") for one in told]
    second, third = ([one for one in places if one.startswith(row)] for row in ("2", "3"))
    assert places == second + third, "in the order of the file"
    wrong_here = ("hours", "closes", "places", "kind", "place", "days", "skills")
    assert sorted(second) == sorted(f"2, kolom {column}" for column in wrong_here)
    assert sorted(third) == sorted(f"3, kolom {column}" for column in ("title", "skills", "reference"))
    assert "Bedoel je “delft”?" in " ".join(told)


def test_a_file_without_numbers_or_titles_says_which_column_is_missing(region: Region) -> None:
    assert len(refused(region, b"beroep;plaats\nkok;Delft\n")) == 2
    assert "twee keer" in refused(region, b"nummer;titel;id\n1;Kok;2\n")[0]


def test_more_openings_than_fit_are_refused(region: Region) -> None:
    rows = (("nummer", "titel"), *((str(number), "Kok") for number in range(4)))
    with pytest.raises(InputRefused):
        read_lines(region, as_csv(rows), "x.csv", today=TODAY, at_most=3)


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"<a>" + b" " * 80_000_000 + b"</a>")
    return made.getvalue()


def laughing() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(
            "xl/worksheets/sheet1.xml", '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'
        )
    return made.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \n",
        b"PK\x03\x04" + b"x" * 99,
        b"\xd0\xcf\x11\xe0old",
        b"\xff\xfe\x00a",
        b'a;b\n"c',
        bomb(),
        laughing(),
    ],
    ids=["empty", "blank", "cut-off", "old-excel", "not-utf8", "open-quote", "bomb", "entities"],
)
def test_what_cannot_be_read_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(InputRefused) as problems:
        read_sheet(content, "x")
    assert problems.value.problems[0].mend["nl"]


def test_a_file_that_takes_too_long_is_refused() -> None:
    with pytest.raises(InputRefused):
        read_sheet(as_excel(ROWS), "x", bounds=Bounds(memory=2**20, seconds=5, writes=0))
