# SPDX-License-Identifier: EUPL-1.2
"""Every rule of the format, broken once: the place, the value and what is said of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from overstap.engine.pack import Pack, check_pack, read_pack, wording, write_pack
from overstap.engine.pack.schema import TABLES
from overstap.engine.problems import InputRefused, Problem

Place = tuple[str, int | None, str, str]


def refusal(path: Path) -> InputRefused:
    with pytest.raises(InputRefused) as caught:
        read_pack(path)
    return caught.value


def places(problems: Iterable[Problem]) -> list[Place]:
    return [(problem.file, problem.row, problem.column, problem.value) for problem in problems]


def change(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_bytes().decode()
    assert old in text
    (folder / file).write_bytes(text.replace(old, new, 1).encode())


# file, what stands there, what to put there, where it is told, a word of the reason
CELLS = [
    ("sources.csv", "2026", "20x6", ("sources.csv", 2, "year", "20x6"), "whole number"),
    ("sources.csv", "2026", "2026.0", ("sources.csv", 2, "year", "2026.0"), "whole number"),
    ("sources.csv", "2026", "1776", ("sources.csv", 2, "year", "1776"), "range"),
    ("sources.csv", "2026", "9" * 5000, ("sources.csv", 2, "year", "9" * 79 + "…"), "whole number"),
    ("sources.csv", "estimate", "guess", ("sources.csv", 2, "kind", "guess"), "allowed"),
    ("sources.csv", "Uurlonen", "", ("sources.csv", 3, "title", ""), "empty"),
    ("sources.csv", "Uurlonen", " Uurlonen", ("sources.csv", 3, "title", " Uurlonen"), "space"),
    ("sources.csv", "Uurlonen", "Uur\u0085lonen", ("sources.csv", 3, "title", "Uur\\x85lonen"), "U+0085"),
    ("sources.csv", "Uurlonen", '"Uur\nlonen"', ("sources.csv", 3, "title", "Uur\\nlonen"), "U+000A"),
    ("sources.csv", "Uurlonen", "Uur\0lonen", ("sources.csv", 3, "title", "Uur\\x00lonen"), "U+0000"),
    ("sectors.csv", "bank,", "Bank,", ("sectors.csv", 3, "id", "Bank"), "form"),
    ("sectors.csv", ",Z,", ",ZZ,", ("sectors.csv", 2, "letter", "ZZ"), "form"),
    ("places.csv", "52.0116", "nan", ("places.csv", 2, "latitude", "nan"), "number"),
    ("places.csv", "52.0116", "inf", ("places.csv", 2, "latitude", "inf"), "number"),
    ("places.csv", "52.0116", "1e999", ("places.csv", 2, "latitude", "1e999"), "number"),
    ("places.csv", "52.0116", "1_0", ("places.csv", 2, "latitude", "1_0"), "number"),
    ("places.csv", "52.0116", "٣", ("places.csv", 2, "latitude", "٣"), "number"),
    ("places.csv", "52.0116", '"52,0116"', ("places.csv", 2, "latitude", "52,0116"), "number"),
    ("places.csv", "52.0116", "91", ("places.csv", 2, "latitude", "91"), "range"),
    (
        "skills.csv",
        "goed luisteren|",
        "goed luisteren||",
        ("skills.csv", 2, "synonyms_nl", "goed luisteren||aanhoren"),
        "item",
    ),
    (
        "skills.csv",
        "goed luisteren|aan",
        "aanhoren|aan",
        ("skills.csv", 2, "synonyms_nl", "aanhoren|aanhoren"),
        "twice",
    ),
    (
        "skills.csv",
        "goed luisteren|",
        "goed luisteren |",
        ("skills.csv", 2, "synonyms_nl", "goed luisteren |aanhoren"),
        "space",
    ),
    (
        "skills.csv",
        "http://data",
        "https://data",
        ("skills.csv", 2, "esco_uri", "https://data.europa.eu/esco/skill/61970f8b-099c-4e7e-82e0-9ccdced0baf3"),
        "form",
    ),
    ("skills.csv", ",contact,", ",contacts,", ("skills.csv", 2, "group", "contacts"), "not in skill_groups"),
    (
        "skill_groups.csv",
        ",people\n",
        ",contact\n",
        ("skill_groups.csv", 3, "parent", "contact → contact"),
        "circle",
    ),
    (
        "skill_groups.csv",
        "People,\n",
        "People,contact\n",
        ("skill_groups.csv", 3, "parent", "people → contact → people"),
        "circle",
    ),
    (
        "skill_relations.csv",
        "talk,related,count",
        "talk,broader,listen",
        ("skill_relations.csv", 3, "other", "listen → talk → listen"),
        "circle",
    ),
    (
        "skill_relations.csv",
        "talk,related,count",
        "talk,related,talk",
        ("skill_relations.csv", 3, "other", "talk"),
        "itself",
    ),
    ("occupations.csv", "true", "yes", ("occupations.csv", 2, "regulated", "yes"), "true or false"),
    (
        "occupations.csv",
        "big|vog",
        "big|vig",
        ("occupations.csv", 2, "certificates", "vig"),
        "not in certificates",
    ),
    ("occupations.csv", ",17.5,", ",23,", ("occupations.csv", 2, "wage_low", "23.0"), "wage_middle"),
    (
        "occupation_skills.csv",
        "count",
        "listen",
        ("occupation_skills.csv", 3, "occupation, skill", "nurse|listen"),
        "row 2",
    ),
    ("sectors.csv", "bank,", "care,", ("sectors.csv", 3, "id", "care"), "row 2"),
    ("openings.csv", "2027-01-31", "2027-02-30", ("openings.csv", 2, "starts_on", "2027-02-30"), "date"),
    ("openings.csv", "2027-01-31", "20270131", ("openings.csv", 2, "starts_on", "20270131"), "date"),
    ("openings.csv", "2027-01-31", "31-1-2027", ("openings.csv", 2, "starts_on", "31-1-2027"), "date"),
    (
        "course_editions.csv",
        "2027-02-01,2027",
        "2027-02-02,2027",
        ("course_editions.csv", 2, "starts_on", "2027-02-02"),
        "ends_on",
    ),
    (
        "people.csv",
        "vacancy|trial",
        "vacancy|holiday",
        ("people.csv", 2, "kinds", "vacancy|holiday"),
        "allowed",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "place", "reason"), CELLS)
def test_one_wrong_cell(folder, file, old, new, place, reason):
    change(folder, file, old, new)
    refused = refusal(folder)
    assert places(refused.problems) == [place]
    assert refused.total == 1
    assert reason in refused.problems[0].reason["en"]


SHAPES = [
    ("sectors.csv", "letter", "leter", ("sectors.csv", 1, "leter", "leter"), "not a column"),
    ("sectors.csv", "label_en", "label_fr", ("sectors.csv", 1, "label_fr", "label_fr"), "not a column"),
    ("sectors.csv", "letter", "hue", ("sectors.csv", 1, "hue", ""), "twice"),
    ("sectors.csv", "care,Zorg", "care,Zorg,en", ("sectors.csv", 2, "", ""), "6 cells instead of 5"),
    ("sectors.csv", "care,Zorg", "care", ("sectors.csv", 2, "", ""), "4 cells instead of 5"),
    ("sectors.csv", "care,Zorg", "\ncare,Zorg", ("sectors.csv", 2, "", ""), "empty"),
    ("sectors.csv", "care,Zorg", ",,,,\ncare,Zorg", ("sectors.csv", 2, "", ""), "empty"),
    ("sectors.csv", "Zorg", '"Zorg', ("sectors.csv", 2, "", ""), "CSV"),
    ("sectors.csv", "Zorg", '"Zo"rg', ("sectors.csv", 2, "", ""), "CSV"),
    ("sectors.csv", "Zorg", "Zo\rrg", ("sectors.csv", 2, "", ""), "CSV"),
]


@pytest.mark.parametrize(("file", "old", "new", "place", "reason"), SHAPES)
def test_a_wrong_shape(folder, file, old, new, place, reason):
    change(folder, file, old, new)
    problems = refusal(folder).problems
    assert places(problems)[0] == place
    assert reason in problems[0].reason["en"]


def test_a_missing_column(folder):
    (folder / "course_skills.csv").write_text("course,skill\ncare-2,listen\n")
    refused = refusal(folder)
    assert places(refused.problems) == [("course_skills.csv", 1, "role", "")]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_an_empty_file(folder, data):
    (folder / "course_skills.csv").write_bytes(data)
    assert places(refusal(folder).problems) == [("course_skills.csv", None, "", "")]


def test_semicolons_are_named_as_such(folder):
    text = (folder / "sectors.csv").read_text().replace(",", ";")
    (folder / "sectors.csv").write_text(text)
    refused = refusal(folder)
    assert places(refused.problems) == [("sectors.csv", 1, "", "")]
    assert "puntkomma" in refused.text("nl")


def test_another_encoding_is_told_with_byte_and_row(folder):
    file = folder / "openings.csv"
    data = file.read_bytes()
    file.write_bytes(data.replace("É".encode(), "É".encode("latin-1")))
    refused = refusal(folder)
    assert places(refused.problems) == [("openings.csv", 2, "", "")]  # one record, though on line 5
    assert "0xC9" in refused.problems[0].reason["nl"]
    file.write_bytes(data.decode().encode("utf-16"))
    assert "UTF-16" in refusal(folder).text("en")


def test_all_problems_are_told_in_order_of_file_and_row(folder):
    change(folder, "people.csv", "delft", "rome")
    change(folder, "sectors.csv", "10", "eleven")
    change(folder, "sectors.csv", ",2", ",two")
    change(folder, "sources.csv", "2026", "3000")
    assert places(refusal(folder).problems) == [
        ("sources.csv", 2, "year", "3000"),
        ("sectors.csv", 2, "hue", "two"),
        ("sectors.csv", 3, "hue", "eleven"),
        ("people.csv", 2, "place", "rome"),
    ]


def test_the_first_hundred_are_told_and_the_rest_counted(folder):
    rows = "".join(f"s{number},skill,,Label {number}\n" for number in range(1000))
    (folder / "skills.csv").write_text("id,kind,label_nl,label_en\n" + rows)
    refused = refusal(folder)
    # A thousand labels are empty, and what the other tables refer to is gone.
    assert refused.total > 1000
    assert len(refused.problems) == 100
    assert [problem.row for problem in refused.problems] == list(range(2, 102))
    assert f"{refused.total - 100} more" in refused.text("en")


def test_a_faulty_identifier_is_told_once_and_not_at_every_reference(folder):
    for file in ("places.csv", "organisations.csv", "openings.csv", "people.csv"):
        (folder / file).write_bytes((folder / file).read_bytes().replace(b"delft", b"Delft!"))
    assert places(refusal(folder).problems) == [("places.csv", 2, "id", "Delft!")]


def test_bounds_are_told_as_people_write_them(folder):
    text = (folder / "organisations.csv").read_text().replace("delft,,", "delft,2000000,", 1)
    (folder / "organisations.csv").write_text(text)
    (problem,) = refusal(folder).problems
    assert problem.text("nl") == (
        "organisations.csv, rij 2, kolom staff: “2000000” valt buiten de grenzen. "
        "Mogelijk is minstens 0 en hoogstens 1000000 mensen."
    )


def test_every_form_and_unit_of_the_schema_has_words():
    fields = [field for table in TABLES for field in table.fields]
    assert {field.pattern for field in fields if field.pattern} <= wording.FORMS.keys()
    assert {field.unit for field in fields if field.unit} == wording.UNITS_NL.keys()


def test_a_near_miss_gets_a_hint(folder):
    change(folder, "openings.csv", ",delft,", ",delf,")
    refused = refusal(folder)
    assert "Do you mean “delft”?" in refused.text("en")
    assert "Bedoel je “delft”?" in refused.text("nl")


# Parquet


def with_parquet(folder: Path, table: str, frame: pl.DataFrame) -> None:
    (folder / f"{table}.csv").unlink()
    frame.write_parquet(folder / f"{table}.parquet")
    text = (folder / "datapackage.json").read_text()
    start = text.index(f'"path": "{table}.csv"')
    rest = (
        text[start:]
        .replace(f"{table}.csv", f"{table}.parquet", 1)
        .replace('"format": "csv"', '"format": "parquet"', 1)
    )
    (folder / "datapackage.json").write_text(text[:start] + rest)


SECTORS = {
    "id": ["care", "bank"],
    "label_nl": ["Zorg", "Bank"],
    "label_en": ["Care", "Bank"],
    "letter": ["Z", "B"],
}


@pytest.mark.parametrize(
    ("hue", "place"),
    [
        ([2, None], ("sectors.parquet", 3, "hue", "")),
        ([2, 11], ("sectors.parquet", 3, "hue", "11")),
        ([2.0, 3.0], ("sectors.parquet", 1, "hue", "")),
        (["2", "3"], ("sectors.parquet", 1, "hue", "")),
    ],
)
def test_wrong_values_in_parquet(folder, hue, place):
    with_parquet(folder, "sectors", pl.DataFrame(SECTORS | {"hue": hue}))
    assert places(refusal(folder).problems) == [place]


@pytest.mark.parametrize("text", ["Zo\nrg", "Zo\0rg", " ", "Zorg "])
def test_wrong_text_in_parquet(folder, text):
    with_parquet(folder, "sectors", pl.DataFrame(SECTORS | {"hue": [1, 2], "label_nl": ["Bank", text]}))
    assert [place[:3] for place in places(refusal(folder).problems)] == [("sectors.parquet", 3, "label_nl")]


def test_not_a_number_in_parquet(folder):
    frame = pl.DataFrame(
        {
            "id": ["delft", "den-haag"],
            "label": ["a", "b"],
            "latitude": [float("nan"), 1.0],
            "longitude": [float("inf"), 1.0],
        }
    )
    with_parquet(folder, "places", frame)
    assert [place[:3] for place in places(refusal(folder).problems)] == [
        ("places.parquet", 2, "latitude"),
        ("places.parquet", 2, "longitude"),
    ]


def test_other_widths_and_categories_in_parquet_are_taken(folder, pack):
    types = {"hue": pl.UInt8, "letter": pl.Categorical}
    frame = pl.DataFrame(SECTORS | {"hue": [2, 10], "label_en": ["Care", "Banking"]}).cast(types)
    with_parquet(folder, "sectors", frame)
    assert read_pack(folder) == pack


# In memory


@pytest.mark.parametrize(
    ("table", "cell", "place"),
    [
        ("sectors", {"hue": True}, ("sectors", 2, "hue", "True")),
        ("sectors", {"hue": 2.0}, ("sectors", 2, "hue", "2.0")),
        ("sectors", {"hue": None}, ("sectors", 2, "hue", "")),
        ("sectors", {"hue": 10**400}, ("sectors", 2, "hue", "10^40…")),
        ("sectors", {"label_nl": ""}, ("sectors", 2, "label_nl", "")),
        ("sectors", {"label_nl": "\ud800"}, ("sectors", 2, "label_nl", "\\ud800")),
        ("sectors", {"label_nl": ["Zorg"]}, ("sectors", 2, "label_nl", "Zorg")),
        ("sectors", {"colour": "red"}, ("sectors", 1, "colour", "")),
        ("skills", {"synonyms_nl": None}, ("skills", 2, "synonyms_nl", "")),
        ("skills", {"synonyms_nl": ("a|b",)}, ("skills", 2, "synonyms_nl", "a|b")),
        ("skills", {"synonyms_nl": (["a"],)}, ("skills", 2, "synonyms_nl", "['a']")),
        ("openings", {"text": "a\rb"}, ("openings", 2, "text", "a\\rb")),
        ("openings", {"text": "a" * 131_073}, ("openings", 2, "text", "a" * 79 + "…")),
        ("openings", {"starts_on": datetime(2027, 1, 31)}, ("openings", 2, "starts_on", "2027-01-31 00:00:00")),
        ("openings", {"place": "rome"}, ("openings", 2, "place", "rome")),
    ],
)
def test_a_wrong_value_is_not_written(pack: Pack, tmp_path, table, cell, place):
    first, *rest = pack.table(table)
    changed = dataclasses.replace(pack, tables={**pack.tables, table: ({**first, **cell}, *rest)})
    with pytest.raises(InputRefused) as caught:
        write_pack(changed, tmp_path / "pack")
    assert places(caught.value.problems) == [place]
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Made Up"},
        {"version": ""},
        {"languages": ()},
        {"languages": ("nl", "nl")},
        {"languages": ("dutch",)},
        {"licence": ""},
        {"title": {}},
        {"title": {"fr": "Inventé"}},
        {"title": "Verzonnen"},
        {"description": {"nl": "a\0b"}},
        {"tables": {"cats": ()}},
    ],
)
def test_a_pack_that_is_described_wrongly_is_not_written(pack: Pack, change):
    with pytest.raises(InputRefused):
        check_pack(dataclasses.replace(pack, **change))
