# SPDX-License-Identifier: EUPL-1.2
"""One step taken apart, and told in words."""

from __future__ import annotations

import doctest
from dataclasses import replace
from pathlib import Path

import pytest

from overstap.engine import Region, load_region, shipped_pack
from overstap.engine.region.usual import compare_in_region
from overstap.engine.skills.graph import build_graph
from overstap.engine.transitions.comparing import StepCompared, compare_step
from overstap.engine.transitions.explain import step_in_words
from overstap.engine.transitions.measure import Grade, Steps
from overstap.engine.transitions.traits import traits_of_taxonomy
from tests.engine.transitions.test_measure import town


def compared(origin: str, destination: str) -> StepCompared:
    taxonomy = town()
    graph = build_graph(taxonomy)
    return compare_step(Steps(traits_of_taxonomy(taxonomy, graph)), taxonomy, graph, origin, destination)


def told(step: StepCompared, language: str) -> tuple[str, ...]:
    return step_in_words(step, language, str, str, "€ {:,.2f}")


def test_what_carries_over_what_is_new_and_what_goes_unused() -> None:
    up, down = compared("cook", "chef"), compared("chef", "cook")
    assert {one.skill for one in up.carried} == {"cook", "serve"}
    assert [one.skill for one in up.new] == ["plan"]
    assert up.unused == ()
    assert down.new == ()
    assert [one.skill for one in down.unused] == ["plan"]
    assert up.use == down.fit == 1.0


def test_level_pay_and_place() -> None:
    step = compared("cook", "chef")
    assert (step.level, step.pay) == ((2.0, 3.0), (None, None))
    assert (step.place, step.out_of) == (1, 5)


def test_a_step_goes_from_one_to_another() -> None:
    with pytest.raises(ValueError, match="no step"):
        compared("cook", "cook")
    with pytest.raises(KeyError):
        compared("cook", "pilot")


def test_a_step_in_words() -> None:
    step = replace(compared("cook", "chef"), pay=(1000.0, 1250.0), grade=Grade.USUAL, lift=3.25)
    english, dutch = told(step, "en"), told(step, "nl")
    assert english[0] == "From “cook” to “chef” is a usual step."
    assert "3.2 times as often" in english[1]
    assert "3,2 keer zo vaak" in dutch[1]
    assert "This is new: “plan”." in english
    assert "Dit is nieuw: “plan”." in dutch
    assert "The work is of a higher level." in english
    assert "Middle pay goes up, from € 1,000.00 to € 1,250.00." in english
    assert "Het middelste loon gaat omhoog, van € 1.000,00 naar € 1.250,00." in dutch
    with pytest.raises(KeyError):
        told(step, "fr")


def test_what_is_not_known_is_not_told() -> None:
    said = " ".join(told(compared("cook", "blank"), "en"))
    assert "There is little that carries over." in said
    assert "pay" not in said.replace("the pay", "")
    assert "level" not in said


@pytest.fixture(scope="module")
def haaglanden() -> Region:
    return load_region(shipped_pack("haaglanden"))


def test_every_step_of_a_region_has_a_word(haaglanden: Region) -> None:
    rows, language = haaglanden.records.occupations, haaglanden.language
    usual = haaglanden.usual
    n = len(rows)
    assert usual.ids == tuple(rows)
    assert usual.lifts.shape == (n, n)
    assert usual.grade_of("bank-counter-clerk", "municipal-counter-officer") is Grade.USUAL
    assert usual.grade_of("bank-counter-clerk", "bicycle-courier") is Grade.UNUSUAL
    step = compare_in_region(
        usual, rows, language.taxonomy, language.graph, "bank-counter-clerk", "hotel-receptionist"
    )
    assert step.level == (rows["bank-counter-clerk"].level, rows["hotel-receptionist"].level)
    assert step.lift == pytest.approx(usual.lift("bank-counter-clerk", "hotel-receptionist"))


def test_the_worked_example_holds() -> None:
    page = Path(__file__).parents[3] / "docs" / "methods" / "usual-steps.md"
    outcome = doctest.testfile(str(page), module_relative=False)
    assert outcome.attempted > 5
    assert outcome.failed == 0
