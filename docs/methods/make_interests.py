# SPDX-License-Identifier: EUPL-1.2
"""Derives `engine/orientation/data/interests_by_isco.csv` from the interests of O*NET. See orientation.md.

Needs OVERSTAP_DATA: the folder with `onet-29/Interests.txt`, `crosswalks/crosswalk_esco_onet.csv` and
`esco-1.1.1-en/occupations_en.csv`. Run: `.venv/bin/python docs/methods/make_interests.py`
"""

from __future__ import annotations

import csv
import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import overstap

TABLE = Path(overstap.__file__).parent / "engine" / "orientation" / "data" / "interests_by_isco.csv"
LETTERS = "RIASEC"
MATCHES = ("exactMatch", "closeMatch", "narrowMatch", "broadMatch", "relatedMatch")
"""From near to far: of each ESCO occupation only the nearest kind that it has counts."""
ISCO_GROUP = "http://data.europa.eu/esco/isco/C"

Vector = Sequence[float]


def interests(folder: Path) -> dict[str, Vector]:
    """O*NET-SOC code -> the six occupational interests, 1 to 7."""
    found: dict[str, list[float]] = defaultdict(list)
    with (folder / "onet-29" / "Interests.txt").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["Scale ID"] == "OI":
                found[row["O*NET-SOC Code"]].append(float(row["Data Value"]))
    return {code: values for code, values in found.items() if len(values) == len(LETTERS)}


def matches(folder: Path) -> dict[str, list[str]]:
    """ESCO or ISCO address -> its O*NET codes, by the nearest kind of match that there is."""
    by_kind: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    with (folder / "crosswalks" / "crosswalk_esco_onet.csv").open(encoding="utf-8-sig") as file:
        for row in csv.reader(file):
            if len(row) >= 7 and row[6] in MATCHES:
                by_kind[row[3]][row[6]].append(row[0])
    return {
        address: next(kinds[kind] for kind in MATCHES if kind in kinds) for address, kinds in by_kind.items()
    }


def groups(folder: Path) -> dict[str, str]:
    """ESCO address -> its ISCO-08 unit group."""
    with (folder / "esco-1.1.1-en" / "occupations_en.csv").open(encoding="utf-8") as file:
        return {row["conceptUri"]: row["iscoGroup"] for row in csv.DictReader(file)}


def mean(vectors: Iterable[Vector]) -> Vector:
    """The average, letter by letter."""
    rows = list(vectors)
    return [sum(column) / len(rows) for column in zip(*rows, strict=True)]


def by_isco(folder: Path) -> dict[str, tuple[Vector, int]]:
    """ISCO-08 unit group -> the average of its ESCO occupations, and how many those were."""
    known, group_of = interests(folder), groups(folder)
    found: dict[str, list[Vector]] = defaultdict(list)
    for address, codes in matches(folder).items():
        isco = address.removeprefix(ISCO_GROUP) if address.startswith(ISCO_GROUP) else group_of.get(address, "")
        rated = [known[code] for code in codes if code in known]
        if len(isco) == 4 and rated:
            found[isco].append(mean(rated))
    return {isco: (mean(vectors), len(vectors)) for isco, vectors in sorted(found.items())}


def main() -> None:
    """Writes the table."""
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["isco", *LETTERS, "occupations"])
        for isco, (vector, count) in by_isco(Path(os.environ["OVERSTAP_DATA"])).items():
            table.writerow([isco, *(f"{value:.2f}" for value in vector), count])


if __name__ == "__main__":
    main()
