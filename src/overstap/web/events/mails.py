# SPDX-License-Identifier: EUPL-1.2
"""Mails to who comes to an event and gave an address. None of them opens a programme: the code does."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from smtplib import SMTPException
from typing import Any

from django.urls import reverse
from django.utils import translation

from overstap.apps.events import queries
from overstap.apps.events.enums import Outcome
from overstap.apps.organisations import queries as organisations
from overstap.bridge.events import Word
from overstap.web import mails, words
from overstap.web.site_address import address_of

log = logging.getLogger(__name__)


def tell(guest: int, word: Word) -> None:
    """Tells a guest, in their language; who is gone meanwhile is not told. Raises when no server takes it."""
    row = queries.guest_with_event(guest)
    if row is None or not row.email:
        return
    with translation.override(row.language):
        mails.send(f"events/{word}", row.email, _about(row))


def ask_how_it_goes(talk: int) -> None:
    """Asks the guest, if they gave an address, and who may speak for the organisation. Raises as `tell`."""
    row = queries.follow_up_with(talk)
    if row is None or row.outcome != Outcome.OPEN:
        return
    of = row.talk
    tell(of.guest_id, Word.HOW)
    page = address_of(reverse("event-table", args=[of.stand.event_id, of.stand.organisation_id]))
    for account in organisations.at_desk_of(of.stand.organisation_id):
        with translation.override(account.language):
            mails.send("events/how", account.email, {"event": of.stand.event.name, "address": page})


def send_code(guest: Any, code: str) -> bool:
    """Sends somebody their code, in the language of the page; false when no server takes it."""
    try:
        mails.send("events/code", guest.email, {**_about(guest), "code": f"{code[:5]}-{code[5:]}"})
    except (OSError, SMTPException):
        log.exception("a code could not be sent")
        return False
    return True


def _about(guest: Any) -> Mapping[str, str]:
    event = guest.event
    return {
        "event": event.name,
        "day": words.weekday(event.day),
        "from": words.clock(event.begins),
        "venue": event.venue,
        "address": address_of(reverse("event-code")),
    }
