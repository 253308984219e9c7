# SPDX-License-Identifier: EUPL-1.2
"""A bank that closes, with 1,500 people who do not exist, and a plan for them that is being made."""

from __future__ import annotations

from datetime import date, timedelta

from overstap.apps.mobility.actions import CaseTold, open_case, take_in
from overstap.bridge.case_plans import start_plan
from overstap.engine.generate.bank import Bank, bank_roster
from overstap.engine.region.region import Region
from overstap.engine.roster.reading import read_roster

_UNTIL_LAST_DAY = timedelta(days=120)
_BUDGET = 750_000.0


def close_a_bank(*, centre: str, region: Region, today: date, by: str) -> int:
    """Opens the case at a centre and has a plan made in the background; gives how many people are in it."""
    last_day = today + _UNTIL_LAST_DAY
    roster = bank_roster(region.records, Bank(later=last_day + timedelta(days=60)))
    people = read_roster(roster, "bank.csv", region, "nl")
    told = CaseTold("Bank van de Vliet (voorbeeld)", today, last_day, len(people), staff=len(people))
    case = open_case(centre=centre, told=told, by=by)
    take_in(case=case.pk, people=people, by=by)
    start_plan(case=case.pk, asked={"budget": _BUDGET}, by=by)
    return len(people)
