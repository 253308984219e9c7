# SPDX-License-Identifier: EUPL-1.2
"""Fills an empty site: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from overstap.apps.accounts.enums import Role
from overstap.bridge.demo import members
from overstap.bridge.demo.bank import close_a_bank
from overstap.bridge.demo.internships import hold_a_round
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
        people["case"] = close_a_bank(centre=at[Role.ADVISER], region=region, today=today, by=by)
    if Role.SCHOOL in at:
        people["round"] = hold_a_round(school=at[Role.SCHOOL], region=region, today=today, now=now, by=by)
    return Filled(True, _addresses(), people)


def _addresses() -> tuple[str, ...]:
    return tuple(members.address(role) for role in members.roles_there())
