# SPDX-License-Identifier: EUPL-1.2
"""How long the first steps take: reading ESCO, finding a title, reading a CV, matching a person.

    OVERSTAP_DATA=… .venv/bin/python benchmarks/first_steps.py [--json]

Needs `esco-1.1.1-en` and `esco-1.2.1-nl` in OVERSTAP_DATA; without it only the shipped region is measured.
Title search stands beside RapidFuzz (`process.extract`, WRatio) over the same labels in the same run: a peer
a user would pick for fuzzy search. Figures are medians; the ratio is what counts, machines differ.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from overstap.engine import (
    Evidence,
    HeldSkill,
    Language,
    Passport,
    Taxonomy,
    build_language,
    load_language,
    load_region,
    read_esco,
    save_language,
    shipped_pack,
)

TITLES = (
    "baliemedewerker bank",
    "verpleegkundige ic",
    "monteur cv ketels",
    "juf basisschool",
    "heftruckchauffeur",
    "administratief medewerkster",
    "softwareontwikkelaar java",
    "medewerker kas tomaten",
)
SENTENCES = (
    "Ik heb twaalf jaar achter de balie gestaan en deed de kas.",
    "Klanten te woord staan, klachten afhandelen en de telefoon aannemen.",
    "Ik plande de roosters voor acht collega's en werkte nieuwe mensen in.",
    "In het weekend help ik bij de voetbalvereniging met de bar en de inkoop.",
    "Geen rijbewijs, wel een heftruckcertificaat.",
    "Ik maakte verslagen en rekende offertes uit in Excel.",
)
CV = "\n".join(SENTENCES * 8)  # about two pages
TODAY = date(2026, 12, 1)


def seconds(work: Callable[[], Any], repeat: int = 5) -> float:
    """The median of several runs, after one that is not counted."""
    work()
    times = []
    for _ in range(repeat):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def of_region() -> dict[str, float]:
    began = time.perf_counter()
    region = load_region(shipped_pack("haaglanden"))
    ready = time.perf_counter() - began
    usual = region.usual_skills("bank-counter-clerk")
    clerk = Passport(tuple(HeldSkill(skill, Evidence.INFERRED) for skill in usual))
    return {
        "region ready, s": ready,
        "read a CV of two pages, ms": 1000 * seconds(lambda: region.recognise(CV, "nl")),
        "find a title, ms": 1000 * per_title(region.language),
        "match a person, ms": 1000 * seconds(lambda: region.match(clerk, today=TODAY)),
        "which skill opens most, ms": 1000 * seconds(lambda: region.skills_that_open_most(clerk, today=TODAY)),
    }


def per_title(language: Language) -> float:
    return seconds(lambda: [language.titles.find(title, "nl", 20) for title in TITLES]) / len(TITLES)


def per_title_rapidfuzz(taxonomy: Taxonomy) -> float:
    labels = [
        label for one in taxonomy.occupations if "nl" in one.words for label in one.words["nl"].all_labels()
    ]

    def work() -> None:
        for title in TITLES:
            process.extract(title, labels, scorer=fuzz.WRatio, limit=20)

    return seconds(work, 3) / len(TITLES)


def of_esco(data: Path) -> dict[str, float]:
    began = time.perf_counter()
    taxonomy, _ = read_esco([data / "esco-1.1.1-en", data / "esco-1.2.1-nl"], ["nl", "en"])
    read = time.perf_counter()
    language = build_language(taxonomy)
    built = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        save_language(language, Path(folder) / "language", "benchmark")
        loading = seconds(lambda: load_language(Path(folder) / "language", "benchmark"), 3)
    ours, theirs = per_title(language), per_title_rapidfuzz(taxonomy)
    return {
        "read in two languages, s": read - began,
        "build everything, s": built - read,
        "load the compiled form, s": loading,
        "read a CV of two pages, ms": 1000 * seconds(lambda: language.recogniser.recognise(CV, "nl")),
        "find a title, ms": 1000 * ours,
        "find a title with RapidFuzz, ms": 1000 * theirs,
        "RapidFuzz over ours": theirs / ours,
    }


def main() -> None:
    results = {"Haaglanden": of_region()}
    data = os.environ.get("OVERSTAP_DATA")
    if data:
        results["ESCO"] = of_esco(Path(data))
    if "--json" in sys.argv:
        json.dump(results, sys.stdout, indent=2)
        return
    for name, figures in results.items():
        sys.stdout.write(f"{name}\n")
        for what, value in figures.items():
            sys.stdout.write(f"  {what:<36} {value:10.2f}\n")


if __name__ == "__main__":
    main()
