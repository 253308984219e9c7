# SPDX-License-Identifier: EUPL-1.2
"""What happens to rows that their origin no longer has: removed, or kept and marked retired.

A row that is gone stays when a row that stays refers to it, and then takes along what it owns (an occupation
keeps what it asks). Who stays is found by starting from "all of them leave" and taking rows off that list
until nothing changes any more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.apps import apps
from django.db import connection, models
from psycopg.sql import SQL, Composable, Identifier

from overstap.apps.carried import Carried

Kept = tuple[str, ...]
"""Keys of retired rows, the parts of a composite key joined by a space."""


@dataclass(frozen=True, slots=True)
class Gone:
    """Per model: how many rows were removed, which are kept as retired, and which of those were not before."""

    removed: dict[type[Carried], int]
    kept: dict[type[Carried], Kept]
    newly: dict[type[Carried], Kept]


@dataclass(frozen=True, slots=True)
class Reference:
    """`column` of `child` refers to `parent`; `owned`: the child is part of it; `listed`: a list of ids."""

    child: type[models.Model]
    column: str
    parent: type[Carried]
    owned: bool = False
    listed: bool = False


class Departures:
    """The rows of `origin` in some tables that are not staged, and what becomes of them.

    `tables`: (model, its key columns, the table that holds what is staged).
    """

    def __init__(
        self, cursor, tables: Sequence[tuple[type[Carried], tuple[str, ...], Identifier]], origin: str
    ) -> None:
        self._cursor = cursor
        self._keys = {model: keys for model, keys, _ in tables}
        self._number = {model: self._find(model, staged, origin) for model, _, staged in tables}

    def carry_out(self, retire: frozenset[type[Carried]]) -> Gone:
        """Removes what can go and retires the rest; rows of models in `retire` all stay."""
        removed = dict.fromkeys(self._keys, 0)
        kept: dict[type[Carried], Kept] = {}
        newly: dict[type[Carried], Kept] = {}
        if any(self._number.values()):
            for model in retire & self._keys.keys():
                self._run(SQL("UPDATE {} SET leaves = false").format(_gone(model)))
            self._settle()
            for model, number in self._number.items():
                if number:
                    removed[model] = self._remove(model)
                    newly[model], kept[model] = self._retire(model), self._staying(model)
        for model in self._keys:
            self._run(SQL("DROP TABLE {}").format(_gone(model)))
        return Gone(
            removed,
            {model: keys for model, keys in kept.items() if keys},
            {model: keys for model, keys in newly.items() if keys},
        )

    def _find(self, model: type[Carried], staged: Identifier, origin: str) -> int:
        keys = self._keys[model]
        # All that is staged is in the table by now: with as many rows of the origin there, none is gone.
        self._cursor.execute(
            SQL("SELECT (SELECT count(*) FROM {} WHERE origin = {}) > (SELECT count(*) FROM {})")
            .format(_table(model), origin, staged)
            .as_string(connection.connection)
        )
        (some,) = self._cursor.fetchone()
        self._run(
            SQL(
                "CREATE TEMP TABLE {} AS SELECT {}, true AS leaves FROM {} AS x WHERE x.origin = {}"
                " AND {} AND NOT EXISTS (SELECT FROM {} AS y WHERE {})"
            ).format(_gone(model), _list(keys, "x"), _table(model), origin, some, staged, _same(keys))
        )
        return int(self._cursor.rowcount)

    def _settle(self) -> None:
        leading = [one for one in references() if self._number.get(one.parent)]
        while sum(self._stay_when_needed(one) + self._stay_with_owner(one) for one in leading):
            pass

    def _stay_when_needed(self, one: Reference) -> int:
        meets = "p.id = ANY (x.{})" if one.listed else "p.id = x.{}"
        child_stays = SQL("true")
        if self._number.get(one.child):
            child_stays = SQL("NOT EXISTS (SELECT FROM {} AS y WHERE y.leaves AND {})").format(
                _gone(one.child), _same(self._keys[one.child])
            )
        return self._run(
            SQL("UPDATE {} AS p SET leaves = false FROM {} AS x WHERE p.leaves AND {} AND {}").format(
                _gone(one.parent), _table(one.child), SQL(meets).format(Identifier(one.column)), child_stays
            )
        )

    def _stay_with_owner(self, one: Reference) -> int:
        if not (one.owned and self._number.get(one.child)):
            return 0
        return self._run(
            SQL(
                "UPDATE {} AS y SET leaves = false FROM {} AS x, {} AS p"
                " WHERE y.leaves AND {} AND p.id = x.{} AND NOT p.leaves"
            ).format(
                _gone(one.child),
                _table(one.child),
                _gone(one.parent),
                _same(self._keys[one.child]),
                Identifier(one.column),
            )
        )

    def _remove(self, model: type[Carried]) -> int:
        query = SQL("DELETE FROM {} AS x USING {} AS y WHERE y.leaves AND {}")
        return self._run(query.format(_table(model), _gone(model), _same(self._keys[model])))

    def _retire(self, model: type[Carried]) -> Kept:
        keys = self._keys[model]
        query = SQL(
            "UPDATE {} AS x SET retired = true FROM {} AS y WHERE NOT y.leaves AND NOT x.retired AND {}"
            " RETURNING concat_ws(' ', {})"
        )
        self._run(query.format(_table(model), _gone(model), _same(keys), _list(keys, "x")))
        return tuple(sorted(key for (key,) in self._cursor.fetchall()))

    def _staying(self, model: type[Carried]) -> Kept:
        keys = _list(self._keys[model])
        self._run(SQL("SELECT concat_ws(' ', {}) FROM {} WHERE NOT leaves").format(keys, _gone(model)))
        return tuple(sorted(key for (key,) in self._cursor.fetchall()))

    def _run(self, query: Composable) -> int:
        self._cursor.execute(query.as_string(connection.connection))
        return int(self._cursor.rowcount)


def references() -> Iterator[Reference]:
    """Every reference to a carried row, as the models declare them; what is not carried itself always stays."""
    for child in apps.get_models():
        carried = issubclass(child, Carried)
        for field in child._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and issubclass(field.related_model, Carried):
                owned = carried and field.remote_field.on_delete is models.CASCADE
                yield Reference(child, field.column, field.related_model, owned=owned)
        for column, name in child.lists.items() if carried else ():
            yield Reference(child, column, apps.get_model(name), listed=True)


def _table(model: type[Carried]) -> Identifier:
    return Identifier(model._meta.db_table)


def _gone(model: type[Carried]) -> Identifier:
    return Identifier(f"gone_{model._meta.db_table}")


def _same(keys: Sequence[str]) -> Composable:
    return SQL("({}) = ({})").format(_list(keys, "x"), _list(keys, "y"))


def _list(names: Sequence[str], alias: str = "") -> Composable:
    return SQL(", ").join(Identifier(alias, name) if alias else Identifier(name) for name in names)
