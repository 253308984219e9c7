# SPDX-License-Identifier: EUPL-1.2
"""The question of the page for groups: same work, same town, in every combination of some circumstances.

Nobody in particular is meant, so the whole question stands in the address and can be kept or sent on. What is
not known, or not offered, is left out of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from overstap.engine.journeys.model import Traveller
from overstap.engine.journeys.stretch import Circumstances, members_of
from overstap.engine.matching.model import Evidence, HeldSkill, Passport
from overstap.engine.region.region import Region

MONTHS = (6, 12, 24)
HOURS = (4, 8, 16, 24)
"""Free hours a week that can be chosen."""
MONEY = (0, 500, 1000, 3000, 6000)
"""Amounts for study that can be chosen, EUR."""
DISTANCES = (5, 10, 15, 25, 40)
FLOORS = (1500, 2000, 2500)
"""What somebody may need a month, EUR gross."""
WORKING_HOURS = 36.0
USUAL_MONTHS, USUAL_HOURS, USUAL_MONEY, USUAL_DISTANCE = 12, (4, 8, 16), (0, 1000, 3000), 15


@dataclass(frozen=True)
class GroupQuestion:
    """Money in EUR, hours a week, distance in km; 0 is no limit for `distance` and none for `floor`.

    With `paper` half of the situations have that legal paper.
    """

    occupation: str
    place: str
    months: int = USUAL_MONTHS
    hours: tuple[int, ...] = USUAL_HOURS
    money: tuple[int, ...] = USUAL_MONEY
    distance: int = USUAL_DISTANCE
    paper: str = ""
    floor: int = 0

    def address(self, **more: object) -> str:
        """The question as the part of an address behind the question mark."""
        told = [
            ("occupation", self.occupation),
            ("place", self.place),
            ("months", self.months),
            *(("hours", one) for one in self.hours),
            *(("money", one) for one in self.money),
            ("distance", self.distance),
            ("paper", self.paper),
            ("floor", self.floor),
        ]
        return urlencode([*((name, value) for name, value in told if value != ""), *more.items()])

    def members(self, region: Region) -> tuple[Traveller, ...]:
        """Everybody in the group: what is usual for the occupation, in every combination."""
        row = region.records.occupations[self.occupation]
        place = region.records.places.get(self.place)
        usual = tuple(HeldSkill(skill, Evidence.INFERRED) for skill in region.usual_skills(self.occupation))
        like = Traveller(
            Passport(usual),
            self.occupation,
            self.place,
            place.position if place else None,
            wage=row.wage_middle,
            hours=WORKING_HOURS,
            income_floor=float(self.floor) if self.floor else None,
        )
        papers = (frozenset[str](), frozenset((self.paper,))) if self.paper else (frozenset[str](),)
        circumstances = Circumstances(
            budgets=tuple(float(one) for one in self.money),
            free_hours=tuple(float(one) for one in self.hours),
            distances=(float(self.distance) if self.distance else None,),
            certificates=papers,
        )
        return members_of(like, circumstances)


def group_question(region: Region, told: QueryDict) -> GroupQuestion | None:
    """The question in an address, or none when it names no occupation of the region."""
    records = region.records
    occupation = told.get("occupation", "")
    if occupation not in records.occupations:
        return None
    return GroupQuestion(
        occupation=occupation,
        place=_known(told.get("place", ""), records.places),
        months=_one(told, "months", MONTHS, USUAL_MONTHS),
        hours=_several(told, "hours", HOURS) or USUAL_HOURS,
        money=_several(told, "money", MONEY) or USUAL_MONEY,
        distance=_one(told, "distance", (0, *DISTANCES), USUAL_DISTANCE),
        paper=_known(told.get("paper", ""), papers_of(region)),
        floor=_one(told, "floor", (0, *FLOORS), 0),
    )


def papers_of(region: Region) -> Mapping[str, object]:
    """Legal papers that somebody may have before they are hired."""
    return {id_: row for id_, row in region.records.certificates.items() if not row.on_hiring}


def _known(said: str, known: Mapping[str, object]) -> str:
    return said if said in known else ""


def _one(told: QueryDict, name: str, offered: tuple[int, ...], otherwise: int) -> int:
    return next((one for one in offered if str(one) == told.get(name)), otherwise)


def _several(told: QueryDict, name: str, offered: tuple[int, ...]) -> tuple[int, ...]:
    said = told.getlist(name)
    return tuple(one for one in offered if str(one) in said)
