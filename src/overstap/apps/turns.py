# SPDX-License-Identifier: EUPL-1.2
"""Who may write when: imports one after the other, and nobody adds to a region while it is being imported.

What people add may refer to rows that an import is about to remove, because nothing needed them when it
looked. So additions, which may go side by side, wait for an import, and an import waits for them.
"""

from __future__ import annotations

from django.db import connection

_REGION = 0x4F56_5354  # any number will do, as long as it is the same one everywhere


def take_turn() -> None:
    """For an import: waits until nobody else writes; the turn ends with the transaction."""
    _wait("pg_advisory_xact_lock")


def wait_for_imports() -> None:
    """For an addition: waits until no import runs, and keeps imports out until the transaction ends."""
    _wait("pg_advisory_xact_lock_shared")


def _wait(lock: str) -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("a turn lasts as long as a transaction: start one first")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(%s)", [_REGION])


def one_at_a_time(what: str) -> None:
    """Waits until nobody else does the same `what`; the turn ends with the transaction."""
    if not connection.in_atomic_block:
        raise RuntimeError("a turn lasts as long as a transaction: start one first")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [what])
