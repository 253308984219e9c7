# SPDX-License-Identifier: EUPL-1.2
"""Sends by mail what is to be told; the mail says that there is something, the page says what."""

from __future__ import annotations

import logging
from datetime import datetime
from smtplib import SMTPException

from django.db import transaction
from django.urls import reverse
from django.utils import translation

from overstap.apps.contacts import notices
from overstap.apps.contacts.enums import Side
from overstap.web import mails
from overstap.web.site_address import address_of

log = logging.getLogger(__name__)

AT_ONCE = 200


def send_waiting(*, now: datetime) -> int:
    """Sends what waits, one by one; returns how many. When no server takes it, the rest waits on."""
    sent = 0
    try:
        while sent < AT_ONCE and _send_one(now):
            sent += 1
    except (OSError, SMTPException):
        log.exception("a mail could not be sent; it is tried again")
    return sent


@transaction.atomic
def _send_one(now: datetime) -> bool:
    """Sends the oldest; it is noted only when a server took it."""
    for notice in notices.waiting(1):
        with translation.override(notice.account.language):
            if notice.side == Side.PERSON:
                page = (
                    reverse("my-contact", args=[notice.contact_id])
                    if notice.contact_id
                    else reverse("my-contacts")
                )
            elif notice.contact_id:
                page = reverse("people-contact", args=[notice.contact.organisation_id, notice.contact_id])
            else:
                page = reverse("account")
            mails.send(f"contacts/{notice.kind}", notice.account.email, {"address": address_of(page)})
        notices.note_sent(notice=notice, now=now)
        return True
    return False
