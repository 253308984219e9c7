# SPDX-License-Identifier: EUPL-1.2
"""`overstap match`: openings for a person, people for an opening, from files and without a database."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from overstap.cli.output import JsonOption, not_found, out, print_json
from overstap.cli.person import PassportOption, TextOption, WorkOption, given_of, person_of
from overstap.cli.source import EscoOption, LanguageOption, PackOption, region_from
from overstap.cli.today import TodayOption, today_or
from overstap.cli.written import refuse_unknown_language
from overstap.engine.matching.index import Filters
from overstap.engine.matching.wishes import only_wished as only_wished_of
from overstap.engine.problems import Problem
from overstap.engine.region.plain import gains_as_plain, match_as_plain, matches_as_plain, pool_as_plain
from overstap.engine.region.region import Region

app = typer.Typer(help="Match people and openings.", no_args_is_help=True)

TopOption = Annotated[int, typer.Option("--top", min=1, help="At most this many in each group.")]

_GROUPS = {
    "nl": {"now": "Past nu", "one_away": "Eén stap verder", "further": "Verder weg"},
    "en": {"now": "Fits now", "one_away": "One step away", "further": "Further away"},
}


@app.command()
def openings(
    passport: PassportOption = None,
    text: TextOption = None,
    work: WorkOption = None,
    pack: PackOption = None,
    esco: EscoOption = None,
    language: LanguageOption = "nl",
    only_wished: Annotated[
        bool, typer.Option("--only-wished", help="Leave out what does not meet the wishes.")
    ] = False,
    today: TodayOption = None,
    top: TopOption = 10,
    as_json: JsonOption = False,
) -> None:
    """Openings for a person: what fits now, what is one step away, what is further, and why."""
    refuse_unknown_language(language)
    given = given_of(passport, text, work)
    region = region_from(pack, esco)
    person = person_of(region, given, language, as_json=as_json)
    day = today_or(today)
    filters = only_wished_of(person.wishes, today=day) if only_wished else Filters(today=day)
    matches = region.match(person.passport, person.wishes, today=day, filters=filters, top=top)
    gains = region.skills_that_open_most(person.passport, today=day, filters=filters)
    plain = {
        "language": language,
        "today": day.isoformat(),
        "occupation": person.occupation or None,
        "skills": [
            {
                "skill": one.skill,
                "label": region.skill_label(one.skill, language),
                "evidence": str(one.evidence),
            }
            for one in person.passport.skills
        ],
        **matches_as_plain(region, matches, language),
        "opens_most": gains_as_plain(region, gains, language),
    }
    if as_json:
        print_json(plain)
    else:
        _print_matches(region, plain, language)


@app.command()
def people(
    opening: Annotated[str, typer.Option("--opening", help="The opening's id.")],
    pack: PackOption = None,
    esco: EscoOption = None,
    language: LanguageOption = "nl",
    today: TodayOption = None,
    top: TopOption = 10,
    as_json: JsonOption = False,
) -> None:
    """The pack's example people for an opening, best covered first, their own wishes beside it."""
    refuse_unknown_language(language)
    region = region_from(pack, esco)
    if opening not in region.records.openings:
        not_found(_no_opening(opening), as_json=as_json)
    everyone, day = region.records.people.values(), today_or(today)
    found = region.people_for(opening, everyone, today=day)[:top]
    listed = [{"person": id_, **match_as_plain(region, match, language)} for id_, match in found]
    pool = region.pool(opening, [region.passport_of(person) for person in everyone], today=day)
    grows = pool_as_plain(region, pool, language)
    if as_json:
        print_json({"opening": opening, "language": language, "people": listed, "pool": grows})
    else:
        _print_people(region, opening, listed, language)
        _print_pool(grows, language)


def _no_opening(opening: str) -> Problem:
    return Problem(
        {"en": "is no opening in this pack", "nl": "is geen plek in dit pakket"},
        value=opening,
        mend={
            "en": "Take an id from the pack's table of openings.",
            "nl": "Neem een id uit de tabel openings van het pakket.",
        },
    )


def _print_matches(region: Region, plain: dict[str, Any], language: str) -> None:
    out.print(", ".join(skill["label"] for skill in plain["skills"]) or "—", style="dim")
    for group, title in _GROUPS[language].items():
        if plain[group]:
            out.print(f"\n[bold]{title}[/bold]")
        for match in plain[group]:
            where = f"{match['organisation']}, {region.records.places[match['place']].label}"
            _print_match(f"{match['title']} — {where}", match)


def _print_people(region: Region, opening: str, listed: list[dict[str, Any]], language: str) -> None:
    title = region.records.openings[opening].title
    out.print(f"[bold]{escape(title.get(language) or next(iter(title.values())))}[/bold]")
    for match in listed:
        _print_match(region.records.people[match["person"]].name, match)


_POOL = {
    "nl": (
        "{fits} van de {people} passen",
        "{label}: {dropped} zonder, {softened} als wens, {trained} na scholing",
    ),
    "en": (
        "{fits} of {people} fit",
        "{label}: {dropped} without, {softened} as a wish, {trained} when trained",
    ),
}


def _print_pool(pool: dict[str, Any], language: str) -> None:
    total, effect = _POOL[language]
    out.print(f"\n[bold]{total.format(**pool)}[/bold]")
    for one in pool["effects"]:
        out.print(escape("  " + effect.format(**one)))


def _print_match(title: str, match: dict[str, Any]) -> None:
    count = f"{match['covered']}/{match['asked']}"
    out.print(f"\n{match['coverage']['claimed']:>5.0%}  {count:>5}  [bold]{escape(title)}[/bold]")
    out.print(Padding(Text(match["why"], style="dim"), (0, 0, 0, 14)))
