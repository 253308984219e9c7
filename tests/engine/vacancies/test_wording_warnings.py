# SPDX-License-Identifier: EUPL-1.2
"""Wording that shuts people out is found where it stands; wording that only looks like it is left alone."""

from __future__ import annotations

import csv

import pytest

from overstap.engine import shipped_pack
from overstap.engine.vacancies.warnings import check_wording, wording_rules

SHUTS_OUT = (
    ("nl", "age", "Je komt in ons [jonge, dynamische team]."),
    ("nl", "age", "Wij zoeken iemand [tussen de 18 en 25 jaar] met hart voor de zaak."),
    ("nl", "age", "Je bent [maximaal 30 jaar]."),
    ("nl", "age", "Een bijbaan, [16+], voor de zaterdag."),
    ("nl", "age", "[Je bent jong] en je wilt wat leren."),
    ("nl", "age", "Ben jij [pas afgestudeerd] en zoek je je eerste baan?"),
    ("nl", "age", "Wij zijn een [jong en hecht team] in Delft."),
    ("nl", "sex", "Wij [zoeken een ervaren timmerman] voor onze werkplaats."),
    ("nl", "sex", "[Schoonmaakster gezocht] voor kantoor in Rijswijk."),
    ("nl", "sex", "Voor de balie zoeken wij [bij voorkeur een vrouw]."),
    ("nl", "sex", "[Sterke kerels] die van aanpakken weten."),
    ("nl", "mother-tongue", "Nederlands is je [moedertaal]."),
    ("nl", "mother-tongue", "Je spreekt de taal [zonder accent]."),
    ("nl", "mother-tongue", "Je bent een [native speaker] Engels."),
    ("nl", "origin", "Je hebt de [Nederlandse nationaliteit]."),
    ("nl", "belief", "Je bent [belijdend lid] van een kerk."),
    ("nl", "family", "Het liefst ben je [ongebonden] en kun je overal heen."),
    ("nl", "health", "[Je bent fysiek fit] en werkt graag buiten."),
    ("nl", "health", "Je hebt een [goede gezondheid]."),
    ("nl", "photo", "Mail je [cv met foto] naar Truus."),
    ("nl", "photo", "Vermeld je [geboortedatum] in je brief."),
    ("nl", "years", "Je hebt minimaal [5 jaar relevante werkervaring]."),
    ("nl", "years", "[Drie tot 5 jaar ervaring] in de zorg."),
    ("nl", "diploma", "Je hebt [een afgeronde hbo-opleiding]."),
    ("nl", "diploma", "[Minimaal mbo 4 werk- en denkniveau]"),
    ("nl", "home", "Je bent [woonachtig in] de regio Haaglanden."),
    ("nl", "home", "Je beschikt [over eigen vervoer]."),
    ("nl", "always", "Je bent [flexibel inzetbaar], ook in het weekend."),
    ("en", "age", "Join our [young and dynamic team]."),
    ("en", "age", "You are [between 20 and 30 years old]."),
    ("en", "sex", "We are [looking for a friendly waitress] for the evenings."),
    ("en", "sex", "[Female candidates] will be preferred."),
    ("en", "mother-tongue", "English [native speaker] required."),
    ("en", "origin", "Only for those with [EU citizenship]."),
    ("en", "family", "Ideally you have [no family commitments]."),
    ("en", "health", "[You are physically fit] and like to work outside."),
    ("en", "photo", "Send your CV [with a recent photo]."),
    ("en", "years", "At least [5+ years of relevant work experience]."),
    ("en", "diploma", "You have [a completed bachelor's degree]."),
    ("en", "home", "You [live within] 20 minutes of the shop."),
    ("en", "always", "[24/7 availability] is expected."),
)
"""Language, the rule, and a sentence in which what must be found stands between brackets."""

LEFT_ALONE = (
    ("nl", "Je werkt met jonge kinderen op de groep."),
    ("nl", "Ons jonge bedrijf groeit."),
    ("nl", "Je bent minimaal 18 jaar, want dat vraagt de Alcoholwet."),
    ("nl", "Je leeftijd speelt geen rol."),
    ("nl", "Ervaren timmerman (m/v/x)\nWij zoeken een timmerman voor onze werkplaats."),
    ("nl", "Je helpt een oudere dame met de was."),
    ("nl", "Wij zoeken een gastvrouw of gastheer voor de lunch."),
    ("nl", "Je spreekt Nederlands op niveau B1; je moedertaal hoeft het niet te zijn."),
    ("nl", "Iedereen is welkom, ongeacht nationaliteit of burgerlijke staat."),
    ("nl", "Bij ons werken twaalf nationaliteiten samen: 12 nationaliteiten, één keuken."),
    ("nl", "Je begeleidt zwangere cliënten en jonge moeders."),
    ("nl", "Je tilt dozen tot 15 kilo."),
    ("nl", "Je maakt bij elke schade een rapport met foto's."),
    ("nl", "Wij hebben vijftig jaar ervaring in het vak."),
    ("nl", "Ervaring is niet nodig."),
    ("nl", "Mbo 3, of je kunt laten zien dat je het werk beheerst."),
    ("nl", "Een afgeronde mbo-opleiding of vergelijkbaar niveau door ervaring."),
    ("nl", "Wij betalen je mbo-opleiding en je haalt je diploma in een jaar."),
    ("nl", "Je rijdt met onze auto naar klanten die ver weg wonen."),
    ("nl", "De helpdesk is 24/7 bereikbaar voor je vragen."),
    ("en", "You will teach young people to swim."),
    ("en", "You must be at least 18 years old by law to serve alcohol."),
    ("en", "We welcome everyone, whatever your age."),
    ("en", "Chairman (m/f/x): we are looking for a chairman of our board."),
    ("en", "He or she must like people."),
    ("en", "Dutch at level B1 is enough; you need not be a native speaker."),
    ("en", "You take photos of damage for reports, with a photo of each part."),
    ("en", "A degree or equivalent experience."),
    ("en", "We have 50 years of experience."),
    ("en", "You care for pregnant clients on the ward."),
    ("en", "An open position for a carpenter."),
)


@pytest.mark.parametrize(("language", "rule", "marked"), SHUTS_OUT, ids=[one[2] for one in SHUTS_OUT])
def test_wording_that_shuts_people_out_is_found_where_it_stands(language: str, rule: str, marked: str) -> None:
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    found = [(one.rule.id, text[one.start : one.end]) for one in check_wording(text, language)]
    assert found == [(rule, text[start:end])]


@pytest.mark.parametrize(("language", "text"), LEFT_ALONE, ids=[one[1] for one in LEFT_ALONE])
def test_wording_that_only_looks_like_it_is_left_alone(language: str, text: str) -> None:
    assert [one.rule.id for one in check_wording(text, language)] == []


def test_every_rule_says_why_what_instead_and_on_what_ground() -> None:
    for rule in wording_rules():
        for texts in (rule.about, rule.why, rule.instead):
            assert set(texts) == {"nl", "en"}
            assert all(text.strip() for text in texts.values())
        assert set(rule.patterns) == {"nl", "en"}
        assert bool(rule.source.article) or not rule.law
        assert {one[1] for one in SHUTS_OUT if one[0] == "nl"} >= {rule.id}


def test_in_a_whole_region_of_vacancies_few_are_marked() -> None:
    with (shipped_pack("haaglanden") / "openings.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    marked = [one for row in rows for one in check_wording(row["text"], row["language"])]
    assert len(rows) > 250
    assert len(marked) < 20


def test_the_longest_text_is_read_at_once() -> None:
    text = "Je hebt een minimaal jonge jonge 5 tot 5 jaar, man, vrouw met en zonder foto. " * 2_000
    assert check_wording(text, "nl") is not None
    assert check_wording("a" * 200_000 + "\x00" + "(" * 100, "xx") == ()
