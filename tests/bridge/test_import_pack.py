# SPDX-License-Identifier: EUPL-1.2
"""Importing a region pack: repeatable, whole or not at all, and careful with what people added."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, connection

import overstap
from overstap.apps import syncing
from overstap.apps.accounts.actions import create_account
from overstap.apps.accounts.enums import Role
from overstap.apps.audit.queries import latest
from overstap.apps.openings.actions import NewOpening, add_opening
from overstap.apps.openings.enums import OpeningKind
from overstap.apps.openings.models import Opening, OpeningSkill
from overstap.apps.organisations.members import add_member
from overstap.apps.organisations.models import Organisation
from overstap.apps.region.models import Certificate, Place
from overstap.apps.region.queries import imported_pack, revision
from overstap.apps.syncing import Counts, Incoming, sync
from overstap.apps.taxonomy.actions import add_skill
from overstap.apps.taxonomy.models import Occupation, OccupationSkill, Skill, SkillGroup, SkillRelation
from overstap.apps.training.actions import add_edition
from overstap.apps.training.enums import TimeOfDay
from overstap.apps.training.models import Course, CourseSkill
from overstap.bridge.pack_rows import MODELS
from overstap.bridge.region_export import stored_pack
from overstap.bridge.region_import import import_pack
from overstap.engine.coded import CodedRows
from overstap.engine.pack import read_pack, write_pack
from overstap.engine.problems import InputRefused
from tests.made_pack import made_pack, renamed, with_change, with_rows, without

pytestmark = pytest.mark.django_db

SHIPPED = Path(overstap.__file__).parent / "packs" / "haaglanden"


def rows() -> dict[str, list[tuple[object, ...]]]:
    return {table: sorted(model.objects.values_list(), key=repr) for table, model in MODELS.items()}


def opening_by_people(**other: object) -> Opening:
    said = {"kind": OpeningKind.VACANCY, "organisation": "thuiszorg", "occupation": "aide", "place": "delft"}
    said |= {"title": {"nl": "Hulp"}, "text": "Kom helpen", "language": "nl", "hours_low": 8, "hours_high": 16}
    said |= {"demands": {"wash": "must"}} | other
    return add_opening(opening=NewOpening(**said), by="account:1")


# --- the whole of it ------------------------------------------------------------------------------


def test_every_row_of_the_pack_is_there() -> None:
    report = import_pack(made_pack(), by="terminal")
    counted = {table: model.objects.count() for table, model in MODELS.items()}
    assert counted == {table: len(given) for table, given in made_pack().tables.items()}
    assert {table: counts.added for table, counts in report.tables.items()} == counted
    assert report.changed


def test_values_arrive_as_they_were_given() -> None:
    import_pack(made_pack(), by="terminal")
    nurse = Occupation.objects.get(pk="nurse")
    assert nurse.words["nl"] == {
        "label": "Verpleegkundige",
        "alternatives": ["zuster", "broeder"],
        "description": "Zorgt voor zieke mensen.",
    }
    assert (nurse.wage_high, nurse.wage_source_id, nurse.certificates) == (25.25, "cbs", ["big"])
    assert (nurse.origin, nurse.retired) == ("made", False)
    opening = Opening.objects.get(pk="aide-1")
    assert opening.starts_on == date(2027, 1, 4)
    assert opening.closes_on is None
    assert opening.title == {"nl": "Hulp", "en": "Aide"}


@pytest.mark.parametrize(
    "text", [r"\N", r"\.", "a\\\tb\nc", 'say "{},"', "NULL", "'; --", "é\u00a0🚋", "\\\\n"]
)
def test_signs_that_mean_something_to_a_database_arrive_as_they_were(text: str) -> None:
    pack = with_change(made_pack(), "openings", "aide-1", text=text, title_nl=text.split("\t")[0])
    import_pack(pack, by="terminal")
    opening = Opening.objects.get(pk="aide-1")
    assert (opening.text, opening.title["nl"]) == (text, text.split("\t")[0])
    assert stored_pack("made").table("openings") == pack.table("openings")


def test_a_list_of_ids_arrives_as_it_was() -> None:
    odd = ["plain", 'a"b', "a\\b", "{a,b}", "NULL", "é,", r"\N"]
    lists = [(one, {}, [other for other in odd if other != one]) for one in odd]
    sync(origin="odd", incoming=[Incoming.of_rows(SkillGroup, ("id", "words", "parents"), lists)])
    assert {group.pk: group.parents for group in SkillGroup.objects.filter(origin="odd")} == {
        one: parents for one, _, parents in lists
    }


def test_a_table_of_columns_arrives_as_a_table_of_rows_does() -> None:
    tables = {name: CodedRows.of(given) for name, given in made_pack().tables.items()}
    import_pack(replace(made_pack(), tables=tables), by="terminal")
    assert not import_pack(made_pack(), by="terminal").changed
    assert stored_pack("made") == made_pack()


def rules_and_indexes() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE connamespace = 'public'::regnamespace"
            " UNION ALL SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2"
        )
        return cursor.fetchall()


def test_empty_tables_are_filled_with_very_many_rows_to_the_same_end(monkeypatch: pytest.MonkeyPatch) -> None:
    before = rules_and_indexes()
    monkeypatch.setattr(syncing, "FILL_FROM", 3)
    report = import_pack(made_pack(), by="terminal")
    assert report.total().added == sum(len(given) for given in made_pack().tables.values())
    assert rules_and_indexes() == before
    assert stored_pack("made") == made_pack()
    monkeypatch.setattr(syncing, "FILL_FROM", 10**9)
    assert not import_pack(made_pack(), by="terminal").changed


def test_a_rule_that_very_many_rows_break_refuses_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    before = rules_and_indexes()
    monkeypatch.setattr(syncing, "FILL_FROM", 1)
    nobody = Incoming.of_rows(
        CourseSkill, ("course_id", "skill_id", "role"), [("no-course", "no-skill", "teaches")]
    )
    with pytest.raises(IntegrityError, match="training_courseskill"):
        sync(origin="made", incoming=[nobody])
    assert rules_and_indexes() == before
    assert not CourseSkill.objects.exists()


def test_a_second_import_changes_nothing_and_says_so() -> None:
    import_pack(made_pack(), by="terminal")
    before, number, since = rows(), revision(), imported_pack("made").imported_at
    report = import_pack(made_pack(), by="system:run")
    assert not report.changed
    assert imported_pack("made").imported_at == since
    assert len(latest(what="pack.imported")) == 2
    assert report.total() == Counts(unchanged=sum(map(len, made_pack().tables.values())))
    assert rows() == before
    assert report.revision == revision() == number


def test_a_change_is_counted_where_it_is() -> None:
    import_pack(made_pack(), by="terminal")
    number = revision()
    report = import_pack(with_change(made_pack(), "places", "delft", label="Delft-stad"), by="terminal")
    assert report.tables["places"] == Counts(changed=1, unchanged=1)
    assert {table for table, counts in report.tables.items() if counts.touched} == {"places"}
    assert Place.objects.get(pk="delft").label == "Delft-stad"
    assert revision() == number + 1


def test_another_order_is_no_other_content() -> None:
    import_pack(made_pack(), by="terminal")
    new = {"id": "a-new-one", "label": "Rijswijk", "latitude": 52.04, "longitude": 4.33}
    pack = with_rows(without(made_pack(), "places", id="leiden"), "places", new)
    pack = with_rows(pack, "places", made_pack().tables["places"][0])
    report = import_pack(pack, by="terminal")
    assert report.tables["places"] == Counts(added=1, unchanged=0, moved=2)
    assert [row["id"] for row in stored_pack("made").table("places")] == ["delft", "a-new-one", "leiden"]


def test_another_title_is_a_change_too() -> None:
    import_pack(made_pack(), by="terminal")
    number = revision()
    report = import_pack(replace(made_pack(), title={"nl": "Anders", "en": "Other"}), by="terminal")
    assert not report.changed
    assert report.revision == revision() == number + 1
    assert stored_pack("made").title == {"nl": "Anders", "en": "Other"}


def test_what_vanished_from_the_pack_is_removed() -> None:
    import_pack(made_pack(), by="terminal")
    pack = without(without(made_pack(), "opening_skills", opening="aide-1"), "openings", id="aide-1")
    report = import_pack(pack, by="terminal")
    assert report.tables["openings"].removed == 1
    assert report.tables["opening_skills"].removed == 2
    assert not Opening.objects.filter(pk="aide-1").exists()
    assert not report.kept


def test_an_organisation_with_members_stays_when_the_pack_drops_it() -> None:
    new = {"id": "bakery", "name": "Bakery", "kind": "employer", "place": "delft", "invented": True}
    more = with_rows(made_pack(), "organisations", new, new | {"id": "empty"})
    import_pack(more, by="terminal")
    anna = create_account(email="anna@example.org", by="terminal")
    add_member(organisation="bakery", account=anna.pk, role=Role.EMPLOYER, by="terminal")
    report = import_pack(made_pack(), by="terminal")
    assert report.tables["organisations"].removed == 1
    assert Organisation.objects.get(pk="bakery").retired
    assert not Organisation.objects.filter(pk="empty").exists()


def test_the_import_stands_in_the_trail_and_in_the_list_of_packs() -> None:
    import_pack(made_pack(), by="system:run")
    (event,) = latest(what="pack.imported")
    given = sum(map(len, made_pack().tables.values()))
    assert (event.subject, event.by, event.counts["added"]) == ("made", "system:run", given)
    pack = imported_pack("made")
    assert pack is not None
    assert (pack.version, pack.languages, pack.imported_by) == ("1.0.0", ["nl", "en"], "system:run")


def test_two_packs_live_side_by_side() -> None:
    import_pack(made_pack(), by="terminal")
    other = renamed(made_pack(), "other", "o")
    import_pack(other, by="terminal")
    assert stored_pack("made") == made_pack()
    assert stored_pack("other") == other
    assert import_pack(made_pack(), by="terminal").changed is False


def test_a_pack_can_be_imported_from_a_folder_and_from_a_zip(tmp_path: Path) -> None:
    write_pack(made_pack(), tmp_path / "made")
    write_pack(made_pack(), tmp_path / "made.zip", format="parquet")
    assert import_pack(tmp_path / "made", by="terminal").changed
    assert not import_pack(str(tmp_path / "made.zip"), by="terminal").changed


# --- what people added ----------------------------------------------------------------------------


def test_what_people_added_stays() -> None:
    import_pack(made_pack(), by="terminal")
    skill = add_skill(labels={"nl": "Haken"}, by="account:1")
    opening = opening_by_people(demands={"wash": "must", skill.pk: "nice"})
    import_pack(with_change(made_pack(), "skills", "wash", kind="knowledge"), by="terminal")
    assert Skill.objects.filter(pk=skill.pk, origin="", retired=False).exists()
    assert sorted(opening.demands.values_list("skill_id", flat=True)) == sorted([skill.pk, "wash"])


def test_what_people_need_is_kept_and_reported() -> None:
    import_pack(made_pack(), by="terminal")
    opening_by_people()
    # The pack loses the occupation that people's opening is about, and all that was about it.
    pack = without(made_pack(), "occupation_skills", occupation="aide")
    pack = without(without(pack, "opening_skills", opening="aide-1"), "openings", id="aide-1")
    pack = without(with_change(pack, "people", "ana", occupation=None), "occupations", id="aide")
    report = import_pack(pack, by="terminal")
    assert report.kept == {"occupations": ("aide",), "occupation_skills": ("aide look-after",)}
    assert report.tables["occupations"] == Counts(retired=1, unchanged=1)
    assert report.tables["openings"].removed == 1
    assert Occupation.objects.get(pk="aide").retired
    assert OccupationSkill.objects.filter(occupation="aide", retired=True).count() == 1


def test_what_is_kept_keeps_what_it_needs_itself() -> None:
    import_pack(made_pack(), by="terminal")
    skill = add_skill(labels={"nl": "Haken"}, groups=["caring"], by="account:1")
    pack = with_change(made_pack(), "skills", "wash", group=None)
    pack = without(without(pack, "skill_groups", id="caring"), "skill_groups", id="people")
    report = import_pack(pack, by="terminal")
    # The skill needs `caring`, and `caring` lies under `people`.
    assert report.kept == {"skill_groups": ("caring", "people")}
    skill.delete()
    report = import_pack(pack, by="terminal")
    assert report.tables["skill_groups"].removed == 2
    assert not SkillGroup.objects.exists()


def test_a_certificate_in_a_list_counts_as_needed() -> None:
    new = {"id": "mmp", "label_nl": "M", "label_en": "M", "on_hiring": False}
    import_pack(with_rows(made_pack(), "certificates", new), by="terminal")
    opening_by_people(certificates=["mmp"])
    assert import_pack(made_pack(), by="terminal").kept == {"certificates": ("mmp",)}
    assert Certificate.objects.get(pk="mmp").retired


def test_an_edition_added_by_people_keeps_its_course() -> None:
    import_pack(made_pack(), by="terminal")
    when = {"starts_on": date(2027, 3, 1), "ends_on": date(2027, 4, 1)}
    size = {"hours": 8, "time": TimeOfDay.DAY, "cost": 0, "seats": 10}
    add_edition(course="care-2", place="delft", by="account:1", **when, **size)
    pack = with_change(made_pack(), "openings", "nurse-1", course=None)
    pack = without(without(pack, "course_skills", course="care-2"), "course_editions", course="care-2")
    report = import_pack(without(pack, "courses", id="care-2"), by="terminal")
    # The course keeps what it teaches and the edition that the pack had: they are part of it.
    assert report.kept["courses"] == ("care-2",)
    assert CourseSkill.objects.filter(course="care-2").count() == 2
    assert set(report.kept) == {"courses", "course_skills", "course_editions"}


def test_what_comes_back_into_the_pack_counts_again() -> None:
    import_pack(made_pack(), by="terminal")
    skill = add_skill(labels={"nl": "Haken"}, groups=["caring"], by="account:1")
    smaller = without(with_change(made_pack(), "skills", "wash", group=None), "skill_groups", id="caring")
    import_pack(smaller, by="terminal")
    report = import_pack(made_pack(), by="terminal")
    assert report.tables["skill_groups"] == Counts(changed=1, unchanged=1)
    assert not SkillGroup.objects.filter(retired=True).exists()
    assert Skill.objects.get(pk=skill.pk).groups == ["caring"]


def test_what_people_said_before_the_pack_did_stays_theirs() -> None:
    import_pack(made_pack(), by="terminal")
    OpeningSkill.objects.create(opening_id="nurse-1", skill_id="wash", importance="nice")
    same = {"opening": "nurse-1", "skill": "wash", "importance": "must"}
    report = import_pack(with_rows(made_pack(), "opening_skills", same), by="terminal")
    assert report.standing == {"opening_skills": 1}
    assert not report.changed
    kept = OpeningSkill.objects.get(opening="nurse-1", skill="wash")
    assert (kept.origin, kept.importance) == ("", "nice")


# --- refused --------------------------------------------------------------------------------------


def test_an_id_of_another_pack_is_refused_and_nothing_changes() -> None:
    import_pack(made_pack(), by="terminal")
    before, number = rows(), revision()
    with pytest.raises(InputRefused) as refused:
        import_pack(made_pack("other"), by="terminal")
    told = {(problem.file, problem.value) for problem in refused.value.problems}
    assert ("occupations", "nurse") in told
    assert "is al van made" in refused.value.text("nl")
    assert rows() == before
    assert (revision(), imported_pack("other")) == (number, None)


def test_an_id_of_something_people_added_is_refused() -> None:
    import_pack(made_pack(), by="terminal")
    skill = add_skill(labels={"en": "Crochet"}, by="account:1")
    new = {"id": skill.pk, "kind": "skill", "label_nl": "Haken", "label_en": "Crochet"}
    with pytest.raises(InputRefused, match="what people added"):
        import_pack(with_rows(made_pack(), "skills", new), by="terminal")


def test_a_broken_pack_is_refused_before_anything_changes() -> None:
    broken = with_change(made_pack(), "openings", "aide-1", organisation="nowhere")
    with pytest.raises(InputRefused, match="nowhere"):
        import_pack(broken, by="terminal")
    assert not Organisation.objects.exists()
    assert not latest()


def test_the_name_of_another_origin_is_refused() -> None:
    with pytest.raises(InputRefused) as refused:
        import_pack(made_pack("esco"), by="terminal")
    assert refused.value.problems[0].column == "name"


def test_an_actor_with_a_name_is_refused() -> None:
    with pytest.raises(InputRefused, match="by_is_no_name"):
        import_pack(made_pack(), by="Jan Jansen <jan@example.org>")
    assert not Place.objects.exists()


# --- the shipped pack -----------------------------------------------------------------------------


def test_the_shipped_pack_goes_in_whole_and_comes_out_the_same() -> None:
    pack = read_pack(SHIPPED)
    report = import_pack(pack, by="terminal")
    assert report.total().added == sum(map(len, pack.tables.values())) > 1000
    assert stored_pack(pack.name) == pack
    assert Course.objects.count() == len(pack.table("courses"))
    assert SkillRelation.objects.count() == len(pack.table("skill_relations"))
