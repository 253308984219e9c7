# SPDX-License-Identifier: EUPL-1.2
"""`overstap evaluate titles`: how well occupations are found from job titles, beside plain baselines."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress
from rich.table import Table

from overstap.cli.output import JsonOption, err, out, print_json
from overstap.cli.written import refuse_unknown_language
from overstap.engine.evaluate.titles import TitleEvaluation, TitleScore, evaluate_titles, read_title_corpus
from overstap.engine.skills.esco import read_esco


def titles(
    corpus: Annotated[
        Path, typer.Option("--corpus", help="Folder with queries, corpus_elements and annotations (.tsv).")
    ],
    esco: Annotated[list[Path], typer.Option("--esco", help="ESCO download; may be given again.")],
    language: Annotated[str, typer.Option("--lang", help="Language of the titles: nl or en.")] = "nl",
    as_json: JsonOption = False,
) -> None:
    """Rank all labels of a corpus for each of its titles, and score the ranking."""
    read = read_title_corpus(corpus)
    taxonomy, _ = read_esco(esco)
    refuse_unknown_language(language, taxonomy.languages)
    if read.unjudged:
        err.print(f"{len(read.unjudged)} titles without a right label are left out.", highlight=False)
    with Progress(console=err, transient=True, disable=not err.is_terminal) as progress:
        task = progress.add_task("Ranking …", total=len(read.queries))
        found = evaluate_titles(
            read, taxonomy, language, lambda done, _total: progress.update(task, completed=done)
        )
    if as_json:
        print_json(found.as_dict())
    else:
        _print_table(found)


def _print_table(found: TitleEvaluation) -> None:
    table = Table("", "MRR", "@1", "@5", "@10", "seconds")
    for name, score in {"overstap": found.index, **found.baselines}.items():
        table.add_row(name, *_figures(score))
    out.print(table)


def _figures(score: TitleScore) -> list[str]:
    return [f"{score.mrr:.4f}", *(f"{share:.3f}" for share in score.accuracy.values()), f"{score.seconds:.1f}"]
