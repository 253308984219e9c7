# SPDX-License-Identifier: EUPL-1.2
"""Hours, pay, days, dates and places are read where a text says them clearly, and left empty elsewhere."""

from __future__ import annotations

from datetime import date

import pytest

from overstap.engine.vacancies.figures import Pay, Range, dates_in, days_in, hours_in, pay_in, places_in

TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Je werkt 24-32 uur per week.", Range(24, 32)),
        ("een baan van 16 tot 20 uur", Range(16, 20)),
        ("36 uur per week", Range(36, 36)),
        ("contract voor 28,5 uur", Range(28.5, 28.5)),
        ("32 to 40 hours a week", Range(32, 40)),
        ("We zijn 24 uur per dag open", None),
        ("Reageer binnen 48 uur", None),
        ("40 tot 32 uur", None),
        ("€ 15-18 uur", None),
        ("Je reist 2 uur", None),
    ],
)
def test_hours_per_week(text: str, hours: Range | None) -> None:
    assert hours_in(text) == hours


@pytest.mark.parametrize(
    ("text", "pay"),
    [
        ("€ 2.500 - € 3.100 bruto per maand", Pay(2500, 3100, "month")),
        ("Salaris: €2.450,- tot €2.900,- per maand", Pay(2450, 2900, "month")),
        ("een uurloon van € 15,87", Pay(15.87, 15.87, "hour")),
        ("EUR 42.000 per jaar", Pay(42000, 42000, "year")),
        ("€ 16.50 an hour", Pay(16.5, 16.5, "hour")),
        ("een omzet van € 3.000.000", None),
        ("een bonus van € 250", None),
        ("€ 5 reiskosten", None),
        ("goed betaald", None),
    ],
)
def test_pay(text: str, pay: Pay | None) -> None:
    assert pay_in(text) == pay


def test_pay_of_a_month_is_pay_of_an_hour_over_the_weeks_of_a_month() -> None:
    assert Pay(2600, 3120, "month").per_hour(30) == Range(20, 24)
    assert Pay(36 * 52 * 20, 36 * 52 * 20, "year").per_hour() == Range(20, 20)


def test_days_from_one_to_another_go_over_the_weekend() -> None:
    assert days_in("van vrijdag t/m maandag") == ("mo", "fr", "sa", "su")
    assert days_in("monday to friday") == ("mo", "tu", "we", "th", "fr")
    assert days_in("Loop binnen op een dinsdag.") == ()


def test_dates_are_taken_by_the_word_before_them() -> None:
    assert dates_in("Per 1 maart, reageren kan tot 15-01-2027.", TODAY) == (date(2027, 3, 1), date(2027, 1, 15))
    assert dates_in("Start 2027-02-01", TODAY) == (date(2027, 2, 1), None)
    assert dates_in("Sinds 1 mei 1999 en op 31 februari 2027", TODAY) == (None, None)
    assert dates_in("uiterlijk 1 november 2026", TODAY) == (None, None)


def test_places() -> None:
    assert places_in("We zoeken per direct drie gedreven monteurs") == 3
    assert places_in("We are looking for 2 new colleagues") == 2
    assert places_in("Wij zijn met 300 mensen") is None
