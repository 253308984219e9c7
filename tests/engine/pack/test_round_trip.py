# SPDX-License-Identifier: EUPL-1.2
"""What is written reads back the same, to the last byte and in every form."""

from __future__ import annotations

import dataclasses
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import overstap
from overstap.engine.pack import Pack, read_pack, write_pack
from overstap.engine.problems import InputRefused

SHIPPED = Path(overstap.__file__).parent / "packs" / "haaglanden"
FORMS = [("pack", "csv"), ("pack.zip", "csv"), ("pack", "parquet"), ("pack.zip", "parquet")]


def everything(path: Path) -> dict[str, bytes]:
    if path.is_file():
        return {path.name: path.read_bytes()}
    return {file.name: file.read_bytes() for file in sorted(path.iterdir())}


@pytest.mark.parametrize(("name", "format"), FORMS)
def test_reads_back_the_same_and_twice_the_same_bytes(pack, tmp_path, name, format):
    write_pack(pack, tmp_path / name, format=format)
    write_pack(pack, tmp_path / "again" / name, format=format)
    assert read_pack(tmp_path / name) == pack
    assert everything(tmp_path / name) == everything(tmp_path / "again" / name)


@pytest.mark.parametrize(("name", "format"), FORMS)
def test_the_shipped_pack_goes_round(tmp_path, name, format):
    shipped = read_pack(SHIPPED)
    assert len(shipped.table("occupations")) >= 120
    write_pack(shipped, tmp_path / name, format=format)
    assert read_pack(tmp_path / name) == shipped


def test_the_shipped_pack_is_written_as_it_lies_there(tmp_path):
    write_pack(read_pack(SHIPPED), tmp_path / "again")
    differing = [
        name for name, data in everything(tmp_path / "again").items() if (SHIPPED / name).read_bytes() != data
    ]
    assert differing == [], "write_pack(read_pack(folder), folder) puts them in their standard form"


def test_values_have_their_types(folder):
    read = read_pack(folder)
    opening = read.by_id("openings")["nurse-1"]
    assert opening["starts_on"] == date(2027, 1, 31)
    assert opening["closes_on"] is None
    assert opening["certificates"] == ("big",)
    assert opening["places"] == 2
    assert type(opening["places"]) is int
    assert opening["hours_low"] == 24
    assert type(opening["hours_low"]) is float
    assert opening["invented"] is True
    assert read.by_id("people")["noor"]["certificates"] == ()
    assert read.by_id("skills")["listen"]["synonyms_nl"] == ("goed luisteren", "aanhoren")
    assert read.by_id("skills")["listen"]["label_en"] == "Listen"


def test_one_language_and_no_optional_tables(tmp_path):
    tables = {
        "sources": ({"id": "own", "kind": "estimate", "title": "Own"},),
        "sectors": ({"id": "care", "label_en": "Care", "letter": "C", "hue": 1},),
    }
    small = Pack("small", {"en": "Small"}, "1", ("en",), "CC0-1.0", {}, tables)
    write_pack(small, tmp_path / "small.zip")
    assert read_pack(tmp_path / "small.zip") == small


def test_a_byte_order_mark_windows_line_ends_and_spreadsheet_booleans_are_taken(folder, pack):
    for file in folder.glob("*.csv"):
        data = file.read_bytes().replace(b"\n", b"\r\n").replace(b",true", b",TRUE")
        file.write_bytes(b"\xef\xbb\xbf" + data)
    assert read_pack(folder) == pack


def test_columns_may_stand_in_any_order_and_optional_ones_may_be_left_out(folder, pack):
    (folder / "sectors.csv").write_text(
        "hue,letter,label_en,id,label_nl\n2,Z,Care,care,Zorg\n10,B,Banking,bank,Bank\n"
    )
    (folder / "skill_groups.csv").write_text(
        "id,label_nl,label_en\npeople,Mensen,People\ncontact,Contact,Contact\n"
    )
    read = read_pack(folder)
    assert read.table("sectors") == pack.table("sectors")
    assert [row["parent"] for row in read.table("skill_groups")] == [None, None]


def test_formats_may_be_mixed_and_a_zip_may_wrap_a_folder(folder, pack, tmp_path):
    write_pack(pack, tmp_path / "columns", format="parquet")
    (folder / "skills.csv").unlink()
    (folder / "skills.parquet").write_bytes((tmp_path / "columns" / "skills.parquet").read_bytes())
    descriptor = folder / "datapackage.json"
    text = descriptor.read_text().replace('"path": "skills.csv"', '"path": "skills.parquet"')
    before, after = text.split('"path": "skills.parquet"')
    descriptor.write_text(
        before + '"path": "skills.parquet"' + after.replace('"format": "csv"', '"format": "parquet"', 1)
    )
    (folder / "README.md").write_text("Beside the tables.")
    with zipfile.ZipFile(tmp_path / "wrapped.zip", "w") as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, f"made/{file.name}")
        archive.writestr("__MACOSX/made/._people.csv", b"\0")
    assert read_pack(folder) == pack
    assert read_pack(tmp_path / "wrapped.zip") == pack


@pytest.mark.parametrize(("first", "second"), [("csv", "parquet"), ("parquet", "csv")])
def test_an_existing_pack_is_replaced_and_what_lies_beside_it_stays(pack, tmp_path, first, second):
    write_pack(pack, tmp_path / "made", format=first)
    (tmp_path / "made" / "README.md").write_text("Mine.")
    newer = dataclasses.replace(pack, version="2.0.0")
    write_pack(newer, tmp_path / "made", format=second)
    assert read_pack(tmp_path / "made") == newer
    assert (tmp_path / "made" / "README.md").read_text() == "Mine."
    assert {file.suffix for file in (tmp_path / "made").iterdir()} == {".md", ".json", f".{second}"}
    assert [path.name for path in tmp_path.iterdir()] == ["made"]


@pytest.mark.parametrize("name", ["mine", "mine.zip"])
def test_nothing_else_is_overwritten(pack, tmp_path, name):
    target = tmp_path / name
    if name == "mine":
        target.mkdir()
        (target / "letter.txt").write_text("Dear")
    else:
        target.write_text("Dear")
    before = everything(target)
    with pytest.raises(InputRefused, match="in use"):
        write_pack(pack, target)
    assert everything(target) == before


_LINE = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
_HOURS = st.floats(1, 60)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    title=_LINE,
    text=_LINE,
    low=_HOURS,
    high=_HOURS,
    day=st.dates(),
    places=st.integers(1, 1000),
    format=st.sampled_from(["csv", "parquet"]),
)
def test_whatever_is_accepted_goes_round(pack, tmp_path_factory, title, text, low, high, day, places, format):
    row = dict(pack.table("openings")[0])
    row |= {"title_nl": title, "text": text, "hours_low": low, "hours_high": high}
    row |= {"closes_on": day, "places": places}
    changed = dataclasses.replace(pack, tables={**pack.tables, "openings": (row,)})
    target = tmp_path_factory.mktemp("any") / "pack.zip"
    try:
        write_pack(changed, target, format=format)
    except InputRefused:
        assert not target.exists()
    else:
        assert read_pack(target) == changed
