# SPDX-License-Identifier: EUPL-1.2
"""Exporting a region pack: the same pack back, with what people added only on request."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import overstap
from overstap.apps.audit.queries import latest
from overstap.apps.openings.actions import NewOpening, add_opening
from overstap.apps.openings.enums import OpeningKind
from overstap.apps.openings.models import OpeningSkill
from overstap.apps.organisations.actions import add_organisation
from overstap.apps.organisations.enums import OrganisationKind
from overstap.apps.taxonomy.actions import add_skill
from overstap.apps.taxonomy.models import Occupation
from overstap.bridge.pack_rows import MODELS
from overstap.bridge.region_export import export_pack, stored_pack
from overstap.bridge.region_import import import_pack
from overstap.bridge.taxonomy_rows import import_taxonomy
from overstap.engine.pack import Pack, read_pack, write_pack
from overstap.engine.problems import InputRefused
from overstap.engine.skills.taxonomy import Skill, SkillKind, Taxonomy, Words
from tests.made_pack import made_pack, with_change, without

pytestmark = pytest.mark.django_db

SHIPPED = Path(overstap.__file__).parent / "packs" / "haaglanden"


def opening(**other: object) -> NewOpening:
    said = {"kind": OpeningKind.TRIAL, "organisation": "thuiszorg", "occupation": "aide", "place": "delft"}
    said |= {"title": {"nl": "Hulp"}, "text": "Kom helpen", "language": "nl", "hours_low": 8, "hours_high": 16}
    return NewOpening(**(said | {"demands": {"wash": "must"}} | other))


@pytest.mark.parametrize("format", ["csv", "parquet"])
@pytest.mark.parametrize("suffix", ["", ".zip"])
def test_read_import_export_read_gives_the_same_pack(tmp_path: Path, suffix: str, format: str) -> None:
    write_pack(made_pack(), tmp_path / "in")
    import_pack(read_pack(tmp_path / "in"), by="terminal")
    report = export_pack("made", tmp_path / f"out{suffix}", format=format, by="terminal")
    assert read_pack(tmp_path / f"out{suffix}") == read_pack(tmp_path / "in") == made_pack()
    assert report.tables["skills"] == 3
    assert report.left_out == {}


def test_the_shipped_pack_comes_back_byte_for_byte(tmp_path: Path) -> None:
    pack = read_pack(SHIPPED)
    write_pack(pack, tmp_path / "in")
    import_pack(pack, by="terminal")
    export_pack(pack.name, tmp_path / "out", by="terminal")
    names = sorted(file.name for file in (tmp_path / "in").iterdir())
    assert names == sorted(file.name for file in (tmp_path / "out").iterdir())
    for name in names:
        assert (tmp_path / "in" / name).read_bytes() == (tmp_path / "out" / name).read_bytes()


def test_an_export_stands_in_the_trail(tmp_path: Path) -> None:
    import_pack(made_pack(), by="terminal")
    export_pack("made", tmp_path / "out", by="account:7")
    (event,) = latest(what="pack.exported")
    assert (event.subject, event.by) == ("made", "account:7")


def test_what_people_added_is_left_out_unless_asked_for(tmp_path: Path) -> None:
    import_pack(made_pack(), by="terminal")
    skill = add_skill(labels={"nl": "Haken"}, by="account:1")
    added = add_opening(opening=opening(demands={"wash": "must", skill.pk: "nice"}), by="account:1")
    assert stored_pack("made") == made_pack()

    export_pack("made", tmp_path / "out", with_additions=True, by="terminal")
    pack = read_pack(tmp_path / "out")
    assert [row["id"] for row in pack.table("openings")] == ["aide-1", "nurse-1", added.pk]
    # A label that people gave in one language stands in for the other: a pack needs both.
    assert (pack.by_id("skills")[skill.pk]["label_nl"], pack.by_id("skills")[skill.pk]["label_en"]) == (
        "Haken",
        "Haken",
    )
    asked = [row["skill"] for row in pack.table("opening_skills") if row["opening"] == added.pk]
    assert asked == ["wash", skill.pk]


def test_retired_rows_go_along_only_with_what_needs_them(tmp_path: Path) -> None:
    import_pack(made_pack(), by="terminal")
    add_opening(opening=opening(), by="account:1")
    smaller = without(made_pack(), "occupation_skills", occupation="aide")
    smaller = without(without(smaller, "opening_skills", opening="aide-1"), "openings", id="aide-1")
    smaller = without(with_change(smaller, "people", "ana", occupation=None), "occupations", id="aide")
    import_pack(smaller, by="terminal")
    assert stored_pack("made") == smaller
    with_additions = stored_pack("made", with_additions=True)
    assert "aide" in with_additions.by_id("occupations")
    assert {"occupation": "aide", "skill": "look-after", "importance": "nice"} in with_additions.table(
        "occupation_skills"
    )


def test_an_opening_that_was_withdrawn_is_not_offered_any_more() -> None:
    import_pack(made_pack(), by="terminal")
    OpeningSkill.objects.create(opening_id="nurse-1", skill_id="wash", importance="nice")
    report = import_pack(without(made_pack(), "openings", id="nurse-1"), by="terminal")
    assert report.kept == {"openings": ("nurse-1",)}
    told = stored_pack("made", with_additions=True)
    assert [row["id"] for row in told.table("openings")] == ["aide-1"]
    assert {row["opening"] for row in told.table("opening_skills")} == {"aide-1"}


def test_what_needs_something_outside_the_pack_is_left_out_and_counted(tmp_path: Path) -> None:
    import_pack(made_pack(), by="terminal")
    uri = "http://data.europa.eu/esco/skill/1"
    wide = Skill(uri, SkillKind.SKILL, {"en": Words("sew")}, uri)
    import_taxonomy(Taxonomy("esco", "1.2", ("en",), (wide,)), by="terminal")
    added = add_opening(opening=opening(demands={"wash": "must", uri: "nice"}), by="account:1")
    report = export_pack("made", tmp_path / "out", with_additions=True, by="terminal")
    assert report.left_out == {"opening_skills": 1}
    asked = [row["skill"] for row in read_pack(tmp_path / "out").table("opening_skills")]
    assert uri not in asked
    assert added.demands.count() == 2


def test_what_lacks_what_a_pack_must_have_is_left_out_and_counted(tmp_path: Path) -> None:
    import_pack(made_pack(), by="terminal")
    Occupation.objects.create(id="half", words={"nl": {"label": "Half"}}, isco="7318", sector_id="care")
    add_opening(opening=opening(occupation="half"), by="account:1")
    report = export_pack("made", tmp_path / "out", with_additions=True, by="terminal")
    assert report.left_out == {"occupations": 1, "openings": 1, "opening_skills": 1}
    assert read_pack(tmp_path / "out") == made_pack()


def test_a_pack_that_is_not_there_is_refused(tmp_path: Path) -> None:
    import_pack(made_pack(), by="terminal")
    with pytest.raises(InputRefused, match="Choose one of: made"):
        export_pack("haaglanden", tmp_path / "out", by="terminal")
    assert not (tmp_path / "out").exists()


def test_only_the_tables_asked_for_are_read() -> None:
    import_pack(made_pack(), by="terminal")
    add_organisation(name="Winkel", kind=OrganisationKind.EMPLOYER, place="delft", by="account:1")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        pack = stored_pack("made", with_additions=True, tables=("skills", "skill_groups"))
    assert len(queries) <= 5
    assert pack.table("skills") == made_pack().table("skills")
    assert pack.table("organisations") == ()


def test_a_whole_pack_is_read_with_a_query_per_table() -> None:
    import_pack(made_pack(), by="terminal")
    with CaptureQueriesContext(connection) as queries:
        found = stored_pack("made")
    assert isinstance(found, Pack)
    assert len(queries) <= len(MODELS) + 3
