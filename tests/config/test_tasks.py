# SPDX-License-Identifier: EUPL-1.2
"""Background work of the site itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from procrastinate.contrib.django import app

from overstap.apps.journeys.actions import share_journey
from overstap.apps.journeys.models import SharedJourney
from overstap.config import tasks


@pytest.mark.django_db
def test_expired_sessions_go_and_others_stay() -> None:
    now = datetime.now(UTC)
    Session.objects.create(session_key="old", session_data="x", expire_date=now - timedelta(seconds=1))
    Session.objects.create(session_key="new", session_data="x", expire_date=now + timedelta(hours=1))
    tasks.purge_expired_sessions(timestamp=0)
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]


@pytest.mark.django_db
def test_expired_copies_of_journeys_go_and_others_stay() -> None:
    now = datetime.now(UTC)
    for days_ago in (31, 1):
        share_journey(content={}, with_pay=False, now=now - timedelta(days=days_ago), by="visitor")
    tasks.purge_expired_journeys(timestamp=0)
    assert SharedJourney.objects.count() == 1


def test_it_is_done_every_hour_and_stalled_work_every_five_minutes() -> None:
    times = {
        task.task.name.rsplit(".", 1)[-1]: task.cron for task in app.periodic_registry.periodic_tasks.values()
    }
    assert times == {
        "purge_expired_sessions": "7 * * * *",
        "purge_expired_journeys": "17 * * * *",
        "take_up_stalled_work": "*/5 * * * *",
    }
