# SPDX-License-Identifier: EUPL-1.2
"""With what a batch is computed: answers are the same to the byte only where all of it is."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

import overstap.engine
from overstap.engine.batch.files import digest_of_files

_PACKAGES = ("numpy", "scipy", "numba", "polars")


@lru_cache(maxsize=1)
def made_with() -> dict[str, str]:
    """The versions of what computes and writes, and what the engine's own code is known by."""
    engine = Path(overstap.engine.__file__).resolve().parent
    return {"overstap engine": digest_of_files([engine])[:16], **{name: version(name) for name in _PACKAGES}}
