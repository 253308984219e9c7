# SPDX-License-Identifier: EUPL-1.2
"""What a batch is made from: a pack, the database, or files; read only when it is needed."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import polars as pl
import typer

from overstap.cli.output import MISUSED, err, waiting
from overstap.cli.source import SHIPPED_PACK, EscoOption, PackOption, compiled_language, region_from
from overstap.engine.batch.country import PEOPLE as COUNTRY_PEOPLE
from overstap.engine.batch.files import as_parquet, digest_of, digest_of_files
from overstap.engine.batch.matching import PEOPLE
from overstap.engine.batch.people import prepared, read_people, table_of
from overstap.engine.batch.reference import (
    OPENINGS,
    SKILLS,
    Skills,
    read_openings,
    read_skills,
    save_openings,
    save_skills,
)
from overstap.engine.batch.region import index_in_one_order, people_of, skills_of
from overstap.engine.batch.transitions import origins_of, save_occupations
from overstap.engine.matching.large.arrayfile import stored_digest
from overstap.engine.matching.large.joining import arrays_in, joined
from overstap.engine.matching.large.openings import OpeningArrays, arrays_of
from overstap.engine.problems import InputRefused, Problem
from overstap.engine.region.region import Region
from overstap.engine.region.stock import StockInMemory
from overstap.engine.skills.esco import read_esco
from overstap.engine.skills.graph import build_graph
from overstap.engine.skills.onet import read_onet
from overstap.engine.transitions.traits import Traits, traits_of_onet, traits_of_taxonomy


@dataclass(frozen=True)
class From:
    """Where openings and people come from."""

    pack: PackOption = None
    esco: EscoOption = None
    database: Annotated[
        bool, typer.Option("--database", help="The region in the database instead of a pack.")
    ] = False
    country: Annotated[
        Path | None,
        typer.Option("--country", help="A folder that `overstap batch make-country` wrote instead of a pack."),
    ] = None
    people: Annotated[
        Path | None,
        typer.Option("--people", help="People as Parquet (a file or a folder) instead of those of the pack."),
    ] = None

    def refuse_two(self) -> None:
        """Ends the command when it is to come from two places at once."""
        if sum((self.pack is not None or bool(self.esco), self.database, self.country is not None)) > 1:
            err.print("Give one of --pack (with or without --esco), --database and --country.")
            raise typer.Exit(MISUSED)

    def digest(self) -> str:
        """What the files are known by that all is read from; "" when not all of it is in files."""
        if self.database:
            return ""
        places = [self.country] if self.country else [self.pack or SHIPPED_PACK, *(self.esco or ())]
        return _digest([*places, *([self.people] if self.people else [])])


def write_match_inputs(source: From, folder: Path) -> tuple[dict[str, str], pl.DataFrame]:
    """Writes language and openings to a folder; gives what everything is known by, and the people."""
    if source.country:
        inputs, skills = _copied(source.country, folder)
        place = source.people or source.country / COUNTRY_PEOPLE
        people = read_people(place, skills)
    else:
        region = _region(source)
        skills = skills_of(region)
        inputs = {SKILLS: save_skills(skills, folder)}
        inputs[OPENINGS] = save_openings(
            index_in_one_order(_openings(region, skills), skills), folder, inputs[SKILLS]
        )
        if source.people:
            people = read_people(source.people, skills)
        else:
            people = prepared(table_of(people_of(region)), skills, PEOPLE)
    return {**inputs, PEOPLE: digest_of(as_parquet(people))}, people


@dataclass(frozen=True)
class OccupationsFrom:
    """Where occupations come from."""

    pack: PackOption = None
    esco: Annotated[
        list[Path] | None,
        typer.Option("--esco", help="ESCO download (folder or zip); may be given again."),
    ] = None
    onet: Annotated[Path | None, typer.Option("--onet", help="O*NET download (folder or zip).")] = None

    def refuse_two(self) -> None:
        """Ends the command when they are to come from two places at once."""
        if sum(bool(one) for one in (self.pack, self.esco, self.onet)) > 1:
            err.print("Give one of --pack, --esco and --onet.")
            raise typer.Exit(MISUSED)

    def digest(self) -> str:
        """What the files are known by that all is read from; "" when one is not there."""
        return _digest(self.esco or [self.onet or self.pack or SHIPPED_PACK])


def write_transition_inputs(source: OccupationsFrom, folder: Path) -> tuple[dict[str, str], pl.DataFrame]:
    """Writes what the occupations ask to a folder; gives what it is known by, and all of them."""
    traits = _traits(source)
    known = save_occupations(folder, traits.ids, traits.demands, traits.similarity)
    return {SKILLS: known}, origins_of(traits.ids)


def _traits(source: OccupationsFrom) -> Traits:
    with waiting("Reading the occupations …"):
        if source.onet:
            read, _ = read_onet(source.onet)
            return traits_of_onet(read, build_graph(read.taxonomy))
        if source.esco:
            places = source.esco
            language = compiled_language(places, lambda: read_esco(places)[0])
            return traits_of_taxonomy(language.taxonomy, language.graph)
        region = region_from(source.pack, None)
        taxonomy = region.language.taxonomy
        own = tuple(taxonomy.occupation(one) for one in region.records.occupations)
        return traits_of_taxonomy(taxonomy, region.language.graph, own)


def _digest(places: list[Path]) -> str:
    return digest_of_files(places) if all(place.exists() for place in places) else ""


def _region(source: From) -> Region:
    if not source.database:
        return region_from(source.pack, source.esco)
    from overstap.cli.remembered import remembered

    with remembered("Reading the region …"):
        from overstap.bridge.region import NoRegionError, reload_region

        try:
            return reload_region()
        except NoRegionError:
            raise InputRefused([_no_region()]) from None


def _openings(region: Region, skills: Skills) -> OpeningArrays:
    stock = region.stock
    if isinstance(stock, StockInMemory):
        return arrays_of(stock.matcher.index.openings, skills.position)
    return joined([arrays_in(part) for part in stock.segments.parts])


def _copied(country: Path, folder: Path) -> tuple[dict[str, str], Skills]:
    """The files of a country, looked through first and then copied."""
    if not (country / SKILLS).is_file():
        raise InputRefused([_no_country(country)])
    skills = read_skills(country)
    inputs = {SKILLS: stored_digest(country / SKILLS), OPENINGS: stored_digest(country / OPENINGS)}
    read_openings(country, inputs[SKILLS])
    for name in inputs:
        shutil.copyfile(country / name, folder / name)
    return inputs, skills


def _no_country(folder: Path) -> Problem:
    return Problem(
        {"en": "holds no country", "nl": "bevat geen land"},
        value=str(folder),
        mend={
            "en": "Give a folder that `overstap batch make-country` wrote.",
            "nl": "Geef een map die `overstap batch make-country` schreef.",
        },
    )


def _no_region() -> Problem:
    return Problem(
        {"en": "the database holds no region", "nl": "de database bevat geen regio"},
        mend={
            "en": "Put a pack in it first: overstap pack import PATH.",
            "nl": "Zet er eerst een pakket in: overstap pack import PAD.",
        },
    )
