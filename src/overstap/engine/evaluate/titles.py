# SPDX-License-Identifier: EUPL-1.2
"""How well occupations are found from job titles: a ranking of labels, measured against known right answers.

The input has the form of the MELO benchmark (Retyk and others, MELO: An Evaluation Benchmark for Multilingual
Entity Linking of Occupations, 2024): titles, candidate labels, and which candidates are right for a title.
The right answers are read for scoring only, after everything has been ranked.

How the index ranks labels. A label belongs to the occupation that bears it in the taxonomy; a label that the
taxonomy does not know is a candidate of its own. Occupations are ranked exactly as a person would see them
found; the list then names every occupation once, by its best fitting label, before any second label.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from overstap.engine.evaluate.baselines import bm25_scores, char_tfidf_scores
from overstap.engine.problems import InputRefused, Problem
from overstap.engine.skills.taxonomy import Occupation, Taxonomy, Words
from overstap.engine.skills.titles.index import TitleIndex, build_title_index
from overstap.engine.skills.titles.words import title_key

CUTOFFS = (1, 5, 10)

_GROUP_BEHIND = 0.15
"""What the name of a statistical group is behind an occupation: a person asks for an occupation."""

_REACH = 8
"""Rows up and down that tell which of several occupations a repeated label belongs to."""

_WHOLE = re.compile(r"-?\d{1,9}", re.ASCII)

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class TitleCorpus:
    """Titles to place, candidate labels, and per title the rows of the candidates that are right.

    `unjudged`: ids of titles that were left out, as nothing is right for them.
    """

    queries: tuple[str, ...]
    elements: tuple[str, ...]
    right: tuple[frozenset[int], ...]
    unjudged: tuple[str, ...] = ()


@dataclass(frozen=True)
class TitleScore:
    """Mean reciprocal rank, share of titles with a right label in the first k, and seconds taken."""

    mrr: float
    accuracy: dict[int, float]
    seconds: float

    def as_dict(self) -> dict[str, object]:
        """As plain data, for `--json`."""
        accuracy = {str(k): round(share, 4) for k, share in self.accuracy.items()}
        return {"mrr": round(self.mrr, 4), "accuracy": accuracy, "seconds": round(self.seconds, 2)}


@dataclass(frozen=True)
class TitleEvaluation:
    """The index and, on the same input in the same run, the baselines."""

    index: TitleScore
    baselines: dict[str, TitleScore]

    def as_dict(self) -> dict[str, object]:
        """As plain data, for `--json`."""
        baselines = {name: score.as_dict() for name, score in self.baselines.items()}
        return {**self.index.as_dict(), "baselines": baselines}


def read_title_corpus(folder: Path) -> TitleCorpus:
    """Reads queries.tsv (id, title), corpus_elements.tsv (id, label), annotations.tsv (query, 0, element, 1).

    Titles without a right label cannot be scored; they are left out and told in `unjudged`. Raises
    `InputRefused` when a file is missing, a row has the wrong shape, an id is doubled or unknown, or no title
    has a right label.
    """
    problems: list[Problem] = []
    queries = _read_texts(folder, "queries.tsv", problems)
    elements = _read_texts(folder, "corpus_elements.tsv", problems)
    right = _read_judgements(folder, queries, elements, problems)
    if problems:
        raise InputRefused(problems)
    judged = [id_ for id_ in queries if right[id_]]
    return TitleCorpus(
        tuple(queries[id_] for id_ in judged),
        tuple(elements.values()),
        tuple(frozenset(right[id_]) for id_ in judged),
        tuple(id_ for id_ in queries if not right[id_]),
    )


def evaluate_titles(
    corpus: TitleCorpus, taxonomy: Taxonomy, language: str, progress: Progress | None = None
) -> TitleEvaluation:
    """Ranks all labels for every title, by the index and by the baselines, and scores the rankings.

    `progress` is called with titles done and titles in all.
    """
    started = time.perf_counter()
    ranks = []
    ranker = CorpusRanker(taxonomy, corpus.elements, language)
    for number, (query, right) in enumerate(zip(corpus.queries, corpus.right, strict=True), start=1):
        ranks.append(_first_right(ranker.rank(query), right))
        if progress:
            progress(number, len(corpus.queries))
    index = _score(ranks, time.perf_counter() - started)
    return TitleEvaluation(
        index,
        {
            "bm25": _baseline(corpus, bm25_scores),
            "char_tfidf": _baseline(corpus, char_tfidf_scores),
        },
    )


class CorpusRanker:
    """Ranks labels for titles with a `TitleIndex`."""

    def __init__(self, taxonomy: Taxonomy, elements: Sequence[str], language: str) -> None:
        self._language = language
        self._elements = elements
        self._owners, extended, groups = _owned(taxonomy, elements, language)
        self._behind = np.zeros(len(extended.occupations), np.float32)
        self._behind[groups] = _GROUP_BEHIND
        languages = dict.fromkeys((language, *extended.languages))
        self.index: TitleIndex = build_title_index(extended, tuple(languages))
        self._rows = _rows_of_elements(self.index, elements, self._owners, language)

    def rank(self, query: str) -> NDArray[np.int64]:
        """Rows of all labels, the best first; equally good ones in the order given."""
        scores = self.index.scores(query, self._language)
        if scores is None:
            return np.arange(len(self._elements))
        occupations = scores.occupations - self._behind
        fit = np.where(self._rows >= 0, scores.labels[self._rows], 0)
        # Sorted by occupation and fit, the first of each run speaks for its occupation.
        within = np.lexsort((np.arange(len(fit)), -fit, self._owners))
        owners = self._owners[within]
        turn = np.empty(len(fit), np.int64)
        starts = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]])
        turn[within] = np.arange(len(fit)) - np.repeat(starts, np.diff(np.r_[starts, len(fit)]))
        return np.lexsort((np.arange(len(fit)), -occupations[self._owners], np.minimum(turn, 1)))


# --- which occupation a label belongs to ------------------------------------------------------------


def _owned(
    taxonomy: Taxonomy, elements: Sequence[str], language: str
) -> tuple[NDArray[np.int64], Taxonomy, list[int]]:
    """Per label the position of its occupation, the taxonomy with a lone occupation for every label that
    belongs to none, and which of those are the names of ISCO-08 groups."""
    bearers = _bearers(taxonomy, language)
    group_names = {title_key(name) for names in taxonomy.isco.values() for name in names.values()}
    keys = [title_key(element) for element in elements]
    owners = _resolved([bearers.get(key, ()) for key in keys])
    lone: list[Occupation] = []
    groups = []
    for row, (key, element) in enumerate(zip(keys, elements, strict=True)):
        if owners[row] < 0:
            owners[row] = len(taxonomy.occupations) + len(lone)
            if key in group_names:
                groups.append(int(owners[row]))
            lone.append(Occupation(f"label {row:08}", {language: Words(element)}, ""))
    languages = tuple(dict.fromkeys((*taxonomy.languages, language)))
    extended = replace(taxonomy, languages=languages, occupations=(*taxonomy.occupations, *lone))
    return owners, extended, groups


def _bearers(taxonomy: Taxonomy, language: str) -> dict[str, tuple[int, ...]]:
    """Label -> positions of the occupations that bear it; in other languages where it is not one here."""
    first: dict[str, tuple[int, ...]] = {}
    others: dict[str, tuple[int, ...]] = {}
    for at, occupation in enumerate(taxonomy.occupations):
        for spoken, words in occupation.words.items():
            bearers = first if spoken == language else others
            for label in words.all_labels():
                key = title_key(label)
                if at not in bearers.get(key, ()):
                    bearers[key] = (*bearers.get(key, ()), at)
    return {**others, **first}


def _resolved(candidates: Sequence[tuple[int, ...]]) -> NDArray[np.int64]:
    """One occupation per label, -1 where there is none.

    A label that several occupations bear stands in the list once for each. As lists keep the labels of an
    occupation together, it belongs to the one that the labels around it belong to.
    """
    owners = np.full(len(candidates), -1, np.int64)
    for row, possible in enumerate(candidates):
        if len(possible) == 1:
            owners[row] = possible[0]
        elif possible:
            near = dict.fromkeys(possible, 0.0)
            for other in range(max(0, row - _REACH), min(len(candidates), row + _REACH + 1)):
                for occupation in candidates[other] if other != row else ():
                    if occupation in near:
                        near[occupation] += 1 / (abs(other - row) * len(candidates[other]))
            owners[row] = max(possible, key=lambda occupation: near[occupation])
    return owners


def _rows_of_elements(
    index: TitleIndex, elements: Sequence[str], owners: NDArray[np.int64], language: str
) -> NDArray[np.int64]:
    """Per label the row in the index that has its text for its occupation, -1 where there is none."""
    table = index.labels(language)
    known = {
        (int(owner), title_key(text)): row
        for row, (owner, text) in reversed(
            list(enumerate(zip(table.owners.tolist(), table.texts, strict=True)))
        )
    }
    rows = [known.get((int(owner), title_key(text)), -1) for owner, text in zip(owners, elements, strict=True)]
    return np.array(rows, np.int64)


# --- scoring --------------------------------------------------------------------------------------


def _first_right(ranking: NDArray[np.int64], right: frozenset[int]) -> int:
    return int(np.flatnonzero(np.isin(ranking, list(right)))[0]) + 1


def _score(ranks: Sequence[int], seconds: float) -> TitleScore:
    at = np.array(ranks)
    return TitleScore(float((1 / at).mean()), {k: float((at <= k).mean()) for k in CUTOFFS}, seconds)


def _baseline(
    corpus: TitleCorpus, scores: Callable[[Sequence[str], Sequence[str]], NDArray[np.float32]]
) -> TitleScore:
    started = time.perf_counter()
    rows = scores(corpus.queries, corpus.elements)
    rankings = (np.argsort(-row, kind="stable") for row in rows)
    ranks = [_first_right(ranking, right) for ranking, right in zip(rankings, corpus.right, strict=True)]
    return _score(ranks, time.perf_counter() - started)


# --- reading --------------------------------------------------------------------------------------


def _lines(folder: Path, name: str, problems: list[Problem]) -> list[list[str]]:
    try:
        text = (folder / name).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        problems.append(
            _problem(
                name,
                None,
                "",
                ("is missing or is not UTF-8", "ontbreekt of is geen UTF-8"),
                (
                    "Point --corpus to the folder that holds it.",
                    "Wijs met --corpus de map aan waar het in staat.",
                ),
            )
        )
        return []
    # Read as text, every line ends in \n; the other marks that `splitlines` cuts at stand inside labels.
    return [line.split("\t") for line in text.split("\n")]


def _read_texts(folder: Path, name: str, problems: list[Problem]) -> dict[str, str]:
    found: dict[str, str] = {}
    for row, cells in enumerate(_lines(folder, name, problems), start=1):
        if cells == [""]:
            continue
        if len(cells) != 2 or not cells[0] or not cells[1].strip():
            problems.append(
                _problem(
                    name,
                    row,
                    "\t".join(cells)[:80],
                    ("is not an id, a tab and a text", "is geen id, een tab en een tekst"),
                )
            )
        elif cells[0] in found:
            problems.append(_problem(name, row, cells[0], ("stands here twice", "staat er twee keer")))
        else:
            found[cells[0]] = cells[1]
    if not found and not problems:
        problems.append(_problem(name, None, "", ("holds no rows", "heeft geen rijen")))
    return found


def _read_judgements(
    folder: Path, queries: dict[str, str], elements: dict[str, str], problems: list[Problem]
) -> dict[str, set[int]]:
    name = "annotations.tsv"
    rows = {id_: row for row, id_ in enumerate(elements)}
    right: dict[str, set[int]] = {id_: set() for id_ in queries}
    for row, cells in enumerate(_lines(folder, name, problems), start=1):
        if cells == [""]:
            continue
        if len(cells) != 4:
            wrong = ("does not have four columns", "heeft geen vier kolommen")
            problems.append(_problem(name, row, "\t".join(cells)[:80], wrong))
        elif cells[0] not in right or cells[2] not in rows:
            unknown = cells[2] if cells[0] in right else cells[0]
            problems.append(_problem(name, row, unknown, ("is an unknown id", "is een onbekend id")))
        elif not _WHOLE.fullmatch(cells[3].strip()):
            no_number = ("is not a whole number", "is geen heel getal")
            problems.append(_problem(name, row, cells[3][:80], no_number))
        elif int(cells[3]) > 0:
            right[cells[0]].add(rows[cells[2]])
    if not problems and not any(right.values()):
        problems.append(_problem(name, None, "", ("has no right label", "heeft geen goed label")))
    return right


def _problem(
    file: str, row: int | None, value: str, reason: tuple[str, str], mend: tuple[str, str] = ("", "")
) -> Problem:
    english, dutch = reason
    mended = {"en": mend[0], "nl": mend[1]} if mend[0] else {}
    return Problem({"en": english, "nl": dutch}, file, row, value=value, mend=mended)
