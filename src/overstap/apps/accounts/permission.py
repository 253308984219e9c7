# SPDX-License-Identifier: EUPL-1.2
"""The one place that answers "may they?"."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from overstap.apps.accounts.enums import Act, Role
from overstap.apps.accounts.roles import ROLES, STAFF
from overstap.apps.organisations import queries as organisations

Who = AbstractBaseUser | AnonymousUser | None


class Thing(Protocol):
    """Something that belongs to somebody. Each model of such things answers for its own rows."""

    def roles_of(self, account: UUID) -> frozenset[Role]:
        """The roles that this account plays towards this one thing; none for a stranger."""
        ...


def roles_of(who: Who) -> frozenset[Role]:
    """Every role somebody plays anywhere; one query for who has an account."""
    if who is None or not who.is_authenticated or not who.is_active:
        return frozenset({Role.VISITOR})
    roles = {Role.PERSON, *organisations.roles_anywhere(who.pk)}
    if who.operator:  # type: ignore[union-attr] # our account model has it
        roles.add(Role.OPERATOR)
    return frozenset(roles)


def may(who: Who, act: Act, thing: Thing | None = None) -> bool:
    """Whether `who` may do `act`: to this `thing` when one is given, else at all.

    Towards a thing only the roles played towards that very thing count: who owns one organisation is nobody
    to another. An operator is one everywhere, with what the operator's role may do and no more.
    """
    roles = roles_of(who)
    if thing is not None:
        everywhere = roles & {Role.OPERATOR}
        roles = everywhere | (thing.roles_of(who.pk) if Role.PERSON in roles else frozenset())  # type: ignore[union-attr]
    return any(act in ROLES[role].may for role in roles)


def needs_second_factor(roles: frozenset[Role]) -> bool:
    """Whether who plays these roles comes in with a second factor only."""
    return bool(roles & STAFF)
