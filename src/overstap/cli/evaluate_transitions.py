# SPDX-License-Identifier: EUPL-1.2
"""`overstap evaluate transitions`: how well usual steps are told, beside size and plain overlap."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress
from rich.table import Table

from overstap.cli.output import MISUSED, JsonOption, err, out, print_json, waiting
from overstap.engine.evaluate.move_files import Moves, read_moves
from overstap.engine.evaluate.transitions import (
    PlacedMoves,
    RankScore,
    evaluate_transitions,
    place_moves,
)
from overstap.engine.skills.esco import occupation_codes, read_esco
from overstap.engine.skills.graph import build_graph
from overstap.engine.skills.onet import read_onet
from overstap.engine.transitions.measure import Steps
from overstap.engine.transitions.soc import How, soc_unit
from overstap.engine.transitions.traits import traits_of_onet, traits_of_taxonomy

_NAMED = 20


def transitions(
    moves: Annotated[Path, typer.Option("--moves", help="CSV with origin, destination and count, or careers.")],
    esco: Annotated[
        list[Path] | None, typer.Option("--esco", help="ESCO download (folder or zip); may be given again.")
    ] = None,
    onet: Annotated[Path | None, typer.Option("--onet", help="O*NET download (folder or zip).")] = None,
    as_json: JsonOption = False,
) -> None:
    """Rank all other occupations for the origin of each observed move, and see how high the move stands."""
    if bool(esco) == bool(onet):
        err.print("Give --esco (once or more) or --onet, not both.")
        raise typer.Exit(MISUSED)
    read = read_moves(moves)
    with waiting("Reading the occupations …"):
        steps, placed, notes = _with_onet(read, onet) if onet else _with_esco(read, esco or [])
    with Progress(console=err, transient=True, disable=not err.is_terminal) as progress:
        task = progress.add_task("Ranking …", total=None)
        found = evaluate_transitions(
            placed, steps, lambda done, total: progress.update(task, completed=done, total=total)
        )
    _tell_left_out(placed, notes)
    if as_json:
        plain = {
            **found.as_dict(),
            "left_out": placed.left_out,
            "unknown": dict(placed.unknown),
            "stays": read.stays,
            "stand_ins": notes,
        }
        print_json(plain)
        return
    table = Table("", "MRR", "@10", "@50", "@100", "@10 by origin")
    for name, score in {"overstap": found.product, "size": found.size, "overlap": found.overlap}.items():
        table.add_row(name, *_figures(score))
    out.print(table)
    grades = Table("called", "steps", "moves", "by size alone")
    for grade, score in found.grades.items():
        grades.add_row(str(grade), *(f"{share:.1%}" for share in score.as_dict().values()))
    out.print(grades)
    out.print(
        f"{found.moves:g} moves, {found.pairs} pairs, {found.origins} origins, {found.candidates} candidates; "
        f"{found.seconds:.1f} s"
    )


def _with_esco(moves: Moves, places: list[Path]) -> tuple[Steps, PlacedMoves, dict[str, str]]:
    """Candidates are all occupations of the download."""
    taxonomy, _ = read_esco(places)
    index = dict(taxonomy.occupation_index)
    codes = occupation_codes(places, (code for pair in moves.counts for code in pair))
    index |= {code: index[uri] for code, uri in codes.items() if uri in index}
    steps = Steps(traits_of_taxonomy(taxonomy, build_graph(taxonomy)))
    return steps, place_moves(moves, index, len(taxonomy.occupations)), {}


def _with_onet(moves: Moves, place: Path) -> tuple[Steps, PlacedMoves, dict[str, str]]:
    """Candidates are all codes of the file that O*NET knows: it says itself at which grain it counts."""
    read, _ = read_onet(place)
    known = [one.code for one in read.occupations]
    units = [soc_unit(code, known) for code in sorted({code for pair in moves.counts for code in pair})]
    units = [unit for unit in units if unit.members]
    steps = Steps(traits_of_onet(read, build_graph(read.taxonomy), {unit.code: unit.members for unit in units}))
    index = {unit.code: at for at, unit in enumerate(units)}
    loose = {unit.code: str(unit.how) for unit in units if unit.how in (How.EDITION_2010, How.NEIGHBOURS)}
    return steps, place_moves(moves, index, len(units)), loose


def _tell_left_out(placed: PlacedMoves, notes: dict[str, str]) -> None:
    if placed.unknown:
        named = ", ".join(list(placed.unknown)[:_NAMED])
        more = "" if len(placed.unknown) <= _NAMED else f" and {len(placed.unknown) - _NAMED} more"
        err.print(f"{placed.left_out:g} moves left out, occupation unknown: {named}{more}.", markup=False)
    neighbours = [code for code, how in notes.items() if how == How.NEIGHBOURS]
    if neighbours:
        err.print(f"Stood in for by the rest of their minor group: {', '.join(neighbours)}.", markup=False)


def _figures(score: RankScore) -> list[str]:
    return [f"{score.mrr:.4f}", *(f"{share:.3f}" for share in score.recall.values()), f"{score.by_origin:.3f}"]
