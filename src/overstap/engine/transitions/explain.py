# SPDX-License-Identifier: EUPL-1.2
"""A step between occupations in plain Dutch or English sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from overstap.engine.transitions.comparing import SkillInStep, StepCompared
from overstap.engine.transitions.measure import Grade

LabelOf = Callable[[str], str]
"""Gives the label of a skill or occupation id in the language of the sentences."""

_NAMED = 4
_WORTH_TELLING = 0.15
"""A part that changes how usual a step is by less than some 15% is not told."""


@dataclass(frozen=True, slots=True)
class _Phrases:
    """The sentences of one language."""

    joiner: str
    more: str
    grade: Mapping[Grade, str]
    how_often: str
    carried: str
    nothing_carried: str
    new: str
    unused: str
    level: Mapping[int, str]
    pay: Mapping[int, str]
    speaks_for: str
    speaks_against: str
    parts: Mapping[str, str]


_PHRASES = {
    "nl": _Phrases(
        joiner="en",
        more="nog {n}",
        grade={
            Grade.USUAL: "Van {origin} naar {destination} is een gewone overstap.",
            Grade.LESS_USUAL: "Van {origin} naar {destination} is een minder gewone overstap.",
            Grade.UNUSUAL: "Van {origin} naar {destination} is een ongewone overstap.",
        },
        how_often="We schatten dat mensen hem {times} keer zo vaak maken als een gemiddelde overstap "
        "naar werk waarin even veel mensen werken: plek {place} van {out_of}.",
        carried="Dit neem je mee: {names}.",
        nothing_carried="Er is weinig dat je meeneemt.",
        new="Dit is nieuw: {names}.",
        unused="Dit gebruik je daar minder: {names}.",
        level={
            -1: "Het werk is van een lager niveau.",
            0: "Het niveau blijft gelijk.",
            1: "Het werk is van een hoger niveau.",
        },
        pay={
            -1: "Het middelste loon gaat omlaag, van {start} naar {end}.",
            0: "Het middelste loon blijft ongeveer gelijk, van {start} naar {end}.",
            1: "Het middelste loon gaat omhoog, van {start} naar {end}.",
        },
        speaks_for="Wat de overstap gewoner maakt: {names}.",
        speaks_against="Wat hem minder gewoon maakt: {names}.",
        parts={
            "words": "hoe het werk wordt beschreven",
            "kinds": "het soort vaardigheden",
            "fit": "wat je meeneemt",
            "use": "wat je kunt blijven gebruiken",
            "group": "de beroepsgroep",
            "level": "het niveau",
            "pay": "het loon",
            "interests": "de interesses die erbij passen",
        },
    ),
    "en": _Phrases(
        joiner="and",
        more="{n} more",
        grade={
            Grade.USUAL: "From {origin} to {destination} is a usual step.",
            Grade.LESS_USUAL: "From {origin} to {destination} is a less usual step.",
            Grade.UNUSUAL: "From {origin} to {destination} is an unusual step.",
        },
        how_often="We estimate that people make it {times} times as often as an average step to work in "
        "which as many people work: place {place} of {out_of}.",
        carried="This carries over: {names}.",
        nothing_carried="There is little that carries over.",
        new="This is new: {names}.",
        unused="You use this less there: {names}.",
        level={
            -1: "The work is of a lower level.",
            0: "The level stays the same.",
            1: "The work is of a higher level.",
        },
        pay={
            -1: "Middle pay goes down, from {start} to {end}.",
            0: "Middle pay stays about the same, from {start} to {end}.",
            1: "Middle pay goes up, from {start} to {end}.",
        },
        speaks_for="What makes the step more usual: {names}.",
        speaks_against="What makes it less usual: {names}.",
        parts={
            "words": "how the work is described",
            "kinds": "the kind of skills",
            "fit": "what carries over",
            "use": "what you keep using",
            "group": "the occupational group",
            "level": "the level",
            "pay": "the pay",
            "interests": "the interests that go with it",
        },
    ),
}

_SAME_PAY = 0.03
"""Pay that differs by less is about the same."""


def step_in_words(
    step: StepCompared, language: str, skill_label: LabelOf, occupation_label: LabelOf, money: str
) -> tuple[str, ...]:
    """The step in sentences, the most important first. `language` is `nl` or `en`; any other raises `KeyError`.

    `money` says how an amount of pay is written, such as "€ {:.2f} an hour".
    """
    say = _PHRASES[language]
    names = {"origin": _quoted(occupation_label(step.origin))}
    names["destination"] = _quoted(occupation_label(step.destination))
    said = [
        say.grade[step.grade].format(**names),
        say.how_often.format(times=_number(step.lift, language), place=step.place, out_of=step.out_of),
    ]
    said.append(_skills(say.carried, step.carried, say, skill_label) or say.nothing_carried)
    said.append(_skills(say.new, step.new, say, skill_label))
    said.append(_skills(say.unused, step.unused, say, skill_label))
    said.append(_level(step, say))
    said.append(_pay(step, say, money, language))
    said.append(_parts(say.speaks_for, step.brought, say, 1))
    said.append(_parts(say.speaks_against, step.brought, say, -1))
    return tuple(filter(None, said))


def _skills(sentence: str, skills: Sequence[SkillInStep], say: _Phrases, label: LabelOf) -> str:
    named = [_quoted(label(one.skill)) for one in skills[:_NAMED]]
    if len(skills) > _NAMED:
        named.append(say.more.format(n=len(skills) - _NAMED))
    return sentence.format(names=_listed(named, say)) if named else ""


def _level(step: StepCompared, say: _Phrases) -> str:
    start, end = step.level
    return "" if start is None or end is None else say.level[(end > start) - (end < start)]


def _pay(step: StepCompared, say: _Phrases, money: str, language: str) -> str:
    start, end = step.pay
    if start is None or end is None:
        return ""
    way = 0 if abs(end / start - 1) < _SAME_PAY else (1 if end > start else -1)
    amounts = {"start": money.format(start), "end": money.format(end)}
    if language == "nl":
        amounts = {name: _dutch(amount) for name, amount in amounts.items()}
    return say.pay[way].format(**amounts)


def _parts(sentence: str, brought: Mapping[str, float], say: _Phrases, sign: int) -> str:
    telling = sorted(
        (name for name in brought if sign * brought[name] >= _WORTH_TELLING),
        key=lambda name: -sign * brought[name],
    )
    return sentence.format(names=_listed([say.parts[name] for name in telling], say)) if telling else ""


def _listed(names: Sequence[str], say: _Phrases) -> str:
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])} {say.joiner} {names[-1]}"


def _number(value: float, language: str) -> str:
    said = f"{value:.0f}" if value >= 10 else f"{value:.1f}"
    return _dutch(said) if language == "nl" else said


def _dutch(number: str) -> str:
    return number.translate(str.maketrans(",.", ".,"))


def _quoted(label: str) -> str:
    return f"“{label}”"
