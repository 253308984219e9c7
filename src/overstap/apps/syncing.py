# SPDX-License-Identifier: EUPL-1.2
"""Brings the rows of one origin in line with what the origin says now, for whole tables at once.

New rows come in by COPY into a table of the session, and PostgreSQL compares: what is new is inserted, what
differs is updated, what is gone is removed, unless something still needs it: then it stays and is marked
retired. Rows of other origins are never touched. The work is repeatable, and cheap when nothing changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

import msgspec
from django.db import connection, models, transaction
from psycopg.sql import SQL, Composable, Identifier

from overstap.apps.carried import Carried
from overstap.apps.leaving import Departures, Kept

_CARRIED_ONLY = ("origin", "position")
ANALYSE_FROM = 10_000
"""Rows from which the planner is told what it is looking at."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What happened to the rows of one table.

    `moved`: the same, but elsewhere in the order. `retired`: gone at the origin, and kept.
    """

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    moved: int = 0
    retired: int = 0

    @classmethod
    def sum(cls, several: Iterable[Counts]) -> Counts:
        """The counts of several tables together.

        >>> Counts.sum([Counts(added=1), Counts(added=2, moved=1)])
        Counts(added=3, changed=0, removed=0, unchanged=0, moved=1, retired=0)
        """
        counted = [asdict(counts) for counts in several]
        return cls(**{name: sum(counts[name] for counts in counted) for name in cls.__slots__})

    @property
    def touched(self) -> bool:
        """Whether anything was written."""
        return bool(self.added or self.changed or self.removed or self.moved or self.retired)


@dataclass(frozen=True, slots=True)
class Incoming:
    """All rows that an origin has for one model, in order: `columns` name what each row holds."""

    model: type[Carried]
    columns: tuple[str, ...]
    rows: Iterable[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Synced:
    """The outcome.

    `kept` holds all retired rows, `newly` those that were not retired before; `standing` counts what
    people had added before the origin did.
    """

    counts: dict[type[Carried], Counts]
    kept: dict[type[Carried], Kept]
    newly: dict[type[Carried], Kept]
    standing: dict[type[Carried], int]

    @property
    def touched(self) -> bool:
        """Whether anything was written."""
        return any(counts.touched for counts in self.counts.values())


class Taken(Exception):
    """Ids that already belong to another origin: model -> (id, origin), at most 100 each."""

    def __init__(self, taken: dict[type[Carried], tuple[tuple[str, str], ...]]) -> None:
        super().__init__(f"{sum(map(len, taken.values()))} ids belong to another origin")
        self.taken = taken


@transaction.atomic
def sync(
    *, origin: str, incoming: Sequence[Incoming], retire: frozenset[type[Carried]] = frozenset()
) -> Synced:
    """Makes the rows of `origin` in the models of `incoming` equal to what is given.

    Models that are not in `incoming` are left alone. Rows that are gone are removed, or retired when
    another row that stays refers to them, or when their model is in `retire`.

    Call it in your turn (`overstap.apps.turns`). Raises `Taken` when an id belongs to another origin, and
    Django's `IntegrityError` or `DataError` when rows break a constraint; nothing has changed then.
    """
    with connection.cursor() as cursor:
        shapes = [_Shape.of(part.model) for part in incoming]
        for shape, part in zip(shapes, incoming, strict=True):
            _stage(cursor, shape, origin, part)
        if taken := {shape.model: ids for shape in shapes if (ids := _taken(cursor, shape))}:
            raise Taken(taken)
        standing = {shape.model: _drop_standing(cursor, shape) for shape in shapes}
        written = {shape.model: _write(cursor, shape) for shape in shapes}
        departures = Departures(cursor, [(shape.model, shape.keys, shape.staged) for shape in shapes], origin)
        gone = departures.carry_out(retire)
        for shape in shapes:
            cursor.execute(_text(SQL("DROP TABLE {}").format(shape.staged)))
        # Foreign keys and listed ids are checked here, not at a commit that others would have to explain.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    counts = {
        model: Counts(added, changed, gone.removed[model], same - moved, moved, len(gone.newly.get(model, ())))
        for model, (added, changed, moved, same) in written.items()
    }
    return Synced(
        counts, gone.kept, gone.newly, {model: number for model, number in standing.items() if number}
    )


@dataclass(frozen=True, slots=True)
class _Shape:
    """A model as the database sees it."""

    model: type[Carried]
    table: Identifier
    staged: Identifier
    fields: tuple[models.Field, ...]
    keys: tuple[str, ...]

    @classmethod
    def of(cls, model: type[Carried]) -> _Shape:
        meta = model._meta
        fields = tuple(field for field in meta.concrete_fields if field.column)
        keys = tuple(field.column for field in meta.pk_fields)
        return cls(model, Identifier(meta.db_table), Identifier(f"staged_{meta.db_table}"), fields, keys)

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(field.column for field in self.fields)

    @property
    def compared(self) -> tuple[str, ...]:
        return tuple(name for name in self.columns if name not in (*self.keys, *_CARRIED_ONLY))

    @property
    def same_row(self) -> Composable:
        return SQL("({}) = ({})").format(_list(self.keys, "t"), _list(self.keys, "s"))


def _stage(cursor, shape: _Shape, origin: str, part: Incoming) -> None:
    cursor.execute(_text(SQL("CREATE TEMP TABLE {} (LIKE {})").format(shape.staged, shape.table)))
    copy_in = SQL("COPY {} ({}) FROM STDIN").format(shape.staged, _list(shape.columns))
    number = 0
    with connection.wrap_database_errors, cursor.copy(copy_in) as copy:
        for row in _complete(shape, origin, part):
            copy.write_row(row)
            number += 1
    cursor.execute(_text(SQL("CREATE UNIQUE INDEX ON {} ({})").format(shape.staged, _list(shape.keys))))
    if number >= ANALYSE_FROM:
        cursor.execute(_text(SQL("ANALYZE {}").format(shape.staged)))


def _complete(shape: _Shape, origin: str, part: Incoming) -> Iterator[list[object]]:
    """The rows with all columns of the table, in its order, as COPY takes them."""
    given = {name: i for i, name in enumerate(part.columns)}
    if strange := given.keys() - set(shape.columns):
        raise ValueError(f"{shape.model.__name__} has no column {', '.join(sorted(strange))}")
    own = {"origin": origin, "retired": False}
    places = [
        (
            given.get(field.column),
            own.get(field.column, field.get_default()),
            isinstance(field, models.JSONField),
        )
        for field in shape.fields
    ]
    position_at = shape.columns.index("position")
    for position, row in enumerate(part.rows):
        complete = [
            _json(value) if as_json else value
            for at, default, as_json in places
            for value in (default if at is None else row[at],)
        ]
        complete[position_at] = position
        yield complete


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _taken(cursor, shape: _Shape) -> tuple[tuple[str, str], ...]:
    """Ids of named rows that another origin has; rows without a name of their own cannot clash."""
    if shape.keys != ("id",):
        return ()
    cursor.execute(
        _text(
            SQL(
                "SELECT t.id, t.origin FROM {} AS t JOIN {} AS s USING (id)"
                " WHERE t.origin <> s.origin ORDER BY s.position LIMIT 100"
            ).format(shape.table, shape.staged)
        )
    )
    return tuple(cursor.fetchall())


def _drop_standing(cursor, shape: _Shape) -> int:
    """Leaves alone what another origin already said about the same pair."""
    if shape.keys == ("id",):
        return 0
    cursor.execute(
        _text(
            SQL("DELETE FROM {} AS s USING {} AS t WHERE {} AND t.origin <> s.origin").format(
                shape.staged, shape.table, shape.same_row
            )
        )
    )
    return int(cursor.rowcount)


def _write(cursor, shape: _Shape) -> tuple[int, int, int, int]:
    """Inserts and updates; returns how many rows were added, changed, moved, and the same (moved or not)."""
    names = {"table": shape.table, "staged": shape.staged, "same": shape.same_row}
    new, old = _list(shape.compared, "s"), _list(shape.compared, "t")
    everything = (*shape.compared, *_CARRIED_ONLY)
    cursor.execute(
        _text(
            SQL(
                "UPDATE {table} AS t SET ({all}) = ROW({values}) FROM {staged} AS s"
                " WHERE {same} AND ROW({old}) IS DISTINCT FROM ROW({new})"
            ).format(**names, all=_list(everything), values=_list(everything, "s"), old=old, new=new)
        )
    )
    changed = cursor.rowcount
    cursor.execute(
        _text(
            SQL(
                "UPDATE {table} AS t SET position = s.position FROM {staged} AS s"
                " WHERE {same} AND t.position <> s.position"
            ).format(**names)
        )
    )
    moved = cursor.rowcount
    cursor.execute(
        _text(
            SQL(
                "INSERT INTO {table} ({all}) SELECT {values} FROM {staged} AS s"
                " WHERE NOT EXISTS (SELECT FROM {table} AS t WHERE {same}) ORDER BY s.position"
            ).format(**names, all=_list(shape.columns), values=_list(shape.columns, "s"))
        )
    )
    added = cursor.rowcount
    cursor.execute(_text(SQL("SELECT count(*) FROM {}").format(shape.staged)))
    (total,) = cursor.fetchone()
    return added, changed, moved, total - added - changed


def _list(names: Iterable[str], alias: str = "") -> Composable:
    return SQL(", ").join(Identifier(alias, name) if alias else Identifier(name) for name in names)


def _text(query: Composable) -> str:
    # Django's debugging cursor wants text.
    return query.as_string(connection.connection)
