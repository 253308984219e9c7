# SPDX-License-Identifier: EUPL-1.2
"""Asking firms for places: one at a time calls a firm, on a day, and writes down what became of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Sum

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.rounds.enums import OVER, Outcome, PlaceStatus
from overstap.apps.rounds.models import Hunt, Round, RoundPlace


class TakenUp(Exception):
    """Somebody calls this firm already."""


class NotYours(Exception):
    """It is not there, or somebody else's."""


@transaction.atomic
def take_up(*, firm: str, membership: UUID, call_on: date, now: datetime, by: str) -> Hunt:
    """Says that one calls a firm on a day. Raises `TakenUp`; `IntegrityError` for a firm that is not there."""
    try:
        with transaction.atomic():
            made = Hunt.objects.create(firm_id=firm, membership_id=membership, call_on=call_on, changed_at=now)
    except IntegrityError as refused:
        if "hunt_of_a_firm_is_single" not in str(refused):
            raise
        raise TakenUp from None
    audit.record(what=What.HUNT_TAKEN_UP, subject=str(made.pk), by=by)
    return made


@transaction.atomic
def note_outcome(
    *, hunt: UUID, account: UUID, outcome: Outcome, call_on: date | None, now: datetime, by: str
) -> None:
    """Writes down what became of a call, and when to call again. Raises `NotYours`."""
    row = _own(hunt, account)
    row.outcome, row.changed_at = str(outcome), now
    row.call_on = call_on or row.call_on
    row.save(update_fields=["outcome", "call_on", "changed_at"])
    audit.record(what=What.HUNT_CHANGED, subject=str(hunt), by=by)


@transaction.atomic
def leave(*, hunt: UUID, account: UUID, by: str) -> None:
    """Lets somebody else call the firm. Raises `NotYours`."""
    _own(hunt, account).delete()
    audit.record(what=What.HUNT_LEFT, subject=str(hunt), by=by)


def _own(hunt: UUID, account: UUID) -> Hunt:
    found = Hunt.objects.select_for_update().filter(pk=hunt, membership__account=account)
    row = found.exclude(outcome__in=[str(one) for one in OVER]).first()
    if row is None:
        raise NotYours
    return row


def calls_of(firms: Collection[str]) -> Mapping[str, Hunt]:
    """The call of each of these firms that is going on, or else the last; one query."""
    rows = Hunt.objects.filter(firm__in=firms).select_related("membership__organisation")
    ordered = sorted(rows, key=lambda one: (one.outcome not in OVER, one.changed_at))
    return {one.firm_id: one for one in ordered}


@dataclass(frozen=True, slots=True)
class Earlier:
    """A firm that had places in an earlier round: the last one, and how many."""

    firm: str
    round: str
    starts_on: date
    places: int


def earlier_hosts(round_: Round, occupations: Collection[str]) -> tuple[Earlier, ...]:
    """Firms with places for these studies in rounds that began before this one, the last of each; one query."""
    rows = (
        RoundPlace.objects.filter(
            round__starts_on__lt=round_.starts_on,
            status=str(PlaceStatus.ACCEPTED),
            opening__occupation__in=occupations,
        )
        .exclude(round=round_.after_id)
        .values("opening__organisation", "round__name", "round__starts_on")
        .annotate(room=Sum("places"))
        .order_by("round__starts_on")
    )
    found = {
        one["opening__organisation"]: Earlier(
            one["opening__organisation"], one["round__name"], one["round__starts_on"], one["room"]
        )
        for one in rows
    }
    return tuple(found.values())


def hosts_now(today: date) -> frozenset[str]:
    """Firms with a place, or one that waits for an answer, in a round that is not held yet; one query."""
    standing = [str(PlaceStatus.ACCEPTED), str(PlaceStatus.OFFERED)]
    rows = RoundPlace.objects.filter(round__ends_on__gte=today, status__in=standing, round__fixed=False)
    return frozenset(rows.values_list("opening__organisation", flat=True))
