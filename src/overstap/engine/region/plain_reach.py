# SPDX-License-Identifier: EUPL-1.2
"""How far someone or a group gets, as plain data; as docs/reference/cli-json.md says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from overstap.engine.journeys.model import Question, Traveller
from overstap.engine.journeys.reach import Arrival, Isochrone
from overstap.engine.journeys.stretch import Circumstances, OccupationStretch, Stretch
from overstap.engine.region.plain_journeys import assumptions_as_plain, question_as_plain, traveller_as_plain
from overstap.engine.region.region import Region
from overstap.engine.rules.parameters import Parameters

Plain = dict[str, Any]


def reach_as_plain(
    region: Region,
    reach: Isochrone,
    traveller: Traveller,
    question: Question,
    parameters: Parameters,
    months: Sequence[int],
    language: str,
) -> Plain:
    """Every occupation within reach, how many within each number of months, and what stops one elsewhere."""
    stopped = Counter(str(one) for stoppers in reach.stopped_by.values() for one in stoppers)
    return {
        "language": language,
        "traveller": traveller_as_plain(traveller),
        "question": question_as_plain(question),
        "until": reach.until.isoformat(),
        "within": [{"months": one, "occupations": len(reach.within(one))} for one in months],
        "arrivals": [_arrival(region, arrival, months, reach, language) for arrival in reach.arrivals],
        "stopped_by": [
            {**_occupation(region, occupation, language), "stoppers": [str(one) for one in stoppers]}
            for occupation, stoppers in reach.stopped_by.items()
        ],
        "stops": dict(sorted(stopped.items())),
        "assumptions": assumptions_as_plain(parameters, traveller, question.departs_on, language),
    }


def stretch_as_plain(
    region: Region,
    stretch: Stretch,
    like: Traveller,
    group: Circumstances,
    parameters: Parameters,
    language: str,
) -> Plain:
    """Per occupation the share of a group that gets there, and what stops the others."""
    return {
        "language": language,
        "traveller": traveller_as_plain(like),
        "circumstances": {
            "money": list(group.budgets),
            "study_hours": list(group.free_hours),
            "distance": list(group.distances),
            "certificates": [sorted(papers) for papers in group.certificates],
        },
        "departs_on": stretch.departs_on.isoformat(),
        "until": stretch.until.isoformat(),
        "members": stretch.members,
        "complete": stretch.complete,
        "occupations": [_stretched(region, one, language) for one in stretch.occupations],
        "assumptions": assumptions_as_plain(parameters, like, stretch.departs_on, language),
    }


def _arrival(region: Region, arrival: Arrival, months: Sequence[int], reach: Isochrone, language: str) -> Plain:
    return {
        **_occupation(region, arrival.occupation, language),
        "arrives_on": arrival.arrives_on.isoformat(),
        "months": arrival.months,
        "within": next(one for one in months if arrival in reach.within(one)),
        "cost": arrival.cost,
        "study_hours": arrival.study_hours,
        "over": list(arrival.over),
        "courses": list(arrival.courses),
    }


def _stretched(region: Region, one: OccupationStretch, language: str) -> Plain:
    return {
        **_occupation(region, one.occupation, language),
        "reached": one.reached,
        "share": one.share,
        "months": one.months,
        "cost": one.cost,
        "stopped_by": {str(stopper): count for stopper, count in one.stopped_by.items()},
    }


def _occupation(region: Region, occupation: str, language: str) -> Plain:
    row = region.records.occupations[occupation]
    return {
        "occupation": occupation,
        "label": region.occupation_label(occupation, language),
        "sector": row.sector,
        "outlook": row.outlook,
    }
