# SPDX-License-Identifier: EUPL-1.2
"""Making, using and withdrawing tokens. Who may put which scopes in one is asked before: `scopes.offered`."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection, transaction

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.tokens.enums import REPEATED_FOR, STANDING_AT_MOST, Scope
from overstap.apps.tokens.models import Repeated, Token
from overstap.apps.tokens.queries import hash_of

PREFIX = "overstap_"
"""What every secret begins with, so that who finds one in the wrong place knows what it opens."""
SECRET_BYTES = 32


class TooManyTokens(Exception):
    """The account has so many tokens that it gets no more before it withdraws some."""


class AskedOtherwise(Exception):
    """The key was used before, for something else."""


@dataclass(frozen=True, slots=True)
class MadeToken:
    """A token that was made. `secret` is said this once only: the database holds no more than its hash."""

    id: UUID
    secret: str


@dataclass(frozen=True, slots=True)
class Used:
    """A token at work: with its account and organisation, and how many requests it made in this minute."""

    token: Token
    asked: int

    @property
    def by(self) -> str:
        """How the trail calls it."""
        return f"token:{self.token.pk}"


@transaction.atomic
def make_token(
    *,
    account: UUID,
    name: str,
    scopes: Iterable[Scope],
    now: datetime,
    ends_at: datetime,
    by: str,
    organisation: str | None = None,
) -> MadeToken:
    """Makes a token for somebody, or for an organisation they belong to.

    Raises `TooManyTokens`, and Django's `IntegrityError` for what a constraint forbids.
    """
    get_user_model().objects.select_for_update().get(pk=account)  # so that two at once are counted
    if Token.objects.filter(account_id=account, ends_at__gt=now).count() >= STANDING_AT_MOST:
        raise TooManyTokens
    secret = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
    row = Token.objects.create(
        account_id=account,
        organisation_id=organisation,
        name=name.strip(),
        scopes=sorted(str(scope) for scope in set(scopes)),
        token_hash=hash_of(secret),
        made_at=now,
        ends_at=ends_at,
    )
    audit.record(what=What.TOKEN_MADE, subject=str(row.pk), by=by, counts={"scopes": len(row.scopes)})
    return MadeToken(row.pk, secret)


@transaction.atomic
def withdraw_token(*, account: UUID, token: UUID, by: str) -> bool:
    """Ends a token at once; false when this account has no such token."""
    removed, _ = Token.objects.filter(pk=token, account_id=account).delete()
    if removed:
        audit.record(what=What.TOKEN_WITHDRAWN, subject=str(token), by=by)
    return bool(removed)


_USE = """
    UPDATE tokens_token SET
        last_used_on = %(day)s,
        asked = CASE WHEN minute = %(minute)s THEN asked + 1 ELSE 1 END,
        minute = %(minute)s
    WHERE token_hash = %(hash)s AND ends_at > %(now)s
    RETURNING id, asked
"""


@transaction.atomic
def use_token(*, secret: str, now: datetime) -> Used | None:
    """Counts a request that comes with this secret; none when it opens nothing (any more).

    One statement finds and counts, so that requests at the same moment are each counted.
    """
    with connection.cursor() as cursor:
        # A count of this minute need not survive a power cut, and no answer waits for the disk.
        cursor.execute("SET LOCAL synchronous_commit = off")
        minute = now.replace(second=0, microsecond=0)
        cursor.execute(_USE, {"day": now.date(), "minute": minute, "hash": hash_of(secret), "now": now})
        found = cursor.fetchone()
    if found is None:
        return None
    id_, asked = found
    token = Token.objects.select_related("account", "organisation").get(pk=id_)
    return Used(token, asked) if token.account.is_active else None


@transaction.atomic
def once(*, used: Used, key: str, asked: bytes, now: datetime, make: Callable[[], str]) -> tuple[str, bool]:
    """Makes something once for a key; returns its id, and whether it was made just now.

    The same key with the same request gives what was made before; of two at the same time, the second waits for
    the first. Raises `AskedOtherwise` for a key that was used for another request.
    """
    Token.objects.select_for_update(of=("self",)).get(pk=used.token.pk)
    before = Repeated.objects.filter(token=used.token, key_hash=_hash(used, key)).first()
    if before is not None and before.at > now - REPEATED_FOR:
        if before.asked_hash != _hash(used, asked):
            raise AskedOtherwise
        return before.made, False
    if before is not None:
        before.delete()
    made = make()
    Repeated.objects.create(
        token=used.token, key_hash=_hash(used, key), asked_hash=_hash(used, asked), made=made, at=now
    )
    return made, True


@transaction.atomic
def purge_ended_tokens(*, now: datetime, by: str) -> int:
    """Removes tokens whose end has come and what was kept of requests; says how many tokens those were."""
    Repeated.objects.filter(at__lte=now - REPEATED_FOR).delete()
    ended = Token.objects.filter(ends_at__lte=now)
    removed = ended.count()
    if removed:
        ended.delete()
        audit.record(what=What.TOKENS_ENDED, subject="tokens", by=by, counts={"removed": removed})
    return removed


def _hash(used: Used, said: str | bytes) -> str:
    """With the site's key, so that nobody can guess what was asked and see whether the hash agrees."""
    told = said.encode() if isinstance(said, str) else said
    return hash_of(f"{settings.SECRET_KEY}:{used.token.pk}:".encode() + told)
