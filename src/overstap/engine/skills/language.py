# SPDX-License-Identifier: EUPL-1.2
"""A skills language ready for use: its concepts, its graph, and what finds them in words.

Building one from all of ESCO takes seconds; a compiled one loads in a fraction of a second. The compiled
form is a folder with two files: `taxonomy.msgpack` and `arrays.npz` (plain arrays, nothing that can run).
"""

from __future__ import annotations

import gc
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from overstap.engine.skills.graph import SkillGraph, build_graph
from overstap.engine.skills.recognition import Recogniser, build_recogniser
from overstap.engine.skills.taxonomy import Taxonomy
from overstap.engine.skills.titles import TitleIndex, build_title_index

FORMAT = 2
"""Raised whenever what is stored, or the method behind it, changes: an older form is then built anew."""

Arrays = dict[str, npt.NDArray[Any]]


@dataclass(frozen=True)
class Language:
    """A taxonomy with everything that is computed from it alone."""

    taxonomy: Taxonomy
    graph: SkillGraph
    recogniser: Recogniser
    titles: TitleIndex


@dataclass(frozen=True)
class _Header:
    format: int
    fingerprint: str
    taxonomy: Taxonomy


def build_language(taxonomy: Taxonomy) -> Language:
    """Computes everything that follows from a taxonomy."""
    return Language(
        taxonomy,
        build_graph(taxonomy),
        build_recogniser(taxonomy, taxonomy.languages),
        build_title_index(taxonomy, taxonomy.languages),
    )


def save_language(language: Language, folder: Path, fingerprint: str) -> None:
    """Stores the compiled form in `folder`, whole or not at all, replacing what was there.

    `fingerprint` names what the language was built from; only the same one loads it again.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
    try:
        header = _Header(FORMAT, fingerprint, language.taxonomy)
        (fresh / "taxonomy.msgpack").write_bytes(msgspec.msgpack.encode(header))
        np.savez(fresh / "arrays.npz", allow_pickle=False, **_arrays(language))
        _replace(folder, fresh)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def load_language(folder: Path, fingerprint: str) -> Language | None:
    """The language stored in `folder`; None when it is absent, damaged, older, or of something else."""
    try:
        with _collecting_nothing():
            header = msgspec.msgpack.decode((folder / "taxonomy.msgpack").read_bytes(), type=_Header)
            if header.format != FORMAT or header.fingerprint != fingerprint:
                return None
            with np.load(folder / "arrays.npz", allow_pickle=False) as stored:
                arrays = {name: stored[name] for name in stored.files}
            return _from_arrays(header.taxonomy, arrays)
    except (OSError, ValueError, KeyError, EOFError, msgspec.MsgspecError):
        return None


@contextmanager
def _collecting_nothing() -> Iterator[None]:
    """Holds back the garbage collector, which would go through all that is being made time and again.

    Nothing made here is garbage; reading all of ESCO takes a quarter of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _arrays(language: Language) -> Arrays:
    parts = {
        "graph": language.graph.to_arrays(),
        "recogniser": language.recogniser.to_arrays(),
        "titles": language.titles.to_arrays(),
    }
    return {f"{part}.{name}": array for part, arrays in parts.items() for name, array in arrays.items()}


def _from_arrays(taxonomy: Taxonomy, arrays: Arrays) -> Language:
    def part(name: str) -> Arrays:
        start = f"{name}."
        return {key.removeprefix(start): array for key, array in arrays.items() if key.startswith(start)}

    return Language(
        taxonomy,
        SkillGraph.from_arrays(part("graph")),
        Recogniser.from_arrays(taxonomy, part("recogniser")),
        TitleIndex.from_arrays(taxonomy, part("titles")),
    )


def _replace(folder: Path, fresh: Path) -> None:
    """Puts `fresh` in the place of `folder`; two processes doing so at once both end well."""
    old = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-old-"))
    try:
        if folder.exists():
            folder.replace(old)
        fresh.replace(folder)
    except OSError:
        # Another process was first; what it stored is as good as ours.
        pass
    finally:
        shutil.rmtree(old, ignore_errors=True)
