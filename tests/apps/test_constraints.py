# SPDX-License-Identifier: EUPL-1.2
"""The database refuses what cannot be, by name; every constraint bites."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models
from django.db.models import JSONField

from overstap.apps.audit.models import Event
from overstap.apps.events.models import Guest
from overstap.apps.mobility.models import CasePerson, PersonRule, PlanLine
from overstap.apps.openings.models import OpeningSkill
from overstap.apps.passports.models import (
    Passport,
)
from overstap.apps.people.models import ExamplePersonSkill
from overstap.apps.taxonomy.models import (
    OccupationSkill,
    SkillRelation,
)
from overstap.apps.training.models import CourseSkill
from tests.apps.biting import BITES, BY_PASSPORT, EVENT, EVENT_BITES, NOWHERE
from tests.apps.refusing import refusal
from tests.apps.something_there import make_something

pytestmark = pytest.mark.django_db


@pytest.fixture
def something_there(db: None) -> None:
    make_something()


def a_right_row(model: type[models.Model]) -> models.QuerySet:
    """The row of the model in which most is filled in."""
    first = max(model.objects.all(), key=lambda row: len([value for value in vars(row).values() if value]))
    return model.objects.filter(pk=first.pk)


# In order of appearance: parallel workers must find the same tests in the same order.
@pytest.mark.parametrize(
    "model", dict.fromkeys(model for model, _ in BITES.values()), ids=lambda model: model.__name__
)
def test_the_constraints_of_a_model_bite(model: type[models.Model], something_there: None) -> None:
    row = a_right_row(model)
    for name, (its_model, wrongs) in BITES.items():
        for wrong in wrongs if its_model is model else ():
            refused, _ = refusal(lambda wrong=wrong: row.update(**wrong))
            assert refused == name, wrong


@pytest.mark.parametrize("name", EVENT_BITES)
def test_the_constraints_of_the_trail_bite(name: str) -> None:
    Event.objects.create(**EVENT)
    for wrong in EVENT_BITES[name]:
        refused, _ = refusal(lambda wrong=wrong: Event.objects.create(**(EVENT | wrong)))
        assert refused == name, wrong


def test_who_came_by_a_passport_is_in_a_case_once_and_without_more(something_there: None) -> None:
    passport = Passport.objects.get()
    first, second = CasePerson.objects.order_by("reference")
    one, other = (CasePerson.objects.filter(pk=row.pk) for row in (first, second))
    refused, _ = refusal(lambda: one.update(passport=passport))
    assert refused == "caseperson_by_passport_holds_no_more"
    one.update(passport=passport, **BY_PASSPORT)
    refused, _ = refusal(lambda: other.update(passport=passport, **BY_PASSPORT))
    assert refused == "caseperson_of_a_passport_is_single"


def test_somebody_is_locked_in_one_place_and_has_one_line(something_there: None) -> None:
    forbidden = PersonRule.objects.filter(rule="forbidden")
    refused, _ = refusal(lambda: forbidden.update(rule="locked"))
    assert refused == "personrule_locked_in_one_place"
    line = PlanLine.objects.get()
    refused, _ = refusal(lambda: PlanLine.objects.create(plan_id=line.plan_id, person_id=line.person_id))
    assert refused == "planline_of_somebody_is_single"


def test_every_constraint_has_a_test_that_it_bites() -> None:
    declared = {
        constraint.name
        for model in apps.get_models()
        if model.__module__.startswith("overstap.apps.")
        for constraint in model._meta.constraints
    }
    assert declared - BITES.keys() - EVENT_BITES.keys() == set()


def test_every_json_field_is_held_to_an_object_or_a_list() -> None:
    for model in apps.get_models():
        if model.__module__.startswith("overstap.apps."):
            held = {constraint.name for constraint in model._meta.constraints}
            for field in model._meta.concrete_fields:
                if isinstance(field, JSONField):
                    stem = f"{model._meta.model_name}_{field.name}"
                    held_to = ("per_language", "is_an_object", "are_an_object", "is_a_list")
                    assert held & {f"{stem}_{one}" for one in held_to}, stem


def test_the_same_pair_is_there_once(something_there: None) -> None:
    for model in (SkillRelation, OccupationSkill, OpeningSkill, CourseSkill, ExamplePersonSkill):
        row = model.objects.first()
        refused, _ = refusal(lambda model=model, row=row: model.objects.bulk_create([row]))
        assert refused == f"{model._meta.db_table}_pkey"


def test_what_is_referred_to_exists(something_there: None) -> None:
    for model in list(dict.fromkeys(model for model, _ in BITES.values())):
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey):
                row = a_right_row(model)
                by = {models.UUIDField: str(NOWHERE), models.BigAutoField: "0"}
                nowhere = by.get(type(field.target_field), "nowhere")
                wrong = {field.attname: nowhere}
                if (model, field.name) == (CasePerson, "passport"):
                    wrong |= BY_PASSPORT
                if (model, field.name) == (Guest, "passport"):
                    wrong |= {"occupation": "", "skills": []}
                refused, words = refusal(lambda row=row, wrong=wrong: row.update(**wrong))
                assert "_fk_" in refused
                assert f"({field.column})=({nowhere})" in words
