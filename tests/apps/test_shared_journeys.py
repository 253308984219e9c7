# SPDX-License-Identifier: EUPL-1.2
"""Copies of journeys: made with their event or not at all, found by their token only, withdrawn, expired."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from overstap.apps.audit.models import Event
from overstap.apps.audit.queries import latest
from overstap.apps.journeys import actions
from overstap.apps.journeys.actions import (
    TooManyShared,
    purge_expired,
    share_journey,
    withdraw_journey,
)
from overstap.apps.journeys.models import SharedJourney
from overstap.apps.journeys.queries import shared_copy

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
CONTENT = {"legs": []}


def share(now: datetime = NOW) -> str:
    return share_journey(content=CONTENT, with_pay=False, now=now, by="visitor").token


def test_a_copy_is_found_by_its_token_until_it_expires() -> None:
    token = share()
    found = shared_copy(token, NOW)
    assert found is not None
    assert found.content == CONTENT
    assert shared_copy(token, NOW + timedelta(days=30)) is None
    assert shared_copy(token[:-1], NOW) is None
    assert shared_copy("", NOW) is None


def test_tokens_are_long_and_never_the_same_and_not_in_the_database() -> None:
    tokens = {share() for _ in range(20)}
    assert len(tokens) == 20
    assert min(len(token) for token in tokens) >= 32
    kept = " ".join(str(vars(row)) for row in SharedJourney.objects.all())
    assert not any(token in kept for token in tokens)


def test_sharing_and_withdrawing_leave_an_event_without_the_token() -> None:
    token = share()
    assert withdraw_journey(token=token, by="visitor")
    assert not withdraw_journey(token=token, by="visitor")
    assert shared_copy(token, NOW) is None
    assert [event.what for event in latest()] == ["journey.withdrawn", "journey.shared"]
    assert token not in str([vars(event) for event in latest()])


def test_a_copy_without_its_event_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        share_journey(content=CONTENT, with_pay=False, now=NOW, by="Jan Jansen")
    assert SharedJourney.objects.count() == Event.objects.count() == 0


def test_what_has_expired_is_removed_and_counted() -> None:
    share(NOW - timedelta(days=30))
    token = share()
    assert purge_expired(now=NOW, by="system:worker") == 1
    assert shared_copy(token, NOW) is not None
    assert latest()[0].counts == {"removed": 1}
    assert purge_expired(now=NOW, by="system:worker") == 0
    assert latest()[0].what == "journeys.expired"


def test_nobody_can_fill_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "SHARED_AN_HOUR", 3)
    for _ in range(3):
        share()
    with pytest.raises(TooManyShared):
        share()
    share(NOW + timedelta(hours=1, seconds=1))
