# SPDX-License-Identifier: EUPL-1.2
"""Work, study, courses and languages are read out of a CV, and who it is stays out."""

from __future__ import annotations

from datetime import date

import pytest

from overstap.engine.documents.cv import read_cv
from overstap.engine.documents.entries import EntryKind
from overstap.engine.documents.periods import period_in
from tests.made_files import CV, WHO


def test_a_dutch_cv() -> None:
    told = read_cv(CV)
    assert [(one.kind.value, one.title, one.whose) for one in told.entries] == [
        ("work", "Baliemedewerker", "ABN Bank"),
        ("work", "Verkoopmedewerker", "Hema"),
        ("study", "Secretarieel mbo", "ROC Mondriaan"),
        ("certificate", "BHV", ""),
    ]
    first, second = told.entries[:2]
    assert (first.from_on, first.until_on) == (date(2018, 3, 1), None)
    assert first.note == "Klachten behandelen\nDe kas doen"
    assert (second.from_on, second.until_on) == (date(2012, 1, 1), date(2018, 12, 31))
    assert told.languages == (("nl", "C2"), ("en", "B2"))


def test_who_it_is_stays_out() -> None:
    told = read_cv(CV)
    assert [word for word in WHO if word in told.text] == []
    assert "Klachten behandelen" in told.text


def test_the_name_a_cv_begins_with_stays_out() -> None:
    told = read_cv("Curriculum vitae\nFatima el Idrissi\nWerkervaring\n2018 - 2020 Kok, De Zon\nIk kookte.")
    assert "Fatima" not in told.text
    assert "Ik kookte." in read_cv("Ik kookte.\nWerkervaring").text


def test_an_english_cv_with_periods_under_the_titles() -> None:
    told = read_cv(
        "Work experience\nAdministrative assistant\nCity of The Hague\nJanuary 2018 - present\n"
        "- Answering calls\nShop assistant\nHema\n03/2012 - 12/2017\n- Helping customers\nEducation\n"
        "2008 - 2011\nSecretarial\nROC\n"
    )
    assert [(one.title, one.whose, one.note) for one in told.entries] == [
        ("Administrative assistant", "City of The Hague", "Answering calls"),
        ("Shop assistant", "Hema", "Helping customers"),
        ("Secretarial", "ROC", ""),
    ]
    assert told.entries[2].kind is EntryKind.STUDY


def test_words_without_headings_are_text_and_nothing_more() -> None:
    told = read_cv("Ik heb van 2010 tot 2015 als kok gewerkt en spreek Pools.")
    assert (told.entries, told.languages) == ((), ())
    assert "kok" in told.text


def test_a_language_without_a_level_is_named_without_one() -> None:
    assert read_cv("Talen\nEngels\nPools (moedertaal)").languages == (("en", ""), ("pl", "C2"))


@pytest.mark.parametrize(
    ("said", "begin", "end"),
    [
        ("mrt 2018 – heden", date(2018, 3, 1), None),
        ("03/2018 t/m 12/2020", date(2018, 3, 1), date(2020, 12, 31)),
        ("2015-2018", date(2015, 1, 1), date(2018, 12, 31)),
        ("sinds 2019", date(2019, 1, 1), None),
        ("January 2018 to present", date(2018, 1, 1), None),
        ("1 februari 2020 tot en met 29 februari 2020", date(2020, 2, 1), date(2020, 2, 29)),
        ("09-2016 - 06-2017", date(2016, 9, 1), date(2017, 6, 30)),
    ],
)
def test_periods_as_people_write_them(said: str, begin: date, end: date | None) -> None:
    found = period_in(said)
    assert found is not None
    assert (found.from_on, found.until_on) == (begin, end)


@pytest.mark.parametrize("said", ["06-12345678", "2018-2012", "kamer 2014", "12 jaar", ""])
def test_what_is_no_period(said: str) -> None:
    assert period_in(said) is None
