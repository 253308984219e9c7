# SPDX-License-Identifier: EUPL-1.2
"""A firm lets a broker do its openings, and takes that back. Who may is asked before: `permission.may`."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.organisations.enums import OrganisationKind
from overstap.apps.organisations.models import Mandate, Organisation


class NoBroker(Exception):
    """The organisation that was named does not do this for others."""


@transaction.atomic
def give_mandate(*, firm: str, broker: str, by: str) -> Mandate:
    """Lets a broker do the openings of a firm; giving it twice is giving it once.

    Raises `NoBroker` when `broker` is no broker's organisation, or is the firm itself.
    """
    known = Organisation.objects.select_for_update().filter(pk=broker, retired=False).first()
    if known is None or known.kind != OrganisationKind.BROKER or broker == firm:
        raise NoBroker(broker)
    mandate, made = Mandate.objects.get_or_create(firm_id=firm, broker_id=broker)
    if made:
        audit.record(what=What.MANDATE_GIVEN, subject=str(mandate.pk), by=by)
    return mandate


@transaction.atomic
def withdraw_mandate(*, mandate: UUID, firm: str, by: str) -> bool:
    """Ends it at once; false when it had ended already."""
    row = Mandate.objects.select_for_update().filter(pk=mandate, firm_id=firm).first()
    if row is None:
        return False
    audit.record(what=What.MANDATE_WITHDRAWN, subject=str(row.pk), by=by)
    row.delete()
    return True
