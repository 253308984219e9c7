# SPDX-License-Identifier: EUPL-1.2
"""Reads of accounts."""

from __future__ import annotations

from overstap.apps.accounts.models import Account


def account_with(email: str) -> Account | None:
    """The account with this address, whatever the case of its letters."""
    return Account.objects.filter(email=email.strip().lower()).first()
