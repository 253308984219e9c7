# SPDX-License-Identifier: EUPL-1.2
"""What the ISCO-08 group of an occupation says of it: the line of the map it is on, and its usual level.

Source of the groups and their skill levels: International Standard Classification of Occupations 2008 (ILO).
Which group stands on which line, and which level of the qualifications framework goes with which skill level,
are choices of ours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from overstap.engine.coded import Row
from overstap.engine.generate.work import in_each


@dataclass(frozen=True, slots=True)
class Sector:
    """A line of the map, and the ISCO groups (by the beginning of their code) that are on it."""

    id: str
    letter: str
    label: Mapping[str, str]
    groups: tuple[str, ...]


SECTORS = (
    Sector(
        "business",
        "A",
        {"nl": "Bestuur, kantoor en handel", "en": "Management, office and trade"},
        ("1", "24", "33", "4"),
    ),
    Sector(
        "care",
        "Z",
        {"nl": "Zorg en welzijn", "en": "Care and welfare"},
        ("1341", "1342", "1343", "1344", "22", "2635", "32", "3412", "53"),
    ),
    Sector(
        "technology",
        "T",
        {"nl": "Techniek en industrie", "en": "Technology and industry"},
        ("1321", "1322", "21", "31", "72", "73", "74", "75", "81", "82", "932", "96"),
    ),
    Sector(
        "construction",
        "B",
        {"nl": "Bouw en installatie", "en": "Construction and installation"},
        ("1323", "2142", "2161", "2162", "2164", "2165", "3112", "3123", "71", "7411", "8342", "931"),
    ),
    Sector(
        "hospitality",
        "H",
        {"nl": "Horeca, winkel en dienstverlening", "en": "Hospitality, retail and services"},
        ("14", "51", "52", "91", "94", "95"),
    ),
    Sector(
        "education",
        "O",
        {"nl": "Onderwijs, cultuur en wetenschap", "en": "Education, culture and science"},
        ("1345", "2163", "2166", "211", "212", "23", "26", "34", "5311", "5312"),
    ),
    Sector(
        "ict",
        "I",
        {"nl": "ICT en data", "en": "ICT and data"},
        ("133", "2152", "2153", "25", "35", "7422"),
    ),
    Sector(
        "justice",
        "V",
        {"nl": "Veiligheid en recht", "en": "Security and law"},
        ("0", "1349", "261", "3351", "3353", "3355", "3411", "54"),
    ),
    Sector(
        "food",
        "G",
        {"nl": "Landbouw, natuur en voedsel", "en": "Agriculture, nature and food"},
        ("131", "2132", "2133", "2250", "3142", "3143", "6", "751", "816", "92"),
    ),
    Sector(
        "logistics",
        "L",
        {"nl": "Logistiek en vervoer", "en": "Logistics and transport"},
        ("1324", "315", "3331", "4321", "4323", "5111", "5112", "83", "933"),
    ),
)

_SECTOR_OF = {group: sector.id for sector in SECTORS for group in sector.groups}

NLQF_OF_SKILL_LEVEL = {1: 1, 2: 3, 3: 4, 4: 6}
"""Skill level of ISCO -> level of the qualifications framework (NLQF = EQF). An estimate.

Skill level 2 spans secondary education, here taken as mbo 3; skill level 3 asks short higher education, which
in the Netherlands is mostly mbo 4; skill level 4 is a bachelor's degree.
"""

_SKILL_LEVEL_OF = {
    "0": 1, "01": 4, "02": 2,
    "1": 4, "14": 3,
    "2": 4, "3": 3,
    "4": 2, "5": 2, "6": 2, "7": 2, "8": 2,
    "9": 1,
}  # fmt: skip
"""ISCO-08, table 1: major groups, and the sub-major groups that differ from theirs."""


def sector_of(isco: str) -> str:
    """The line that an ISCO group is on: that of the longest beginning of its code that is placed.

    >>> sector_of("4211"), sector_of("5321"), sector_of("7411"), sector_of("7412")
    ('business', 'care', 'construction', 'technology')
    """
    return _longest(_SECTOR_OF, isco)


def level_of(isco: str) -> int:
    """The usual level (NLQF = EQF), an estimate from the skill level of the group.

    >>> level_of("4211"), level_of("3221"), level_of("1412"), level_of("2211"), level_of("9112")
    (3, 4, 4, 6, 1)
    """
    return NLQF_OF_SKILL_LEVEL[int(_longest(_SKILL_LEVEL_OF, isco))]


def sector_rows(languages: Sequence[str]) -> tuple[Row, ...]:
    """The table `sectors`."""
    return tuple(
        {"id": one.id, "letter": one.letter, "hue": number, **in_each("label", one.label, languages)}
        for number, one in enumerate(SECTORS, start=1)
    )


def _longest(placed: Mapping[str, object], isco: str) -> str:
    beginnings = (isco[:length] for length in range(len(isco), 0, -1))
    return str(next(placed[one] for one in beginnings if one in placed))
