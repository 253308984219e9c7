# SPDX-License-Identifier: EUPL-1.2
"""A region pack of a classification: whole, the same from the same seed, and honest about what is invented."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from overstap.engine import InputRefused, Pack, Taxonomy, read_esco, read_pack, write_pack
from overstap.engine.generate.demands import MUSTS, NICE, telling, weighed
from overstap.engine.generate.esco_pack import Extent, pack_of_esco
from overstap.engine.generate.isco import SECTORS, level_of, sector_of
from overstap.engine.generate.wages import Wage, Wages, read_wages
from overstap.engine.skills.taxonomy import (
    Demand,
    Group,
    Importance,
    Occupation,
    Relation,
    Skill,
    SkillKind,
    SkillRelation,
    Words,
)

DAY = date(2027, 1, 4)
SKILL = "http://data.europa.eu/esco/skill/"
WORK = "http://data.europa.eu/esco/occupation/"
SOME = Extent(DAY, courses=40, editions=3, openings=30, seed=7)


def words(name: str, *, dutch: bool = True) -> dict[str, Words]:
    english = Words(f"{name} in English", (f"{name} | other",), description=f"About\u200b {name}.")
    return {"en": english} | ({"nl": Words(f"{name} in het Nederlands")} if dutch else {})


@pytest.fixture(scope="module")
def classification() -> Taxonomy:
    """Ten occupations that ask nine skills of their own and three that all ask; one more asks nothing."""
    common = [f"{SKILL}c{number}" for number in range(3)]
    occupations, skills = [], [Skill(one, SkillKind.SKILL, words(one[-2:]), one) for one in common]
    for at, isco in enumerate(("4211", "4311", "5321", "7411", "2511", "3221", "2211", "9112", "8332", "6111")):
        own = [f"{SKILL}{at}-{number}" for number in range(9)]
        skills += [
            Skill(one, SkillKind.SKILL, words(f"s{one[-3:]}", dutch=at % 2 == 0), one, groups=(f"{SKILL}S1.1",))
            for one in own
        ]
        demands = [
            *(Demand(one, Importance.MUST) for one in (*common, *own[:7])),
            *(Demand(one, Importance.SHOULD) for one in own[7:]),
        ]
        occupations.append(
            Occupation(
                f"{WORK}o{at}", words(f"work {at}"), isco, tuple(demands), f"{WORK}o{at}", f"{isco}.1", at == 6
            )
        )
    occupations.append(Occupation(f"{WORK}nothing", words("nothing"), "4110", (), f"{WORK}nothing", "4110.1"))
    return Taxonomy(
        "esco",
        "1.2.3",
        ("en", "nl"),
        tuple(skills),
        (Group(f"{SKILL}S1.1", words("group"), (f"{SKILL}nameless",)), Group(f"{SKILL}nameless", {})),
        (SkillRelation(common[0], Relation.RELATED, common[1]),),
        tuple(occupations),
    )


@pytest.fixture(scope="module")
def pack(classification: Taxonomy) -> Pack:
    wages = Wages({"4211": Wage(16, 20, 24, estimate=False), "2512": Wage(25, 30, 35, estimate=False)}, 2024)
    return pack_of_esco(classification, SOME, wages)[0]


def test_the_pack_reads_back_equal(pack: Pack, tmp_path: Path) -> None:
    write_pack(pack, tmp_path / "esco")
    again = read_pack(tmp_path / "esco")
    assert again.tables == pack.tables
    assert again.languages == ("nl", "en")


def test_the_same_seed_gives_the_same_pack_and_another_one_another(classification: Taxonomy) -> None:
    made = pack_of_esco(classification, SOME)[0]
    assert made == pack_of_esco(classification, SOME)[0]
    other = pack_of_esco(classification, Extent(DAY, courses=40, editions=3, openings=30, seed=8))[0]
    assert made.table("courses") != other.table("courses")
    assert made.table("occupations") == other.table("occupations")


def test_what_courses_there_are_does_not_depend_on_the_openings(classification: Taxonomy) -> None:
    with_openings = pack_of_esco(classification, SOME)[0]
    without = pack_of_esco(classification, Extent(DAY, courses=40, editions=3, seed=7))[0]
    assert with_openings.table("course_skills") == without.table("course_skills")
    at_work = [row for row in with_openings.table("course_editions") if row["time"] == "work"]
    assert [*without.table("course_editions"), *at_work] == list(with_openings.table("course_editions"))
    assert len(with_openings.table("openings")) == 30


def test_a_course_teaches_three_to_six_skills_of_one_occupation(pack: Pack) -> None:
    asked: dict[str, set[str]] = {}
    for row in pack.table("occupation_skills"):
        asked.setdefault(str(row["occupation"]), set()).add(str(row["skill"]))
    taught: dict[str, set[str]] = {}
    for row in pack.table("course_skills"):
        if row["role"] == "teaches":
            taught.setdefault(str(row["course"]), set()).add(str(row["skill"]))
    assert len(taught) == 40
    for skills in taught.values():
        assert 3 <= len(skills) <= 6
        assert any(skills <= work for work in asked.values())


def test_editions_leave_after_the_first_day_and_fit_in_a_week(pack: Pack) -> None:
    rows = pack.table("course_editions")
    assert {row["time"] for row in rows} >= {"day", "evening", "weekend", "online"}
    for row in rows:
        assert isinstance(row["starts_on"], date)
        assert row["time"] == "work" or DAY < row["starts_on"] < DAY + timedelta(days=560)


def test_an_opening_asks_its_occupation_s_musts_and_some_of_the_rest(
    classification: Taxonomy, pack: Pack
) -> None:
    asks: dict[object, dict[object, object]] = {}
    for row in pack.table("occupation_skills"):
        asks.setdefault(row["occupation"], {})[row["skill"]] = row["importance"]
    asked: dict[object, dict[object, object]] = {}
    for row in pack.table("opening_skills"):
        asked.setdefault(row["opening"], {})[row["skill"]] = row["importance"]
    for opening in pack.table("openings"):
        demands, wanted = asked[opening["id"]], asks[opening["occupation"]]
        assert demands.items() <= wanted.items()
        assert {skill for skill, one in wanted.items() if one == "must"} <= demands.keys()
        assert 8 <= len(demands) <= 20
    assert sum(map(len, asked.values())) == len(pack.table("opening_skills"))
    assert len({len(one) for one in asked.values()}) > 2


def test_some_occupations_have_many_more_openings_than_others(classification: Taxonomy) -> None:
    many = pack_of_esco(classification, Extent(DAY, openings=4000))[0]
    counted = sorted(Counter(row["occupation"] for row in many.table("openings")).values())
    # Of ten occupations: ten to the power of 0.7 is five times as many.
    assert 4 < counted[-1] / counted[0] < 6.5


def test_all_that_is_made_up_says_so(pack: Pack) -> None:
    for table in ("courses", "organisations", "openings"):
        assert all(row["invented"] is True for row in pack.table(table))
    kinds = {row["id"]: row["kind"] for row in pack.table("sources")}
    assert kinds["invented"] == kinds["estimate-outlook"] == "estimate"
    assert {row["outlook"] for row in pack.table("occupations")} == {"stable"}


def test_ids_follow_from_esco(pack: Pack) -> None:
    assert "4211-1" in pack.by_id("occupations")
    assert "c0" in pack.by_id("skills")
    assert set(pack.by_id("skill_groups")) == {"s1-1"}


def test_a_label_that_is_missing_is_borrowed_and_counted(classification: Taxonomy) -> None:
    pack, left_out = pack_of_esco(classification, Extent(DAY))
    assert pack.by_id("skills")["1-0"]["label_nl"] == pack.by_id("skills")["1-0"]["label_en"]
    assert left_out.without_label == {"nl": 45, "en": 0}
    assert left_out.occupations == 1
    assert pack.by_id("occupations")["4211-1"]["description_en"] == "About work 0."


def test_regulated_work_asks_a_recognition_that_no_course_gives(pack: Pack) -> None:
    assert pack.by_id("occupations")["2211-1"]["certificates"] == ("recognition-2211-1",)
    assert not any(row["certificates"] for row in pack.table("courses"))


def test_the_rarest_essential_skills_are_musts(classification: Taxonomy) -> None:
    occupation = classification.occupations[0]
    asked = weighed(occupation.demands, telling(classification))
    counted = Counter(one.importance for one in asked)
    assert counted == {Importance.MUST: MUSTS, Importance.SHOULD: 4, Importance.NICE: 2}
    common = {f"{SKILL}c{number}" for number in range(3)}
    assert not common & {one.skill for one in asked if one.importance is Importance.MUST}
    fewer = weighed(occupation.demands, telling(classification), musts=2, nice=1)
    assert Counter(one.importance for one in fewer)[Importance.NICE] == 1 <= NICE


# --- ISCO and wages -------------------------------------------------------------------------------


def test_every_group_has_a_line_and_a_level() -> None:
    ends = {"0": 3, "1": 4, "2": 6, "3": 5, "4": 4, "5": 4, "6": 3, "7": 5, "8": 3, "9": 6}
    submajor = [f"{major}{number}" for major, last in ends.items() for number in range(1, last + 1)]
    known = {sector.id for sector in SECTORS}
    assert len(known) == 10
    assert {sector_of(f"{group}11") for group in submajor} <= known
    assert {level_of(f"{group}11") for group in submajor} == {1, 3, 4, 6}


def test_a_wage_is_published_or_of_groups_nearby_or_not_there(pack: Pack) -> None:
    rows = pack.by_id("occupations")
    assert (rows["4211-1"]["wage_middle"], rows["4211-1"]["wage_source"]) == (20, "cbs-86355ned")
    assert (rows["2511-1"]["wage_middle"], rows["2511-1"]["wage_source"]) == (30, "estimate-wage")
    assert (rows["9112-1"]["wage_middle"], rows["9112-1"]["wage_source"]) == (None, None)


def test_wages_that_are_none_are_refused_with_their_row(tmp_path: Path) -> None:
    wages, groups = tmp_path / "wages.csv", tmp_path / "brc.csv"
    wages.write_text(
        "cbs_label,hourly_p25,hourly_median,hourly_p75,year\n0411 A,10,20,30,2024\n0412 B,10,x,30,2024\n"
    )
    groups.write_text("brc2014,isco08_primary\n0411,2411\n0412,2412\n")
    with pytest.raises(InputRefused) as refused:
        read_wages(wages, groups)
    assert [(one.file, one.row) for one in refused.value.problems] == [("wages.csv", 3)]
    with pytest.raises(InputRefused):
        read_wages(tmp_path / "absent.csv", groups)


def test_all_of_esco_is_a_whole_pack(reference_data: Path, tmp_path: Path) -> None:
    folders = [reference_data / "esco-1.1.1-en", reference_data / "esco-1.2.1-nl"]
    figures = reference_data / "netherlands"
    wages = read_wages(
        figures / "cbs_hourly_wage_2024_21_brc_groups.csv", figures / "brc2014_to_isco08_primary.csv"
    )
    assert len(wages.published) == 21
    pack, left_out = pack_of_esco(read_esco(folders)[0], Extent(DAY, courses=50), wages)
    write_pack(pack, tmp_path / "esco", format="parquet")  # checks everything
    assert len(pack.table("occupations")) == 3007
    assert left_out.skills == 0
