# SPDX-License-Identifier: EUPL-1.2
"""An index over openings in a file, and back: mapped, not read, so that it is there at once and held once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from overstap.engine.matching.large.arrayfile import map_arrays, write_arrays
from overstap.engine.matching.large.columns import Columns, Ranked
from overstap.engine.matching.large.index import OpeningIndex
from overstap.engine.matching.large.layout import Lists, Scale

KIND, VERSION = "openings", 1
"""Raise the version with every change to what the arrays mean."""


def save_index(index: OpeningIndex, folder: Path, made_for: str) -> str:
    """Writes the index to a new file in a folder; gives its name.

    `made_for` says which language of skills it goes with: a fingerprint of the caller's. An index of which
    openings were taken out cannot be written: they would be back.
    """
    if index.alive is not None:
        raise ValueError("an index without some of its openings cannot be written")
    return write_arrays(folder, KIND, VERSION, made_for, _arrays(index), _texts(index))


def map_index(file: Path, made_for: str) -> OpeningIndex:
    """The index in a file. Raises `InputRefused` for any other, older or damaged file: build it again."""
    arrays, texts = map_arrays(file, KIND, VERSION, made_for)
    count = int(arrays["columns"][0])
    return OpeningIndex(
        ids=arrays["ids"],
        lists=Lists(*(arrays[name] for name in Lists._fields)),
        columns=Columns(*(arrays[name] for name in Columns._fields)),
        scaled=arrays["scaled"],
        scale=Scale(*(int(one) for one in arrays["scale"])),
        meanings=tuple(
            Ranked(arrays[f"values.{column}"], arrays[f"at_least.{column}"]) for column in range(count)
        ),
        latitude=arrays["latitude"],
        longitude=arrays["longitude"],
        occupations=tuple(texts["occupations"]),
        certificate_sets=_sets(texts["certificates"], arrays["set_from"]),
        attitude=arrays["attitude"],
    )


def _arrays(index: OpeningIndex) -> dict[str, npt.NDArray[Any]]:
    meanings = {
        f"{name}.{column}": getattr(meaning, name)
        for column, meaning in enumerate(index.meanings)
        for name in ("values", "at_least")
    }
    return {
        "ids": index.ids,
        **index.lists._asdict(),
        **index.columns._asdict(),
        "scaled": index.scaled,
        "scale": np.array([index.scale.step, index.scale.spread, index.scale.terms], dtype=np.int64),
        "columns": np.array([len(index.meanings)], dtype=np.int64),
        **meanings,
        "latitude": index.latitude,
        "longitude": index.longitude,
        "attitude": index.attitude,
        "set_from": np.cumsum([0, *(len(one) for one in index.certificate_sets)], dtype=np.int64),
    }


def _texts(index: OpeningIndex) -> dict[str, list[str]]:
    certificates = [name for one in index.certificate_sets for name in sorted(one)]
    return {"occupations": list(index.occupations), "certificates": certificates}


def _sets(names: list[str], begin: npt.NDArray[np.int64]) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(names[begin[at] : begin[at + 1]]) for at in range(len(begin) - 1))
