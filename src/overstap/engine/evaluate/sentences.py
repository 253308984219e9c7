# SPDX-License-Identifier: EUPL-1.2
"""How well skills are recognised in sentences of which the right skills are known.

Ranking, over sentences with at least one right skill: the mean reciprocal rank of the first right skill, and
R-precision at k (groups of right skills hit in the first k, over the smaller of k and their number).
Acceptance, over all sentences: precision (accepted skills that are right), recall (groups hit by an accepted
skill) and F1. A sentence without right skills counts in precision only: whatever is accepted there is wrong.
The baseline is the cosine of TF-IDF weighted words with all labels of a skill as one text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from overstap.engine.evaluate.sentence_files import JudgedSentence, JudgedSentences
from overstap.engine.skills.recognition import Recogniser
from overstap.engine.skills.taxonomy import Taxonomy
from overstap.engine.skills.text import tokens

CUTOFFS = (1, 5, 10)

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Ranking:
    """Mean reciprocal rank, and R-precision by cut-off."""

    mrr: float
    r_precision: Mapping[int, float]

    def as_dict(self) -> dict[str, float]:
        """As plain data, for `--json`."""
        return {"mrr": round(self.mrr, 4)} | {f"rp{k}": round(v, 4) for k, v in self.r_precision.items()}


@dataclass(frozen=True)
class SentenceScore:
    """All figures over one set of right answers."""

    ranking: Ranking
    precision: float
    recall: float
    baseline: Ranking

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def as_dict(self) -> dict[str, object]:
        """As plain data, for `--json`."""
        return {
            **self.ranking.as_dict(),
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "f1": round(self.f1, 4),
            "baseline": self.baseline.as_dict(),
        }


@dataclass(frozen=True)
class SentenceEvaluation:
    """All right answers; and in the groups form the share of must-nots accepted, and the answers with a label.

    `labelled` counts groups with a label in the language of the sentences in the data given, and, in its
    precision, accepted skills that have one.
    """

    score: SentenceScore
    must_not_accepted: float | None = None
    labelled: SentenceScore | None = None

    def as_dict(self) -> dict[str, object]:
        """As plain data, for `--json`."""
        found = self.score.as_dict()
        if self.must_not_accepted is not None:
            found["must_not_accepted"] = round(self.must_not_accepted, 4)
        if self.labelled is not None:
            found["labelled"] = self.labelled.as_dict()
        return found


@dataclass(frozen=True)
class _Answer:
    """What was given for a sentence: all skills in order, what the baseline gives, and what was accepted."""

    ranked: Sequence[str]
    plain: Sequence[str]
    accepted: frozenset[str]


def evaluate_sentences(
    judged: JudgedSentences, recogniser: Recogniser, language: str, progress: Progress | None = None
) -> SentenceEvaluation:
    """Ranks all skills for every sentence, sees what would be accepted, and scores both.

    The right answers are looked at only after everything has been ranked and accepted.
    """
    taxonomy = recogniser.taxonomy
    plain = LabelBaseline(taxonomy, language)
    answers = []
    for done, sentence in enumerate(judged.sentences, start=1):
        ranked = recogniser.rank(sentence.text, language, len(taxonomy.skills))
        found = recogniser.recognise(sentence.text, language)
        accepted = frozenset(skill.skill for skill in found)
        answers.append(_Answer([skill for skill, _ in ranked], plain.rank(sentence.text), accepted))
        if progress:
            progress(done, len(judged.sentences))
    score = _score([sentence.right for sentence in judged.sentences], judged.sentences, answers)
    if not judged.grouped:
        return SentenceEvaluation(score)
    return SentenceEvaluation(
        score,
        _must_not_accepted(judged.sentences, answers),
        _labelled(judged.sentences, answers, taxonomy, language),
    )


def _labelled(
    sentences: Sequence[JudgedSentence], answers: Sequence[_Answer], taxonomy: Taxonomy, language: str
) -> SentenceScore:
    """The score over groups, and accepted skills, that have a label in the language."""
    named = frozenset(
        name for skill in taxonomy.skills if language in skill.words for name in (skill.id, skill.uri)
    )
    groups = [tuple(group for group in sentence.right if group & named) for sentence in sentences]
    kept = [_Answer(answer.ranked, answer.plain, answer.accepted & named) for answer in answers]
    return _score(groups, sentences, kept)


def _score(
    groups: Sequence[tuple[frozenset[str], ...]],
    sentences: Sequence[JudgedSentence],
    answers: Sequence[_Answer],
) -> SentenceScore:
    accepted = sum(len(answer.accepted) for answer in answers)
    right = sum(
        len(answer.accepted & frozenset[str]().union(*sentence.right))
        for sentence, answer in zip(sentences, answers, strict=True)
    )
    hit = sum(
        bool(group & answer.accepted)
        for wanted, answer in zip(groups, answers, strict=True)
        for group in wanted
    )
    return SentenceScore(
        _ranking(groups, [answer.ranked for answer in answers]),
        right / accepted if accepted else 0.0,
        hit / max(1, sum(len(wanted) for wanted in groups)),
        _ranking(groups, [answer.plain for answer in answers]),
    )


def _ranking(groups: Sequence[tuple[frozenset[str], ...]], ranked: Sequence[Sequence[str]]) -> Ranking:
    reciprocal: list[float] = []
    precision: dict[int, list[float]] = {k: [] for k in CUTOFFS}
    for wanted, order in zip(groups, ranked, strict=True):
        if not wanted:
            continue
        any_right = frozenset[str]().union(*wanted)
        first = next((place for place, skill in enumerate(order, start=1) if skill in any_right), None)
        reciprocal.append(1.0 / first if first else 0.0)
        for k, shares in precision.items():
            top = frozenset(order[:k])
            hits = sum(bool(group & top) for group in wanted)
            shares.append(min(1.0, hits / min(k, len(wanted))))
    return Ranking(_mean(reciprocal), {k: _mean(shares) for k, shares in precision.items()})


def _must_not_accepted(sentences: Sequence[JudgedSentence], answers: Sequence[_Answer]) -> float:
    given = sum(len(s.must_not & a.accepted) for s, a in zip(sentences, answers, strict=True))
    return given / max(1, sum(len(sentence.must_not) for sentence in sentences))


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if values else 0.0


class LabelBaseline:
    """Ranks skills by the words a text shares with their preferred and alternative labels, and nothing else."""

    def __init__(self, taxonomy: Taxonomy, language: str) -> None:
        self._ids = [skill.id for skill in taxonomy.skills]
        texts = [
            " ".join(skill.words[language].all_labels()) if language in skill.words else ""
            for skill in taxonomy.skills
        ]
        counts = [Counter(token.folded for token in tokens(text)) for text in texts]
        self._number: dict[str, int] = {}
        for count in counts:
            for word in count:
                self._number.setdefault(word, len(self._number))
        columns = np.array([self._number[word] for count in counts for word in count], dtype=np.int64)
        values = np.array([n for count in counts for n in count.values()], dtype=np.float64)
        ends = np.cumsum([0, *(len(count) for count in counts)])
        known_in = np.bincount(columns, minlength=len(self._number))
        self._idf = np.log((1 + len(texts)) / (1 + known_in)) + 1
        values = values * self._idf[columns]
        rows = np.repeat(np.arange(len(texts)), np.diff(ends))
        norms = np.sqrt(np.bincount(rows, values**2, minlength=len(texts))).clip(1e-9)
        self._matrix = sparse.csr_matrix(
            (values / norms[rows], columns, ends), (len(texts), max(1, len(self._number)))
        )

    def rank(self, text: str) -> list[str]:
        """Ids of the skills that share a word with the text, best first; ties in the order of the taxonomy."""
        query: npt.NDArray[np.float64] = np.zeros(self._matrix.shape[1])
        for token in tokens(text):
            if token.folded in self._number:
                query[self._number[token.folded]] += self._idf[self._number[token.folded]]
        scores = self._matrix @ query
        order = np.argsort(-scores, kind="stable")
        return [self._ids[i] for i in order if scores[i] > 0.0]
