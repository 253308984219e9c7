# SPDX-License-Identifier: EUPL-1.2
"""A model that the user points to says what is alike in meaning, and its absence is told in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from overstap.engine.problems import InputRefused
from overstap.engine.skills.recognition import OnnxEmbedder, Recogniser, build_recogniser
from overstap.engine.skills.recognition.embeddings import likeness, likenesses, mean_of_tokens, unit
from overstap.engine.skills.recognition.index import Floats
from overstap.engine.skills.recognition.weights import shipped_weights
from tests.engine.recognition.street import street


class Kitchen:
    """Knows one thing: what has to do with ovens."""

    def encode(self, texts: Sequence[str]) -> Floats:
        return unit(np.array([[1.0, float("oven" in t or "brood" in t)] for t in texts], dtype=np.float32))


def with_model(recogniser: Recogniser) -> Recogniser:
    """As if the Dutch weights had been fitted with a model."""
    dutch = recogniser.weights["nl"]
    ranking = {**dutch.ranking, "latent": 1.0}
    return replace(
        recogniser, weights={**recogniser.weights, "nl": replace(dutch, ranking=ranking, with_model=True)}
    )


def test_what_the_model_finds_alike_comes_forward() -> None:
    plain = build_recogniser(street(), ("nl", "en"))
    helped = with_model(build_recogniser(street(), ("nl", "en"), embeddings=Kitchen()))
    assert helped.uses_model("nl")
    text = "de hele dag bij de hete oven, en teksten"
    place = [[skill for skill, _ in each.rank(text, "nl", 20)].index("bake") for each in (plain, helped)]
    assert place[1] < place[0]


def test_a_recogniser_with_a_model_is_kept_and_loaded_with_it() -> None:
    helped = build_recogniser(street(), ("nl", "en"), embeddings=Kitchen())
    loaded = Recogniser.from_arrays(street(), helped.to_arrays(), embeddings=Kitchen())
    text = "teksten bij de hete oven"
    assert with_model(loaded).rank(text, "nl", 20) == with_model(helped).rank(text, "nl", 20)
    without = Recogniser.from_arrays(street(), helped.to_arrays())
    assert without.rank(text, "nl", 20) == build_recogniser(street(), ("nl", "en")).rank(text, "nl", 20)


def test_a_model_has_no_say_where_no_weights_were_fitted_with_one() -> None:
    helped = build_recogniser(street(), ("nl", "en"), embeddings=Kitchen())
    assert not helped.uses_model("nl")
    text = "teksten bij de hete oven"
    assert helped.rank(text, "nl", 20) == build_recogniser(street(), ("nl", "en")).rank(text, "nl", 20)


def test_the_english_of_a_large_language_has_weights_for_a_model() -> None:
    assert shipped_weights(13_000, model=True)["en"].with_model
    assert not any(weights.with_model for weights in shipped_weights(13_000).values())
    assert not any(weights.with_model for weights in shipped_weights(400, model=True).values())


def test_a_passage_is_as_like_as_the_most_alike_of_its_texts() -> None:
    vectors = Kitchen().encode(["oven", "brood", "fiets"])
    found = likenesses(vectors, Kitchen(), [["fiets", "de oven"], []])
    assert (
        found[0].tolist()
        == np.maximum(*(likeness(vectors, v) for v in Kitchen().encode(["x", "oven"]))).tolist()
    )
    assert found[1].tolist() == [0.0] * 3


def test_what_all_texts_have_in_common_says_nothing() -> None:
    same = unit(np.ones((4, 3), dtype=np.float32))
    assert likeness(same, same[0]).tolist() == [0.0] * 4


def test_padding_does_not_move_the_mean() -> None:
    states = np.array([[[1.0, 3.0], [3.0, 5.0], [9.0, 9.0]]], dtype=np.float32)
    np.testing.assert_allclose(mean_of_tokens(states, [[1, 1, 0]]), [[2.0, 4.0]])


def test_a_folder_without_a_model_is_refused_with_the_files_it_lacks(tmp_path: Path) -> None:
    with pytest.raises(InputRefused) as refused:
        OnnxEmbedder(tmp_path)
    assert [problem.value for problem in refused.value.problems] == ["model.onnx", "tokenizer.json"]


def test_a_model_that_cannot_be_used_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"no model")
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(InputRefused) as refused:
        OnnxEmbedder(tmp_path)
    wanted = "cannot be read" if find_spec("onnxruntime") and find_spec("tokenizers") else "not installed"
    assert wanted in refused.value.text("en")
