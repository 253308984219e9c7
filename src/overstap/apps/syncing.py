# SPDX-License-Identifier: EUPL-1.2
"""Brings the rows of one origin in line with what the origin says now, for whole tables at once.

New rows come in by COPY into a table of the session, and PostgreSQL compares: what is new is inserted, what
differs is updated, what is gone is removed, unless something still needs it: then it stays and is marked
retired. Rows of other origins are never touched. The work is repeatable, and cheap when nothing changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial

import msgspec
from django.db import connection, models, transaction
from psycopg.sql import SQL, Composable, Identifier

from overstap.apps.carried import Carried
from overstap.apps.filling import check_now, filling
from overstap.apps.leaving import Departures, Kept, references
from overstap.engine.coded import AT_A_TIME, Coded

_CARRIED_ONLY = ("origin", "position")
ANALYSE_FROM = 10_000
"""Rows from which the planner is told what it is looking at."""
FILL_FROM = 500_000
"""Rows from which an empty table is filled as `filling` does."""
_ROOM = "SET LOCAL work_mem = '256MB'; SET LOCAL maintenance_work_mem = '512MB'"
"""Memory for sorting and comparing: with what is usual, millions of rows are sorted on disk, in many goes."""
_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
"""Signs that mean something to COPY."""


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
    """All rows that an origin has for one model, in order, as columns; none when there are no rows."""

    model: type[Carried]
    columns: Mapping[str, Coded]

    @classmethod
    def of_rows(cls, model: type[Carried], names: Sequence[str], rows: Iterable[Sequence[object]]) -> Incoming:
        """Of rows that hold what `names` say."""
        return cls(model, dict(zip(names, map(Coded.of, zip(*rows, strict=True)), strict=False)))


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
        cursor.execute(_ROOM)
        staged = [_stage(cursor, _Shape.of(part.model), origin, part) for part in incoming]
        same = {shape.model: rows for shape, rows in staged if _is_same(cursor, shape, rows, origin)}
        shapes = [shape for shape, _ in staged if shape.model not in same]
        large = _to_fill([(shape, rows) for shape, rows in staged if shape in shapes])
        for shape, rows in staged:
            if shape in shapes and shape.model not in large:
                _index(cursor, shape, rows)
        if taken := {shape.model: ids for shape in shapes if (ids := _taken(cursor, shape))}:
            raise Taken(taken)
        standing = {shape.model: _drop_standing(cursor, shape) for shape in shapes}
        written = {shape.model: _write(cursor, shape) for shape in shapes if shape.model not in large}
        with filling(cursor, [model._meta.db_table for model in large]):
            written |= {shape.model: _write(cursor, shape) for shape in shapes if shape.model in large}
        departures = Departures(cursor, [(shape.model, shape.keys, shape.staged) for shape in shapes], origin)
        gone = departures.carry_out(retire)
        for shape, _ in staged:
            cursor.execute(_text(SQL("DROP TABLE {}").format(shape.staged)))
        # Foreign keys and listed ids are checked here, not at a commit that others would have to explain.
        check_now(cursor)
    counts = {model: Counts(unchanged=rows) for model, rows in same.items()} | {
        model: Counts(added, changed, gone.removed[model], rest - moved, moved, len(gone.newly.get(model, ())))
        for model, (added, changed, moved, rest) in written.items()
    }
    return Synced(
        {shape.model: counts[shape.model] for shape, _ in staged},
        gone.kept,
        gone.newly,
        {model: number for model, number in standing.items() if number},
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


def _to_fill(staged: Sequence[tuple[_Shape, int]]) -> set[type[Carried]]:
    """The models whose tables are empty and get very many rows, and those that refer to them."""
    large = {
        shape.model
        for shape, rows in staged
        if rows >= FILL_FROM and not shape.model._base_manager.exists()  # any origin counts
    }
    ours = {shape.model for shape, _ in staged}
    while more := {one.child for one in references() if one.parent in large and one.child in ours - large}:
        large |= more
    return large


def _stage(cursor, shape: _Shape, origin: str, part: Incoming) -> tuple[_Shape, int]:
    """Has the rows in a table of their own; returns how many there are."""
    cursor.execute(_text(SQL("CREATE TEMP TABLE {} (LIKE {})").format(shape.staged, shape.table)))
    if strange := part.columns.keys() - set(shape.columns):
        raise ValueError(f"{shape.model.__name__} has no column {', '.join(sorted(strange))}")
    number = len(next(iter(part.columns.values()), ()))
    if number:
        _copy(cursor, shape, origin, part.columns, number)
    return shape, number


def _is_same(cursor, shape: _Shape, number: int, origin: str) -> bool:
    """Whether the origin has exactly these rows already, so that there is nothing to compare one by one.

    Told by 128 bits of all rows together, in any order: that others have the same is as good as impossible.
    """
    where = SQL("FROM {} WHERE origin = {}").format(shape.table, origin)
    cursor.execute(_text(SQL("SELECT count(*) {}").format(where)))
    if cursor.fetchone() != (number,):
        return False
    row = SQL("ROW({})").format(_list(shape.columns))
    digest = SQL("SELECT bit_xor(hash_record_extended({0}, 1)), bit_xor(hash_record_extended({0}, 2))").format(
        row
    )
    cursor.execute(_text(SQL("{} FROM {}").format(digest, shape.staged)))
    coming = cursor.fetchone()
    cursor.execute(_text(SQL("{} {}").format(digest, where)))
    return coming == cursor.fetchone()


def _index(cursor, shape: _Shape, number: int) -> None:
    """Makes what is staged fit to be compared with."""
    cursor.execute(_text(SQL("CREATE UNIQUE INDEX ON {} ({})").format(shape.staged, _list(shape.keys))))
    if number >= ANALYSE_FROM:
        cursor.execute(_text(SQL("ANALYZE {}").format(shape.staged)))


def _copy(cursor, shape: _Shape, origin: str, columns: Mapping[str, Coded], number: int) -> None:
    """The rows by COPY, as text. Every value is written down once; what all rows have comes first in a line."""
    own = {"origin": origin, "retired": False}
    fields = {field.column: field for field in shape.fields}
    alike = {
        name: copied(own.get(name, field.get_default()), field)
        for name, field in fields.items()
        if name not in columns and name != "position"
    }
    texts = [column.each(partial(copied, field=fields[name])) for name, column in columns.items()]
    copy_in = SQL("COPY {} ({}) FROM STDIN").format(shape.staged, _list((*alike, *columns, "position")))
    begin = "".join(f"{text}\t" for text in alike.values())
    with connection.wrap_database_errors, cursor.copy(copy_in) as copy:
        for start in range(0, number, AT_A_TIME):
            stop = min(start + AT_A_TIME, number)
            cells = (text.cells(start, stop) for text in texts)
            lines = map("\t".join, zip(*cells, map(str, range(start, stop)), strict=True))
            copy.write(begin + f"\n{begin}".join(lines) + "\n")


def copied(value: object, field: models.Field) -> str:
    """A value of a field as COPY takes it in text."""
    if isinstance(field, models.JSONField):
        return _escaped(msgspec.json.encode(value).decode())
    if value is None:
        return r"\N"
    if isinstance(value, (list, tuple)):
        items = (str(item).replace("\\", r"\\").replace('"', r"\"") for item in value)
        return _escaped("{" + ",".join(f'"{item}"' for item in items) + "}")
    return _escaped(str(value))


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)


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
