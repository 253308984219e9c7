# SPDX-License-Identifier: EUPL-1.2
"""A recogniser as plain arrays and back, so that a compiled one loads in a fraction of a second."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
from scipy import sparse

from overstap.engine.skills.recognition.evidence import Model
from overstap.engine.skills.recognition.index import LabelIndex, Matrix
from overstap.engine.skills.recognition.terms import TermReader

Arrays = dict[str, npt.NDArray[Any]]


class Reader(msgspec.Struct):
    """What a reader of terms is made from."""

    words: list[str]
    counts: dict[str, int]


class Strings(msgspec.Struct):
    """Everything of a recogniser that is text."""

    languages: list[str]
    terms: list[str]
    texts: list[str]
    readers: dict[str, Reader]


def to_arrays(languages: tuple[str, ...], readers: Mapping[str, TermReader], model: Model) -> Arrays:
    """Everything but the taxonomy itself. Text is MessagePack in an array of bytes."""
    index = model.index
    kept = {language: Reader(list(reader.words), reader.counts) for language, reader in readers.items()}
    strings = Strings(list(languages), list(index.terms), list(index.texts), kept)
    arrays: Arrays = {
        "strings": np.frombuffer(msgspec.msgpack.encode(strings), dtype=np.uint8),
        "idf": index.idf,
        "skill": index.skill,
        "language": index.language,
        "kind": index.kind,
        "mass": index.mass,
        "directions": model.directions,
        "places": model.places,
        "about": model.about,
    }
    matrices = (("matrix", index.matrix), ("described", index.described), ("associations", model.associations))
    for name, matrix in matrices:
        arrays |= {f"{name}.{part}": getattr(matrix, part) for part in ("data", "indices", "indptr")}
    return arrays


def from_arrays(arrays: Mapping[str, npt.NDArray[Any]]) -> tuple[Strings, Model]:
    """The strings and the model of `to_arrays`. Raises `KeyError` or `msgspec.DecodeError` on other arrays."""
    strings = msgspec.msgpack.decode(arrays["strings"].tobytes(), type=Strings)
    terms, labels, skills = len(strings.terms), len(strings.texts), len(arrays["about"])
    index = LabelIndex(
        tuple(strings.languages),
        tuple(strings.terms),
        arrays["idf"],
        tuple(strings.texts),
        arrays["skill"],
        arrays["language"],
        arrays["kind"],
        _matrix(arrays, "matrix", (labels, terms)),
        arrays["mass"],
        _matrix(arrays, "described", (skills, terms)),
    )
    associations = _matrix(arrays, "associations", (terms, terms))
    return strings, Model(index, associations, arrays["directions"], arrays["places"], arrays["about"])


def readers_of(strings: Strings) -> dict[str, TermReader]:
    """The readers of terms, made again."""
    return {
        language: TermReader(language, reader.words, reader.counts)
        for language, reader in strings.readers.items()
    }


def _matrix(arrays: Mapping[str, npt.NDArray[Any]], name: str, shape: tuple[int, int]) -> Matrix:
    data, indices, pointers = (arrays[f"{name}.{part}"] for part in ("data", "indices", "indptr"))
    return sparse.csr_matrix((data, indices, pointers), shape)
