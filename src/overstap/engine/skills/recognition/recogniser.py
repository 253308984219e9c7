# SPDX-License-Identifier: EUPL-1.2
"""Recognises skills in a text, ranks all skills for a sentence, and says why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import numpy as np
import numpy.typing as npt

from overstap.engine.skills.recognition import storage
from overstap.engine.skills.recognition.embeddings import PASSAGE, SentenceEmbedder, embed_skills, likenesses
from overstap.engine.skills.recognition.evidence import (
    FEATURES,
    Evidence,
    Model,
    Seen,
    gather,
    windows,
)
from overstap.engine.skills.recognition.index import Floats, build_index
from overstap.engine.skills.recognition.meaning import associations_of, latent_space
from overstap.engine.skills.recognition.places import SAME_WORDS, Claim, claim_of
from overstap.engine.skills.recognition.reading import Sentence, read_sentences
from overstap.engine.skills.recognition.reasons import ReasonKind, RecognisedSkill, explain
from overstap.engine.skills.recognition.spelling import Speller
from overstap.engine.skills.recognition.storage import Arrays
from overstap.engine.skills.recognition.terms import TermReader
from overstap.engine.skills.recognition.weights import Weights, shipped_weights
from overstap.engine.skills.recognition.wording import read_wording
from overstap.engine.skills.taxonomy import SkillKind, Taxonomy

_OCCUPATIONS = 3000

_AT_ONCE = 64
"""Sentences that are weighed in one pass."""

LONGEST_TEXT = 200_000
"""Characters read; what comes after is left aside."""


@dataclass(frozen=True)
class Recogniser:
    """Built by `build_recogniser` or loaded by `from_arrays`; reads, and changes nothing."""

    taxonomy: Taxonomy
    languages: tuple[str, ...]
    readers: Mapping[str, TermReader]
    spellers: Mapping[str, Speller]
    model: Model
    weights: Mapping[str, Weights]
    embedder: SentenceEmbedder | None = None
    vectors: Floats | None = None
    """With an embedder: skills x d."""

    def recognise(self, text: str, language: str) -> tuple[RecognisedSkill, ...]:
        """The skills that the writer of a text has, or that it asks; in order of place, each once.

        `language` is that of the text (`nl` or `en`); one the recogniser was not built for is read as the
        first it was. What is denied, wished for or somebody else's is left out. An empty text gives nothing.
        """
        spoken = self._spoken(language)
        weights = self.weights_in(spoken)
        found: dict[int, RecognisedSkill] = {}
        read = self._sentences(text[:LONGEST_TEXT], spoken)
        named = self._named(text, [item for sentence in read for item in sentence.items], weights)
        listed = {word.start: number for number, (item, _) in enumerate(named) for word in item}
        seen = [skill for _, skills in named for skill in skills]
        for group in _groups([sentence.own for sentence in read if sentence.own]):
            seen += self._in_sentences(text, group, weights, listed)
        for skill in seen:
            position = self.taxonomy.skill_index[skill.skill]
            if position not in found or found[position].confidence < skill.confidence:
                found[position] = skill
        return tuple(sorted(found.values(), key=lambda skill: (skill.start, skill.end, -skill.confidence)))

    def rank(self, sentence: str, language: str, top: int = 10) -> tuple[tuple[str, float], ...]:
        """The `top` skills for a sentence of all there are, best first, as (skill id, score).

        Here denied or wished words count too: what a sentence is about is not yet what somebody can.
        """
        spoken = self._spoken(language)
        evidence = self.evidence(sentence, spoken, narrow=False)
        scores = self.weights_in(spoken).scores(evidence)
        first = np.argsort(-scores, kind="stable")[:top]
        return tuple((self.taxonomy.skills[evidence.skills[i]].id, float(scores[i])) for i in first)

    def evidence(self, text: str, language: str, *, narrow: bool) -> Evidence:
        """All evidence in a text taken as one sentence; `narrow`: of own words and likely skills only."""
        sentences = self._sentences(text, language)
        words = [each.own if narrow else each.words for each in sentences]
        return self._gather(text, [words], self.weights_in(language), narrow=narrow)

    def weights_in(self, language: str) -> Weights:
        """The weights of a language; those of English for one that has none."""
        return self.weights.get(language, self.weights["en"])

    def uses_model(self, language: str) -> bool:
        """Whether an embedding model has a say in texts in a language."""
        return self.embedder is not None and self.weights_in(self._spoken(language)).with_model

    def to_arrays(self) -> Arrays:
        """Everything but the taxonomy, as plain arrays."""
        arrays = storage.to_arrays(self.languages, self.readers, self.model)
        return arrays if self.vectors is None else {**arrays, "vectors": self.vectors}

    @classmethod
    def from_arrays(
        cls,
        taxonomy: Taxonomy,
        arrays: Mapping[str, npt.NDArray[Any]],
        *,
        embeddings: SentenceEmbedder | None = None,
    ) -> Recogniser:
        """The recogniser of `to_arrays`, for the same taxonomy and, where it had one, the same embedder.

        Raises `KeyError` or `msgspec.DecodeError` on arrays of another kind, `ValueError` on another taxonomy.
        """
        strings, model = storage.from_arrays(arrays)
        if len(model.about) != len(taxonomy.skills):
            raise ValueError("these arrays belong to another taxonomy")
        readers = storage.readers_of(strings)
        spellers = {language: Speller(reader.words) for language, reader in readers.items()}
        made = cls(
            taxonomy, tuple(strings.languages), readers, spellers, model, shipped_weights(len(taxonomy.skills))
        )
        if embeddings is None or "vectors" not in arrays:
            return made
        weights = shipped_weights(len(taxonomy.skills), model=True)
        return replace(made, weights=weights, embedder=embeddings, vectors=arrays["vectors"])

    def _named(
        self, text: str, items: Sequence[Sequence[Seen]], weights: Weights
    ) -> list[tuple[Sequence[Seen], list[RecognisedSkill]]]:
        """Items of lists that are from end to end what a skill is called, with those skills.

        In company such a name may be lost ("SQL, Git"), or be drawn into a phrase that begins before the comma.
        """
        accepted: dict[tuple[int, int], list[RecognisedSkill]] = {}
        for group in _groups(items):
            for skill in self._in_sentences(text, group, weights, {}):
                if skill.why.kind in (ReasonKind.EXACT, ReasonKind.VARIANT):
                    accepted.setdefault((skill.start, skill.end), []).append(skill)
        ends = [(item, (item[0].start, item[-1].end)) for item in items]
        return [(item, accepted[place]) for item, place in ends if place in accepted]

    def _in_sentences(
        self, text: str, sentences: Sequence[Sequence[Seen]], weights: Weights, listed: Mapping[int, int]
    ) -> Iterator[RecognisedSkill]:
        """What is accepted in sentences, each given as its own words.

        `listed`: of words (by where they start) the number of the item of a list that they are part of.
        """
        evidence = self._gather(text, [[words] for words in sentences], weights, narrow=True)
        confidences = weights.confidences(self.model, evidence, weights.scores(evidence))
        sure = np.flatnonzero((confidences >= weights.accepted_from) & (evidence.label >= 0))
        sure = sure[np.lexsort((-confidences[sure], evidence.sentence[sure]))]
        for number, likely in groupby(sure.tolist(), lambda i: int(evidence.sentence[i])):
            seen = [(float(confidences[i]), int(evidence.label[i])) for i in likely]
            yield from self._kept(text, sentences[number], seen, listed)

    def _kept(
        self,
        text: str,
        words: Sequence[Seen],
        likely: Sequence[tuple[float, int]],
        listed: Mapping[int, int],
    ) -> Iterator[RecognisedSkill]:
        """Of (confidence, label), surest first, those that have a place of their own in a sentence."""
        placed = [claim_of(self.model, text, words, label, confidence) for confidence, label in likely]
        claims = [claim for claim in placed if claim is not None and _within(words, claim.place, listed)]
        kept: list[Claim] = []
        for claim in claims:
            if any(other.uses_up(claim) for other in claims):
                continue
            rivals = [other for other in kept if set(other.place).issuperset(claim.place)]
            if all(claim.confidence >= SAME_WORDS * other.confidence for other in rivals):
                kept.append(claim)
                yield explain(
                    self.taxonomy, self.model.index, text, words, claim.place, claim.label, claim.confidence
                )

    def _gather(
        self, text: str, passages: Sequence[Sequence[Sequence[Seen]]], weights: Weights, *, narrow: bool
    ) -> Evidence:
        """The evidence in passages of a text, each given as the words of one or more sentences."""
        stretches = [[stretch for words in each for stretch in windows(words)] for each in passages]
        evidence = gather(self.model, stretches, narrow=narrow)
        if not weights.with_model or self.embedder is None or self.vectors is None:
            return evidence
        features = evidence.features.copy()
        said = [
            [text[stretch[0].start : stretch[-1].end] for words in each for stretch in windows(words, PASSAGE)]
            for each in passages
        ]
        meant = likenesses(self.vectors, self.embedder, said)
        features[:, FEATURES.index("latent")] = meant[evidence.sentence, evidence.skills]
        return replace(evidence, features=features)

    def _sentences(self, text: str, language: str) -> list[Sentence]:
        number = self.model.index.number
        return read_sentences(text, language, self.readers[language], number, self.spellers[language])

    def _spoken(self, language: str) -> str:
        return language if language in self.readers else self.languages[0]


def build_recogniser(
    taxonomy: Taxonomy, languages: Sequence[str], *, embeddings: SentenceEmbedder | None = None
) -> Recogniser:
    """Learns to recognise the skills of a taxonomy in texts in `languages`.

    `embeddings`: a model that then says what is alike in meaning, in languages whose weights were fitted with
    one (see `embeddings`, and `uses_model`).

    Raises `ValueError` when no language is given. A language without words is allowed: its texts reach
    skills through nothing then.
    """
    if not languages:
        raise ValueError("at least one language is needed")
    wording = read_wording(taxonomy, languages)
    index = build_index(wording, {})
    directions, places = latent_space(wording, index)
    model = Model(index, associations_of(wording, index), directions, places, about(taxonomy))
    return Recogniser(
        taxonomy,
        wording.languages,
        wording.readers,
        {language: Speller(wording.readers[language].words) for language in wording.languages},
        model,
        shipped_weights(len(taxonomy.skills), model=embeddings is not None),
        embedder=embeddings,
        vectors=None if embeddings is None else embed_skills(taxonomy, languages, embeddings),
    )


def _within(words: Sequence[Seen], place: Sequence[int], listed: Mapping[int, int]) -> bool:
    """Whether a place lies within one item of a list, or outside all of them."""
    return len({listed.get(words[i].start) for i in place}) == 1


def _groups(sentences: Sequence[Sequence[Seen]]) -> Iterator[Sequence[Sequence[Seen]]]:
    for first in range(0, len(sentences), _AT_ONCE):
        yield sentences[first : first + _AT_ONCE]


def about(taxonomy: Taxonomy) -> Floats:
    """Skills x what is known of them apart from their words: asked, reuse, knowledge.

    Asked is ln(1 + occupations that ask it), out of as many as ESCO has, so that it is alike in a small pack.
    """
    asked = Counter(demand.skill for occupation in taxonomy.occupations for demand in occupation.demands)
    scale = _OCCUPATIONS / max(1, len(taxonomy.occupations))
    return np.array(
        [
            [
                np.log1p(scale * asked[skill.id]),
                skill.reuse == "transversal",
                skill.reuse == "cross-sector",
                skill.reuse == "sector-specific",
                skill.kind is SkillKind.KNOWLEDGE,
            ]
            for skill in taxonomy.skills
        ],
        dtype=np.float32,
    ).reshape(len(taxonomy.skills), 5)
