# SPDX-License-Identifier: EUPL-1.2
"""A plan's question made from people in a table and the region that is shipped."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from overstap.engine import Region, load_region, shipped_pack
from overstap.engine.placement.plan.check import broken
from overstap.engine.placement.plan.from_region import FUND, Choices, case_from_region
from overstap.engine.placement.plan.model import Bar
from overstap.engine.placement.plan.solve import make_plan
from overstap.engine.problems import InputRefused

TODAY = date(2027, 1, 4)
HEADER = "id,occupation,place,distance,hours,wage,income_floor,from,groups\n"


@pytest.fixture(scope="module")
def region() -> Region:
    return load_region(shipped_pack("haaglanden"))


def people(folder: Path, *rows: str, header: str = HEADER) -> Path:
    file = folder / "people.csv"
    file.write_text(header + "".join(f"{row}\n" for row in rows))
    return file


def test_options_are_what_the_matcher_finds(tmp_path: Path, region: Region) -> None:
    file = people(tmp_path, "ann,bank-counter-clerk,zoetermeer,,32,20.5,,2027-02-01,55-plus")
    case = case_from_region(region, file, TODAY, Choices(budget=5000, least=2))
    assert case.people == ("ann",)
    assert [(one.id, one.most) for one in case.limits] == [(FUND, 5000)]
    assert 0 < len(case.options.ids) <= 40 + 40 * 2
    courses = case.options.edition >= 0
    assert courses.any()
    assert (~courses).any()
    assert (case.options.use[0, courses] == case.options.cost[courses]).all()
    assert case.options.use[0, ~courses].sum() == 0
    assert (case.options.lasting[courses] > case.options.fit[courses]).any()
    assert (case.least <= 2).all()


def test_a_title_stands_for_its_occupation_and_bars_are_counted(tmp_path: Path, region: Region) -> None:
    file = people(
        tmp_path,
        "ann,bank-counter-clerk,zoetermeer,,32,20.5,,,",
        "bo,baliemedewerker bank,zoetermeer,,32,20.5,,,",
        "cy,bank-counter-clerk,zoetermeer,3,32,20.5,9000,,",
    )
    case = case_from_region(region, file, TODAY)
    own = [case.options.person == at for at in range(3)]
    assert own[0].sum() == own[1].sum() == own[2].sum()
    assert not (case.options.barred[own[0]] & (Bar.TRAVEL | Bar.INCOME)).any()
    assert (case.options.barred[own[2]] & Bar.INCOME).all()
    assert (case.options.barred[own[2]] & Bar.TRAVEL).any()


def test_many_are_planned_at_once(tmp_path: Path, region: Region) -> None:
    occupations = list(region.records.occupations)[:12]
    rows = [
        f"p{at},{occupations[at % 12]},den-haag,25,32,19,1800,2027-02-01,{'a' if at % 3 else 'b'}"
        for at in range(60)
    ]
    case = case_from_region(region, people(tmp_path, *rows), TODAY, Choices(budget=20_000, least=3))
    plan = make_plan(case)
    assert broken(case, plan.taken) == ()
    assert (plan.taken >= 0).sum() > 10


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("ann,qqqq zzzz,den-haag,,32,,,,", "occupation"),
        (",bank-counter-clerk,den-haag,,32,,,,", "id"),
        ("ann,bank-counter-clerk,atlantis,,32,,,,", "place"),
        ("ann,bank-counter-clerk,den-haag,ver,32,,,,", "distance"),
        ("ann,,den-haag,,32,,,,", "occupation"),
        ("ann,bank-counter-clerk,den-haag,,32,,,soon,", "from"),
    ],
)
def test_what_is_wrong_is_told_where_it_stands(tmp_path: Path, region: Region, row: str, column: str) -> None:
    with pytest.raises(InputRefused) as caught:
        case_from_region(region, people(tmp_path, row), TODAY)
    problem = caught.value.problems[0]
    assert (problem.file, problem.row, problem.column) == ("people.csv", 2, column)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, region: Region) -> None:
    with pytest.raises(InputRefused, match=r"people\.csv"):
        case_from_region(region, tmp_path / "people.csv", TODAY)
