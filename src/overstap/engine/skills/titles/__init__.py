# SPDX-License-Identifier: EUPL-1.2
"""Finding occupations from job titles: `build_title_index(taxonomy, ["nl"]).find("juf basisschool", "nl")`."""

from overstap.engine.skills.titles.index import FoundOccupation, TitleIndex, build_title_index
from overstap.engine.skills.titles.why import Kind, Pair, Why

__all__ = ["FoundOccupation", "Kind", "Pair", "TitleIndex", "Why", "build_title_index"]
