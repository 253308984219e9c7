# SPDX-License-Identifier: EUPL-1.2
"""What a token may be for, and the bounds it lives within."""

from datetime import timedelta
from enum import StrEnum

LASTS_AT_MOST = timedelta(days=366)
"""No token works for longer than this."""
STANDING_AT_MOST = 20
"""Tokens of one account at a time."""
NAME_AT_MOST = 100
REPEATED_FOR = timedelta(days=1)
"""How long a request with the same `Idempotency-Key` is known for the same."""


class Scope(StrEnum):
    """Something a token may be used for; what each asks of its maker stands in `scopes`."""

    PASSPORT_READ = "passport:read"
    PASSPORT_WRITE = "passport:write"
    PASSPORT_SHARE = "passport:share"
    ACCOUNT_READ = "account:read"
    CONTACTS_READ = "contacts:read"
    CONTACTS_WRITE = "contacts:write"
    TRAIL_READ = "trail:read"
    MEMBERS_READ = "members:read"
    MEMBERS_WRITE = "members:write"
    SHARED_READ = "shared-passports:read"
    PROOFS_WRITE = "proofs:write"
    OPENINGS_WRITE = "openings:write"
    PEOPLE_READ = "people:read"
    PEOPLE_WRITE = "people:write"
    CASELOAD_READ = "caseload:read"
    ROUNDS_READ = "rounds:read"
    TRAINS_READ = "trains:read"


OWN_SCOPES = (
    Scope.PASSPORT_READ,
    Scope.PASSPORT_WRITE,
    Scope.PASSPORT_SHARE,
    Scope.ACCOUNT_READ,
    Scope.CONTACTS_READ,
    Scope.CONTACTS_WRITE,
    Scope.TRAIL_READ,
)
"""Scopes of a token for oneself."""
ORGANISATION_SCOPES = (
    Scope.MEMBERS_READ,
    Scope.MEMBERS_WRITE,
    Scope.SHARED_READ,
    Scope.PROOFS_WRITE,
    Scope.OPENINGS_WRITE,
    Scope.PEOPLE_READ,
    Scope.PEOPLE_WRITE,
    Scope.CASELOAD_READ,
    Scope.ROUNDS_READ,
    Scope.TRAINS_READ,
)
"""Scopes of a token for an organisation: towards that one only."""
