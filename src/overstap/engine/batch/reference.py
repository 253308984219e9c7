# SPDX-License-Identifier: EUPL-1.2
"""What all parts of a batch need: the language of skills, and the index over openings, as files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from overstap.engine.batch import wording
from overstap.engine.matching.large.arrayfile import map_arrays, stored_digest, write_arrays
from overstap.engine.matching.large.index import OpeningIndex
from overstap.engine.matching.large.storage import map_index, save_index
from overstap.engine.problems import InputRefused

SKILLS, OPENINGS = "skills", "openings"
"""The names of the files, and of what is in them."""
_VERSION = 1


@dataclass(frozen=True)
class Skills:
    """A language of skills as matching needs it.

    `similarity` is CSR (skills, skills), row held, column asked. `attitude` (skills,): which are no step.
    """

    ids: tuple[str, ...]
    similarity: sparse.csr_array[Any]
    attitude: npt.NDArray[np.bool_]

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Where each skill stands."""
        return {id_: at for at, id_ in enumerate(self.ids)}


def save_skills(skills: Skills, folder: Path) -> str:
    """Writes the language to `SKILLS` in a folder; gives what it is known by."""
    similarity = skills.similarity
    arrays = {
        "indptr": similarity.indptr.astype(np.int64),
        "indices": similarity.indices.astype(np.int64),
        "data": similarity.data.astype(np.float64),
        "attitude": skills.attitude,
    }
    name = write_arrays(folder, SKILLS, _VERSION, "", arrays, {"ids": list(skills.ids)})
    return _named(folder, name, SKILLS)


def save_openings(index: OpeningIndex, folder: Path, skills: str) -> str:
    """Writes the index to `OPENINGS` in a folder; gives what it is known by. `skills`: that of the language."""
    return _named(folder, save_index(index, folder, skills), OPENINGS)


def read_skills(folder: Path, digest: str = "") -> Skills:
    """The language in a folder. Raises `InputRefused` for another one than is known by `digest`, if given."""
    return _skills(folder / SKILLS, digest or stored_digest(folder / SKILLS))


def read_openings(folder: Path, skills: str, digest: str = "") -> OpeningIndex:
    """The index in a folder, mapped; as `read_skills`. `skills`: what its language is known by."""
    return _openings(folder / OPENINGS, digest or stored_digest(folder / OPENINGS), skills)


@lru_cache(maxsize=2)
def _skills(file: Path, digest: str) -> Skills:
    """Kept: a process does many parts of one batch."""
    _refuse_another(file, digest)
    arrays, texts = map_arrays(file, SKILLS, _VERSION, "")
    shape = (len(texts["ids"]), len(texts["ids"]))
    matrix = sparse.csr_array((arrays["data"], arrays["indices"], arrays["indptr"]), shape=shape)
    return Skills(tuple(texts["ids"]), matrix, arrays["attitude"])


@lru_cache(maxsize=2)
def _openings(file: Path, digest: str, skills: str) -> OpeningIndex:
    _refuse_another(file, digest)
    return map_index(file, skills)


def _refuse_another(file: Path, digest: str) -> None:
    if not digest or stored_digest(file) != digest:
        raise InputRefused([wording.damaged(str(file))])


def _named(folder: Path, written: str, name: str) -> str:
    (folder / written).replace(folder / name)
    return stored_digest(folder / name)
