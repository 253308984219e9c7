# SPDX-License-Identifier: EUPL-1.2
"""The mail to a trusted person: that there is something to read, and nothing of what it is."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils import translation

from overstap.apps.reports import queries
from overstap.web import mails
from overstap.web.site_address import address_of


def tell_trusted(report: UUID) -> None:
    """Tells who alone reads this report; of any other report nobody. Raises when no server takes the mail."""
    trusted = queries.trusted_for(report)
    if trusted is None:
        return
    account = trusted.membership.account
    with translation.override(account.language):
        page = address_of(reverse("report-read", args=[report]))
        mails.send("reports/new", account.email, {"address": page})
