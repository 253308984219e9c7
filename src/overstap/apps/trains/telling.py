# SPDX-License-Identifier: EUPL-1.2
"""Who is to be told by mail of a seat they were offered: who gave an address, or rides by a passport of theirs.

What was told is kept beside the seat, so that each is told once, whichever of many ways a seat came to them.
"""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.trains.enums import SeatState, Word
from overstap.apps.trains.models import Rider
from overstap.apps.trains.seats import held

AT_ONCE = 500
_REACHED = ~Q(email="") | Q(passport__account__isnull=False)


@transaction.atomic
def set_address(*, train: UUID, rider: UUID, email: str, language: str, by: str) -> None:
    """Somebody says where they want mail about their seat, or (empty) that they want none.

    Raises `Rider.DoesNotExist`.
    """
    one = held(train).riders.get(pk=rider)
    one.email, one.language = email, language
    one.save(update_fields=["email", "language"])
    audit.record(what=What.TRAIN_ADDRESS_SET, subject=str(rider), by=by)


@transaction.atomic
def due(*, today: date) -> list[tuple[UUID, Word]]:
    """Who is to be told what, and notes that they are: each is given once. A few hundred at a time."""
    given: list[tuple[UUID, Word]] = []
    for word, found in _asked(today).items():
        rows = found.filter(_REACHED).select_for_update(skip_locked=True, of=("self",)).order_by("pk")
        chosen = list(rows.values_list("pk", flat=True)[:AT_ONCE])
        Rider.objects.filter(pk__in=chosen).update(told=str(word))
        given += [(one, word) for one in chosen]
    return given


def _asked(today: date) -> dict[Word, QuerySet[Rider]]:
    offered = Rider.objects.filter(state=SeatState.OFFERED, answer_by__gte=today)
    gone = Rider.objects.filter(state=SeatState.LAPSED, told__in=[str(Word.OFFERED), str(Word.LAST_DAYS)])
    # Nobody is reminded of what they were told today or yesterday.
    near = offered.filter(
        told=str(Word.OFFERED), answer_by__lte=today + timedelta(days=1), since__lt=today - timedelta(days=1)
    )
    return {
        Word.LAST_DAYS: near,
        Word.OFFERED: offered.filter(told=str(Word.NOTHING)),
        Word.GONE: gone.filter(train__training_on__gt=F("since")),
    }


def told_to(rider: UUID, word: Word) -> Rider | None:
    """Who is told, with their train and account; none when it is no longer so. One query."""
    found = Rider.objects.select_related("train__organisation", "passport__account").filter(pk=rider)
    state = SeatState.LAPSED if word is Word.GONE else SeatState.OFFERED
    return found.filter(state=state).first()
