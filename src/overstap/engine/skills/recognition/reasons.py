# SPDX-License-Identifier: EUPL-1.2
"""Why a skill was recognised: as data, and as a sentence in Dutch and English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from overstap.engine.skills.recognition.evidence import Seen
from overstap.engine.skills.recognition.index import LabelIndex, LabelKind
from overstap.engine.skills.taxonomy import Taxonomy
from overstap.engine.skills.text import fold, tokens


class ReasonKind(StrEnum):
    """How the words of the text led to the skill."""

    EXACT = "exact"
    VARIANT = "variant"
    SPELLING = "spelling"
    EVERYDAY = "everyday words"
    MEANING = "meaning"


@dataclass(frozen=True, slots=True)
class Reason:
    """`label`: the label that matched; `words`: the words of the text; `sentence`: per language."""

    kind: ReasonKind
    label: str
    words: tuple[str, ...]
    sentence: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RecognisedSkill:
    """A skill (its id), its place `text[start:end]`, the chance that it is right (0..1), and why."""

    skill: str
    start: int
    end: int
    confidence: float
    why: Reason


_SENTENCES = {
    ReasonKind.EXACT: {
        "nl": "“{label}” staat er letterlijk.",
        "en": "It says “{label}” in so many words.",
    },
    ReasonKind.VARIANT: {
        "nl": "“{words}” is een andere vorm van “{label}”.",
        "en": "“{words}” is another form of “{label}”.",
    },
    ReasonKind.SPELLING: {
        "nl": "“{words}” lezen we als “{label}”, anders gespeld.",
        "en": "We read “{words}” as “{label}”, spelled differently.",
    },
    ReasonKind.EVERYDAY: {
        "nl": "“{words}” is gewone taal voor deze vaardigheid.",
        "en": "“{words}” is everyday language for this skill.",
    },
    ReasonKind.MEANING: {
        "nl": "“{words}” ligt in betekenis dicht bij “{label}”.",
        "en": "“{words}” is close in meaning to “{label}”.",
    },
}


def explain(
    taxonomy: Taxonomy,
    index: LabelIndex,
    text: str,
    words: Sequence[Seen],
    place: Sequence[int],
    label: int,
    confidence: float,
) -> RecognisedSkill:
    """The recognised skill of a label, from the words of the text at `place`."""
    matched = [words[i] for i in place]
    start, end = min(word.start for word in matched), max(word.end for word in matched)
    said = tuple(text[word.start : word.end] for word in matched)
    kind = _kind(index, text[start:end], matched, label)
    written = index.texts[label]
    sentence = {
        language: form.format(label=written, words=" … ".join(said))
        for language, form in _SENTENCES[kind].items()
    }
    skill = taxonomy.skills[int(index.skill[label])].id
    return RecognisedSkill(
        skill, start, end, round(float(confidence), 3), Reason(kind, written, said, sentence)
    )


def _kind(index: LabelIndex, passage: str, matched: Sequence[Seen], label: int) -> ReasonKind:
    wanted = {int(term) for term in index.terms_of(label)}
    there = {word.term for word in matched} | {part for word in matched for part in word.parts}
    if not wanted <= there:
        return ReasonKind.MEANING
    if any(word.respelled for word in matched):
        return ReasonKind.SPELLING
    if index.kind[label] == LabelKind.EVERYDAY:
        return ReasonKind.EVERYDAY
    same = [token.folded for token in tokens(passage)] == [token.folded for token in tokens(index.texts[label])]
    return ReasonKind.EXACT if same or fold(passage) == fold(index.texts[label]) else ReasonKind.VARIANT
