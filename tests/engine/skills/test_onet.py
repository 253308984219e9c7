# SPDX-License-Identifier: EUPL-1.2
"""Reading O*NET from its official download, in the shapes it has had."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from overstap.engine.problems import InputRefused
from overstap.engine.skills.onet import Onet, RelatedOccupation, read_onet
from overstap.engine.skills.taxonomy import Importance, SkillKind
from tests.engine.skills.onet_folder import CHEF, CLERK, COOK, FILES, onet_folder, renamed


@pytest.fixture
def onet(tmp_path: Path) -> Onet:
    return read_onet(onet_folder(tmp_path))[0]


def test_what_is_known_of_an_occupation(onet: Onet) -> None:
    chef, cook, clerk = onet.occupations
    assert (chef.code, cook.code, clerk.code) == (CHEF, COOK, CLERK)
    assert cook.titles == ("Line Cook",)
    assert (cook.job_zone, cook.education) == (2, {1: 60.0, 2: 40.0})
    assert cook.related == (RelatedOccupation(CHEF, "Primary-Short", 1),)
    assert cook.skills["2.A.1.a"].importance == 2.5
    assert cook.skills["2.A.1.a"].level == 2.0
    assert (cook.interests["1.B.1.a"], clerk.interests) == (6.0, {})
    assert [task.core for task in chef.tasks] == [False, True]
    assert onet.release == "29.1"


def test_demands_follow_tasks_and_the_anchors_of_the_scale(onet: Onet) -> None:
    asked = {
        code: {one.skill: one.importance for one in onet.taxonomy.occupation(code).demands}
        for code in (COOK, CHEF, CLERK)
    }
    assert asked[COOK] == {"4.A.3.a.I01.D01": Importance.MUST, "2.A.1.a": Importance.NICE}
    assert asked[CHEF]["4.A.3.a.I01.D01"] is Importance.SHOULD
    assert asked[CHEF]["2.A.1.a"] is Importance.SHOULD
    assert asked[CLERK]["2.A.1.a"] is Importance.MUST


def test_an_imprecise_rating_is_kept_but_asks_nothing(onet: Onet) -> None:
    assert not onet.occupations[2].skills["2.A.1.d"].precise
    assert "2.A.1.d" not in {one.skill for one in onet.taxonomy.occupation(CLERK).demands}


def test_the_summary_tells_what_was_dropped_and_what_is_absent(tmp_path: Path) -> None:
    _, summary = read_onet(onet_folder(tmp_path))
    assert summary.dropped == {"Task Statements.txt": 1, "Tasks to DWAs.txt": 1}
    assert summary.absent == ("knowledge", "styles", "wages")
    assert (summary.occupations, summary.rated, summary.activities, summary.imprecise) == (3, 3, 3, 1)


def test_release_30_under_its_new_names_gives_the_same(onet: Onet, tmp_path: Path) -> None:
    newer, _ = read_onet(onet_folder(tmp_path / "newer", renamed(FILES)))
    assert newer.release == "30.3"
    assert newer.occupations == onet.occupations
    assert newer.taxonomy.occupations == onet.taxonomy.occupations


def test_a_zip_gives_the_same(onet: Onet, tmp_path: Path) -> None:
    packed = tmp_path / "db_29_1_text.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in FILES.items():
            archive.writestr(f"db_29_1_text/{name}", content)
    assert read_onet(packed)[0] == onet


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("Occupation Data.txt", "Title\t", "Name\t", "row 1: the column Title is missing"),
        ("Skills.txt", "2.50", "much", "row 2, column Data Value: “much” is not a number"),
        ("Job Zones.txt", "\t3\t", "\tthree\t", "row 3, column Job Zone: “three” is not a number"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(name: str, old: str, new: str, said: str, tmp_path: Path) -> None:
    wrong = {**FILES, name: FILES[name].replace(old, new, 1)}
    with pytest.raises(InputRefused) as refused:
        read_onet(onet_folder(tmp_path, wrong))
    assert f"{name}, {said}" in refused.value.text()


def test_a_folder_without_occupations_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="no O\\*NET download"):
        read_onet(tmp_path)


def test_a_download_that_asks_nothing_is_refused(tmp_path: Path) -> None:
    only = {"Occupation Data.txt": FILES["Occupation Data.txt"]}
    with pytest.raises(InputRefused, match="of no occupation what it asks"):
        read_onet(onet_folder(tmp_path, only))


def test_the_real_download(reference_data: Path) -> None:
    onet, summary = read_onet(reference_data / "onet-29")
    assert (summary.occupations, summary.rated, summary.absent, summary.dropped) == (1016, 879, (), {})
    assert summary.ratings == 61_530 + 58_014
    kinds = [skill.kind for skill in onet.taxonomy.skills]
    assert (len(kinds), kinds.count(SkillKind.KNOWLEDGE)) == (2087 + 35 + 33, 33)
    developers = next(one for one in onet.occupations if one.code == "15-1252.00")
    assert developers.job_zone == 4
    assert developers.wage
    assert developers.employment
