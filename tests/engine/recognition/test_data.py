# SPDX-License-Identifier: EUPL-1.2
"""The word lists of the product are whole."""

from __future__ import annotations

import csv
import re
from importlib.resources import files
from pathlib import Path

from overstap.engine.skills.esco import read_esco
from overstap.engine.skills.recognition.evidence import FEATURES
from overstap.engine.skills.recognition.weights import SIGNS, fitted
from overstap.engine.skills.recognition.wording import everyday_phrases

DATA = files("overstap.engine.skills.data")


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((DATA / name).read_text(encoding="utf-8").splitlines()))


def test_everyday_phrases_are_whole_and_none_stands_twice() -> None:
    phrases = rows("everyday.csv")
    assert list(phrases[0]) == ["language", "phrase", "skill_uri"]
    assert {row["language"] for row in phrases} == {"nl", "en"}
    assert len(phrases) > 1000
    assert all(row["phrase"] == " ".join(row["phrase"].split()) != "" for row in phrases)
    concept = re.compile(r"http://data\.europa\.eu/esco/skill/\S+")
    assert all(concept.fullmatch(row["skill_uri"]) for row in phrases)
    assert len({tuple(row.values()) for row in phrases}) == len(phrases)


def test_lists_of_words_are_folded_and_none_stands_twice() -> None:
    stop = [(row["language"], row["word"]) for row in rows("stop_words.csv")]
    assert len(set(stop)) == len(stop)
    assert all(word == word.lower().strip() != "" for _, word in stop)
    verbs = [(row["language"], row["base"]) for row in rows("irregular_verbs.csv")]
    assert len(set(verbs)) == len(verbs)


def test_weights_cover_every_kind_of_evidence() -> None:
    assert set(fitted()) == {"nl", "en", "en+model"}
    for weights in fitted().values():
        assert set(weights.ranking) == set(FEATURES)
        assert set(weights.confidence) == set(SIGNS)
        assert 0.0 < weights.accepted_from <= 0.5


def test_every_everyday_phrase_names_a_concept_of_esco(reference_data: Path) -> None:
    taxonomy, _ = read_esco(reference_data / "esco-1.1.1-en", ("en",))
    assert {uri for _, _, uri in everyday_phrases()} <= set(taxonomy.skill_index)
