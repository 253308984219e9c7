# SPDX-License-Identifier: EUPL-1.2
"""Background work of the site itself."""

from __future__ import annotations

import logging
from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from overstap.apps.contacts import lapsing, outcomes
from overstap.apps.openings import lifecycle
from overstap.apps.rounds import figures as round_figures
from overstap.apps.trains import seats
from overstap.apps.trains.enums import Word
from overstap.bridge import case_plans, event_talks, events, train_seats
from overstap.bridge import trains as train_proposals
from overstap.bridge.retention import sweep_at
from overstap.web.contacts import telling
from overstap.web.employers.closing_mails import remind_of_closing
from overstap.web.events import mails
from overstap.web.internships.talk_mails import remind_of_talks
from overstap.web.passports.reminding import remind
from overstap.web.reports import mails as report_mails
from overstap.web.trains import mails as train_mails

log = logging.getLogger(__name__)


def _sweep(minute: int) -> None:
    """Carries out the rules of how long things are kept that are due at this minute of the hour."""
    log.info("kept no longer", extra={"removed": sweep_at(minute, timezone.now())})


@app.periodic(cron="7 * * * *")
@app.task(queueing_lock="purge-expired-sessions", pass_context=False)
def purge_expired_sessions(timestamp: int) -> None:  # noqa: ARG001 - the moment it was due, given by the scheduler
    """Removes anonymous work whose time is over, every hour: what is not needed is not kept."""
    _sweep(7)


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="purge-expired-journeys", pass_context=False)
def purge_expired_journeys(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Removes copies of journeys that were shared and whose time is over, every hour."""
    _sweep(17)


@app.periodic(cron="37 * * * *")
@app.task(queueing_lock="purge-who-never-came-in", pass_context=False)
def purge_who_never_came_in(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Removes accounts nobody confirmed, invitations nobody answered and counts of tries, every hour."""
    _sweep(37)


@app.periodic(cron="47 * * * *")
@app.task(queueing_lock="purge-ended-shares", pass_context=False)
def purge_ended_shares(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Removes what somebody shared or agreed to until a day that has come; it opened nothing since then."""
    _sweep(47)


@app.periodic(cron="52 * * * *")
@app.task(queueing_lock="purge-ended-guidance", pass_context=False)
def purge_ended_guidance(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Ends guidance whose time is over and removes what was kept of it long enough, every hour."""
    _sweep(52)


@app.periodic(cron="2 * * * *")
@app.task(queueing_lock="purge-ended-tokens", pass_context=False)
def purge_ended_tokens(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Removes tokens of programs whose end has come, and keys of requests, every hour."""
    _sweep(2)


@app.periodic(cron="22 * * * *")
@app.task(queueing_lock="forget-people-of-cases", pass_context=False)
def forget_people_of_cases(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Removes people of cases that are long over, or who no longer share their passport, every hour.

    And what was kept of contacts, notices, rounds, internships, trains and events long enough.
    """
    _sweep(22)


@app.periodic(cron="57 * * * *")
@app.task(queueing_lock="contacts-in-time", pass_context=False)
def contacts_in_time(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Reminds of contacts that wait, ends those that waited too long, and forgets who it was, every hour."""
    now, by = timezone.now(), "system:worker"
    lapsing.end_of_gone_openings(today=timezone.localdate(now), now=now, by=by)
    lapsed = lapsing.lapse_due(now=now, by=by)
    reminded = lapsing.remind(now=now)
    outcomes.ask_still_at_work(today=timezone.localdate(now), now=now)
    log.info("contacts looked after: %d lapsed, %d reminded", lapsed, reminded)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="send-notices", pass_context=False)
def send_notices(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Sends what somebody is to be told by mail, every minute; what no server takes is tried again."""
    sent = telling.send_waiting(now=timezone.now())
    if sent:
        log.info("%d mails sent about contacts", sent)


@app.periodic(cron="42 * * * *")
@app.task(queueing_lock="send-reminders", pass_context=False)
def send_reminders(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Reminds whoever asked for it to look over their passport, every hour; each once."""
    sent = remind(now=timezone.now(), by="system:worker")
    log.info("reminders sent", extra={"sent": sent})


@app.periodic(cron="12 * * * *")
@app.task(queueing_lock="remind-of-talks", pass_context=False)
def remind_of_planned_talks(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Reminds whoever planned a talk about an internship, the day before, every hour; each once."""
    sent = remind_of_talks(today=timezone.localdate(), by="system:worker")
    log.info("reminders of talks sent", extra={"sent": sent})


@app.task(queueing_lock="make-plans-ready", pass_context=False)
def make_plans_ready() -> None:
    """Reads the region and compiles what plans are made with, so that the first plan need not wait for it."""
    case_plans.make_ready()


@app.task(pass_context=False)
def make_case_plan(plan: str) -> None:
    """Makes a plan for the people of a case; taken up again when its worker was killed."""
    case_plans.run_plan(UUID(plan))


@app.task(pass_context=False)
def tell_trusted(report: str) -> None:
    """Tells a trusted person that there is a report for them; when no server takes it, it is tried again."""
    report_mails.tell_trusted(UUID(report))


@app.task(pass_context=False)
def tell_guest(guest: int, word: str) -> None:
    """Tells a guest of an event by mail; when no server takes it, it is tried again."""
    mails.tell(guest, events.Word(word))


@app.periodic(cron="12 * * * *")
@app.task(queueing_lock="events-tomorrow")
def events_tomorrow(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Reminds who comes to an event tomorrow and gave an address, every hour; each once."""
    now = timezone.now()
    reminded = events.remind(today=timezone.localdate(now), now=now)
    asked = events.ask_how_it_goes(today=timezone.localdate(now))
    log.info("%d guests of events reminded, %d pairs asked how it goes", reminded, asked)


@app.task(pass_context=False)
def ask_how_it_goes(talk: int) -> None:
    """Asks both sides that went on after a talk how it goes; when no server takes it, it is tried again."""
    mails.ask_how_it_goes(talk)


@app.task(pass_context=False)
def make_event_schedule(schedule: str) -> None:
    """Makes a schedule of talks; taken up again when its worker was killed."""
    event_talks.run_schedule(UUID(schedule))


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
    reminded = remind_of_closing(today=today, by="system:worker")
    log.info("openings that closed are closed; %d reminded of", reminded)


@app.periodic(cron="33 * * * *")
@app.task(queueing_lock="note-round-figures", pass_context=False)
def note_round_figures(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Keeps how rounds of internships stand today, every hour: the last of a day stays."""
    rows = round_figures.note_day(today=timezone.localdate(), by="system:worker")
    log.info("figures of rounds kept", extra={"rows": rows})


@app.periodic(cron="27 * * * *")
@app.task(queueing_lock="forget-old-changes", pass_context=False)
def forget_old_changes(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Removes notes of changes to openings that every index has read, every hour."""
    _sweep(27)


@app.periodic(cron="57 * * * *")
@app.task(queueing_lock="purge-old-rankings", pass_context=False)
def purge_old_rankings(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Removes notes of rankings whose time is over, and the oldest when there are too many, every hour."""
    _sweep(57)


@app.periodic(cron="12 * * * *")
@app.task(queueing_lock="seats-go-on", pass_context=False)
def seats_go_on(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Seats of trains that nobody answered in time go on to the next, every hour."""
    log.info("seats that went on: %d", seats.lapse_due(today=timezone.localdate()))


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="seats-told", pass_context=False)
def seats_told(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Tells who was offered a seat, has one day left to answer, or lost it, every five minutes; each once."""
    told = train_seats.tell_due(today=timezone.localdate())
    if told:
        log.info("told of their seat: %d", told)


@app.task(pass_context=False)
def tell_rider(rider: str, word: str) -> None:
    """Tells somebody of their seat by mail; when no server takes it, it is tried again."""
    train_mails.tell(UUID(rider), Word(word))


@app.task(pass_context=False)
def make_train_proposal(proposal: str) -> None:
    """Proposes trains over the people of a case or a region; taken up again when its worker was killed."""
    train_proposals.run_proposal(UUID(proposal))
