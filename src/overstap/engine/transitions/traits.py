# SPDX-License-Identifier: EUPL-1.2
"""What the measure of usual steps knows of every occupation, whatever language it was read from.

Arrays have one row for each occupation, in the order of `ids`. What a language does not know is NaN or empty,
and then plays no part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from overstap.engine.matching.model import WEIGHT
from overstap.engine.skills.graph import SkillGraph
from overstap.engine.skills.onet import Onet, OnetOccupation
from overstap.engine.skills.taxonomy import Importance, Occupation, Taxonomy
from overstap.engine.skills.text import folded_words

Matrix = sparse.csr_array[Any]
Floats = npt.NDArray[np.float64]

KIND_DEPTH = 2
"""How far below the top of the skill hierarchy the kinds of skills stand that occupations are compared by."""

INTERESTS = tuple(f"1.B.1.{letter}" for letter in "abcdef")
"""O*NET's ids of Holland's six interests: realistic, investigative, artistic, social, enterprising,
conventional."""


@dataclass(frozen=True)
class Traits:
    """What is known of n occupations.

    `demands` (n, skills): importance times information of each skill asked. `similarity` (skills, skills):
    row held, column asked. `words` (n, words): how often each word stands in what is said of the occupation.
    `kinds` (n, kinds): how much it asks of each kind of skill. `groups`: codes of the groups it stands in,
    the widest first. `level` (n,): ISCO-08 skill level (1 to 4) or job zone (1 to 5). `pay` (n,): the middle
    pay. `interests` (n, 6 or 0).
    """

    ids: tuple[str, ...]
    demands: Matrix
    similarity: Matrix
    words: Matrix
    kinds: Floats
    groups: tuple[tuple[str, ...], ...]
    level: Floats
    pay: Floats
    interests: Floats

    def __len__(self) -> int:
        return len(self.ids)


def isco_level(isco: str) -> float:
    """The ISCO-08 skill level of a unit group, NaN for none.

    Source: ILO, International Standard Classification of Occupations: ISCO-08, volume 1 (2012).

    >>> isco_level("1411"), isco_level("2221"), isco_level("9112")
    (3.0, 4.0, 1.0)
    """
    levels = {"01": 4, "02": 2, "03": 1, "14": 3}
    majors = {"1": 4, "2": 4, "3": 3, "4": 2, "5": 2, "6": 2, "7": 2, "8": 2, "9": 1}
    return float(levels.get(isco[:2]) or majors.get(isco[:1]) or np.nan)


def traits_of_taxonomy(
    taxonomy: Taxonomy,
    graph: SkillGraph,
    occupations: Sequence[Occupation] = (),
    *,
    level: Floats | None = None,
    pay: Floats | None = None,
) -> Traits:
    """Traits of the occupations of a skills language such as ESCO or a region's own; of all unless some are
    given.

    Groups are ISCO-08 minor and unit groups. `level` and `pay` default to the ISCO skill level and to unknown.
    """
    chosen = tuple(occupations) or taxonomy.occupations
    known = np.array([isco_level(one.isco) for one in chosen]) if level is None else level
    return Traits(
        ids=tuple(one.id for one in chosen),
        demands=_demands(taxonomy, graph, chosen),
        similarity=graph.similarity,
        words=_words(_said_by_taxonomy(taxonomy, chosen)),
        kinds=_kinds(taxonomy, chosen),
        groups=tuple((one.isco[:3], one.isco) if one.isco else () for one in chosen),
        level=known,
        pay=np.full(len(chosen), np.nan) if pay is None else pay,
        interests=np.empty((len(chosen), 0)),
    )


def traits_of_onet(onet: Onet, graph: SkillGraph, units: Mapping[str, Sequence[str]] | None = None) -> Traits:
    """Traits of O*NET's occupations, or of `units` (code -> codes of the O*NET occupations that it takes
    together).

    A unit asks what its members ask on average; its level, pay and interests are their mean, over those of
    which it is known. `graph` is that of `onet.taxonomy`. Groups are SOC minor groups and broad occupations.
    """
    taken = units or {one.code: (one.code,) for one in onet.occupations}
    index = onet.taxonomy.occupation_index
    rows = [row for row, codes in enumerate(taken.values()) for _ in codes]
    columns = [index[code] for codes in taken.values() for code in codes]
    shares = [1 / len(codes) for codes in taken.values() for _ in codes]
    mean = sparse.csr_array((shares, (rows, columns)), shape=(len(taken), len(onet.occupations)))
    whole = sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=mean.shape)
    demands = sparse.csr_array(mean @ _demands(onet.taxonomy, graph, onet.taxonomy.occupations))
    demands.sort_indices()
    zones = np.array([one.job_zone or np.nan for one in onet.occupations])
    wages = np.array([one.wage or np.nan for one in onet.occupations])
    interests = np.array([[one.interests.get(id_, np.nan) for id_ in INTERESTS] for one in onet.occupations])
    return Traits(
        ids=tuple(taken),
        demands=demands,
        similarity=graph.similarity,
        words=sparse.csr_array(whole @ _words(_said_by_onet(onet))),
        kinds=_means(mean, _levels(onet.occupations)),
        groups=tuple((code[:4], code[:6]) for code in taken),
        level=_means(mean, zones[:, None])[:, 0],
        pay=_means(mean, wages[:, None])[:, 0],
        interests=_means(mean, interests),
    )


# --- demands and kinds ----------------------------------------------------------------------------


def _demands(taxonomy: Taxonomy, graph: SkillGraph, occupations: Sequence[Occupation]) -> Matrix:
    cells = [
        (row, taxonomy.skill_index[demand.skill], WEIGHT[demand.importance])
        for row, one in enumerate(occupations)
        for demand in one.demands
    ]
    rows, columns, weights = zip(*cells, strict=True) if cells else ((), (), ())
    at = np.array(columns, np.int64)
    values = np.array(weights, np.float64) * graph.information[at]
    found = sparse.csr_array(
        (values, (np.array(rows, np.int64), at)), shape=(len(occupations), len(taxonomy.skills))
    )
    found.sort_indices()
    return found


def _kinds(taxonomy: Taxonomy, occupations: Sequence[Occupation]) -> Floats:
    """What share of its demands (musts count twice) is of each kind, a group at `KIND_DEPTH` or above it at
    the end."""
    kinds = _kinds_of_skills(taxonomy)
    index = {kind: at for at, kind in enumerate(sorted({one for several in kinds for one in several}))}
    found = np.zeros((len(occupations), len(index)))
    for row, one in enumerate(occupations):
        for demand in one.demands:
            for kind in kinds[taxonomy.skill_index[demand.skill]]:
                found[row, index[kind]] += 1.0 if demand.importance is Importance.MUST else 0.5
    total = found.sum(axis=1, keepdims=True)
    return np.asarray(found / np.where(total > 0, total, 1.0))


def _kinds_of_skills(taxonomy: Taxonomy) -> list[frozenset[str]]:
    """Per skill the groups at `KIND_DEPTH` over it; of a hierarchy that is not so deep, its lowest groups."""
    parents = {group.id: tuple(one for one in group.parents) for group in taxonomy.groups}
    depth: dict[str, int] = {}

    def depth_of(group: str) -> int:
        if group not in depth:
            depth[group] = 0  # a circle of groups ends here
            above = [depth_of(one) for one in parents[group] if one in parents]
            depth[group] = 1 + min(above) if above else 0
        return depth[group]

    deepest = max((depth_of(group) for group in parents), default=0)
    wanted = min(KIND_DEPTH, deepest)
    over: dict[str, frozenset[str]] = {}

    def at_depth(group: str) -> frozenset[str]:
        if group not in over:
            over[group] = frozenset()
            own = {group} if depth_of(group) == wanted else set()
            over[group] = frozenset(own.union(*(at_depth(one) for one in parents[group] if one in parents)))
        return over[group]

    return [
        frozenset().union(*(at_depth(group) for group in skill.groups if group in parents))
        for skill in taxonomy.skills
    ]


def _levels(occupations: Sequence[OnetOccupation]) -> Floats:
    """The level of every skill and knowledge, NaN for an occupation that was not rated."""
    elements = sorted({id_ for one in occupations for part in (one.skills, one.knowledge) for id_ in part})
    index = {id_: at for at, id_ in enumerate(elements)}
    found = np.full((len(occupations), len(elements)), np.nan)
    for row, one in enumerate(occupations):
        for part in (one.skills, one.knowledge):
            for id_, rating in part.items():
                if rating.level is not None:
                    found[row, index[id_]] = rating.level
    return found


def _means(mean: Matrix, values: Floats) -> Floats:
    """Per unit the mean over the members of which all values are known; NaN where there is none."""
    known = np.array([not np.isnan(row).any() for row in values], np.float64)
    if values.shape[1] == 0:
        known[:] = 0.0
    weight = np.asarray(mean @ known, np.float64)
    total = np.asarray(mean @ np.nan_to_num(values * known[:, np.newaxis]), np.float64)
    found = np.full(total.shape, np.nan)
    found[weight > 0] = total[weight > 0] / weight[weight > 0, np.newaxis]
    return found


# --- words ----------------------------------------------------------------------------------------


def _said_by_taxonomy(taxonomy: Taxonomy, occupations: Sequence[Occupation]) -> Iterable[Counter[str]]:
    """All that is said of an occupation: its titles and description, and what its skills are called."""
    language = _most_spoken(taxonomy, occupations)
    called = [
        folded_words(words.label) if (words := skill.words.get(language)) else () for skill in taxonomy.skills
    ]
    for one in occupations:
        said: Counter[str] = Counter()
        words = one.words.get(language) or next(iter(one.words.values()), None)
        if words:
            said.update(folded_words(" ".join((*words.all_labels(), words.description))))
        for demand in one.demands:
            for word in called[taxonomy.skill_index[demand.skill]]:
                said[word] += 1
        yield said


def _most_spoken(taxonomy: Taxonomy, occupations: Sequence[Occupation]) -> str:
    """The language in which most occupations and skills have words; of equal ones the first."""

    def spoken(language: str) -> int:
        named = sum(language in one.words for one in occupations)
        return named + sum(language in one.words for one in taxonomy.skills)

    return max(taxonomy.languages, key=spoken, default="")


def _said_by_onet(onet: Onet) -> Iterable[Counter[str]]:
    for one in onet.occupations:
        tasks = (task.text for task in one.tasks)
        activities = (onet.elements[id_] for task in one.tasks for id_ in task.activities)
        yield Counter(folded_words(" ".join((one.title, one.description, *one.titles, *tasks, *activities))))


def _words(said: Iterable[Counter[str]]) -> Matrix:
    vocabulary: dict[str, int] = {}
    columns: list[int] = []
    counts: list[float] = []
    ends = [0]
    for words in said:
        for word, count in words.items():
            columns.append(vocabulary.setdefault(word, len(vocabulary)))
            counts.append(count)
        ends.append(len(columns))
    shape = (len(ends) - 1, len(vocabulary))
    return sparse.csr_array((np.array(counts), np.array(columns, np.int64), np.array(ends)), shape=shape)
