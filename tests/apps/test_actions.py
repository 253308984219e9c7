# SPDX-License-Identifier: EUPL-1.2
"""What people add: written together with its event and the new revision, or not at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from overstap.apps.audit.models import Event
from overstap.apps.audit.queries import latest
from overstap.apps.openings.actions import NewOpening, add_opening, close_opening
from overstap.apps.openings.enums import OpeningKind
from overstap.apps.openings.models import Opening
from overstap.apps.organisations.actions import add_organisation
from overstap.apps.organisations.enums import OrganisationKind
from overstap.apps.organisations.models import Organisation
from overstap.apps.region.actions import bump_revision
from overstap.apps.region.queries import revision
from overstap.apps.taxonomy.actions import add_occupation, add_skill
from overstap.apps.taxonomy.enums import Outlook
from overstap.apps.taxonomy.models import Occupation, Skill
from overstap.apps.training.actions import add_course, add_edition
from overstap.apps.training.enums import TimeOfDay
from overstap.apps.training.models import Course, CourseEdition
from overstap.bridge.region_export import export_pack
from overstap.bridge.region_import import import_pack
from overstap.engine.pack import read_pack
from tests.made_pack import made_pack

pytestmark = pytest.mark.django_db

BY = "account:0b7e"


def skill() -> Skill:
    return add_skill(labels={"nl": "Haken", "en": "Crochet"}, groups=["caring"], by=BY)


def occupation() -> Occupation:
    words = {"labels": {"nl": "Haker"}, "descriptions": {"nl": "Haakt."}, "alternatives": {"nl": ["brei-er"]}}
    facts = {"isco": "7318", "sector": "care", "outlook": Outlook.STABLE, "outlook_source": "own"}
    return add_occupation(**words, **facts, demands={"dutch": "must"}, by=BY)


def organisation() -> Organisation:
    return add_organisation(name=" Breiwinkel ", kind=OrganisationKind.EMPLOYER, place="delft", by=BY)


def new_opening() -> NewOpening:
    return NewOpening(
        kind=OpeningKind.APPRENTICESHIP,
        organisation="thuiszorg",
        occupation="aide",
        place="leiden",
        title={"nl": "Leer zorgen"},
        text="Kom bij ons leren.",
        language="nl",
        hours_low=16,
        hours_high=24,
        demands={"wash": "must", "dutch": "should"},
        certificates=["vog"],
        starts_on=date(2027, 3, 1),
    )


def opening() -> Opening:
    return add_opening(opening=new_opening(), by=BY)


def course() -> Course:
    words = {"title": {"nl": "Haken"}, "description": {"nl": "Leer haken."}, "language": "nl"}
    return add_course(provider="roc", **words, teaches=["wash"], requires=["dutch"], cost_source="own", by=BY)


def edition() -> CourseEdition:
    when = {"starts_on": date(2027, 3, 1), "ends_on": date(2027, 4, 1), "time": TimeOfDay.ONLINE}
    return add_edition(course="care-2", place="delft", hours=4, cost=0, seats=8, by=BY, **when)


ADDING = {
    "skill.added": (skill, Skill),
    "occupation.added": (occupation, Occupation),
    "organisation.added": (organisation, Organisation),
    "opening.added": (opening, Opening),
    "course.added": (course, Course),
    "edition.added": (edition, CourseEdition),
}


@pytest.fixture(autouse=True)
def _a_region() -> None:
    import_pack(made_pack(), by="terminal")


@pytest.mark.parametrize("what", ADDING)
def test_what_is_added_is_there_with_its_event_and_a_new_revision(what: str) -> None:
    add, model = ADDING[what]
    before = revision()
    added = add()
    connection.check_constraints()
    assert model.objects.get(pk=added.pk).origin == ""
    event = latest()[0]
    assert (event.what, event.subject, event.by) == (what, added.pk, BY)
    assert revision() == before + 1


@pytest.mark.parametrize("what", ADDING)
def test_nothing_is_added_when_the_event_cannot_be_written(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    add, model = ADDING[what]
    before, number = model.objects.count(), revision()

    def fails(**_: object) -> None:
        raise RuntimeError("the trail is full")

    monkeypatch.setattr(Event.objects, "create", fails)
    with pytest.raises(RuntimeError):
        add()
    assert model.objects.count() == before
    assert revision() == number


@pytest.mark.parametrize("what", ADDING)
def test_a_name_cannot_sign(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    add, model = ADDING[what]
    before = model.objects.count()
    monkeypatch.setitem(globals(), "BY", "Jan Jansen")
    with pytest.raises(IntegrityError, match="event_by_is_no_name"), transaction.atomic():
        add()
    assert model.objects.count() == before


def test_an_opening_comes_with_what_it_asks() -> None:
    added = opening()
    asked = added.demands.order_by("position").values_list("skill_id", "importance")
    assert list(asked) == [("wash", "must"), ("dutch", "should")]
    assert added.certificates == ["vog"]


def test_a_course_comes_with_what_it_teaches_and_asks() -> None:
    skills = course().skills.order_by("position").values_list("skill_id", "role")
    assert list(skills) == [("wash", "teaches"), ("dutch", "requires")]


def test_an_opening_can_be_closed() -> None:
    before = revision()
    assert close_opening(opening="aide-1", on=date(2027, 1, 31), by=BY)
    assert Opening.objects.get(pk="aide-1").closes_on == date(2027, 1, 31)
    assert latest()[0].what == "opening.closed"
    assert revision() == before + 1


def test_closing_what_is_not_there_does_nothing() -> None:
    before = revision()
    assert not close_opening(opening="nowhere", on=date(2027, 1, 31), by=BY)
    assert revision() == before
    assert not latest(what="opening.closed")


def test_a_concept_without_a_label_is_refused() -> None:
    with pytest.raises(ValueError, match="label"):
        add_skill(labels={"nl": "  "}, by=BY)


def test_an_occupation_without_a_description_is_refused() -> None:
    facts = {"isco": "7318", "sector": "care", "outlook": Outlook.STABLE, "outlook_source": "own"}
    with pytest.raises(ValueError, match="description"):
        add_occupation(labels={"nl": "Haker"}, descriptions={}, by=BY, **facts)
    assert Occupation.objects.filter(origin="").count() == 0


def test_words_are_stored_per_language_without_what_is_empty() -> None:
    added = add_skill(labels={"nl": " Haken ", "en": ""}, alternatives={"nl": ["handwerken"], "en": []}, by=BY)
    assert added.words == {"nl": {"label": "Haken", "alternatives": ["handwerken"]}}
    assert occupation().words["nl"]["description"] == "Haakt."


def test_what_people_add_can_be_exported(tmp_path: Path) -> None:
    for add, _ in ADDING.values():
        add()
    report = export_pack("made", tmp_path / "out", with_additions=True, by="terminal")
    assert report.left_out == {}
    pack = read_pack(tmp_path / "out")
    added = {name: len(rows) - len(made_pack().tables[name]) for name, rows in pack.tables.items()}
    assert {name: added[name] for name in NEW_ROWS} == dict.fromkeys(NEW_ROWS, 1)


NEW_ROWS = {"skills", "occupations", "organisations", "openings", "courses", "course_editions"}


def test_two_of_the_same_name_get_ids_of_their_own() -> None:
    first, second = organisation(), organisation()
    assert first.pk != second.pk
    assert first.pk.startswith("breiwinkel-")
    assert first.name == "Breiwinkel"


def test_the_revision_counts_on_when_its_row_was_never_there() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM region_revision")
    assert revision() == 0
    assert bump_revision() == 1
    assert bump_revision() == revision() == 2
