# SPDX-License-Identifier: EUPL-1.2
"""Dated parameters with their source: amounts of the law, and choices and estimates of ours.

They stand as data in `rules/data`, one TOML file per subject. `ww.rate_first` is the table `rate_first` in
`ww.toml`. A value holds from its date until the next one; the last one holds on. A person may change any of
them for themselves (`Parameters.changed`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from overstap.engine.problems import InputRefused, Problem
from overstap.engine.rules import wording
from overstap.engine.rules.dated import Dated, Kind, Parameter, RuleSource
from overstap.engine.rules.reading import read_folder

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Assumption:
    """What was assumed, to show.

    `label`, `unit` and `note` in the language asked; `kind`: published or estimate; `changed`: the person's
    own value, which has no `since`. `outdated`: by law there should be a newer value by now, which we do not
    hold yet. `to_check`: we have it at second hand only.
    """

    name: str
    label: str
    value: float
    unit: str
    kind: Kind
    source: RuleSource
    since: date | None
    changed: bool
    outdated: bool
    to_check: bool
    note: str


@dataclass(frozen=True)
class Parameters:
    """All parameters, with what a person changed for themselves.

    >>> parameters = load_parameters()
    >>> parameters.value("wage.minimum", date(2025, 6, 30)), parameters.value("wage.minimum", date(2025, 7, 1))
    (14.06, 14.4)
    >>> parameters.changed({"search.days_stable": 120}).value("search.days_stable", date(2027, 1, 1))
    120.0
    """

    all: Mapping[str, Parameter]
    own: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))

    def value(self, name: str, on: date) -> float:
        """The value that holds on a day; a person's own one holds always.

        Raises `InputRefused` for an unknown name, and for a day before the first value.
        """
        if name in self.own:
            return self.own[name]
        return self._parameter(name).on(on).value

    def changed(self, values: Mapping[str, float]) -> Parameters:
        """The same, with values of the person's own; those changed before stay.

        Raises `InputRefused` for unknown names and for values outside the parameter's bounds.
        """
        problems = [
            problem for name, value in values.items() if (problem := self._refusal(name, value)) is not None
        ]
        if problems:
            raise InputRefused(problems)
        own = {**self.own, **{name: float(value) for name, value in values.items()}}
        return replace(self, own=MappingProxyType(own))

    def assumptions(self, on: date, names: Iterable[str], language: str = "nl") -> tuple[Assumption, ...]:
        """What holds on a day, with label and source, in the order of `names`."""
        return tuple(self._assumption(self._parameter(name), on, language) for name in names)

    def _parameter(self, name: str) -> Parameter:
        if name not in self.all:
            raise InputRefused([wording.unknown(name, self.all)])
        return self.all[name]

    def _refusal(self, name: str, value: float) -> Problem | None:
        if name not in self.all:
            return wording.unknown(name, self.all)
        one = self.all[name]
        if not math.isfinite(value) or not one.minimum <= value <= one.maximum:
            return wording.out_of_bounds(name, value, one.minimum, one.maximum, one.unit)
        return None

    def _assumption(self, one: Parameter, on: date, language: str) -> Assumption:
        own = self.own.get(one.name)
        dated = one.on(on) if own is None else None
        return Assumption(
            name=one.name,
            label=one.description.get(language) or one.description["en"],
            value=self.value(one.name, on),
            unit=wording.unit(one.unit, language),
            kind=one.kind,
            source=one.source,
            since=dated.since if dated else None,
            changed=dated is None,
            outdated=dated is not None and _is_outdated(one, dated, on),
            to_check=dated is not None and dated.to_check,
            note=one.note.get(language) or one.note.get("en", ""),
        )


def _is_outdated(one: Parameter, dated: Dated, on: date) -> bool:
    if one.revised_every is None or dated is not one.values[-1]:
        return False
    return (on.year - dated.since.year) * 12 + on.month - dated.since.month >= one.revised_every


@cache
def load_parameters() -> Parameters:
    """The parameters that come with the product; read once."""
    return read_parameters(_DATA)


def read_parameters(folder: Path) -> Parameters:
    """The parameters in the TOML files of a folder.

    Raises `InputRefused` with everything that is wrong: no source, no date, dates out of order, values that
    are no number or out of bounds, unknown fields.
    """
    return Parameters(MappingProxyType(read_folder(folder)))
