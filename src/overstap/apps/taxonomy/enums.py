# SPDX-License-Identifier: EUPL-1.2
"""The values of the skills language's fields; kinds, relations and importance are the engine's own."""

from enum import StrEnum

from overstap.engine.skills.taxonomy import Importance, Relation, SkillKind

__all__ = ["ESCO", "Importance", "Outlook", "Relation", "SkillKind"]

ESCO = "esco"
"""The origin of what was read from ESCO."""


class Outlook(StrEnum):
    """How the work develops in the region; empty where nobody said."""

    UNKNOWN = ""
    SHRINKING = "shrinking"
    STABLE = "stable"
    GROWING = "growing"
    SHORTAGE = "shortage"
