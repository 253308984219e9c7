# SPDX-License-Identifier: EUPL-1.2
"""Checks between cells: keys, references, ordered pairs and circles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from overstap.engine.coded import Coded, combinations, joined
from overstap.engine.pack import wording
from overstap.engine.pack.content import Content
from overstap.engine.pack.findings import FIRST_ROW, Fault, Findings
from overstap.engine.pack.model import Column


def check_key(content: Content, findings: Findings) -> None:
    """No two rows have the same key."""
    names = content.table.key
    if any(name not in content.columns for name in names):
        return
    columns = [content.columns[name] for name in names]
    keys = joined(columns)
    ascending = np.sort(keys)
    if not (ascending[1:] == ascending[:-1]).any():
        return
    # An empty cell in a key is told as such.
    counted = np.ones(len(keys), dtype=np.bool_)
    for column in columns:
        counted &= np.array([value is not None for value in column.values], dtype=np.bool_)[column.codes]
    counted[list(content.skip)] = False
    rows = np.flatnonzero(counted)
    _, first, same = np.unique(keys[rows], return_index=True, return_inverse=True)
    first_row = dict(zip(rows.tolist(), rows[first[same]].tolist(), strict=True))

    def tell(row: int) -> tuple[Fault, object]:
        key = tuple(column[row] for column in columns)
        return wording.twice(names, first_row[row] + FIRST_ROW), key[0] if len(key) == 1 else key

    findings.rows(content.file, ", ".join(names), [a for a, b in first_row.items() if a != b], tell)


def check_references(
    content: Content, columns: Mapping[str, Column], contents: Mapping[str, Content | None], findings: Findings
) -> None:
    """Every reference, single or in a list, leads to a row.

    `contents` holds the tables read; `None` for one that could not be read, on which nothing is said.
    """
    for name, values in content.columns.items():
        target = columns[name].field.refers_to
        if target is None or contents.get(target, content) is None:
            continue
        aim = contents.get(target)
        if aim is not None and "id" not in aim.columns:
            continue
        _check_reference(content, name, values, target, aim, findings)


def _check_reference(
    content: Content, name: str, values: Coded, target: str, aim: Content | None, findings: Findings
) -> None:
    known = {None, *(aim.columns["id"].values if aim is not None else ())}

    def lost(value: object) -> str | None:
        for item in value if isinstance(value, tuple) else (value,):
            if item not in known:
                return str(item)
        return None

    missing = [lost(value) for value in values.values]
    marked = np.array([item is not None for item in missing], dtype=np.bool_)
    if not marked.any():
        return
    choices = [str(item) for item in aim.columns["id"].cells(0, 5000)] if aim is not None else []

    def tell(row: int) -> tuple[Fault, object]:
        item = missing[int(values.codes[row])]
        return wording.unknown_reference(str(item), target, choices), item

    wrong = [row for row in values.rows_with(marked) if row not in content.skip]
    findings.rows(content.file, name, wrong, tell)


def check_order(content: Content, findings: Findings) -> None:
    """The first of an ordered pair never exceeds the second."""
    for low_name, high_name in content.table.ordered_pairs:
        low, high = content.columns.get(low_name), content.columns.get(high_name)
        if low is not None and high is not None:
            _check_order(content, (low_name, high_name), low, high, findings)


def _check_order(content: Content, names: tuple[str, str], low: Coded, high: Coded, findings: Findings) -> None:
    rows, codes = combinations((low, high))
    pairs = ((low[row], high[row]) for row in rows.tolist())
    # The cells of a column have one type by now, or are None.
    marked = np.array(
        [a is not None and b is not None and a > b for a, b in pairs],  # type: ignore[operator]
        dtype=np.bool_,
    )
    findings.rows(
        content.file,
        names[0],
        np.flatnonzero(marked[codes]).tolist(),
        lambda row: (wording.wrong_order(names[1], high[row]), low[row]),
    )


def check_circles(content: Content, findings: Findings) -> None:
    """No skill group stands under itself, and no skill is broader than itself."""
    columns = content.columns
    if content.table.name == "skill_groups" and {"id", "parent"} <= columns.keys():
        pairs = list(zip(range(content.size), columns["id"].cells(), columns["parent"].cells(), strict=True))
        _tell_circles(content, "parent", pairs, findings)
    if content.table.name == "skill_relations" and {"skill", "relation", "other"} <= columns.keys():
        cells = (columns[name].cells() for name in ("skill", "relation", "other"))
        rows = list(zip(*cells, strict=True))
        broader = [(index, a, b) for index, (a, kind, b) in enumerate(rows) if kind == "broader" and a != b]
        _tell_circles(content, "other", broader, findings)
        itself = [index for index, (a, _, b) in enumerate(rows) if a is not None and a == b]
        findings.rows(content.file, "other", itself, lambda index: (wording.refers_to_itself(), rows[index][2]))


def _tell_circles(
    content: Content, column: str, edges: list[tuple[int, object, object]], findings: Findings
) -> None:
    circles = find_circles([(index, str(a), str(b)) for index, a, b in edges if None not in (a, b)])
    findings.rows(
        content.file,
        column,
        list(circles),
        lambda index: (wording.cycle(), " → ".join(circles[index])),
    )


def find_circles(edges: Sequence[tuple[int, str, str]]) -> dict[int, list[str]]:
    """The circles in a directed graph, one per edge that closes one: edge number -> names on the way.

    Depth first without recursion, in the order given; linear in the number of edges. Self loops count.

    >>> find_circles([(0, "a", "b"), (1, "b", "c"), (2, "c", "b")])
    {2: ['b', 'c', 'b']}
    """
    onward: dict[str, list[tuple[int, str]]] = {}
    for number, a, b in edges:
        onward.setdefault(a, []).append((number, b))
    done: set[str] = set()
    circles: dict[int, list[str]] = {}
    for start in onward:
        if start not in done:
            _walk(start, onward, done, circles)
    return dict(sorted(circles.items()))


def _walk(
    start: str, onward: dict[str, list[tuple[int, str]]], done: set[str], circles: dict[int, list[str]]
) -> None:
    way = {start: 0}  # names on the way here, with their place
    stack = [iter(onward[start])]
    names = [start]
    while stack:
        number, name = next(stack[-1], (-1, ""))
        if number < 0:
            stack.pop()
            done.add(names.pop())
            way.popitem()
        elif name in way:
            circles[number] = [*names[way[name] :], name]
        elif name not in done:
            way[name] = len(names)
            names.append(name)
            stack.append(iter(onward.get(name, ())))
