# SPDX-License-Identifier: EUPL-1.2
"""Reads O*NET from its official download, and makes a skills language of it.

Takes a folder or zip file with the tab-separated texts, the Excel sheets, or both, and with the wages of the
US Bureau of Labor Statistics where they are put beside it. Columns are found by their header; how files may
be called stands in `onet_files`. What an occupation asks is its detailed work activities (through its tasks)
and its skills and knowledge (through how important they were rated).

Source: O*NET Database, US Department of Labor, https://www.onetcenter.org (CC BY 4.0). Wages: OEWS, US BLS.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from overstap.engine.problems import InputRefused, Problem
from overstap.engine.skills.onet_files import (
    CODE,
    NAMES,
    OnetFile,
    files_at,
    find,
    no_number,
    nothing_asked,
    release,
    wage_file,
)
from overstap.engine.skills.taxonomy import (
    Demand,
    Group,
    Importance,
    Occupation,
    Skill,
    SkillKind,
    Taxonomy,
    Words,
)

ATTRIBUTION = "O*NET Database, US Department of Labor (CC BY 4.0)"

VERY_IMPORTANT, IMPORTANT, SOMEWHAT_IMPORTANT = 4.0, 3.0, 2.0
"""Anchors of O*NET's importance scale (1 to 5)."""

TIERS = ("Primary-Short", "Primary-Long", "Supplemental")
"""How closely O*NET relates two occupations, the closest first."""


@dataclass(frozen=True, slots=True)
class Rating:
    """How important (1 to 5) something is for an occupation and at which level (0 to 7); None is not rated.

    `precise` is false where O*NET recommends not to show the rating, `relevant` where most said that it does
    not apply.
    """

    importance: float | None = None
    level: float | None = None
    precise: bool = True
    relevant: bool = True


@dataclass(frozen=True, slots=True)
class Task:
    """What is done in an occupation; `core` against supplemental, None where O*NET does not say."""

    id: str
    text: str
    core: bool | None
    activities: tuple[str, ...] = ()
    """Ids of detailed work activities."""


@dataclass(frozen=True, slots=True)
class RelatedOccupation:
    """An occupation that O*NET relates to another; `tier` is one of `TIERS`, `rank` counts from 1."""

    code: str
    tier: str
    rank: int


@dataclass(frozen=True, slots=True)
class OnetOccupation:
    """What O*NET knows of an occupation. Mappings are by element id and empty where nothing was rated.

    `job_zone` goes from 1 (little preparation) to 5. `interests` are on the scale from 1 to 7, `styles` as
    rated. `education` is the share (0..100) of incumbents per category of required education (1 less than high
    school, 12 post-doctoral). `wage` is the median in USD a year and `employment` the number of jobs, both of
    the detailed SOC occupation.
    """

    code: str
    title: str
    description: str
    titles: tuple[str, ...] = ()
    tasks: tuple[Task, ...] = ()
    skills: Mapping[str, Rating] = field(default_factory=dict)
    knowledge: Mapping[str, Rating] = field(default_factory=dict)
    job_zone: int | None = None
    interests: Mapping[str, float] = field(default_factory=dict)
    styles: Mapping[str, float] = field(default_factory=dict)
    education: Mapping[int, float] = field(default_factory=dict)
    related: tuple[RelatedOccupation, ...] = ()
    wage: float | None = None
    employment: float | None = None


@dataclass(frozen=True)
class Onet:
    """O*NET as read. `elements` gives the names of skills, knowledge, interests, styles and activities by id.

    `taxonomy` is the same as a skills language: its occupations stand in the order of `occupations`.
    """

    release: str
    occupations: tuple[OnetOccupation, ...]
    elements: Mapping[str, str]
    taxonomy: Taxonomy


@dataclass(frozen=True)
class OnetSummary:
    """What was read and what was not.

    `absent`: kinds of data (keys of `onet_files.NAMES`, and wages) for which no file is there. `dropped`
    counts, under the name of a file, rows about an occupation or activity that was not read.
    """

    files: tuple[str, ...]
    release: str
    occupations: int
    rated: int
    """Occupations with ratings of skills or knowledge; O*NET names more than it has surveyed."""
    activities: int
    ratings: int
    links: int
    absent: tuple[str, ...]
    dropped: Mapping[str, int]
    imprecise: int
    """Ratings that O*NET recommends not to show; they make no demand."""


def read_onet(place: Path | str) -> tuple[Onet, OnetSummary]:
    """Reads O*NET from a folder or zip file of its official download.

    Raises `InputRefused` when it is no O*NET download, a file lacks a column it must have, a cell is no number
    where it must be, or no occupation asks for anything.
    """
    files = files_at(Path(place))
    reader = _Reader(files)
    occupations, elements = reader.occupations(), reader.elements
    if not any(one.skills or any(task.activities for task in one.tasks) for one in occupations):
        raise InputRefused([nothing_asked(Path(place))])
    onet = Onet(release(files), occupations, elements, _taxonomy(occupations, reader, release(files)))
    return onet, reader.summary(onet)


class _Reader:
    """Reads table after table, and keeps count of what it had to leave."""

    def __init__(self, files: Sequence[OnetFile]) -> None:
        self._files = files
        self.elements: dict[str, str] = {}
        self.activity_parents: dict[str, tuple[str, str]] = {}
        self._dropped: dict[str, int] = {}
        self._imprecise = 0
        self._codes: frozenset[str] = frozenset()
        self._problems: list[Problem] = []

    def occupations(self) -> tuple[OnetOccupation, ...]:
        """Every occupation with all that is known of it, by code."""
        (file, *_) = find(self._files, "occupations")
        named = {row[0]: row for row in _rows(file, (CODE, "Title", "Description"))}
        self._codes = frozenset(named)
        titles, tasks, related = self._titles(), self._tasks(), self._related()
        skills, knowledge = self._ratings("skills"), self._ratings("knowledge")
        interests, styles = self._scores("interests", ("OI",)), self._scores("styles", ("IM", "WI"))
        zones, education, wages = self._zones(), self._education(), self._wages()
        if self._problems:
            raise InputRefused(self._problems)
        return tuple(
            OnetOccupation(
                code,
                title,
                description,
                tuple(titles.get(code, ())),
                tuple(tasks.get(code, ())),
                skills.get(code, {}),
                knowledge.get(code, {}),
                zones.get(code),
                interests.get(code, {}),
                styles.get(code, {}),
                education.get(code, {}),
                tuple(related.get(code, ())),
                *wages.get(code[:7], (None, None)),
            )
            for code, title, description in sorted(named.values())
        )

    def summary(self, onet: Onet) -> OnetSummary:
        """What was read and what was not."""
        wages = wage_file(self._files)
        used = [file for what in NAMES for file in find(self._files, what)] + ([wages] if wages else [])
        ratings = [
            one for each in onet.occupations for part in (each.skills, each.knowledge) for one in part.values()
        ]
        absent = [what for what in NAMES if not find(self._files, what)] + ([] if wages else ["wages"])
        return OnetSummary(
            files=tuple(file.name for file in used),
            release=onet.release,
            occupations=len(onet.occupations),
            rated=sum(bool(one.skills or one.knowledge) for one in onet.occupations),
            activities=len(self.activity_parents),
            ratings=sum((one.importance is not None) + (one.level is not None) for one in ratings),
            links=sum(len(one.demands) for one in onet.taxonomy.occupations),
            absent=tuple(absent),
            dropped=self._dropped,
            imprecise=self._imprecise,
        )

    # --- one table each ---------------------------------------------------------------------------

    def _titles(self) -> dict[str, list[str]]:
        found: dict[str, dict[str, None]] = {}
        for file in find(self._files, "titles"):
            columns = file.table((CODE,)).columns
            column = "Job Title" if "Job Title" in columns else "Alternate Title"
            for code, title in self._of_known(file, (CODE, column)):
                found.setdefault(code, {})[title] = None
        return {code: list(titles) for code, titles in found.items()}

    def _tasks(self) -> dict[str, list[Task]]:
        for file in find(self._files, "activities"):
            for element, middle, activity, title in _rows(
                file, ("Element ID", "IWA ID", "DWA ID", "DWA Title")
            ):
                self.elements[activity] = title
                self.activity_parents[activity] = (middle, element)
        done: dict[tuple[str, str], dict[str, None]] = {}
        for file in find(self._files, "task_activities"):
            for code, task, activity in self._of_known(file, (CODE, "Task ID", "DWA ID")):
                if activity in self.activity_parents:
                    done.setdefault((code, task), {})[activity] = None
                else:
                    self._drop(file)
        found: dict[str, list[Task]] = {}
        for file in find(self._files, "tasks"):
            for code, task, text, kind in self._of_known(file, (CODE, "Task ID", "Task", "Task Type")):
                core = {"Core": True, "Supplemental": False}.get(kind)
                found.setdefault(code, []).append(Task(task, text, core, tuple(done.pop((code, task), ()))))
        if found and done:
            self._dropped["Tasks to DWAs"] = self._dropped.get("Tasks to DWAs", 0) + len(done)
        return found

    def _ratings(self, what: str) -> dict[str, dict[str, Rating]]:
        cells: dict[tuple[str, str], dict[str, tuple[float, bool, bool]]] = {}
        columns = (CODE, "Element ID", "Element Name", "Scale ID", "Data Value")
        for file in find(self._files, what):
            frame = file.table(columns)
            flags = [_column(frame, name) for name in ("Recommend Suppress", "Not Relevant")]
            rows = zip(*(frame[name] for name in columns), *flags, strict=True)
            for at, (code, element, name, scale, value, suppress, irrelevant) in enumerate(rows, start=2):
                if code not in self._codes:
                    self._drop(file)
                elif scale in ("IM", "LV"):
                    self.elements[element] = name
                    number = self._number(file, at, value)
                    self._imprecise += suppress == "Y"
                    cells.setdefault((code, element), {})[scale] = (number, suppress != "Y", irrelevant != "Y")
        found: dict[str, dict[str, Rating]] = {}
        for (code, element), scales in cells.items():
            importance, level = scales.get("IM"), scales.get("LV")
            found.setdefault(code, {})[element] = Rating(
                importance[0] if importance else None,
                level[0] if level else None,
                all(precise for _, precise, _ in scales.values()),
                all(relevant for _, _, relevant in scales.values()),
            )
        return found

    def _scores(self, what: str, scales: tuple[str, ...]) -> dict[str, dict[str, float]]:
        found: dict[str, dict[str, float]] = {}
        columns = (CODE, "Element ID", "Element Name", "Scale ID", "Data Value")
        for file in find(self._files, what):
            for at, (code, element, name, scale, value) in self._numbered(file, columns):
                if scale in scales:
                    self.elements[element] = name
                    found.setdefault(code, {})[element] = self._number(file, at, value)
        return found

    def _zones(self) -> dict[str, int]:
        return {
            code: int(self._number(file, at, zone, "Job Zone"))
            for file in find(self._files, "zones")
            for at, (code, zone) in self._numbered(file, (CODE, "Job Zone"))
        }

    def _education(self) -> dict[str, dict[int, float]]:
        found: dict[str, dict[int, float]] = {}
        for file in find(self._files, "education"):
            columns = (CODE, "Scale ID", "Category", "Data Value")
            for at, (code, scale, category, value) in self._numbered(file, columns):
                if scale == "RL":
                    step = int(self._number(file, at, category, "Category"))
                    found.setdefault(code, {})[step] = self._number(file, at, value)
        return found

    def _related(self) -> dict[str, list[RelatedOccupation]]:
        found: dict[str, list[RelatedOccupation]] = {}
        for file in find(self._files, "related"):
            columns = (CODE, "Related O*NET-SOC Code", "Relatedness Tier", "Index")
            for at, (code, other, tier, rank) in self._numbered(file, columns):
                if other in self._codes:
                    place = int(self._number(file, at, rank, "Index"))
                    found.setdefault(code, []).append(RelatedOccupation(other, tier, place))
                else:
                    self._drop(file)
        return found

    def _wages(self) -> dict[str, tuple[float | None, float | None]]:
        """Per detailed SOC code the median yearly wage and the number of jobs; `*` and `#` are not told."""
        file = wage_file(self._files)
        if file is None:
            return {}
        rows = _rows(file, ("OCC_CODE", "O_GROUP", "A_MEDIAN", "TOT_EMP"))
        return {code: (_told(wage), _told(jobs)) for code, group, wage, jobs in rows if group == "detailed"}

    # --- rows and cells ---------------------------------------------------------------------------

    def _numbered(self, file: OnetFile, columns: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Rows about occupations that were read, with their number in the file; the code comes first."""
        for at, row in enumerate(_rows(file, columns), start=2):
            if row[0] in self._codes:
                yield at, row
            else:
                self._drop(file)

    def _of_known(self, file: OnetFile, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
        return (row for _, row in self._numbered(file, columns))

    def _number(self, file: OnetFile, row: int, value: str, column: str = "Data Value") -> float:
        try:
            return float(value)
        except ValueError:
            self._problems.append(no_number(file.name, row, column, value))
            return 0.0

    def _drop(self, file: OnetFile) -> None:
        self._dropped[file.name] = self._dropped.get(file.name, 0) + 1


# --- as a skills language -------------------------------------------------------------------------


def _taxonomy(occupations: Sequence[OnetOccupation], reader: _Reader, version: str) -> Taxonomy:
    """Activities, skills and knowledge as skills, the levels above activities as groups."""
    knowledge = {element for one in occupations for element in one.knowledge}
    rated = sorted(knowledge | {element for one in occupations for element in one.skills})
    skills = [
        Skill(activity, SkillKind.SKILL, _words(reader.elements[activity].rstrip(".")), groups=(middle,))
        for activity, (middle, _) in sorted(reader.activity_parents.items())
    ]
    skills += [
        Skill(
            element,
            SkillKind.KNOWLEDGE if element in knowledge else SkillKind.SKILL,
            _words(reader.elements[element]),
            groups=(element.rsplit(".", 1)[0],),
        )
        for element in rated
    ]
    above: dict[str, tuple[str, ...]] = {}
    above |= {middle: (top,) for middle, top in reader.activity_parents.values()}
    above |= {top: () for _, top in reader.activity_parents.values()}
    above |= {element.rsplit(".", 1)[0]: () for element in rated}
    return Taxonomy(
        "onet",
        version,
        ("en",),
        tuple(skills),
        # The levels have names in O*NET's content model, which is another file; nothing here needs them.
        tuple(Group(id_, {}, parents) for id_, parents in sorted(above.items())),
        occupations=tuple(
            Occupation(
                one.code,
                {"en": Words(one.title, one.titles, description=one.description)},
                "",
                tuple(_demands(one)),
                code=one.code,
            )
            for one in occupations
        ),
        attribution=ATTRIBUTION,
    )


def _demands(one: OnetOccupation) -> Iterator[Demand]:
    """Activities of core tasks are musts, of others shoulds; the rest by the anchors of the scale."""
    activities: dict[str, Importance] = {}
    for task in one.tasks:
        for activity in task.activities:
            if task.core or activity not in activities:
                activities[activity] = Importance.MUST if task.core else Importance.SHOULD
    yield from (Demand(activity, importance) for activity, importance in activities.items())
    for part in (one.skills, one.knowledge):
        for element, rating in part.items():
            importance = _importance(rating)
            if importance is not None:
                yield Demand(element, importance)


def _importance(rating: Rating) -> Importance | None:
    if rating.importance is None or not rating.precise or not rating.relevant:
        return None
    steps = (
        (VERY_IMPORTANT, Importance.MUST),
        (IMPORTANT, Importance.SHOULD),
        (SOMEWHAT_IMPORTANT, Importance.NICE),
    )
    return next((importance for least, importance in steps if rating.importance >= least), None)


def _words(label: str) -> dict[str, Words]:
    return {"en": Words(label)}


def _rows(file: OnetFile, columns: Sequence[str]) -> Iterable[tuple[str, ...]]:
    return file.table(columns).select(columns).iter_rows()


def _column(frame: pl.DataFrame, name: str) -> pl.Series:
    return frame[name] if name in frame.columns else pl.Series(name, [""] * len(frame), dtype=pl.String)


def _told(text: str) -> float | None:
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return None
