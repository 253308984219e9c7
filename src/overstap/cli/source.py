# SPDX-License-Identifier: EUPL-1.2
"""Where a command gets its region and language from: a pack, ESCO folders, or what is shipped."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from overstap.cli.output import err, waiting
from overstap.engine import shipped_pack
from overstap.engine.pack import read_pack
from overstap.engine.region import Region
from overstap.engine.region.region import make_region, region_taxonomy
from overstap.engine.skills.esco import read_esco
from overstap.engine.skills.language import Language, build_language, load_language, save_language
from overstap.engine.skills.taxonomy import Taxonomy
from overstap.host import folders
from overstap.host.stamps import engine_stamp, stamp_of

SHIPPED_PACK = shipped_pack("haaglanden")

PackOption = Annotated[
    Path | None,
    typer.Option("--pack", help="Region pack (folder or zip); without it the one that is shipped."),
]
EscoOption = Annotated[
    list[Path] | None,
    typer.Option("--esco", help="ESCO download (folder or zip) to understand people in; may be given again."),
]
LanguageOption = Annotated[str, typer.Option("--lang", help="Language: nl or en.")]


_KEPT = 4
"""Compiled languages kept; each takes some 140 MB for all of ESCO."""


def region_from(pack: Path | None, esco: list[Path] | None) -> Region:
    """The region of a command, with a sign of life while it is made ready."""
    place = pack or SHIPPED_PACK
    with waiting("Reading the region …"):
        read = read_pack(place)
        language = compiled_language(
            [place, *(esco or ())], lambda: region_taxonomy(read, read_esco(esco)[0] if esco else None)
        )
        return make_region(read, language)


def compiled_language(made_from: list[Path], make: Callable[[], Taxonomy]) -> Language:
    """The language of `make()`, kept between commands: it takes seconds to build, and a moment to load.

    `made_from` are the files and folders it is read from; when one of them, or the engine, has changed since,
    it is built anew.
    """
    stamp = f"{engine_stamp()}-{stamp_of(made_from)}"
    folder = folders.cache() / "languages" / hashlib.sha256(stamp.encode()).hexdigest()[:16]
    language = load_language(folder, stamp)
    if language is None:
        language = build_language(make())
        _keep(language, folder, stamp)
    return language


def _keep(language: Language, folder: Path, stamp: str) -> None:
    """Keeps a language for the next command; where that cannot be, the command still has it."""
    try:
        save_language(language, folder, stamp)
        kept = sorted(folder.parent.iterdir(), key=lambda one: one.stat().st_mtime, reverse=True)
        for old in kept[_KEPT:]:
            shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        err.print(f"The compiled language could not be kept in {folder.parent}: {error.strerror}.")
