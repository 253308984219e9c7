# SPDX-License-Identifier: EUPL-1.2
"""From what the engine put in order to the note of it, and back: the same question asked again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.utils import timezone

from overstap.apps.passports.models import Passport as PassportRow
from overstap.apps.rankings import actions
from overstap.apps.rankings.actions import Placed
from overstap.apps.rankings.codes import canonical
from overstap.apps.rankings.enums import Channel, Kind
from overstap.apps.region import queries as regions
from overstap.engine.batch.versions import made_with
from overstap.engine.matching.candidates import Candidate
from overstap.engine.matching.index import Filters
from overstap.engine.matching.model import (
    DEFAULT_THRESHOLDS,
    WEIGHT,
    HeldSkill,
    Match,
    Matches,
    Passport,
    Reach,
    Wishes,
)
from overstap.engine.region.stock import Hit


@lru_cache(maxsize=1)
def engine_version() -> str:
    """What computes: changes with the engine's code and with the libraries it counts with."""
    return hashlib.sha256(canonical(made_with())).hexdigest()[:16]


def revision() -> int:
    """The revision of the region; one indexed read."""
    return regions.revision()


def inputs_of(passport: Passport, wishes: Wishes, filters: Filters, **more: Any) -> dict[str, Any]:
    """What goes into a ranking of openings, whole: nothing that is not here can change it.

    Skills are in the order of their ids, since the order in which they were told makes no difference.
    """
    skills = sorted(passport.skills, key=_skill)
    return {
        "passport": Passport(tuple(skills), passport.certificates),
        "wishes": wishes,
        "filters": filters,
        **more,
    }


def _skill(held: HeldSkill) -> tuple[str, str]:
    return held.skill, held.evidence.value


def parameters_of(**more: Any) -> dict[str, Any]:
    """The settings of ours that a ranking follows from, and those of this question that tell nothing."""
    weights = {str(importance): weight for importance, weight in WEIGHT.items()}
    lines = DEFAULT_THRESHOLDS
    drawn = {name: getattr(lines, name) for name in ("covered", "fits", "near", "shown")}
    return {"weights": weights, "thresholds": drawn, **more}


def placed_matches(found: Matches | Mapping[Reach, Sequence[Match]]) -> list[Placed]:
    """The places of a ranking of openings, group by group."""
    if isinstance(found, Matches):
        found = {Reach.NOW: found.now, Reach.ONE_AWAY: found.one_away, Reach.FURTHER: found.further}
    return [
        Placed(one.opening, scores_of(one.coverage.claimed, one.coverage.shown, one.wish.score), str(reach))
        for reach, group in found.items()
        for one in group
    ]


def placed_hits(found: Mapping[Reach, Iterable[Hit]]) -> list[Placed]:
    """As `placed_matches`, of what was found without its reasons."""
    return [
        Placed(one.opening, scores_of(one.claimed, one.shown, one.wish), str(reach))
        for reach, group in found.items()
        for one in group
    ]


def scores_of(claimed: float, shown: float, wish: float | None) -> tuple[float, float, float]:
    """The figures of one place: coverage by all that is told, by what others stand for, share of wishes met."""
    return float(claimed), float(shown), float(wish or 0.0)


def placed_person(one: Candidate, group: str) -> Placed:
    """The place of somebody among the people for an opening."""
    match = one.match
    return Placed(one.key, scores_of(match.coverage.claimed, match.coverage.shown, match.wish.score), group)


def note(
    *,
    kind: Kind,
    channel: Channel,
    inputs: Any,
    parameters: Mapping[str, Any],
    result: Sequence[Placed],
    revision: int | None = None,
    people: Sequence[str] = (),
) -> str:
    """Notes a ranking as it was made now, by this engine; the code it can be asked back with.

    `people`: of candidates the accounts that were shown, see `overstap.apps.rankings.actions.note`.
    """
    return actions.note(
        kind=kind,
        channel=channel,
        inputs=inputs,
        engine=engine_version(),
        revision=regions.revision() if revision is None else revision,
        parameters=parameters,
        result=result,
        now=timezone.now(),
        people=people,
    )


def accounts_behind(passports: Sequence[str]) -> list[str]:
    """The accounts that these passports belong to; one query."""
    rows = PassportRow.objects.filter(pk__in=passports)
    return [str(one) for one in rows.values_list("account_id", flat=True)]
