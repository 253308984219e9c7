# SPDX-License-Identifier: EUPL-1.2
"""Reads give what they promise, with as many queries for many rows as for few."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from overstap.apps.openings.queries import open_on
from overstap.apps.organisations.actions import add_organisation
from overstap.apps.organisations.enums import OrganisationKind
from overstap.apps.organisations.queries import added_by_people, organisation
from overstap.apps.people.queries import example_people
from overstap.apps.region.queries import imported_pack, imported_packs, revision
from overstap.apps.training.actions import add_edition
from overstap.apps.training.enums import TimeOfDay
from overstap.apps.training.queries import next_editions
from overstap.bridge.region_import import import_pack
from tests.made_pack import made_pack, renamed, with_change

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_region() -> None:
    import_pack(made_pack(), by="terminal")


def ids(rows: tuple[object, ...]) -> list[str]:
    return [row.pk for row in rows]


def test_openings_that_have_closed_are_not_open() -> None:
    import_pack(with_change(made_pack(), "openings", "aide-1", closes_on=date(2027, 1, 31)), by="terminal")
    assert ids(open_on(date(2027, 1, 31))) == ["aide-1", "nurse-1"]
    assert ids(open_on(date(2027, 2, 1))) == ["nurse-1"]
    assert open_on(date(2027, 1, 1), organisation="roc") == ()


def test_all_of_an_opening_is_read_in_two_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    import_pack(renamed(made_pack(), "other", "o"), by="terminal")
    with django_assert_num_queries(2):
        openings = open_on(date(2027, 1, 1))
        told = [(one.organisation.name, one.place.label, len(one.demands.all())) for one in openings]
    assert len(told) == 4
    assert ("Thuiszorg", "Delft", 2) in told


def test_the_next_edition_is_the_first_that_can_still_be_joined() -> None:
    def more(starts_on: date, *, continuous: bool = False) -> str:
        size = {"hours": 4, "time": TimeOfDay.DAY, "cost": 0, "seats": 8, "continuous": continuous}
        when = {"starts_on": starts_on, "ends_on": date(2027, 12, 31)}
        return add_edition(course="care-2", place="delft", by="account:1", **when, **size).pk

    later = more(date(2027, 9, 1))
    assert next_editions(date(2027, 2, 1))["care-2"].pk == "care-2-feb"
    assert next_editions(date(2027, 2, 2))["care-2"].pk == later
    assert next_editions(date(2027, 9, 2)) == {}
    any_week = more(date(2027, 5, 1), continuous=True)
    assert next_editions(date(2027, 9, 2))["care-2"].pk == any_week


@pytest.mark.parametrize(
    ("read", "number"),
    [
        (lambda: [(one.place.label, len(one.skills.all())) for one in example_people()], 2),
        (lambda: [edition.place.label for edition in next_editions(date(2027, 1, 1)).values()], 1),
        (lambda: organisation("roc").place.label, 1),
        (lambda: [one.place.label for one in added_by_people()], 1),
        (revision, 1),
        (imported_packs, 1),
    ],
)
def test_reads_take_as_many_queries_for_many_as_for_few(
    read: Callable[[], object], number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    import_pack(renamed(made_pack(), "other", "o"), by="terminal")
    for name in ("A", "B", "C"):
        add_organisation(name=name, kind=OrganisationKind.EMPLOYER, place="delft", by="account:1")
    with django_assert_num_queries(number):
        assert read()


def test_what_people_added_is_told_by_name() -> None:
    for name in ("Winkel", "Atelier"):
        add_organisation(name=name, kind=OrganisationKind.EMPLOYER, place="delft", by="account:1")
    assert [one.name for one in added_by_people()] == ["Atelier", "Winkel"]
    assert organisation("nowhere") is None


def test_packs_are_told_by_name() -> None:
    import_pack(renamed(made_pack(), "another", "o"), by="terminal")
    assert [pack.name for pack in imported_packs()] == ["another", "made"]
    assert imported_pack("nowhere") is None


def test_example_people_stand_in_the_order_of_their_pack() -> None:
    assert ids(example_people()) == ["ana"]
    assert [skill.evidence for skill in example_people()[0].skills.all()] == ["assessed"]
