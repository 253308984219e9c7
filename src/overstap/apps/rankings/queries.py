# SPDX-License-Identifier: EUPL-1.2
"""Reading notes of rankings: one by its code, and how many there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min

from overstap.apps.rankings.actions import DIGITS, Placed, result_hash
from overstap.apps.rankings.codes import code_hash, keyed
from overstap.apps.rankings.enums import Channel, Kind
from overstap.apps.rankings.models import Ranking


@dataclass(frozen=True, slots=True)
class Noted:
    """A ranking as it was noted. `places`: the first of it; of candidates their ids are fingerprints."""

    code: str
    at: datetime
    kind: Kind
    channel: Channel
    engine: str
    revision: int
    parameters: Mapping[str, Any]
    places: tuple[Placed, ...]
    found: int
    inputs_hash: str
    result_hash: str

    def made_of(self, inputs: Any) -> bool:
        """Whether these are what it was made of."""
        return keyed(self.code, inputs) == self.inputs_hash

    def gave(self, result: Sequence[Placed]) -> bool:
        """Whether this is the result it had, to the last digit."""
        return result_hash(self.code, self.kind, result) == self.result_hash

    def place_of(self, candidate: str) -> int | None:
        """At which place a candidate stood, from 1; None when not among those noted."""
        hidden = keyed(self.code, candidate)[:16]
        return next((at for at, one in enumerate(self.places, 1) if one.id == hidden), None)


def by_code(code: str) -> Noted | None:
    """The ranking that was told with this code; none when there is no such, or its time is over."""
    row = Ranking.objects.filter(code_hash=code_hash(code)).first()
    if row is None:
        return None
    places = tuple(Placed(what, tuple(scores), group) for what, scores, group in row.result)
    return Noted(
        code,
        row.at,
        Kind(row.kind),
        Channel(row.channel),
        row.engine,
        row.revision,
        row.parameters,
        places,
        row.found,
        row.inputs_hash,
        row.result_hash,
    )


@dataclass(frozen=True, slots=True)
class HowMany:
    """How many rankings are noted, since when and until when, and of each kind and channel."""

    count: int
    since: datetime | None
    until: datetime | None
    by_kind: tuple[tuple[Kind, Channel, int], ...]


def how_many() -> HowMany:
    """What is in the notes as a whole."""
    total = Ranking.objects.aggregate(count=Count("pk"), since=Min("at"), until=Max("at"))
    kinds = Ranking.objects.values_list("kind", "channel").annotate(count=Count("pk"))
    told = tuple(
        (Kind(kind), Channel(channel), count) for kind, channel, count in kinds.order_by("kind", "channel")
    )
    return HowMany(total["count"], total["since"], total["until"], told)


def same(noted: Placed, now: Placed) -> bool:
    """Whether a place as it was noted is this one."""
    return (noted.id, noted.group) == (now.id, now.group) and noted.scores == tuple(
        round(score, DIGITS) for score in now.scores
    )
