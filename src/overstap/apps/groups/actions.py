# SPDX-License-Identifier: EUPL-1.2
"""Telling one's groups, withdrawing them, and counting what happens to who told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.crypto import salted_hmac

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.groups.enums import KEPT_FOR, Question, Step
from overstap.apps.groups.models import Answer, Tally

BY = "system:groups"
"""The trail does not say who told or withdrew: that somebody did is already telling."""


def key_of(account: UUID | str) -> str:
    """What stands for somebody here: a keyed fingerprint of the number of their account."""
    return salted_hmac("overstap.groups", str(account), algorithm="sha256").hexdigest()


@transaction.atomic
def tell(*, account: UUID, choices: Mapping[Question, str], today: date) -> None:
    """Takes what somebody tells in the place of what they told before; what is left out is withdrawn.

    Raises Django's `IntegrityError` for a choice that does not go with its question.
    """
    key = key_of(account)
    Answer.objects.filter(key=key).delete()
    Answer.objects.bulk_create(
        Answer(key=key, question=str(question), choice=choice, told_on=today)
        for question, choice in choices.items()
    )
    if choices:
        audit.record(what=What.GROUPS_TOLD, subject="groups", by=BY, counts={"answers": len(choices)})
    else:
        _forget(key)


@transaction.atomic
def withdraw(*, account: UUID) -> None:
    """Removes all that somebody told, and all that was counted because they did."""
    key = key_of(account)
    Answer.objects.filter(key=key).delete()
    _forget(key)


def _forget(key: str) -> None:
    Tally.objects.filter(key=key).delete()
    audit.record(what=What.GROUPS_WITHDRAWN, subject="groups", by=BY)


@transaction.atomic
def count(*, accounts: Iterable[UUID | str], step: Step) -> None:
    """Counts a step for those who told their groups; of others nothing is kept. One statement."""
    keys = sorted({key_of(account) for account in accounts})
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO groups_tally (key, step, count) "
            "SELECT DISTINCT key, %s, 1 FROM groups_answer WHERE key = ANY(%s) ORDER BY key "
            "ON CONFLICT (key, step) DO UPDATE SET count = groups_tally.count + 1",
            [str(step), keys],
        )


def count_shown(ids: tuple[str, ...], **_more: Any) -> None:
    """Hears that people were shown to an employer."""
    count(accounts=ids, step=Step.SHOWN)


@transaction.atomic
def purge(*, today: date) -> int:
    """Removes answers whose time is over, and counts of who no longer tells anything; how many rows."""
    removed, _ = Answer.objects.filter(told_on__lte=today - KEPT_FOR).delete()
    if removed:
        Tally.objects.exclude(key__in=Answer.objects.values("key")).delete()
        audit.record(what=What.GROUPS_WITHDRAWN, subject="groups", by=BY, counts={"removed": removed})
    return removed
