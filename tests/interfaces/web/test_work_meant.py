# SPDX-License-Identifier: EUPL-1.2
"""Which work is read in somebody's words: what is chosen, what is offered, and what is neither."""

from __future__ import annotations

import pytest

from overstap.engine.region import Region
from overstap.web.planner.presenters.recognised import read_words


@pytest.mark.parametrize(
    ("text", "language", "meant"),
    [
        ("ik heb 17 jaar achter de balie gestaan bij de bank en deed de kas", "nl", "bank-counter-clerk"),
        ("ik ben bankmedewerker", "nl", "bank-counter-clerk"),
        ("ik ben metselaar, 20 jaar ervaring in de bouw", "nl", "bricklayer"),
        ("20 jaar metselaar geweest", "nl", "bricklayer"),
        ("Kapper bij een salon in Delft, met veel vaste klanten. " * 3, "nl", "hairdresser"),
        ("Ik ben geen kok maar bakker", "nl", "baker"),
        ("QA engineer", "en", "software-tester"),
        ("I am a welder. I speak English and Dutch.", "en", "welder"),
    ],
)
def test_work_said_to_be_ones_own_is_chosen(text: str, language: str, meant: str, haaglanden: Region) -> None:
    reading = read_words(haaglanden, text, language)
    assert reading.clear == meant
    assert reading.occupations[0] == meant


@pytest.mark.parametrize(
    ("text", "language", "first"),
    [
        ("nurse", "en", "nurse-intensive-care"),
        ("bank", "nl", "bank-counter-clerk"),
        ("ik zoek werk als kok", "nl", "cook"),
    ],
)
def test_what_may_be_meant_or_is_wished_for_is_only_offered(
    text: str, language: str, first: str, haaglanden: Region
) -> None:
    reading = read_words(haaglanden, text, language)
    assert (reading.occupations[0], reading.clear) == (first, "")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Hobby's: koken, wandelen, tuinieren", "nl"),
        ("Talen\nNederlands\nFrans\n", "nl"),
        ("ik spreek geen engels", "nl"),
        ("ik kan niet goed met de computer", "nl"),
        ("I do not speak Dutch", "en"),
        ("kas opmaken", "nl"),
        ("facturen verwerken", "nl"),
        ("Ik kan goed koken", "nl"),
    ],
)
def test_hobbies_languages_denials_and_skills_are_no_occupation(
    text: str, language: str, haaglanden: Region
) -> None:
    assert read_words(haaglanden, text, language).occupations == ()


CV = """Werkervaring
{present} Baliemedewerker ING Bank, Den Haag
- kas opmaken, klachten behandelen
2004-2009 Verkoopmedewerker winkel

Talen
Nederlands, Engels, Berber

Hobby's
koken en tuinieren
"""


@pytest.mark.parametrize("present", ["2009-heden", "2009 – heden", "2009 - nu", "sinds 2009"])
def test_the_present_job_of_a_cv_goes_before_those_of_the_past(present: str, haaglanden: Region) -> None:
    reading = read_words(haaglanden, CV.format(present=present), "nl")
    assert reading.clear == reading.occupations[0] == "bank-counter-clerk"
    assert "shop-assistant" in reading.occupations
    assert not {"cook", "dutch-language-teacher", "greenhouse-worker"} & set(reading.occupations)


def test_a_past_job_is_not_chosen_when_the_present_one_is_not_known(haaglanden: Region) -> None:
    reading = read_words(
        haaglanden, "2019-heden Xqzwster\n2004-2009 Verkoopmedewerker winkel\n" + "-" * 60, "nl"
    )
    assert reading.clear == ""
    assert "shop-assistant" in reading.occupations


def test_a_past_employer_does_not_make_past_work_the_present(haaglanden: Region) -> None:
    cv = "2019 - present QA Engineer, Infosys, The Hague\n2015 - 2019 Software developer at TCS, Chennai\n"
    reading = read_words(haaglanden, cv, "en")
    assert reading.occupations[0] == "software-tester"
    assert reading.clear in ("", "software-tester")
