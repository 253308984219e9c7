# SPDX-License-Identifier: EUPL-1.2
"""All the words of a taxonomy, cut once: labels, descriptions, and the product's own everyday words."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from overstap.engine.skills.recognition.terms import TermReader
from overstap.engine.skills.taxonomy import Occupation, Skill, Taxonomy, Words
from overstap.engine.skills.text import folded_words

PREFERRED, ALTERNATIVE, EVERYDAY = 0, 1, 2

_LIGHT = frozenset(("de", "het", "een", "was", "doen", "the", "a", "do"))
"""A label of these words alone says nothing once stop words are out: "de was doen" would be any "doen"."""


@dataclass(frozen=True, slots=True)
class LabelWords:
    """One label of one skill (its position), of one language (its position), and its folded words."""

    skill: int
    language: int
    kind: int
    text: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Wording:
    """The words of a taxonomy.

    `documents`: per skill the words of its descriptions, per language. `elsewhere`: other texts that show
    which words are common: occupations, and everyday phrases of skills that this taxonomy lacks.
    `alike`: pairs of wordings of one occupation, as (language, words) twice.
    """

    languages: tuple[str, ...]
    readers: Mapping[str, TermReader]
    labels: tuple[LabelWords, ...]
    documents: tuple[tuple[tuple[int, tuple[str, ...]], ...], ...]
    elsewhere: tuple[tuple[int, tuple[str, ...]], ...]
    alike: tuple[tuple[tuple[int, tuple[str, ...]], tuple[int, tuple[str, ...]]], ...]

    def number(self, language: int, words: Iterable[str], number: dict[str, int]) -> list[int]:
        """Terms of folded words as positions; unknown terms get the next one."""
        spoken = self.languages[language]
        return [number.setdefault(f"{spoken}:{stem}", len(number)) for stem in self.readers[spoken].of(words)]


@lru_cache(maxsize=1)
def everyday_phrases() -> tuple[tuple[str, str, str], ...]:
    """The product's own everyday words: (language, phrase, ESCO URI of the skill)."""
    path = files("overstap.engine.skills.data") / "everyday.csv"
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return tuple((row["language"], row["phrase"], row["skill_uri"]) for row in rows)


def read_wording(taxonomy: Taxonomy, languages: Sequence[str]) -> Wording:
    """Cuts every label and description of the taxonomy in `languages`."""
    spoken = tuple(languages)
    labels = tuple(_labels(taxonomy, spoken))
    documents = tuple(tuple(_descriptions(skill, spoken)) for skill in taxonomy.skills)
    occupations = [_occupation(occupation, spoken) for occupation in taxonomy.occupations]
    readers = {
        language: _reader(number, language, labels, documents, occupations)
        for number, language in enumerate(spoken)
    }
    occupations = [_without_rare_words(said, readers, spoken) for said in occupations]
    elsewhere = (*_foreign_phrases(taxonomy, spoken), *_texts_of(occupations))
    return Wording(spoken, readers, labels, documents, elsewhere, tuple(_alike(occupations)))


def _labels(taxonomy: Taxonomy, languages: tuple[str, ...]) -> Iterator[LabelWords]:
    everyday: dict[int, list[tuple[int, str]]] = {}
    for spoken, phrase, uri in everyday_phrases():
        position = taxonomy.skill_index.get(uri)
        if position is not None and spoken in languages:
            everyday.setdefault(position, []).append((languages.index(spoken), phrase))
    for position, skill in enumerate(taxonomy.skills):
        seen: set[tuple[int, tuple[str, ...]]] = set()
        for language, kind, text in _labels_of(skill, languages, everyday.get(position, [])):
            words = tuple(folded_words(text))
            if not _LIGHT.issuperset(words) and (language, words) not in seen:
                seen.add((language, words))
                yield LabelWords(position, language, kind, text, words)


def _labels_of(
    skill: Skill, languages: tuple[str, ...], everyday: Iterable[tuple[int, str]]
) -> Iterator[tuple[int, int, str]]:
    for number, language in enumerate(languages):
        if language in skill.words:
            words = skill.words[language]
            yield number, PREFERRED, words.label
            # "Java (computer programming)" is called Java.
            yield number, ALTERNATIVE, words.label.split(" (")[0]
            for text in (*words.alternatives, *words.hidden):
                yield number, ALTERNATIVE, text
    for number, phrase in everyday:
        yield number, EVERYDAY, phrase


def _descriptions(skill: Skill, languages: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, language in enumerate(languages):
        if language in skill.words and skill.words[language].description:
            yield number, tuple(folded_words(skill.words[language].description))


def _foreign_phrases(taxonomy: Taxonomy, languages: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    gathered: dict[tuple[str, str], list[str]] = {}
    for spoken, phrase, uri in everyday_phrases():
        if spoken in languages and uri not in taxonomy.skill_index:
            gathered.setdefault((spoken, uri), []).extend(folded_words(phrase))
    for (spoken, _), words in gathered.items():
        yield languages.index(spoken), tuple(words)


def _without_rare_words(
    said: list[Said], readers: Mapping[str, TermReader], languages: tuple[str, ...]
) -> list[Said]:
    """Leaves out of descriptions what stands nowhere else: nothing is learned from it, and stems cost time."""
    return [
        (
            language,
            labels,
            tuple(word for word in description if readers[languages[language]].counts.get(word, 2) > 1),
        )
        for language, labels, description in said
    ]


def _texts_of(occupations: Iterable[list[Said]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    for said in occupations:
        for language, _, description in said:
            yield language, description


Said = tuple[int, tuple[tuple[str, ...], ...], tuple[str, ...]]
"""Of an occupation in one language (its position): the words of its labels, and of its description."""


def _occupation(occupation: Occupation, languages: tuple[str, ...]) -> list[Said]:
    return [
        (
            number,
            _labels_in(occupation.words[language]),
            tuple(folded_words(occupation.words[language].description)),
        )
        for number, language in enumerate(languages)
        if language in occupation.words
    ]


def _labels_in(words: Words) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(folded_words(text)) for text in words.all_labels())


def _alike(
    occupations: Iterable[list[Said]],
) -> Iterator[tuple[tuple[int, tuple[str, ...]], tuple[int, tuple[str, ...]]]]:
    for said in occupations:
        for language, labels, description in said:
            for other, other_labels, other_description in said:
                if other != language:
                    yield (language, description), (other, other_description)
                    for label in labels[:6]:
                        yield (language, label), (other, other_labels[0])


def _reader(
    number: int,
    language: str,
    labels: Sequence[LabelWords],
    documents: Sequence[tuple[tuple[int, tuple[str, ...]], ...]],
    occupations: Sequence[list[Said]],
) -> TermReader:
    counts: Counter[str] = Counter()
    words: set[str] = set()
    for label in labels:
        if label.language == number:
            counts.update(label.words)
            # A participle in an everyday phrase must not keep text from its infinitive.
            words.update(w for w in label.words if label.kind != EVERYDAY or not w.startswith("ge"))
    for said in occupations:
        for spoken, called, description in said:
            if spoken == number:
                for label_words in called:
                    counts.update(label_words)
                    words.update(label_words)
                counts.update(description)
    for document in documents:
        for spoken, told in document:
            if spoken == number:
                counts.update(told)
    return TermReader(language, sorted(words), dict(counts) if language == "nl" else {})
