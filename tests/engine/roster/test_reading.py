# SPDX-License-Identifier: EUPL-1.2
"""A roster comes in whole, however a spreadsheet wrote it, or not at all with everything that is wrong."""

from __future__ import annotations

import io
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

import overstap
from overstap.engine.generate.bank import Bank, bank_roster
from overstap.engine.problems import InputRefused
from overstap.engine.region import Region, load_region
from overstap.engine.roster.columns import COLUMNS, NEVER, column_named
from overstap.engine.roster.model import BYTES_AT_MOST, Listed
from overstap.engine.roster.reading import read_roster
from tests.made_files import damaged

HEAD = "nummer;beroep;woonplaats"


@pytest.fixture(scope="module")
def region() -> Region:
    return load_region(Path(overstap.__file__).parent / "packs" / "haaglanden")


def read(region: Region, text: str | bytes, language: str = "nl") -> tuple[Listed, ...]:
    data = text if isinstance(text, bytes) else text.encode()
    return read_roster(data, "lijst.csv", region, language)


def refused(region: Region, text: str | bytes, language: str = "nl") -> str:
    with pytest.raises(InputRefused) as refusal:
        read(region, text, language)
    return refusal.value.text(language)


def test_words_become_what_the_region_knows(region: Region) -> None:
    text = (
        f"{HEAD};vaardigheden;uren;uurloon;dienstjaren;laatste werkdag;uren minstens;uren hoogstens;"
        "uurloon minstens;reisafstand;soort plek\n"
        "A-1;hypotheekadviseur;Den Haag;klachten behandelen;32;€ 24,50;7,5;30-06-2027;24;32;20;15;baan|bbl\n"
    )
    (one,) = read(region, text)
    assert (one.occupation, one.place, one.said) == ("mortgage-adviser", "den-haag", "hypotheekadviseur")
    assert "handle-complaints" in one.skills
    assert (one.hours, one.pay, one.service, one.last_day) == (32, 24.5, 7.5, date(2027, 6, 30))
    assert (one.hours_low, one.hours_high, one.pay_least, one.distance) == (24, 32, 20, 15)
    assert one.kinds == ("vacancy", "apprenticeship")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_it_is_read_however_a_spreadsheet_wrote_it(region: Region, encoding: str, separator: str) -> None:
    text = "\r\n".join([HEAD, "", "1;Secretaresse;Delft", '2;"secretaresse";leiden', ";;", ""])
    people = read(region, text.replace(";", separator).encode(encoding))
    assert [(one.reference, one.place) for one in people] == [("1", "delft"), ("2", "leiden")]


def test_an_excel_workbook_is_read_with_its_days_and_numbers(region: Region) -> None:
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        sheet, as_day = book.add_worksheet(), book.add_format({"num_format": "dd-mm-yyyy"})
        sheet.write_row(0, 0, ["nummer", "beroep", "woonplaats", "uurloon", "laatste werkdag"])
        sheet.write_row(1, 0, [7, "secretaresse", "Delft", 21.5])
        sheet.write_datetime(1, 4, datetime(2027, 6, 30), as_day)
    (one,) = read(region, written.getvalue())
    assert (one.reference, one.pay, one.last_day) == ("7", 21.5, date(2027, 6, 30))


@pytest.mark.parametrize("seed", range(8))
def test_a_damaged_workbook_is_refused_or_read_and_nothing_else(region: Region, seed: int) -> None:
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        book.add_worksheet().write_row(0, 0, HEAD.split(";"))
    assert "lijst.csv" in refused(region, damaged(written.getvalue(), seed))


def test_columns_go_by_many_names_in_any_order(region: Region) -> None:
    (one,) = read(region, "Place,JOB TITLE,Personeelsnummer,Hourly_pay\nDelft,secretary,7,21.5\n", "en")
    assert (one.reference, one.occupation, one.pay) == ("7", "secretary", 21.5)


@pytest.mark.parametrize("name", [name for names in NEVER.values() for name in names])
def test_columns_that_may_not_be_are_refused(region: Region, name: str) -> None:
    said = refused(region, f"{HEAD};{name}\n1;secretaresse;Delft;\n")
    assert f"“{name}”" in said
    assert "hele kolom" in said


def test_a_citizen_service_number_is_refused_wherever_it_stands_and_never_shown(region: Region) -> None:
    for row in ("111222333;secretaresse;Delft;", "1;111.222.333;Delft;", "1;secretaresse;Delft;bsn 111222333"):
        said = refused(region, f"{HEAD};vaardigheden\n{row}\n")
        assert "burgerservicenummer" in said
        assert "111" not in said


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("1;secretaresse;Delft;132;", "rij 2, kolom uren: “132”"),
        ("1;secretaresse;Delft;veel;", "rij 2, kolom uren: “veel”"),
        ("1;secretaresse;Delft;32;31-02-2027", "rij 2, kolom laatste werkdag: “31-02-2027”"),
        ("1;;Delft;32;", "rij 2, kolom beroep: is leeg"),
        ("1;xyzzy;Delft;32;", "herkennen we niet als beroep"),
        ("1;secretaresse;Delf;32;", "Bedoel je “Delft”?"),
        ("1 2;secretaresse;Delft;32;", "is geen nummer of kenmerk"),
        ("1;secretaresse;Delft;32;;extra", "heeft 6 cellen, de kopregel 5"),
        ("1;secretaresse;Delft;32;\n1;secretaresse;Delft;32;", "rij 3: “1” staat ook in rij 2"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(region: Region, row: str, said: str) -> None:
    assert said in refused(region, f"{HEAD};uren;laatste werkdag\n{row}\n")


def test_everything_wrong_is_told_at_once(region: Region) -> None:
    said = refused(region, f"{HEAD};uren\n1;;Delft;400\n2;secretaresse;Nergens;3\n")
    assert len(said.splitlines()) == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "noemt niemand"),
        (HEAD, "noemt niemand"),
        ("nummer;beroep\n1;secretaresse\n", "heeft geen kolom “woonplaats”"),
        (f"{HEAD};beroep\n1;secretaresse;Delft;kok\n", "staat er twee keer in"),
        (f"{HEAD};uurlonen\n1;secretaresse;Delft;20\n", "Bedoel je “uurloon”?"),
        (b"PK\x03\x04 no workbook", "kan niet worden gelezen als tabel"),
        (b"a\x00b", "kan niet worden gelezen als tabel"),
        (b"x" * (BYTES_AT_MOST + 1), "is groter dan 5 MB"),
    ],
)
def test_what_is_no_roster_is_refused(region: Region, text: str | bytes, said: str) -> None:
    assert said in refused(region, text)


def test_more_people_than_a_case_holds_are_refused(region: Region) -> None:
    rows = "".join(f"{n};secretaresse;Delft\n" for n in range(10_001))
    assert "meer dan 10000 mensen" in refused(region, f"{HEAD}\n{rows}")


def test_hours_turned_round_are_refused(region: Region) -> None:
    said = refused(region, f"{HEAD};uren minstens;uren hoogstens\n1;secretaresse;Delft;36;24\n")
    assert "is meer dan “uren hoogstens”" in said


def test_no_two_columns_go_by_one_name() -> None:
    for column in COLUMNS:
        for name in (*column.name.values(), *column.also):
            assert column_named(name) is column


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_made_up_bank_is_read_back_in_its_own_language(region: Region, language: str) -> None:
    bank = Bank(people=300, language=language, later=date(2027, 9, 30))
    people = read(region, bank_roster(region.records, bank), language)
    assert len(people) == 300
    assert all(one.said == region.occupation_label(one.occupation, language) for one in people)
    assert sum(bool(one.skills) for one in people) > 0.95 * len(people)
    assert not any(one.name for one in people)
    assert 10 < sum(one.last_day == date(2027, 9, 30) for one in people) < 80
    assert Counter(one.occupation for one in people).most_common(1)[0][0] == "bank-counter-clerk"
    assert all(one.reference.startswith(("VOORBEELD", "EXAMPLE")) for one in people)


def test_the_same_seed_gives_the_same_bank_and_another_another(region: Region) -> None:
    made = [bank_roster(region.records, Bank(people=50, seed=seed)) for seed in (0, 0, 1)]
    assert made[0] == made[1] != made[2]
