# SPDX-License-Identifier: EUPL-1.2
"""Background work of the site itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from procrastinate.contrib.django import app

from overstap.apps.accounts.actions import create_account
from overstap.apps.accounts.models import Account
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


@pytest.mark.django_db
def test_who_never_came_in_goes_and_others_stay() -> None:
    now = datetime.now(UTC)
    create_account(email="known@example.org", by="terminal")
    for name, days in (("old", 2), ("new", 0)):
        account = Account.objects.create_user(f"{name}@example.org")
        EmailAddress.objects.create(user=account, email=account.email, verified=False, primary=True)
        Account.objects.filter(pk=account.pk).update(joined_at=now - timedelta(days=days))
    Account.objects.filter(email="known@example.org").update(joined_at=now - timedelta(days=400))
    tasks.purge_who_never_came_in(timestamp=0)
    assert set(Account.objects.values_list("email", flat=True)) == {"known@example.org", "new@example.org"}


@pytest.mark.django_db
def test_counts_of_tries_go_when_they_no_longer_count() -> None:
    cache.set("short", "x", timeout=-1)
    cache.set("long", "x", timeout=60)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO overstap_cache VALUES ('old', '', now() - interval '1 second')")
        tasks.purge_who_never_came_in(timestamp=0)
        cursor.execute("SELECT count(*) FROM overstap_cache")
        assert cursor.fetchone() == (1,)
    assert cache.get("long") == "x"


def test_it_is_done_every_hour_and_stalled_work_every_five_minutes() -> None:
    times = {
        task.task.name.rsplit(".", 1)[-1]: task.cron for task in app.periodic_registry.periodic_tasks.values()
    }
    assert times == {
        "purge_expired_sessions": "7 * * * *",
        "events_tomorrow": "12 * * * *",
        "purge_expired_journeys": "17 * * * *",
        "forget_old_changes": "27 * * * *",
        "openings_that_close": "3 * * * *",
        "note_round_figures": "33 * * * *",
        "seats_go_on": "12 * * * *",
        "seats_told": "*/5 * * * *",
        "purge_who_never_came_in": "37 * * * *",
        "purge_ended_shares": "47 * * * *",
        "contacts_in_time": "57 * * * *",
        "send_notices": "* * * * *",
        "purge_old_rankings": "57 * * * *",
        "send_reminders": "42 * * * *",
        "remind_of_planned_talks": "12 * * * *",
        "purge_ended_guidance": "52 * * * *",
        "purge_ended_tokens": "2 * * * *",
        "forget_people_of_cases": "22 * * * *",
        "take_up_stalled_work": "*/5 * * * *",
    }
