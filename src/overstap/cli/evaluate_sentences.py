# SPDX-License-Identifier: EUPL-1.2
"""`overstap evaluate sentences`: how well skills are recognised in sentences, beside a plain baseline."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress
from rich.table import Table

from overstap.cli.output import JsonOption, err, out, print_json
from overstap.cli.recognise import tell_of_unused_model
from overstap.cli.written import refuse_unknown_language
from overstap.engine.evaluate.sentence_files import read_sentences_file
from overstap.engine.evaluate.sentences import Ranking, SentenceEvaluation, SentenceScore, evaluate_sentences
from overstap.engine.skills.esco import read_esco
from overstap.engine.skills.recognition import OnnxEmbedder, build_recogniser


def sentences(
    file: Annotated[Path, typer.Option("--file", help="CSV with sentences and their right skills.")],
    esco: Annotated[list[Path], typer.Option("--esco", help="ESCO download; may be given again.")],
    language: Annotated[str, typer.Option("--lang", help="Language of the sentences: nl or en.")] = "en",
    embeddings: Annotated[
        Path | None, typer.Option("--embeddings", help="Folder with a model.onnx and tokenizer.json of yours.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Rank all skills for each sentence, see what would be accepted, and score both."""
    taxonomy, _ = read_esco(esco)
    refuse_unknown_language(language, taxonomy.languages)
    judged = read_sentences_file(file, taxonomy, language)
    if judged.unknown:
        err.print(f"No skill is called: {', '.join(judged.unknown)} (left out).", markup=False, highlight=False)
    with Progress(console=err, transient=True, disable=not err.is_terminal) as progress:
        task = progress.add_task("Learning the language …", total=None)
        embedder = OnnxEmbedder(embeddings) if embeddings else None
        languages = tuple(dict.fromkeys((language, *taxonomy.languages)))
        recogniser = build_recogniser(taxonomy, languages, embeddings=embedder)
        tell_of_unused_model(recogniser, language)
        progress.update(task, description="Recognising …", total=len(judged.sentences))
        found = evaluate_sentences(
            judged, recogniser, language, lambda done, _total: progress.update(task, completed=done)
        )
    if as_json:
        print_json(found.as_dict())
    else:
        _print_table(found)


def _print_table(found: SentenceEvaluation) -> None:
    table = Table("", "MRR", "RP@1", "RP@5", "RP@10", "precision", "recall", "F1")
    _add(table, "overstap", found.score)
    table.add_row("words (TF-IDF)", *_ranks(found.score.baseline))
    if found.labelled is not None:
        _add(table, "overstap, with a label", found.labelled)
        table.add_row("words, with a label", *_ranks(found.labelled.baseline))
    out.print(table)
    if found.must_not_accepted is not None:
        out.print(f"Must-nots accepted: {found.must_not_accepted:.1%}")


def _add(table: Table, name: str, score: SentenceScore) -> None:
    accepted = (f"{figure:.3f}" for figure in (score.precision, score.recall, score.f1))
    table.add_row(name, *_ranks(score.ranking), *accepted)


def _ranks(ranking: Ranking) -> list[str]:
    return [f"{ranking.mrr:.4f}", *(f"{share:.4f}" for share in ranking.r_precision.values())]
