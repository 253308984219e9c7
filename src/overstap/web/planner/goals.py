# SPDX-License-Identifier: EUPL-1.2
"""Where to: what somebody says, read as occupations, a line, work short of people, or better paid work."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from overstap.engine.masking import mask_citizen_numbers
from overstap.engine.region.region import Region
from overstap.web import words
from overstap.web.planner.presenters.recognised import SURE_TITLE, occupation_titled, sector_named
from overstap.web.planner.travel import GoalKind
from overstap.web.planner.trip import Trip
from overstap.web.templatetags.overstap import said

MORE_GOALS = 5
_KINDS = (
    (GoalKind.SHORTAGE, re.compile(r"tekort|veel mensen gevraagd|shortage|short of people", re.IGNORECASE)),
    (
        GoalKind.BETTER_PAID,
        re.compile(
            r"beter betaald|betaalt beter|meer verdienen|meer loon|better[ -]paid|earn more", re.IGNORECASE
        ),
    ),
)
_ANYWHERE = re.compile(
    r"^(laat (maar |eens )?zien|maakt niet uit|alles|show me|anything|anywhere)\W*$", re.IGNORECASE
)
_SEVERAL = re.compile(r"\s*[,;/]\s*|\s+(?:of|or)\s+", re.IGNORECASE)


def examples_of_goals(region: Region) -> list[str]:
    """What can be chosen in the field: two kinds of work, the lines, the occupations."""
    records = region.records
    goals = [_("work that is short of people"), _("better paid work")]
    goals += [said(sector.label) for sector in records.sectors.values()]
    return goals + sorted(said(occupation.label) for occupation in records.occupations.values())


def set_goal(region: Region, trip: Trip, goal: str) -> None:
    """Reads where somebody wants to go: occupations, a line by its name or a word of it, a kind, or neither."""
    goal, _masked = mask_citizen_numbers(goal)
    travel = trip.travel
    trip.goal, trip.goal_occupation, trip.goal_sector = goal, "", ""
    travel.goal_kind, travel.goal_opening, travel.more_goals = GoalKind.NONE.value, "", []
    if not goal or _ANYWHERE.match(goal):
        trip.goal = "" if _ANYWHERE.match(goal) else goal
        return
    travel.goal_kind = next((kind.value for kind, said_so in _KINDS if said_so.search(goal)), "")
    if travel.goal_kind:
        return
    trip.goal_sector, occupations = _line_or_occupations(region, goal)
    trip.goal_occupation = occupations[0] if occupations else ""
    travel.more_goals = occupations[1:]


def _line_or_occupations(region: Region, goal: str) -> tuple[str, list[str]]:
    sector = sector_named(region, goal, only=True)
    if sector:
        return sector, []
    several = _several(region, goal)
    if len(several) > 1:
        return "", several
    language = words.language()
    sure = occupation_titled(region, goal, language, least=SURE_TITLE)
    sector = "" if sure else sector_named(region, goal, only=False)
    occupation = sure or ("" if sector else occupation_titled(region, goal, language))
    return sector, [occupation] if occupation else []


def _several(region: Region, goal: str) -> list[str]:
    """The occupations of a list of titles; empty unless each part surely is one."""
    parts = [part for part in _SEVERAL.split(goal) if part.strip()]
    if not 1 < len(parts) <= MORE_GOALS + 1:
        return []
    found = [occupation_titled(region, part, words.language(), least=SURE_TITLE) for part in parts]
    return list(dict.fromkeys(found)) if all(found) else []
