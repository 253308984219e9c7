# SPDX-License-Identifier: EUPL-1.2
"""Who works where in the demo: an account for each role, at an invented organisation of the region."""

from __future__ import annotations

from django.conf import settings

from overstap.apps.accounts import actions, queries
from overstap.apps.accounts.enums import Role
from overstap.apps.accounts.models import Account
from overstap.apps.organisations.enums import OrganisationKind
from overstap.apps.organisations.members import add_member
from overstap.apps.organisations.models import Organisation

DOMAIN = "demo.example"
"""Addresses under it reach nobody (RFC 2606)."""

_WORKS_AT = {
    Role.ADVISER: OrganisationKind.MUNICIPALITY,
    Role.COACH: OrganisationKind.MUNICIPALITY,
    Role.MUNICIPALITY: OrganisationKind.MUNICIPALITY,
    Role.EMPLOYER: OrganisationKind.EMPLOYER,
    Role.HOST: OrganisationKind.EMPLOYER,
    Role.SCHOOL: OrganisationKind.SCHOOL,
    Role.PROVIDER: OrganisationKind.PROVIDER,
}


class NotEmpty(Exception):
    """There are people of flesh and blood here."""


def refuse_real_people() -> None:
    """Raises `NotEmpty` when somebody has an account who is not of the demo."""
    if Account.objects.exclude(email__endswith=f"@{DOMAIN}").exists():
        raise NotEmpty


def there_already() -> bool:
    """Whether the demo was filled before."""
    return queries.account_with(address(Role.ADVISER)) is not None


def address(role: Role) -> str:
    """The e-mail address of who plays this role in the demo."""
    return f"{role}@{DOMAIN}"


def add_members(*, by: str) -> dict[Role, str]:
    """Makes an account for each role; gives the id of the organisation where it plays that."""
    at: dict[Role, str] = {}
    for role, kind in _WORKS_AT.items():
        found = Organisation.objects.filter(kind=str(kind), invented=True).order_by("pk").first()
        if found is None:
            continue
        account = actions.create_account(email=address(role), by=by, language=settings.LANGUAGE_CODE)
        owner = role is not Role.HOST
        add_member(organisation=found.pk, account=account.pk, role=role, owner=owner, by=by)
        at[role] = found.pk
    return at


def roles_there() -> tuple[Role, ...]:
    """The roles that somebody plays in the demo."""
    return tuple(role for role in _WORKS_AT if queries.account_with(address(role)) is not None)
