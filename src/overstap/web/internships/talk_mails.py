# SPDX-License-Identifier: EUPL-1.2
"""The mail that reminds somebody of talks about internships: in their language, without whom it is about."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils import translation

from overstap.apps.internships import talks
from overstap.web import mails
from overstap.web.site_address import address_of


def remind_of_talks(*, today: date, by: str) -> int:
    """Mails whoever planned talks of today and tomorrow, and the hosts that take part; says how many mails."""
    return talks.remind(today=today, send=_send, by=by) + talks.remind_hosts(
        today=today, send=_send_host, by=by
    )


def _send(to: str, language: str, number: int) -> None:
    with translation.override(language):
        mails.send("internships/talks", to, {"number": number, "address": address_of(reverse("internships"))})


def _send_host(to: str, language: str, number: int, host: str) -> None:
    with translation.override(language):
        address = address_of(reverse("internships-here", args=[host]))
        mails.send("internships/talks", to, {"number": number, "address": address})
