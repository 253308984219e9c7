# SPDX-License-Identifier: EUPL-1.2
"""Somebody in every role, and their way in."""

from __future__ import annotations

import re
import time

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail
from django.test import Client

from overstap.apps.accounts.actions import create_account
from overstap.apps.accounts.enums import MEMBER_ROLES, Role
from overstap.apps.accounts.models import Account
from overstap.apps.organisations.actions import add_organisation
from overstap.apps.organisations.enums import OrganisationKind
from overstap.apps.organisations.members import add_member
from overstap.apps.region.models import Place

BY = "terminal"


def an_organisation(name: str) -> str:
    """An employer that people added; its id."""
    Place.objects.get_or_create(id="delft", defaults={"label": "Delft", "latitude": 52.0, "longitude": 4.4})
    return add_organisation(name=name, kind=OrganisationKind.EMPLOYER, place="delft", by=BY).pk


def account_of(role: Role, organisation: str) -> Account:
    """Somebody who plays this role, at this organisation when it is one of members."""
    account = create_account(email=f"{role}@example.org", by=BY, operator=role is Role.OPERATOR)
    if role in MEMBER_ROLES or role is Role.OWNER:
        member = Role.EMPLOYER if role is Role.OWNER else role
        add_member(organisation=organisation, account=account.pk, role=member, owner=role is Role.OWNER, by=BY)
    return account


def came_in(account: Account, *, second_factor: bool = True, ago: float = 0) -> Client:
    """A browser in which this account is logged in, `ago` seconds ago."""
    client = Client()
    client.force_login(account)
    session = client.session
    methods = ["code", "mfa"] if second_factor else ["code"]
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": method, "at": time.time() - ago} for method in methods
    ]
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(account.pk)
    session.save()
    return client


def code_in_mail(at: int = -1) -> str:
    """The code in the newest mail."""
    found = re.search(r"^[A-Z]{4}-[A-Z]{4}$", mail.outbox[at].body, re.MULTILINE)
    assert found, mail.outbox[at].body
    return found.group()


def with_app(account: Account) -> str:
    """Connects an app for codes to the account; its key."""
    secret = generate_totp_secret()
    TOTP.activate(account, secret)
    return secret


def code_of_app(secret: str) -> str:
    """What the app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))
