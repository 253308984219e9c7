# SPDX-License-Identifier: EUPL-1.2
"""The best openings for very many people: how a batch of it is prepared, and how one part is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from overstap.engine.batch import plan as plans
from overstap.engine.batch.people import PeoplePart
from overstap.engine.batch.plan import Plan, Receipt, plan_for, read_part, write_answer
from overstap.engine.batch.reference import OPENINGS, SKILLS, Skills, read_openings, read_skills
from overstap.engine.matching.index import Filters
from overstap.engine.matching.large.batch import WIDTH, Many, best_in_blocks, expander
from overstap.engine.matching.large.describing import REACHES, Describer
from overstap.engine.matching.large.index import NOTHING, Found, OpeningIndex, Question
from overstap.engine.matching.large.openings import Floats
from overstap.engine.matching.model import Wishes
from overstap.engine.matching.wishes import only_wished

WORK = "match"
PEOPLE = "people"
ANSWER: dict[str, pl.DataType] = {
    "person": pl.String(),
    "rank": pl.UInt32(),
    "opening": pl.String(),
    "reach": pl.String(),
    "claimed": pl.Float64(),
    "shown": pl.Float64(),
}
"""The columns of an answer."""
ANSWER_IN_GROUPS = {**ANSWER, "distance_km": pl.Float64()}
"""The columns of an answer in groups; `distance_km` is null where it is not known."""


@dataclass(frozen=True, slots=True)
class MatchOptions:
    """What is asked of a batch of matches. `today`: what has closed by then is left out.

    `top` openings for each person, covered for `floor` at least; with `in_groups` so many in each group, as
    `Matcher.openings_for` gives them, and `floor` plays no part. `only_wished`: not what goes against wishes.
    """

    top: int
    floor: float
    only_wished: bool
    in_groups: bool
    today: date

    def as_plain(self) -> dict[str, plans.Value]:
        """As they stand in a plan."""
        return {**asdict(self), "today": self.today.isoformat()}

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> MatchOptions:
        """What `as_plain` gave."""
        return cls(**{**plain, "today": date.fromisoformat(plain["today"])})


def do_part(folder: str, plan: str, number: int) -> Receipt:
    """Does one part of a batch of matches: the same bytes wherever, and however often, it is done.

    `plan`: what the plan in the folder is known by. Raises `InputRefused` when something is not what it was.
    """
    place = Path(folder)
    agreed = plan_for(place, plan)
    input_ = place / plans.INPUT
    skills = read_skills(input_, agreed.inputs[SKILLS])
    index = read_openings(input_, agreed.inputs[SKILLS], agreed.inputs[OPENINGS])
    people = PeoplePart(read_part(place, agreed, number))
    return write_answer(place, agreed, number, match_people(index, skills, people, _options(agreed)))


def _options(plan: Plan) -> MatchOptions:
    names = MatchOptions.__dataclass_fields__
    return MatchOptions.from_plain({name: value for name, value in plan.options.items() if name in names})


def match_people(
    index: OpeningIndex, skills: Skills, people: PeoplePart, options: MatchOptions
) -> pl.DataFrame:
    """The openings for people, in the columns `ANSWER` or, in groups, `ANSWER_IN_GROUPS`."""
    held = expander(skills.similarity, *people.held)
    shown = expander(skills.similarity, *people.held_shown)
    wishes = list(people.wishes())
    filters = [
        only_wished(one, today=options.today) if options.only_wished else Filters(today=options.today)
        for one in wishes
    ]
    if options.in_groups:
        return _in_groups(index, people, held, shown, wishes, filters, options)
    return _best(index, people, held, shown, filters, options)


NearOf = Callable[[int, int], Floats]


def _best(
    index: OpeningIndex,
    people: PeoplePart,
    held: NearOf,
    shown_of: NearOf,
    filters: list[Filters],
    options: MatchOptions,
) -> pl.DataFrame:
    blocks: dict[int, Floats] = {}

    def kept(first: int, last: int) -> Floats:
        blocks[first] = held(first, last)
        return blocks[first]

    same = all(one == filters[0] for one in filters)
    search = best_in_blocks(
        index,
        kept,
        len(people),
        options.top,
        filters=filters[0] if filters and same else filters,
        floor=max(options.floor, NOTHING),
        threads=1,
    )
    describer = Describer(index)
    rows = _Rows()
    for block, many in enumerate(search):
        first = block * WIDTH
        last = first + len(many.found)
        shown, group = describer.describe(
            many, blocks.pop(first), shown_of(first, last), people.certificates[first:last]
        )
        rows.add_block(first, many, shown, group)
    return rows.frame(people)


def _in_groups(
    index: OpeningIndex,
    people: PeoplePart,
    held: NearOf,
    shown_of: NearOf,
    wishes: list[Wishes],
    filters: list[Filters],
    options: MatchOptions,
) -> pl.DataFrame:
    rows = _Rows()
    for at in range(len(people)):
        question = Question(held(at, at + 1)[0], shown_of(at, at + 1)[0], people.certificates[at])
        found = index.grouped(question, options.top, filters=filters[at], wishes=wishes[at])
        for group, reach in enumerate(REACHES):
            rows.add_group(at, group, found[reach])
    return rows.frame_in_groups(people)


class _Rows:
    """Columns of an answer as they come in: arrays, put together in the end."""

    def __init__(self) -> None:
        self._columns: dict[str, list[npt.NDArray[Any]]] = {}

    def add_block(self, first: int, many: Many, shown: Floats, group: npt.NDArray[np.int8]) -> None:
        """What was found for a block of people, of whom the first has position `first`."""
        counts = np.arange(many.ids.shape[1]) < many.found[:, np.newaxis]
        person, rank = np.nonzero(counts)
        self._add(
            person=person + first,
            rank=rank + 1,
            opening=many.ids[counts],
            reach=group[counts],
            claimed=many.claimed[counts],
            shown=shown[counts],
        )

    def add_group(self, at: int, group: int, found: Found) -> None:
        """What was found for one person in one group."""
        self._add(
            person=np.full(len(found), at),
            rank=np.arange(1, len(found) + 1),
            opening=found.ids,
            reach=np.full(len(found), group),
            claimed=found.claimed,
            shown=found.shown,
            distance_km=found.km,
        )

    def _add(self, **columns: npt.NDArray[Any]) -> None:
        for name, values in columns.items():
            self._columns.setdefault(name, []).append(values)

    def frame(self, people: PeoplePart) -> pl.DataFrame:
        """All of it as a table."""
        if not self._columns:
            return pl.DataFrame(schema=ANSWER)
        return pl.DataFrame([self._series(people, name).cast(type_) for name, type_ in ANSWER.items()])

    def frame_in_groups(self, people: PeoplePart) -> pl.DataFrame:
        """All of it as a table, with what only groups have."""
        if not self._columns:
            return pl.DataFrame(schema=ANSWER_IN_GROUPS)
        found = [self._series(people, name).cast(type_) for name, type_ in ANSWER_IN_GROUPS.items()]
        return pl.DataFrame(found).with_columns(pl.col("distance_km").fill_nan(None))

    def _series(self, people: PeoplePart, name: str) -> pl.Series:
        values = np.concatenate(self._columns[name])
        if name == "person":
            return people.frame.get_column("person").gather(values)
        if name == "reach":
            return pl.Series(name, [str(reach) for reach in REACHES]).gather(values)
        if values.dtype.kind == "S":
            return pl.Series(name, [one.decode() for one in values.tolist()], dtype=pl.String)
        return pl.Series(name, values)
