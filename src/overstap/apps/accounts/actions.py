# SPDX-License-Identifier: EUPL-1.2
"""Making accounts, naming operators, and removing accounts nobody ever came in with."""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import transaction

from overstap.apps.accounts.models import Account
from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What

UNCONFIRMED_FOR = timedelta(days=1)
"""An account whose address was never confirmed is gone after this."""


def actor(account: Account) -> str:
    """How the audit trail calls somebody: by the chance number of their account."""
    return f"account:{account.pk}"


@transaction.atomic
def create_account(*, email: str, by: str, language: str = "nl", operator: bool = False) -> Account:
    """Makes an account whose address somebody answers for, so that it needs no confirming.

    Raises Django's `IntegrityError` for an address that is taken, or is none.
    """
    account = Account.objects.create_user(email=email, language=language, operator=operator)
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    audit.record(what=What.ACCOUNT_CREATED, subject=str(account.pk), by=by)
    if operator:
        audit.record(what=What.OPERATOR_NAMED, subject=str(account.pk), by=by)
    return account


@transaction.atomic
def set_operator(*, account: Account, operator: bool, by: str) -> None:
    """Names somebody operator, or no longer."""
    row = Account.objects.select_for_update().get(pk=account.pk)
    if row.operator == operator:
        return
    row.operator = operator
    row.save(update_fields=["operator"])
    what = What.OPERATOR_NAMED if operator else What.OPERATOR_DISMISSED
    audit.record(what=what, subject=str(account.pk), by=by)


@transaction.atomic
def purge_unconfirmed(*, now: datetime, by: str) -> int:
    """Removes accounts whose address nobody confirmed within a day, and says how many those were."""
    confirmed = EmailAddress.objects.filter(verified=True).values("user")
    old = Account.objects.filter(joined_at__lte=now - UNCONFIRMED_FOR).exclude(pk__in=confirmed)
    gone = list(old.select_for_update().values_list("pk", flat=True))
    if gone:
        Account.objects.filter(pk__in=gone).delete()
        audit.record(what=What.ACCOUNTS_UNCONFIRMED, subject="accounts", by=by, counts={"removed": len(gone)})
    return len(gone)
