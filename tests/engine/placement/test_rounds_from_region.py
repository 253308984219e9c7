# SPDX-License-Identifier: EUPL-1.2
"""A round of a list of students with the learning places of a region."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from overstap.engine import Region, load_region, shipped_pack
from overstap.engine.matching.model import OpeningKind
from overstap.engine.placement.rounds.from_region import round_from_region, teaching
from overstap.engine.placement.rounds.solve import hold_round
from overstap.engine.problems import InputRefused

TODAY = date(2026, 12, 1)


@pytest.fixture(scope="module")
def region() -> Region:
    return load_region(shipped_pack("haaglanden"))


def students(folder: Path, text: str) -> Path:
    file = folder / "students.csv"
    file.write_text(text)
    return file


def test_students_rank_learning_places_by_what_is_done_there(region: Region, tmp_path: Path) -> None:
    asked = round_from_region(region, students(tmp_path, "id,occupation\ns1,receptionist\n"), TODAY)
    kinds = {region.records.openings[host].kind for host in asked.hosts}
    assert OpeningKind.VACANCY not in kinds
    scores = dict(zip(asked.scores.host.tolist(), asked.scores.score.tolist(), strict=True))
    ranked = [scores[int(host)] for host in asked.host]
    assert ranked == sorted(ranked, reverse=True)
    assert 0 < ranked[0] <= 1


def test_the_nearer_goes_first_when_places_order_by_distance(region: Region, tmp_path: Path) -> None:
    far, near = _far_and_near(region)
    text = f"id,occupation,place\nfar,receptionist,{far}\nnear,receptionist,{near}\n"
    asked = round_from_region(region, students(tmp_path, text), TODAY, criterion="km")
    km = {
        (int(one), int(host)): float(value)
        for one, host, value in zip(asked.scores.student, asked.scores.host, asked.scores.km, strict=True)
    }
    ranks = {
        (int(one), int(host)): int(rank)
        for one, host, rank in zip(asked.student, asked.host, asked.rank, strict=True)
    }
    compared = [host for one, host in ranks if one == 0 and (1, host) in ranks and km[0, host] != km[1, host]]
    assert compared
    assert all((ranks[0, host] < ranks[1, host]) == (km[0, host] < km[1, host]) for host in compared)


def test_who_travels_nowhere_far_gets_nothing_far(region: Region, tmp_path: Path) -> None:
    place = next(iter(region.records.places))
    text = f"id,occupation,place,distance\ns1,receptionist,{place},0\n"
    asked = round_from_region(region, students(tmp_path, text), TODAY)
    assert (np.nan_to_num(asked.scores.km, nan=0.0) == 0).all()


def test_what_the_region_does_not_know_is_refused_all_at_once(region: Region, tmp_path: Path) -> None:
    text = "id,occupation,skills,place\ns1,sorcerer,,\ns2,,,\ns3,receptionist,no-such,atlantis\n"
    with pytest.raises(InputRefused) as refused:
        round_from_region(region, students(tmp_path, text), TODAY)
    assert len(refused.value.problems) == 4


def test_the_round_is_stable_and_the_same_again(region: Region, tmp_path: Path) -> None:
    rows = "".join(f"s{at},receptionist,\n" for at in range(60))
    file = students(tmp_path, f"id,occupation,place\n{rows}")
    first, again = (hold_round(round_from_region(region, file, TODAY)) for _ in range(2))
    assert first.stability.stable
    assert first.taken.tolist() == again.taken.tolist()


def test_nothing_wanted_or_nothing_asked_teaches_nothing(region: Region) -> None:
    found = teaching(region, [[], [0], [0, 1]], [[], [0]])
    assert found[:2].tolist() == [[0.0, 0.0], [0.0, 1.0]]
    assert 0.5 <= found[2, 1] <= 1


def _far_and_near(region: Region) -> tuple[str, str]:
    places = list(region.records.places)
    return places[0], places[-1]
