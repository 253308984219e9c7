# SPDX-License-Identifier: EUPL-1.2
"""Fills an empty site: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from overstap.apps.accounts.enums import Role
from overstap.apps.rounds.figures import note_day
from overstap.bridge.demo import members
from overstap.bridge.demo.bank import close_a_bank
from overstap.bridge.demo.cohort import make_a_train
from overstap.bridge.demo.internships import hold_a_round, some_internships
from overstap.bridge.demo.meeting import hold_an_event
from overstap.engine.region.region import Region


@dataclass(frozen=True, slots=True)
class Filled:
    """Whether it was empty before, who can log in, and how many made-up people there are at each desk."""

    new: bool
    addresses: tuple[str, ...]
    people: Mapping[str, int]


@transaction.atomic
def fill(*, region: Region, today: date, now: datetime, by: str) -> Filled:
    """Fills every desk once; again changes nothing.

    Raises `members.NotEmpty` where real people have accounts.
    """
    members.refuse_real_people()
    if members.there_already():
        return Filled(False, _addresses(), {})
    at = members.add_members(by=by)
    people = {}
    if Role.ADVISER in at:
        centre = at[Role.ADVISER]
        people["case"] = close_a_bank(centre=centre, region=region, today=today, by=by)
        partner = at.get(Role.EMPLOYER, centre)
        people["event"] = hold_an_event(organiser=centre, partner=partner, region=region, today=today, by=by)
    if Role.SCHOOL in at:
        school = at[Role.SCHOOL]
        people["round"] = hold_a_round(school=school, region=region, today=today, now=now, by=by)
        note_day(today=today, by=by)
        if Role.HOST in at:
            people["internships"] = some_internships(school=school, host=at[Role.HOST], today=today, by=by)
    if {Role.MUNICIPALITY, Role.EMPLOYER, Role.PROVIDER} <= set(at):
        with_ = {"employer": at[Role.EMPLOYER], "provider": at[Role.PROVIDER], "today": today, "by": by}
        people["train"] = make_a_train(holder=at[Role.MUNICIPALITY], region=region, **with_)
    return Filled(True, _addresses(), people)


def _addresses() -> tuple[str, ...]:
    return tuple(members.address(role) for role in members.roles_there())
