# SPDX-License-Identifier: EUPL-1.2
"""Fills empty tables with very many rows: what they must obey is checked once for all rows together.

PostgreSQL checks a foreign key row by row. Of fourteen million demands that are 28 million checks, which take
about as long as all else that an import does. A foreign key that is made when the rows are there is checked by
joining two tables, and an index is built by sorting once. So both are taken off, and put back in the same
transaction: no other session ever sees the table without them. Until that transaction ends nobody else can read
these tables or those they refer to; that is why only empty tables are filled like this.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection
from psycopg.sql import SQL, Identifier

_KEYS = """
    SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE conrelid = %s::regclass AND (contype = 'f' OR contype = 'p' AND cardinality(conkey) > 1)
    ORDER BY contype DESC, conname
"""
"""Primary keys of several columns, to which nothing refers and by which no trigger looks, and foreign keys."""
_INDEXES = """
    SELECT relname, pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class ON oid = indexrelid
    WHERE indrelid = %s::regclass AND NOT indisunique AND NOT indisexclusion ORDER BY relname
"""


@contextmanager
def filling(cursor, tables: Sequence[str]) -> Iterator[None]:
    """Inside the block rows can be added to `tables`, which are empty; at its end all of them are checked.

    Raises Django's `IntegrityError` when rows break a rule, those added and those that wait to be checked.
    """
    if not tables:
        yield
        return
    # A table of which rows wait to be checked cannot be altered.
    check_now(cursor)
    again: list[str] = []
    for table in tables:
        again += _take_off(cursor, table)
    yield
    check_now(cursor)
    for statement in again:
        cursor.execute(statement)


def check_now(cursor) -> None:
    """Has what waits for the end of the transaction (foreign keys, listed ids) checked now."""
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _take_off(cursor, table: str) -> list[str]:
    """Takes keys and indexes off; returns the statements that put them back."""
    cursor.execute(_INDEXES, [table])
    indexes = cursor.fetchall()
    cursor.execute(_KEYS, [table])
    keys = cursor.fetchall()
    again = [made for _, made in indexes]
    for name, _ in indexes:
        _run(cursor, SQL("DROP INDEX {}").format(Identifier(name)))
    for name, made in keys:
        names = {"table": Identifier(table), "name": Identifier(name)}
        _run(cursor, SQL("ALTER TABLE {table} DROP CONSTRAINT {name}").format(**names))
        add = SQL("ALTER TABLE {table} ADD CONSTRAINT {name} ").format(**names)
        again.append(add.as_string(connection.connection) + made)
    return again


def _run(cursor, query) -> None:
    cursor.execute(query.as_string(connection.connection))
