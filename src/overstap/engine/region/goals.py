# SPDX-License-Identifier: EUPL-1.2
"""Where someone wants to go, as people say it: an occupation, a line, work in shortage, better paid."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from overstap.engine.journeys.model import Goal
from overstap.engine.problems import InputRefused, Problem
from overstap.engine.region.from_pack import Records
from overstap.engine.region.rows import OccupationRow


class GoalKind(StrEnum):
    """How a goal is given."""

    OCCUPATIONS = "occupations"
    SECTORS = "sectors"
    OPENING = "opening"
    SHORTAGE = "shortage"
    BETTER_PAID = "better_paid"
    ANYWHERE = "anywhere"


def goal_of(
    records: Records,
    kind: GoalKind,
    values: Iterable[str] = (),
    *,
    occupation: str = "",
    wage: float | None = None,
) -> Goal:
    """The goal in the planner's terms.

    `values` are ids of occupations, sectors, or one opening. `occupation` and `wage` (EUR gross per hour) are
    the present ones: present work is no goal unless it is named. Better paid is an occupation whose usual pay,
    after some years, is above present pay. Raises `InputRefused` for an id that the region does not know, and
    when better paid is asked and present pay is not known.
    """
    asked = tuple(dict.fromkeys(values))
    _refuse_unknown(records, kind, asked)
    if kind is GoalKind.ANYWHERE:
        return Goal()
    if kind is GoalKind.OPENING:
        return Goal(opening=asked[0])
    if kind is GoalKind.OCCUPATIONS:
        return Goal(occupations=frozenset(asked))
    others = [row for row in records.occupations.values() if row.id != occupation]
    if kind is GoalKind.SECTORS:
        return Goal(occupations=frozenset(row.id for row in others if row.sector in asked))
    if kind is GoalKind.SHORTAGE:
        return Goal(occupations=frozenset(row.id for row in others if row.outlook == "shortage"))
    present = _present_wage(records, occupation, wage)
    return Goal(occupations=frozenset(row.id for row in others if _pays_more(row, present)))


def _pays_more(row: OccupationRow, present: float) -> bool:
    return row.wage_middle is not None and row.wage_middle > present


def _present_wage(records: Records, occupation: str, wage: float | None) -> float:
    row = records.occupations.get(occupation)
    known = wage if wage is not None or row is None else row.wage_middle
    if known is None:
        raise InputRefused(
            [
                Problem(
                    {
                        "nl": "“beter betaald” is niet te bepalen zonder wat je nu verdient",
                        "en": "“better paid” cannot be told without what you earn now",
                    },
                    column="wage",
                    mend={"nl": "Vul in wat je nu verdient.", "en": "Give what you earn now."},
                )
            ]
        )
    return known


def _refuse_unknown(records: Records, kind: GoalKind, asked: tuple[str, ...]) -> None:
    known = {
        GoalKind.OCCUPATIONS: records.occupations,
        GoalKind.SECTORS: records.sectors,
        GoalKind.OPENING: records.openings,
    }.get(kind)
    if known is None:
        return
    missing = [one for one in asked if one not in known]
    if missing or not asked or (kind is GoalKind.OPENING and len(asked) > 1):
        raise InputRefused([_not_known(kind, one) for one in missing or ("",)])


def _not_known(kind: GoalKind, value: str) -> Problem:
    return Problem(
        {"nl": "is hier geen doel", "en": "is no goal here"},
        column=str(kind),
        value=value[:80],
        mend={
            "nl": "Geef een beroep, lijn of plek die in deze regio staat.",
            "en": "Give an occupation, line or opening that is in this region.",
        },
    )
