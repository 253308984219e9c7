# SPDX-License-Identifier: EUPL-1.2
"""The compiled form of a title index is the index itself."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pytest

from overstap.engine.skills.titles import TitleIndex, build_title_index
from tests.engine.titles.town import town


def test_an_index_from_a_file_answers_the_same() -> None:
    index = build_title_index(town(), ("nl", "en"))
    file = io.BytesIO()
    np.savez(file, **index.to_arrays())
    file.seek(0)
    with np.load(file, allow_pickle=False) as stored:
        loaded = TitleIndex.from_arrays(town(), dict(stored))
    for typed, language in (("verpleegkundige ic", "nl"), ("kassamede", "nl"), ("shop", "en"), ("juf", "nl")):
        assert loaded.find(typed, language) == index.find(typed, language)


def test_arrays_of_another_taxonomy_are_refused() -> None:
    arrays = build_title_index(town(), ("nl",)).to_arrays()
    fewer = replace(town(), occupations=town().occupations[1:])
    with pytest.raises(ValueError, match="another taxonomy"):
        TitleIndex.from_arrays(fewer, arrays)


def test_an_empty_index_can_be_kept_too() -> None:
    empty = replace(town(), occupations=())
    loaded = TitleIndex.from_arrays(empty, build_title_index(empty, ("nl",)).to_arrays())
    assert loaded.find("kok", "nl") == ()
