# SPDX-License-Identifier: EUPL-1.2
"""Where a command gets its region and language from: a pack, ESCO folders, or what is shipped."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from overstap.cli.output import waiting
from overstap.engine import shipped_pack
from overstap.engine.region import Region, load_region
from overstap.engine.skills.esco import read_esco

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


def region_from(pack: Path | None, esco: list[Path] | None) -> Region:
    """The region of a command, with a sign of life while it is made ready."""
    with waiting("Reading the region …"):
        wider = read_esco(esco)[0] if esco else None
        return load_region(pack or SHIPPED_PACK, wider=wider)
