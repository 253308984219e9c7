# SPDX-License-Identifier: EUPL-1.2
"""Everyday sentences, read with the skills of the region pack that comes with the product."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from overstap.engine import read_pack
from overstap.engine.pack.language import pack_taxonomy
from overstap.engine.skills.lookup import build_lookup
from overstap.engine.skills.recognition import Recogniser, build_recogniser
from overstap.engine.skills.taxonomy import Taxonomy


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return pack_taxonomy(read_pack(Path(str(files("overstap.packs") / "haaglanden"))))


@pytest.fixture(scope="module")
def recogniser(taxonomy: Taxonomy) -> Recogniser:
    return build_recogniser(taxonomy, ("nl", "en"))


@pytest.mark.parametrize(
    ("text", "language", "skills"),
    [
        (
            "ik heb geen rijbewijs. ik kan goed koken. ik spreek engels",
            "nl",
            {"cook-meals", "speak-english-work"},
        ),
        ("ik heb geen diploma. ik doe de kas en ik kan lassen", "nl", {"count-and-balance-cash", "weld-metal"}),
        ("kassa bedienen", "nl", {"handle-cash"}),
        ("identiteit controleren", "nl", {"check-customer-identity"}),
        ("Word, Outlook en Teams", "nl", {"use-word-processor"}),
        ("BHV (verlopen)", "nl", set()),
        ("facturen verwerken", "nl", {"check-invoices"}),
        ("process invoices", "en", {"check-invoices"}),
        ("facturen maken", "nl", {"send-invoices"}),
        ("English (fluent), Hindi (native), Dutch (A2)", "en", {"speak-english-work"}),
        ("SQL, Git", "en", {"query-databases", "use-version-control"}),
        ("Skills: Git, Agile", "en", {"use-version-control", "work-agile"}),
        ("B.E. Computer Science", "en", {"write-code"}),
        ("I work with computers", "en", {"use-computer"}),
        ("check data, documented", "en", {"write-technical-docs"}),
        ("ik help mensen met hun rekening en pasjes", "nl", {"bank-products"}),
        ("patienten inschrijven", "nl", {"register-data"}),
        ("mantelzorg voor mijn moeder", "nl", {"care-elderly"}),
        ("maak sauzen", "nl", {"cook-meals"}),
        ("haccp lijsten", "nl", {"food-safety"}),
        ("werk onder druk", "nl", {"work-under-pressure"}),
        ("kozijnen stellen en dakkapellen maken", "nl", {"hang-doors-windows", "do-carpentry"}),
        ("ik stuur 2 keukenhulpen aan", "nl", {"lead-team"}),
    ],
)
def test_an_everyday_sentence_gives_these_skills_and_no_others(
    recogniser: Recogniser, text: str, language: str, skills: set[str]
) -> None:
    assert {skill.skill for skill in recogniser.recognise(text, language)} == skills


@pytest.mark.parametrize(
    ("typed", "first"), [("word", "use-word-processor"), ("rekening openen", "bank-products")]
)
def test_what_is_typed_finds_first(taxonomy: Taxonomy, typed: str, first: str) -> None:
    assert build_lookup(taxonomy, "nl").find(typed, 3)[0].skill == first
