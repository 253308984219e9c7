# SPDX-License-Identifier: EUPL-1.2
"""Login links that who runs the site makes in the terminal: for one account, ten minutes, once."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction

from overstap.apps.accounts.models import Account
from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What


class _Links(PasswordResetTokenGenerator):
    """Signs the account, its address, and when it last came in: coming in ends every link made before."""

    key_salt = "overstap.apps.accounts.links"


_links = _Links()


@transaction.atomic
def make_link(*, account: Account, by: str) -> str:
    """The token of a link for this account."""
    audit.record(what=What.LOGIN_LINK_MADE, subject=str(account.pk), by=by)
    return _links.make_token(account)


def account_behind(account_id: UUID, token: str) -> Account | None:
    """The account that a link lets in; none when it was used, has expired, or never was."""
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    return account if account is not None and _links.check_token(account, token) else None
