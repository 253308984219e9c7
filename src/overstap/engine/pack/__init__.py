# SPDX-License-Identifier: EUPL-1.2
"""Region packs: the tables of a region as one checked whole (docs/pack-format.md)."""

from overstap.engine.pack.container import Limits
from overstap.engine.pack.model import Pack, Row, Rows
from overstap.engine.pack.read import read_pack
from overstap.engine.pack.write import check_pack, write_pack

__all__ = ["Limits", "Pack", "Row", "Rows", "check_pack", "read_pack", "write_pack"]
