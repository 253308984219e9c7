# SPDX-License-Identifier: EUPL-1.2
"""Who got how far, as accounts, for counting: nobody reads this of one person."""

from __future__ import annotations

from uuid import UUID

from overstap.apps.contacts.enums import OutcomeKind, Side
from overstap.apps.contacts.models import Contact, Outcome


def contacted() -> frozenset[UUID]:
    """The accounts of everybody whom an organisation asked, or answered with a yes."""
    rows = Contact.objects.filter(organisation_yes_at__isnull=False)
    asked = Contact.objects.filter(begun_by=str(Side.ORGANISATION))
    accounts = "candidate__passport__account_id"
    return frozenset(rows.values_list(accounts, flat=True)) | frozenset(asked.values_list(accounts, flat=True))


def placed() -> frozenset[UUID]:
    """The accounts of everybody who began work, a trial or training by a contact."""
    kinds = [str(kind) for kind in (OutcomeKind.STARTED, OutcomeKind.TRIAL, OutcomeKind.TRAINING)]
    rows = Outcome.objects.filter(kind__in=kinds)
    return frozenset(rows.values_list("contact__candidate__passport__account_id", flat=True))
