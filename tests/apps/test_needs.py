# SPDX-License-Identifier: EUPL-1.2
"""Who will be needed before there is an opening: told, changed, ended, opened; and summed for planners."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from overstap.apps.audit.queries import latest
from overstap.apps.openings import editing, needs, queries
from overstap.apps.openings.editing import ChangedMeanwhile
from overstap.apps.openings.models import Need
from overstap.apps.openings.needs import NothingNamed, ToldNeed
from overstap.apps.organisations.enums import OrganisationKind
from overstap.bridge.region_import import import_pack
from tests.apps.employing import BY, TODAY, an_organisation_of
from tests.apps.refusing import refusal
from tests.apps.test_employers_openings import both_at_once
from tests.made_pack import made_pack

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _region() -> None:
    import_pack(made_pack(), by=BY)


@pytest.fixture
def told() -> ToldNeed:
    bakery = an_organisation_of(OrganisationKind.EMPLOYER, "Bakery")
    spring = date(2027, 3, 1)
    return ToldNeed(organisation=bakery, occupation="aide", skills=(), place="leiden", number=2, from_on=spring)


def test_a_need_stands_until_it_ends_and_the_trail_knows(told: ToldNeed) -> None:
    row = needs.tell_need(told=told, by=BY)
    row = needs.change_need(need=row.pk, version=1, told=replace(told, number=5, skills=["wash"]), by=BY)
    assert (row.number, [one.skill_id for one in row.skills.all()]) == (5, ["wash"])
    assert [one.pk for one in queries.standing_needs()] == [row.pk]
    needs.end_need(need=row.pk, version=2, by=BY)
    assert queries.standing_needs() == ()
    assert [one.pk for one in queries.needs_at(told.organisation)] == [row.pk]
    with pytest.raises(Need.DoesNotExist):
        needs.end_need(need=row.pk, version=3, by=BY)
    assert [one.what for one in latest(subject=str(row.pk))] == ["need.ended", "need.changed", "need.told"]


def test_a_need_names_somebody(told: ToldNeed) -> None:
    nobody = replace(told, occupation=None)
    with pytest.raises(NothingNamed):
        needs.tell_need(told=nobody, by=BY)
    columns = {"organisation_id": told.organisation, "place_id": "leiden", "number": 1, "from_on": TODAY}
    refused, _ = refusal(lambda: Need.objects.create(id=uuid4(), **columns))
    assert refused == "need_names_somebody"


def test_a_need_becomes_a_draft_and_stands_again_when_that_is_thrown_away(told: ToldNeed) -> None:
    row = needs.tell_need(told=replace(told, skills=["wash"]), by=BY)
    opening = needs.open_need(
        need=row.pk, version=1, title="Hulp", language="nl", today=TODAY, keeper=None, by=BY
    )
    assert (opening.status, opening.places, opening.occupation_id) == ("draft", 2, "aide")
    assert opening.starts_on == told.from_on
    assert [one.skill_id for one in opening.demands.all()] == ["wash"]
    assert queries.standing_needs() == ()
    editing.remove_draft(opening=opening.pk, version=1, by=BY)
    (again,) = queries.standing_needs()
    assert (again.pk, again.opening_id, again.version) == (row.pk, None, 3)


def test_planners_read_it_by_day_occupation_and_place_and_summed_by_month(told: ToldNeed) -> None:
    later = replace(told, from_on=told.from_on + timedelta(days=40), number=3)
    others = replace(told, occupation=None, skills=["wash"], place="delft", number=7)
    for one in (told, replace(told, number=1), later, others):
        needs.tell_need(told=one, by=BY)
    aides = queries.standing_needs(until=told.from_on, occupations=["aide"])
    assert sorted(one.number for one in aides) == [1, 2]
    assert [one.number for one in queries.standing_needs(places=["delft"])] == [7]
    summed = queries.people_needed(since=TODAY, until=date(2027, 12, 31))
    assert [(one.month.month, one.occupation, one.place, one.people) for one in summed] == [
        (3, "aide", "leiden", 3),
        (3, "", "delft", 7),
        (4, "aide", "leiden", 3),
    ]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_open_it_at_once_one_does(told: ToldNeed) -> None:
    row = needs.tell_need(told=told, by=BY)

    def open_it() -> None:
        needs.open_need(need=row.pk, version=1, title="", language="nl", today=TODAY, keeper=None, by=BY)

    first, second = both_at_once(open_it, open_it)
    assert second == "done"
    assert first in (ChangedMeanwhile.__name__, "DoesNotExist")
    assert len(latest(what="opening.drafted")) == 1
