# SPDX-License-Identifier: EUPL-1.2
"""Where the facts of a generated pack come from, and what in it is an estimate or invented."""

from __future__ import annotations

from overstap.engine.generate.wages import Wages
from overstap.engine.pack.model import Row
from overstap.engine.skills.taxonomy import Taxonomy

ESCO = "esco"
WAGE = "cbs-86355ned"
WAGE_NEAR = "estimate-wage"
OUTLOOK = "estimate-outlook"
PLACE = "estimate-place"
INVENTED = "invented"


def sources(taxonomy: Taxonomy, wages: Wages | None) -> tuple[Row, ...]:
    """The rows of the table `sources`."""
    rows: list[Row] = [
        {
            "id": ESCO,
            "kind": "published",
            "title": f"ESCO {taxonomy.version}: European Skills, Competences, Qualifications and Occupations",
            "publisher": "European Commission",
            "address": "https://esco.ec.europa.eu",
            "note": "Occupations, skills and what hangs together. Which essential skill is a must is a "
            "choice of ours: see docs/methods/generated-packs.md.",
        },
        {
            "id": "isco-08",
            "kind": "published",
            "title": "International Standard Classification of Occupations 2008",
            "publisher": "International Labour Organization",
            "year": 2012,
            "note": "Groups and skill levels. The line and the level (NLQF) that go with a group are "
            "estimates of ours.",
        },
        {
            "id": OUTLOOK,
            "kind": "estimate",
            "title": "No outlook is known: taken as stable",
            "publisher": "Overstap",
        },
        {
            "id": PLACE,
            "kind": "estimate",
            "title": "Coordinates of the centre, rounded by us",
            "publisher": "Overstap",
            "note": "The code of the municipality is that of Statistics Netherlands.",
        },
        {
            "id": INVENTED,
            "kind": "estimate",
            "title": "Invented by rule from a seed: courses, editions, prices, organisations, openings",
            "publisher": "Overstap",
            "note": "None of these exists.",
        },
    ]
    if wages is not None:
        rows += _wages(wages)
    return tuple(rows)


def _wages(wages: Wages) -> list[Row]:
    return [
        {
            "id": WAGE,
            "kind": "published",
            "title": f"Hourly wages of employees by occupation group (BRC 2014), table 86355NED, {wages.year}",
            "publisher": "Centraal Bureau voor de Statistiek",
            "year": wages.year,
            "licence": "CC BY 4.0",
            "note": "Low is the 25th percentile, middle the median, high the 75th, of the group of which "
            "the ISCO group is the main one.",
        },
        {
            "id": WAGE_NEAR,
            "kind": "estimate",
            "title": f"The middle of the hourly wages of groups nearby in ISCO, {wages.year}",
            "publisher": "Overstap",
            "year": wages.year,
            "note": "Groups that share three, else two digits of the ISCO code.",
        },
    ]
