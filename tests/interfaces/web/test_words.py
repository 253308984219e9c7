# SPDX-License-Identifier: EUPL-1.2
"""Figures and dates in the words of the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from overstap.web import words
from overstap.web.templatetags.overstap import quotes_in

Tell = Callable[..., Client]


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((9, 9, 0), "alle 9"),
        ((3, 8, 1), "3 van de 8, 1 nodige mist nog"),
        ((3, 8, 2), "3 van de 8, 2 nodige missen nog"),
        ((6, 8, 0), "6 van de 8, met alles wat nodig is"),
        ((3, 8, 1, 2), "3 van de 8, 1 nodige mist nog; 2 eigenschappen niet verteld"),
    ],
)
def test_what_is_covered_is_told_so_that_it_adds_up(counts: tuple[int, ...], said: str) -> None:
    assert words.covered(*counts) == said


def test_the_card_counts_personal_traits_apart(told: Tell) -> None:
    page = told("Ik kan goed koken en bedienen.").get(reverse("my-work")).content.decode()
    assert re.search(r"\d+ van de \d+, [^;]{4,40}; \d+ eigenschap", page)


@pytest.mark.parametrize(("language", "said"), [("nl", "1 dec"), ("en", "1 Dec")])
def test_a_month_has_a_capital_where_the_language_gives_it_one(language: str, said: str) -> None:
    with translation.override(language):
        assert words.short_day(date(2026, 12, 1), date(2026, 11, 22)) == said


def test_own_words_on_a_page_in_another_language_name_theirs(told: Tell) -> None:
    client = told("Ik heb jaren achter de balie gestaan. Klachten behandelen kan ik goed.")
    with translation.override("en"):
        page = client.get(reverse("my-skills")).content.decode()
    assert '<div class="quoted" lang="nl">' in page
    assert 'It says “<span lang="nl">Klachten behandelen</span>” in so many words.' in page


def test_quoted_words_stay_harmless() -> None:
    assert quotes_in("It says “<b>” here.", "nl") == 'It says “<span lang="nl">&lt;b&gt;</span>” here.'
