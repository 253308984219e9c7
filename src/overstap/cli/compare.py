# SPDX-License-Identifier: EUPL-1.2
"""`overstap compare`: two occupations side by side, and the step from the one to the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from overstap.cli.output import MISUSED, JsonOption, err, not_found, out, print_json, waiting
from overstap.cli.source import EscoOption, LanguageOption, PackOption, compiled_language, region_from
from overstap.cli.written import refuse_unknown_language
from overstap.engine.problems import InputRefused, Problem
from overstap.engine.region.usual import compare_in_region
from overstap.engine.skills.esco import occupation_codes, read_esco
from overstap.engine.skills.graph import build_graph
from overstap.engine.skills.onet import read_onet
from overstap.engine.skills.taxonomy import Taxonomy, label_in
from overstap.engine.skills.titles import TitleIndex
from overstap.engine.transitions.comparing import SkillInStep, StepCompared, compare_step
from overstap.engine.transitions.explain import step_in_words
from overstap.engine.transitions.measure import Steps
from overstap.engine.transitions.traits import traits_of_onet, traits_of_taxonomy

app = typer.Typer(help="Compare two occupations.", no_args_is_help=True)

_MONEY = {
    "pack": {"nl": "€ {:,.2f} per uur", "en": "€ {:,.2f} an hour"},
    "onet": {"nl": "$ {:,.0f} per jaar", "en": "$ {:,.0f} a year"},
}


@dataclass(frozen=True)
class _Source:
    """Where occupations are compared in: how titles are found, and how a step is taken apart."""

    taxonomy: Taxonomy
    codes: dict[str, str]
    titles: TitleIndex | None
    compare: Callable[[str, str], StepCompared]
    money: dict[str, str]
    ids: frozenset[str]


@app.callback()
def compare() -> None:
    """Keeps `occupations` a subcommand while it is the only one."""


@app.command()
def occupations(
    origin: Annotated[str, typer.Argument(help="From: an occupation's id, code, URI or title.")],
    destination: Annotated[str, typer.Argument(help="To: the same.")],
    pack: PackOption = None,
    esco: EscoOption = None,
    onet: Annotated[Path | None, typer.Option("--onet", help="O*NET download (folder or zip).")] = None,
    language: LanguageOption = "nl",
    as_json: JsonOption = False,
) -> None:
    """What carries over from one occupation to another, what is new, what goes unused, and how usual the
    step is."""
    if sum(bool(one) for one in (pack, esco, onet)) > 1:
        err.print("Give one of --pack, --esco and --onet.")
        raise typer.Exit(MISUSED)
    with waiting("Reading the occupations …"):
        source = _of_onet(onet) if onet else _of_esco(esco) if esco else _of_pack(pack)
    refuse_unknown_language(language)
    start, end = (_found(source, text, language, as_json=as_json) for text in (origin, destination))
    if start == end:
        raise InputRefused([_same(origin, destination)])
    step = source.compare(start, end)

    def skill(id_: str) -> str:
        return label_in(source.taxonomy.skill(id_).words, language) or id_

    def occupation(id_: str) -> str:
        return label_in(source.taxonomy.occupation(id_).words, language) or id_

    words = step_in_words(step, language, skill, occupation, source.money[language])
    if as_json:
        print_json(_plain(step, words, language, skill, occupation))
    else:
        out.print("\n".join(words), markup=False, highlight=False)


def _of_pack(pack: Path | None) -> _Source:
    region = region_from(pack, None)
    rows, language = region.records.occupations, region.language
    return _Source(
        language.taxonomy,
        {},
        language.titles,
        lambda a, b: compare_in_region(region.usual, rows, language.taxonomy, language.graph, a, b),
        _MONEY["pack"],
        frozenset(rows),
    )


def _of_esco(places: list[Path]) -> _Source:
    language = compiled_language(places, lambda: read_esco(places)[0])
    taxonomy, graph = language.taxonomy, language.graph
    steps = Steps(traits_of_taxonomy(taxonomy, graph))
    return _Source(
        taxonomy,
        occupation_codes(places),
        language.titles,
        lambda a, b: compare_step(steps, taxonomy, graph, a, b),
        _MONEY["pack"],
        frozenset(steps.traits.ids),
    )


def _of_onet(place: Path) -> _Source:
    read, _ = read_onet(place)
    graph = build_graph(read.taxonomy)
    steps = Steps(traits_of_onet(read, graph))
    return _Source(
        read.taxonomy,
        {},
        None,
        lambda a, b: compare_step(steps, read.taxonomy, graph, a, b),
        _MONEY["onet"],
        frozenset(steps.traits.ids),
    )


def _found(source: _Source, text: str, language: str, *, as_json: bool) -> str:
    """The id of the occupation that is meant. Ends the command when there is none."""
    named = source.codes.get(text, text)
    if named in source.taxonomy.occupation_index:
        id_ = source.taxonomy.occupation(named).id
    elif source.titles:
        id_ = next((one.id for one in source.titles.find(text, language, 1, typing=False)), "")
    else:
        id_ = _titled(source.taxonomy, text)
    if id_ not in source.ids:
        not_found(_no_occupation(text), as_json=as_json)
    return id_


def _titled(taxonomy: Taxonomy, text: str) -> str:
    """The occupation with exactly this title; where several have it as another name, the first."""
    wanted = text.casefold()
    others = ""
    for one in taxonomy.occupations:
        for words in one.words.values():
            if words.label.casefold() == wanted:
                return one.id
            if not others and wanted in (label.casefold() for label in words.alternatives):
                others = one.id
    return others


def _plain(
    step: StepCompared,
    words: tuple[str, ...],
    language: str,
    skill: Callable[[str], str],
    occupation: Callable[[str], str],
) -> dict[str, Any]:
    def skills(several: tuple[SkillInStep, ...]) -> list[dict[str, Any]]:
        return [{**asdict(one), "label": skill(one.skill)} for one in several]

    return {
        "language": language,
        "origin": {"id": step.origin, "label": occupation(step.origin)},
        "destination": {"id": step.destination, "label": occupation(step.destination)},
        "fit": round(step.fit, 4),
        "use": round(step.use, 4),
        "carried": skills(step.carried),
        "new": skills(step.new),
        "unused": skills(step.unused),
        "level": list(step.level),
        "pay": list(step.pay),
        "usual": {
            "grade": str(step.grade),
            "lift": round(step.lift, 3),
            "place": step.place,
            "out_of": step.out_of,
            "parts": {name: round(value, 4) for name, value in step.brought.items()},
        },
        "words": list(words),
    }


def _no_occupation(text: str) -> Problem:
    return Problem(
        {"en": "names no occupation that is known here", "nl": "noemt geen beroep dat hier bekend is"},
        value=text[:80],
        mend={
            "en": "See overstap occupations find for titles that are.",
            "nl": "Zie overstap occupations find voor namen die het wel zijn.",
        },
    )


def _same(origin: str, destination: str) -> Problem:
    return Problem(
        {"en": "are the same occupation: there is no step", "nl": "zijn hetzelfde beroep: er is geen overstap"},
        value=f"{origin}, {destination}"[:80],
        mend={"en": "Name two different ones.", "nl": "Noem er twee die verschillen."},
    )
