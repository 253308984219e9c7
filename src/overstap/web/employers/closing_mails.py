# SPDX-License-Identifier: EUPL-1.2
"""Mails that nobody asked for at the moment they come: an opening is about to close."""

from __future__ import annotations

import logging
from datetime import date
from smtplib import SMTPException

from django.db import transaction
from django.urls import reverse
from django.utils import translation

from overstap.apps.openings import lifecycle, queries
from overstap.web import mails, words
from overstap.web.site_address import address_of
from overstap.web.templatetags.overstap import said

log = logging.getLogger(__name__)


def remind_of_closing(*, today: date, by: str) -> int:
    """Mails whoever looks after an opening that closes soon, once for each closing day; returns how many.

    A mail that no server takes is tried again the next time, and keeps nobody else's from being sent.
    """
    reminded = 0
    for one in queries.to_remind(today):
        try:
            with transaction.atomic():
                if not one.remind or not lifecycle.note_reminded(
                    opening=one.opening.pk, closes_on=one.opening.closes_on, by=by
                ):
                    continue
                for email, language in one.remind:
                    _send(one, email, language, today)
            reminded += 1
        except (OSError, SMTPException):
            log.exception("a reminder could not be sent")
    return reminded


def _send(one: queries.Closing, email: str, language: str, today: date) -> None:
    with translation.override(language):
        told = {
            "title": said(one.opening.title),
            "organisation": one.opening.organisation.name,
            "day": words.day(one.opening.closes_on, today),
            "address": address_of(reverse("opening-edit", args=[one.opening.pk])),
        }
        mails.send("openings/closing", email, told)
