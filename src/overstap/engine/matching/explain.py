# SPDX-License-Identifier: EUPL-1.2
"""Why a match is where it is, in one sentence of plain Dutch or English."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from overstap.engine.matching.model import DemandMatch, Gap, Match, Reach

LabelOf = Callable[[str], str]
"""Gives the label of a skill or certificate id in the language of the sentence."""

_NAMED = 3
"""Names listed before the rest is counted: more no one reads."""


@dataclass(frozen=True, slots=True)
class _Phrases:
    """The parts of the sentence in one language."""

    joiner: str
    more: str
    opening: Mapping[Reach, str]
    count: str
    exact: str
    near: str
    lack: str
    nice: str
    attitude: str
    paper: str
    on_hiring: str
    low: str
    none: str


_PHRASES = {
    "nl": _Phrases(
        joiner="en",
        more="nog {n}",
        opening={Reach.NOW: "Past nu", Reach.ONE_AWAY: "Eén stap verder", Reach.FURTHER: "Verder weg"},
        count="je kunt {covered} van de {asked} dingen die dit werk vraagt",
        exact="{names} kun je al",
        near="{held} komt dicht bij {asked}",
        lack="je mist nog {names}",
        nice="handig om nog te leren: {names}",
        attitude="het werk vraagt ook: {names}",
        paper="je hebt nog nodig: {names}",
        on_hiring="wat je pas hoeft te regelen als je wordt aangenomen: {names}",
        low="samen is dat nog te weinig om zo te beginnen",
        none="Dit werk zegt niet wat je ervoor moet kunnen, dus er is niets te vergelijken.",
    ),
    "en": _Phrases(
        joiner="and",
        more="{n} more",
        opening={Reach.NOW: "Fits now", Reach.ONE_AWAY: "One step away", Reach.FURTHER: "Further away"},
        count="you can do {covered} of the {asked} things this work asks",
        exact="you already have {names}",
        near="{held} comes close to {asked}",
        lack="you still lack {names}",
        nice="good to learn as well: {names}",
        attitude="the work also asks: {names}",
        paper="you still need: {names}",
        on_hiring="to be arranged once you are hired: {names}",
        low="together that is not yet enough to start right away",
        none="This work does not say what you must be able to do, so there is nothing to compare.",
    ),
}

_OF_ANOTHER = {
    "nl": replace(
        _PHRASES["nl"],
        count="kan {covered} van de {asked} dingen die dit werk vraagt",
        exact="{names} is er al",
        lack="wat nog mist: {names}",
        paper="wat nog nodig is: {names}",
        on_hiring="wat pas geregeld wordt na aanname: {names}",
    ),
    "en": replace(
        _PHRASES["en"],
        count="can do {covered} of the {asked} things this work asks",
        exact="already there: {names}",
        lack="still lacking: {names}",
        paper="still needed: {names}",
    ),
}
"""The same, said to an employer about somebody."""


def explain(
    match: Match,
    language: str,
    skill_label: LabelOf,
    certificate_label: LabelOf,
    *,
    of_another: bool = False,
) -> str:
    """One sentence that says why the match is in its group: what is held, what comes near, what is missing.

    It speaks to the person, or with `of_another` to somebody else about them. `language` is `nl` or `en`; any
    other raises `KeyError`.
    """
    say = (_OF_ANOTHER if of_another else _PHRASES)[language]
    if not match.demands:
        return say.none
    parts = [say.count.format(covered=match.covered_count, asked=match.asked_count)]
    exact = [demand for demand in match.demands if demand.covered and demand.held == demand.skill]
    near = [demand for demand in match.demands if demand.covered and demand.held not in (None, demand.skill)]
    if exact:
        parts.append(say.exact.format(names=_listed([skill_label(one.skill) for one in exact], say)))
    if near:
        parts.append(_near(near[0], say, skill_label))
    musts = match.must_missing
    if musts:
        parts.append(say.lack.format(names=_names(musts, say, skill_label)))
    elif any(gap.learnable for gap in match.missing):
        rest = [gap for gap in match.missing if gap.learnable]
        parts.append(say.nice.format(names=_names(rest, say, skill_label)))
    if match.attitudes_asked:
        parts.append(say.attitude.format(names=_names(match.attitudes_asked, say, skill_label)))
    if match.certificates_missing:
        labels = [certificate_label(certificate) for certificate in match.certificates_missing]
        parts.append(say.paper.format(names=_listed(labels, say)))
    if match.certificates_on_hiring:
        labels = [certificate_label(certificate) for certificate in match.certificates_on_hiring]
        parts.append(say.on_hiring.format(names=_listed(labels, say)))
    if match.reach is not Reach.NOW and not musts and not match.certificates_missing:
        parts.append(say.low)
    return f"{say.opening[match.reach]}: {'; '.join(parts)}."


def _near(demand: DemandMatch, say: _Phrases, skill_label: LabelOf) -> str:
    held = skill_label(demand.held or demand.skill)
    return say.near.format(held=_quoted(held), asked=_quoted(skill_label(demand.skill)))


def _names(gaps: Sequence[Gap], say: _Phrases, skill_label: LabelOf) -> str:
    return _listed([skill_label(gap.skill) for gap in gaps], say)


def _listed(labels: Sequence[str], say: _Phrases) -> str:
    names = [_quoted(label) for label in labels[:_NAMED]]
    if len(labels) > _NAMED:
        names.append(say.more.format(n=len(labels) - _NAMED))
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])} {say.joiner} {names[-1]}"


def _quoted(label: str) -> str:
    return f"“{label}”"
