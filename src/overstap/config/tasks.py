# SPDX-License-Identifier: EUPL-1.2
"""Background work of the site itself."""

from __future__ import annotations

import logging

from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

from overstap.apps.accounts import actions as accounts
from overstap.apps.guidance import actions as guidance
from overstap.apps.journeys import actions as journeys
from overstap.apps.openings import actions as openings
from overstap.apps.openings import lifecycle
from overstap.apps.organisations import members
from overstap.apps.passports import sharing
from overstap.apps.rankings import actions as rankings
from overstap.apps.tokens import actions as tokens
from overstap.web import reminding

log = logging.getLogger(__name__)


@app.periodic(cron="7 * * * *")
@app.task(queueing_lock="purge-expired-sessions", pass_context=False)
def purge_expired_sessions(timestamp: int) -> None:  # noqa: ARG001 - the moment it was due, given by the scheduler
    """Removes anonymous work whose time is over, every hour: what is not needed is not kept."""
    SessionStore.clear_expired()
    log.info("expired sessions purged")


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="purge-expired-journeys", pass_context=False)
def purge_expired_journeys(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Removes copies of journeys that were shared and whose time is over, every hour."""
    journeys.purge_expired(now=timezone.now(), by="system:worker")
    log.info("expired journeys purged")


@app.periodic(cron="37 * * * *")
@app.task(queueing_lock="purge-who-never-came-in", pass_context=False)
def purge_who_never_came_in(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Removes accounts nobody confirmed, invitations nobody answered and counts of tries, every hour."""
    now = timezone.now()
    accounts.purge_unconfirmed(now=now, by="system:worker")
    members.purge_expired_invitations(now=now, by="system:worker")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM overstap_cache WHERE expires <= %s", [now])
    log.info("accounts and invitations that led to nothing purged")


@app.periodic(cron="47 * * * *")
@app.task(queueing_lock="purge-ended-shares", pass_context=False)
def purge_ended_shares(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Removes shares of passports whose end has come, every hour; they open nothing from that moment on."""
    sharing.purge_ended(now=timezone.now(), by="system:worker")
    log.info("shares that have ended purged")


@app.periodic(cron="52 * * * *")
@app.task(queueing_lock="purge-ended-guidance", pass_context=False)
def purge_ended_guidance(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Ends guidance whose time is over and removes what was kept of it long enough, every hour."""
    guidance.purge(now=timezone.now(), by="system:worker")
    log.info("guidance that has ended purged")


@app.periodic(cron="2 * * * *")
@app.task(queueing_lock="purge-ended-tokens", pass_context=False)
def purge_ended_tokens(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Removes tokens of programs whose end has come, and keys of requests, every hour."""
    tokens.purge_ended_tokens(now=timezone.now(), by="system:worker")
    log.info("tokens that have ended purged")


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="take-up-stalled-work")
async def take_up_stalled_work(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Starts work again whose worker was killed half-way, every five minutes."""
    for job in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(job)
        log.warning("stalled work taken up again")


@app.periodic(cron="3 * * * *")
@app.task(queueing_lock="openings-that-close", pass_context=False)
def openings_that_close(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Ends openings that have closed, and reminds once of those that close soon, every hour."""
    today = timezone.localdate()
    lifecycle.expire_due(today=today, by="system:worker")
    reminded = reminding.remind_of_closing(today=today, by="system:worker")
    log.info("openings that closed are closed; %d reminded of", reminded)


@app.periodic(cron="27 * * * *")
@app.task(queueing_lock="forget-old-changes", pass_context=False)
def forget_old_changes(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Removes notes of changes to openings that every index has read, every hour."""
    openings.forget_old_changes()
    log.info("old changes forgotten")


@app.periodic(cron="57 * * * *")
@app.task(queueing_lock="purge-old-rankings", pass_context=False)
def purge_old_rankings(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Removes notes of rankings whose time is over, and the oldest when there are too many, every hour."""
    rankings.purge(now=timezone.now(), by="system:worker")
    log.info("old rankings purged")
