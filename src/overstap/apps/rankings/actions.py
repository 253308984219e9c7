# SPDX-License-Identifier: EUPL-1.2
"""Noting a ranking, and removing the notes whose time is over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.dispatch import Signal

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.rankings.codes import code_hash, fingerprint, keyed, new_code
from overstap.apps.rankings.enums import KEPT_FOR, PLACES_AT_MOST, ROWS_AT_MOST, Channel, Kind
from overstap.apps.rankings.models import Ranking

DIGITS = 6
"""Digits of a score in a note; the fingerprint of the result is over the score itself."""

candidates_shown = Signal()
"""Sent in the transaction of the note when people were put in order for somebody else: `ids`, `at`."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One place of a ranking: what stands there, by which figures, and in which group of the answer."""

    id: str
    scores: tuple[float, ...]
    group: str = ""


@transaction.atomic
def note(
    *,
    kind: Kind,
    channel: Channel,
    inputs: Any,
    engine: str,
    revision: int,
    parameters: Mapping[str, Any],
    result: Sequence[Placed],
    now: datetime,
    people: Sequence[str] = (),
) -> str:
    """Notes a ranking in one insert, and returns the code that it can be asked back with.

    `inputs` and `result` are what went in and what came out, whole; of the inputs no more is kept than a
    fingerprint that only who has the code can make, and of candidates (`kind`) their ids neither. `parameters`
    hold nothing about anybody. `people`: of candidates, the ids of the accounts, in the order shown; they are
    told to who listens to `candidates_shown` and not kept.
    """
    code = new_code()
    hidden = kind is Kind.CANDIDATES
    Ranking.objects.create(
        code_hash=code_hash(code),
        at=now,
        kind=str(kind),
        channel=str(channel),
        inputs_hash=keyed(code, inputs),
        engine=engine,
        revision=revision,
        parameters=dict(parameters),
        result=[_noted(code, one, hidden=hidden) for one in result[:PLACES_AT_MOST]],
        result_hash=result_hash(code, kind, result),
        found=len(result),
    )
    if people:
        candidates_shown.send(sender=Ranking, ids=tuple(people), at=now)
    return code


def result_hash(code: str, kind: Kind, result: Sequence[Placed]) -> str:
    """The fingerprint of a whole result; of candidates only who has the code can make it."""
    plain = [(one.id, one.scores, one.group) for one in result]
    return keyed(code, plain) if kind is Kind.CANDIDATES else fingerprint(plain)


def _noted(code: str, placed: Placed, *, hidden: bool) -> list[Any]:
    what = keyed(code, placed.id)[:16] if hidden else placed.id
    return [what, [round(score, DIGITS) for score in placed.scores], placed.group]


@dataclass(frozen=True, slots=True)
class Purged:
    """How many notes went: because their time was over, and because there were too many newer ones."""

    old: int
    too_many: int


@transaction.atomic
def purge(*, now: datetime, by: str, at_most: int = ROWS_AT_MOST) -> Purged:
    """Removes notes whose time is over, and the oldest of those beyond `at_most`."""
    old, _ = Ranking.objects.filter(at__lte=now - KEPT_FOR).delete()
    too_many = 0
    first_kept = Ranking.objects.order_by("-id").values_list("pk", flat=True)[at_most - 1 : at_most].first()
    if first_kept is not None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM rankings_ranking WHERE id < %s", [first_kept])
            too_many = cursor.rowcount
    if old or too_many:
        counts = {"old": old, "too-many": too_many}
        audit.record(what=What.RANKINGS_PURGED, subject="rankings", by=by, counts=counts)
    return Purged(old, too_many)
