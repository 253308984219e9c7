# SPDX-License-Identifier: EUPL-1.2
"""By API: a coach's own caseload and notes, and the rounds of a school."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from overstap.api.trains import RiderTold
from overstap.apps.accounts.actions import create_account
from overstap.apps.accounts.enums import Role
from overstap.apps.events.models import Event
from overstap.apps.guidance import actions as guidance
from overstap.apps.openings.models import Opening
from overstap.apps.organisations.members import add_member
from overstap.apps.rounds.actions import Given, StudentTold, bring_students, give_out, offer_place
from overstap.apps.rounds.models import RoundStudent
from overstap.apps.trains.enums import Stage
from overstap.engine.region import Region
from tests.interfaces.api.world import World, token_for, with_token
from tests.interfaces.web.stored import TILL, store_opening
from tests.interfaces.web.who import BY

pytestmark = pytest.mark.django_db


def test_a_coach_reads_the_own_caseload_and_notes(world: World) -> None:
    coach, here = with_token(world.theirs["coach"]), f"/v1/organisations/{world.organisation}/caseload"
    (one,) = coach.get(here).json()["items"]
    assert (one["id"], one["email"], one["parts"]) == (str(world.guidance), "someone@example.org", ["skills"])
    assert (one["next_step"]["text"], one["overdue"], one["never_looked"]) == ("Bel de school", True, True)
    told = coach.get(f"{here}/{world.guidance}/notes").json()
    assert [note["text"] for note in told["notes"]] == ["We spraken over de kas."]
    assert [(step["text"], step["done_at"]) for step in told["steps"]] == [("Bel de school", None)]


def test_to_a_colleague_and_after_its_end_it_is_not_there(world: World) -> None:
    here = f"/v1/organisations/{world.organisation}/caseload"
    adviser, coach = with_token(world.theirs["adviser"]), with_token(world.theirs["coach"])
    assert adviser.get(here).json()["items"] == []
    assert adviser.get(f"{here}/{world.guidance}/notes").status_code == 404
    row = guidance.Guidance.objects.get(pk=world.guidance)
    guidance.end(guidance=row.pk, coach=row.coach_id, now=timezone.now() + timedelta(seconds=1), by=BY)
    assert coach.get(here).json()["items"] == []
    assert coach.get(f"{here}/{world.guidance}/notes").status_code == 404


def test_a_round_is_read_with_its_places_and_who_got_what(world: World, region: Region) -> None:
    store_opening(region, TILL)
    Opening.objects.filter(pk=TILL).update(status="published")
    place = offer_place(round_=world.round, opening=TILL, places=2, criteria=[], by=BY)
    told = [StudentTold(name, "secretary", "delft") for name in ("s1", "s2")]
    bring_students(round_=world.round, students=told, by=BY)
    first = RoundStudent.objects.get(reference="s1")
    give_out(round_=world.round, given={first.pk: Given(place.pk, 1)}, now=timezone.now(), by=BY)
    school, here = with_token(world.theirs["school"]), f"/v1/organisations/{world.organisation}/rounds"
    (one,) = school.get(here).json()["items"]
    whole = school.get(f"{here}/{one['id']}").json()
    assert {name: whole[name] for name in one} == one
    figures = {"students": 2, "wished": 0, "placed": 1, "places": 2}
    assert {name: whole[name] for name in figures} == figures
    (there,) = school.get(f"{here}/{world.round}/places").json()["items"]
    assert (there["opening"], there["places"], there["taken"]) == (TILL, 2, 1)
    students = school.get(f"{here}/{world.round}/students").json()["items"]
    got = [(row["reference"], row["opening"], row["rank"]) for row in students]
    assert got == [("s1", TILL, 1), ("s2", None, None)]


def test_an_internship_is_read_by_its_school(world: World) -> None:
    school, here = with_token(world.theirs["school"]), f"/v1/organisations/{world.organisation}/internships"
    (one,) = school.get(here).json()["items"]
    assert one == school.get(f"{here}/{world.internship}").json()
    told = (one["reference"], one["state"], one["track"], one["hours"], one["host"], one["reason"])
    assert told == ("s1", "proposed", "bol", 24.0, world.organisation, None)
    assert "code" not in str(one)


@pytest.mark.parametrize("role", [Role.SCHOOL, Role.COACH])
def test_of_another_organisation_nothing_is_there(world: World, role: Role) -> None:
    account = create_account(email="elsewhere@example.org", by=BY)
    add_member(organisation=world.other, account=account.pk, role=role, by=BY)
    elsewhere, thing = with_token(token_for(account, world.other)), f"rounds/{world.round}"
    paths = [thing, f"{thing}/places", f"{thing}/students", f"internships/{world.internship}"]
    if role is Role.COACH:
        paths = [f"caseload/{world.guidance}/notes"]
    for organisation in (world.organisation, world.other):
        for path in paths:
            assert elsewhere.get(f"/v1/organisations/{organisation}/{path}").status_code == 404, path


def test_a_holder_reads_its_trains_and_people_by_number(world: World, region: Region) -> None:
    holder, here = with_token(world.theirs["municipality"]), f"/v1/organisations/{world.organisation}/trains"
    (train,) = holder.get(here).json()["items"]
    assert (train["name"], train["kind"], train["aboard"], train["waiting"]) == ("Zon", "cohort", 0, 1)
    assert list(train["begins"]) == [str(stage) for stage in Stage]
    whole = holder.get(f"{here}/{world.train}").json()
    people = [(one["reference"], one["state"], one["seat"]) for one in whole["people"]]
    assert people == [("t1", "offered", 1), ("t2", "listed", None)]
    assert set(whole["people"][0]) == set(RiderTold.model_fields)
    assert holder.get(f"{here}/{world.round}").status_code == 404


def test_anybody_reads_the_events_that_are_to_come_and_their_programme(world: World, region: Region) -> None:
    (event,) = Client().get("/v1/meetings").json()["items"]
    assert (event["name"], event["begins"], event["talks_begin"]) == ("Werkt!", "09:00", None)
    (item,) = Client().get(f"/v1/meetings/{world.meeting}").json()["items"]
    assert (item["title"], item["room"], item["begins"], item["left"]) == ("Bakken", "Zaal 1", "10:00", 20)
    Event.objects.update(public=False)
    assert Client().get("/v1/meetings").json()["total"] == 0
    assert Client().get(f"/v1/meetings/{world.meeting}").status_code == 200
    assert Client().get(f"/v1/meetings/{world.train}").status_code == 404
