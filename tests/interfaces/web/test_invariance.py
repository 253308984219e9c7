# SPDX-License-Identifier: EUPL-1.2
"""No fact about people that is not declared as an input changes a ranking, whatever it holds.

Every field of every model with data about people, found by walking the models, is changed in the database, one
by one and many at once, and each ranking must come out with the same bytes: what a person sees of openings and
journeys, and what an employer sees of people. A new field that gets into a ranking without standing in
`overstap.bridge.ranking_inputs` makes this fail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import Error, connection, models, transaction
from django.http import HttpRequest
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from overstap.apps.accounts.models import Account
from overstap.apps.passports.actions import Told, keep_passport
from overstap.apps.passports.enums import Circumstance, Level
from overstap.apps.passports.queries import passport_of
from overstap.apps.privacy import Sensitivity
from overstap.apps.rankings.codes import canonical
from overstap.bridge.personal_data import HELD
from overstap.bridge.ranking_inputs import DECLARED
from overstap.bridge.rankings import placed_matches, scores_of
from overstap.engine.region import Region
from overstap.engine.region.rows import PersonRow
from overstap.web.asking import Visit, known_in
from overstap.web.journeys.planning import asked_of
from overstap.web.passports.trip import trip_out_of
from overstap.web.planner import ordering
from overstap.web.planner.ordering import ORDERS, ranked
from overstap.web.planner.trip import Trip, only_known
from overstap.web.trust import kept_rankings
from tests.bridge.test_personal_data import somebody
from tests.interfaces.web.who import an_organisation

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
INVENTED_PEOPLE = {"people.ExamplePerson", "people.ExamplePersonSkill"}
"""Public, since they describe nobody; they stand for people in rankings all the same."""

PLENTY: tuple[Any, ...] = (
    *("Fatima el Amrani", "man", "vrouw", "zwanger", "67 jaar", "Wajong", "moslim", "Surinaams", "rolstoel"),
    *("nl", "en", "ar", "pl", "coach", "owner", "work", "claimed", "certified", "en-zo@example.org", "!"),
    *(str(level) for level in Level),
    *(
        True,
        False,
        0,
        1,
        2,
        6,
        12,
        17,
        59,
        0.5,
        {},
        {"age": 61, "sex": "x"},
        [],
        ["skills"],
        ["story", "wishes"],
    ),
    *([str(one)] for one in Circumstance),
    [str(one) for one in Circumstance],
    *(date(1961, 5, 4), date(2004, 2, 29), datetime(2026, 1, 2, 3, tzinfo=UTC), None),
)
"""Values that are tried in every field; the database takes those that fit there."""


def label(field: Any) -> str:
    return f"{field.model._meta.label}.{field.name}"


def about_people(model: type[models.Model]) -> bool:
    """Its rows are somebody's: another test holds every model with data about people to being in `HELD`."""
    return model._meta.label in {*HELD, *INVENTED_PEOPLE}


def says_whose(field: Any) -> bool:
    """It is the row's own number, or tells whose row it is: it says nothing about anybody."""
    return (
        field.primary_key or field.is_relation or field.name in _PARTS_OF_KEYS.get(field.model._meta.label, ())
    )


_PARTS_OF_KEYS = {
    "passports.PassportLanguage": ("language",),
    "passports.Licence": (),
    "passports.PassportSkill": (),
}

FIELDS = {
    label(field): field
    for model in apps.get_models()
    if model.__module__.startswith("overstap.apps.") and about_people(model)
    for field in model._meta.concrete_fields
    if not says_whose(field)
}
UNDECLARED = sorted(set(FIELDS) - DECLARED)
OF_THE_PERSON = [one for one in UNDECLARED if not one.startswith("people.")]


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens to the database inside is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def one_row(model: Any, row: Any, name: str, value: Any) -> int:
    """Puts a value in one row; 0 when the database refuses it there."""
    try:
        with transaction.atomic():
            return int(model._default_manager.filter(pk=row.pk).update(**{name: value}))
    except Error:
        return 0


def put(field: Any, value: Any) -> bool:
    """Puts a value in every row that takes it; false when none does."""
    if isinstance(field, ArrayField) != isinstance(value, list) and value is not None:
        return False
    if isinstance(field, models.DateTimeField) and not isinstance(value, datetime):
        return False
    changed = 0
    try:
        with transaction.atomic():
            for row in field.model._default_manager.order_by("pk"):
                changed += one_row(field.model, row, field.attname, value)
            connection.check_constraints()
    except (Error, ValidationError, ValueError, TypeError, AttributeError):
        return False
    return bool(changed)


@pytest.fixture
def anna(haaglanden: Region) -> Account:
    """Somebody with a row in every table, whose passport finds work in the region."""
    account = somebody("anna", an_organisation("De Zon"))
    skills = haaglanden.usual_skills("bank-counter-clerk")
    told = Told(
        language="nl",
        story="Ik ben Anna, 58 jaar, en ik kom uit Paramaribo.",
        occupation="bank-counter-clerk",
        place="delft",
        hours_low=24,
        hours_high=36,
        wage=17.0,
        wage_floor=14.0,
        distance=25.0,
        skills=dict.fromkeys(skills, "claimed"),
        certificates=("vog",),
    )
    keep_passport(account=account.pk, told=told, now=datetime(2026, 11, 20, tzinfo=UTC), by="terminal")
    return account


def trip_of(region: Region, account: Account) -> Trip:
    passport = passport_of(account.pk)
    assert passport is not None
    return only_known(trip_out_of(passport), known_in(region))[0]


def seen_by_person(region: Region, trip: Trip, orders: Iterable[str] = ("fit",)) -> bytes:
    """All that somebody is shown in order, with why, as bytes."""
    visit = Visit(HttpRequest(), region, TODAY, trip, "nl")
    with translation.override("nl"):
        found = {order: ranked(visit, trip, order) for order in orders}
        asked = asked_of(region, trip, TODAY, "nl")
    return canonical(
        {
            "openings": {order: (placed_matches(one.found), one.inputs) for order, one in found.items()},
            "why": [region.explain(match, "nl") for match in found["fit"].found.all()[:20]],
            "journeys": kept_rankings.journey_inputs(asked),  # the planner is a function of these
        }
    )


def seen_by_employer(region: Region, people: list[PersonRow]) -> bytes:
    """The people for every tenth opening, in order, as bytes."""
    told = {}
    for opening in list(region.records.openings)[::10]:
        found = region.people_for(opening, people, today=TODAY)
        told[opening] = [
            (
                id_,
                scores_of(one.coverage.claimed, one.coverage.shown, one.wish.score),
                one.reach,
                one.distance_km,
            )
            for id_, one in found
        ]
    return canonical(told)


# --- it would be seen -----------------------------------------------------------------------------


def test_there_is_something_to_change_and_all_that_is_declared_exists() -> None:
    assert len(OF_THE_PERSON) >= 25
    keys = {f"{m._meta.label}.{f.name}" for m in apps.get_models() for f in m._meta.get_fields()}
    assert keys >= DECLARED
    special = {
        f"{model._meta.label}.{name}"
        for model in apps.get_models()
        for name, mark in getattr(model, "privacy", {}).items()
        if mark.sensitivity is Sensitivity.SPECIAL
    }
    assert special.isdisjoint(DECLARED), "a special category is never an input"


def test_every_undeclared_field_can_be_changed_here(anna: Account) -> None:
    """Or the tests below would change nothing and pass."""
    stuck = []
    for name in OF_THE_PERSON:
        field = FIELDS[name]
        with undone():
            before = list(field.model._default_manager.values_list(field.attname, flat=True))
            if not any(
                put(field, value)
                and list(field.model._default_manager.values_list(field.attname, flat=True)) != before
                for value in candidates(field)
            ):
                stuck.append(name)
    assert [name for name in stuck if not goes_with_another(FIELDS[name])] == []
    assert len(stuck) < len(OF_THE_PERSON) / 4


def goes_with_another(field: Any) -> bool:
    """A constraint holds it to another field of the row, so that it may be impossible to change alone."""
    return any(
        field.name in names and len(names) > 1
        for names in (_named(getattr(one, "condition", None)) for one in field.model._meta.constraints)
    )


def _named(condition: Any) -> set[str]:
    """The fields that a condition speaks of."""
    names: set[str] = set()
    for child in getattr(condition, "children", ()):
        if isinstance(child, tuple):
            names.add(str(child[0]).split("__")[0])
            if isinstance(child[1], models.F):
                names.add(child[1].name)
        else:
            names |= _named(child)
    return names


def candidates(field: Any) -> list[Any]:
    """Values for this field: the plenty, and what fits where only a hash, a number or a choice does."""
    own: list[Any] = [uuid4().hex * 2, "f" * 64, "0" * 16, uuid4(), "!x", "2030-01-01", *"ABC"]
    if isinstance(field, models.DateTimeField):
        now = field.model._default_manager.values_list(field.attname, flat=True).first()
        own += [(now or timezone.now()) + timedelta(seconds=step) for step in (-1, 1, 60)]
    return [*PLENTY, *own, *_choices(field)]


def _choices(field: Any) -> list[Any]:
    """Every value that a constraint of the model names for any field, each alone and in a list."""
    found: list[Any] = []

    def walk(condition: Any) -> None:
        for child in getattr(condition, "children", ()):
            if isinstance(child, tuple):
                found.extend(child[1] if isinstance(child[1], list) else [child[1]])
            else:
                walk(child)

    for constraint in field.model._meta.constraints:
        walk(getattr(constraint, "condition", None))
    plain = [one for one in found if isinstance(one, str | int)]
    return [*plain, *([one] for one in plain if isinstance(one, str))]


def test_what_is_declared_does_change_it(anna: Account, haaglanden: Region) -> None:
    before = seen_by_person(haaglanden, trip_of(haaglanden, anna))
    for name, value in (
        ("passports.PassportSkill.evidence", "certified"),
        ("passports.Passport.distance", 5.0),
        ("passports.Passport.hours_high", 25.0),
        ("passports.Passport.occupation", ""),
        ("passports.Passport.wage", 30.0),
    ):
        with undone():
            assert put(FIELDS[name], value), name
            assert seen_by_person(haaglanden, trip_of(haaglanden, anna)) != before, name


@pytest.mark.parametrize("leak", ["circumstances", "language", "story"])
def test_a_field_that_leaks_into_the_order_would_be_seen(
    anna: Account, haaglanden: Region, monkeypatch: pytest.MonkeyPatch, leak: str
) -> None:
    """Somebody builds it in: the very comparison that the tests below make tells it."""
    original = ordering.place

    def leaky(region: Region, match: Any, goal: str, internships_last: bool) -> tuple[bool, bool]:
        passport = passport_of(anna.pk)
        told = bool(getattr(passport, leak)) and "ar" not in str(getattr(passport, leak))[:2]
        first, second = original(region, match, goal, internships_last)
        return (first ^ (told and hash(match.opening[:1]) % 2 == 0)), second

    monkeypatch.setattr(ordering, "place", leaky)
    before = seen_by_person(haaglanden, trip_of(haaglanden, anna))
    field = FIELDS[f"passports.Passport.{leak}"]

    def differs(value: Any) -> bool:
        with undone():
            return put(field, value) and seen_by_person(haaglanden, trip_of(haaglanden, anna)) != before

    assert any(differs(value) for value in candidates(field))


# --- what a person sees ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", OF_THE_PERSON)
def test_no_undeclared_field_changes_what_somebody_sees(name: str, anna: Account, haaglanden: Region) -> None:
    before = seen_by_person(haaglanden, trip_of(haaglanden, anna))
    tried, seen = 0, set()
    for value in candidates(FIELDS[name]):
        if repr(value) in seen or tried == 2:
            continue
        with undone():
            if put(FIELDS[name], value):
                tried += 1
                seen.add(repr(value))
                assert seen_by_person(haaglanden, trip_of(haaglanden, anna)) == before, value


@pytest.fixture
def unseen(anna: Account, haaglanden: Region) -> Callable[[dict[str, Any]], None]:
    """Call it with fields and values: puts them all in at once, and holds what is seen to what was before."""
    before = seen_by_person(haaglanden, trip_of(haaglanden, anna), ORDERS)

    def check(changes: dict[str, Any]) -> None:
        with undone():
            for name, value in changes.items():
                put(FIELDS[name], value)
            assert seen_by_person(haaglanden, trip_of(haaglanden, anna), ORDERS) == before

    return check


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(
    changes=st.dictionaries(
        st.sampled_from(OF_THE_PERSON),
        st.one_of(st.sampled_from(PLENTY), st.text(st.characters(codec="utf-8", exclude_characters="\0"))),
        min_size=5,
        max_size=len(OF_THE_PERSON),
    )
)
def test_nor_do_many_at_once(unseen: Callable[[dict[str, Any]], None], changes: dict[str, Any]) -> None:
    unseen(changes)


NOT_LOOKED_AT = {*kept_rankings.NO_INPUT, "language", "usual_weighed", "occupation_settled", "pay_unit"}
"""Fields of what an anonymous person told that no ranking looks at."""


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(
    words=st.lists(st.text(max_size=200), min_size=4, max_size=4),
    masked=st.integers(0, 9),
    ticked=st.booleans(),
    dropped=st.lists(st.sampled_from(["help-customers", "bake", "vog", "1961"]), max_size=4),
)
def test_nor_does_what_an_anonymous_person_writes(
    anna: Account, haaglanden: Region, words: list[str], masked: int, ticked: bool, dropped: list[str]
) -> None:
    trip = trip_of(haaglanden, anna)
    before = seen_by_person(haaglanden, trip)
    other: dict[str, Any] = {
        **dict(zip(("text", "goal", "example", "usual_weighed"), words, strict=True)),
        "masked": masked,
        "occupation_settled": ticked,
        "language": "en" if ticked else "ar",
        "pay_unit": "month" if ticked else "hour",
        "dropped": dropped,
    }
    assert set(other) == NOT_LOOKED_AT
    assert seen_by_person(haaglanden, replace(trip, **other)) == before


# --- what an employer sees ------------------------------------------------------------------------

LOOKED_AT = {name.rsplit(".", 1)[-1] for name in DECLARED if name.startswith("people.")} | {"skills", "id"}
SAID_OF_NOBODY = sorted({one.name for one in fields(PersonRow)} - LOOKED_AT)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(data=st.data())
def test_an_employer_sees_the_same_people_in_the_same_order(haaglanden: Region, data: st.DataObject) -> None:
    people = list(haaglanden.records.people.values())
    values: dict[str, st.SearchStrategy[Any]] = {
        "name": st.text(max_size=60),
        "story": st.dictionaries(st.sampled_from(["nl", "en"]), st.text(max_size=200)),
        "invented": st.booleans(),
    }
    assert set(values) == set(SAID_OF_NOBODY), "a new field of example people: say here what it may hold"
    others = [replace(one, **{name: data.draw(value) for name, value in values.items()}) for one in people]
    assert seen_by_employer(haaglanden, others) == seen_by_employer(haaglanden, people)


def test_the_order_in_which_people_come_in_makes_no_difference(haaglanden: Region) -> None:
    people = list(haaglanden.records.people.values())
    assert seen_by_employer(haaglanden, people[::-1]) == seen_by_employer(haaglanden, people)


def test_the_api_takes_nothing_that_is_not_declared() -> None:
    from overstap.api.schemas import MatchesAsked, SkillHeld, WishesAsked

    taken = {*MatchesAsked.model_fields, *WishesAsked.model_fields, *SkillHeld.model_fields}
    declared = {name.rsplit(".", 1)[-1] for name in DECLARED}
    of_the_question = {"skills", "wishes", "only_wished", "language", "top"}
    assert taken - declared - of_the_question == set()


def test_what_is_kept_to_ask_again_leaves_out_what_is_no_input(anna: Account, haaglanden: Region) -> None:
    trip = trip_of(haaglanden, anna)
    assert trip.text
    left = asdict(replace(trip, **kept_rankings.NO_INPUT))  # type: ignore[arg-type]
    assert seen_by_person(haaglanden, trip) == seen_by_person(
        haaglanden, Trip(**{**left, "travel": trip.travel})
    )
