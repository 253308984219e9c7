# SPDX-License-Identifier: EUPL-1.2
"""`overstap skills recognise`: the skills in a text, without a database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from overstap.cli.output import MISUSED, NOT_FOUND, JsonOption, err, out, print_json, waiting
from overstap.cli.written import refuse_unknown_language, written
from overstap.engine import shipped_pack
from overstap.engine.pack import read_pack
from overstap.engine.pack.language import pack_taxonomy
from overstap.engine.skills.esco import read_esco
from overstap.engine.skills.recognition import OnnxEmbedder, RecognisedSkill, Recogniser, build_recogniser
from overstap.engine.skills.taxonomy import Taxonomy, label_in

_COLUMNS = {
    "nl": ("Vaardigheid", "In de tekst", "Zekerheid", "Waarom"),
    "en": ("Skill", "In the text", "Confidence", "Why"),
}


def recognise(
    text: Annotated[
        str, typer.Argument(help="The text; - or nothing reads it from standard input.", show_default=False)
    ] = "-",
    language: Annotated[str, typer.Option("--lang", help="Language of the text: nl or en.")] = "nl",
    esco: Annotated[
        list[Path] | None, typer.Option("--esco", help="ESCO download (folder or zip); may be given again.")
    ] = None,
    pack: Annotated[
        list[Path] | None, typer.Option("--pack", help="Region pack; without it, or --esco, the one shipped.")
    ] = None,
    embeddings: Annotated[
        Path | None, typer.Option("--embeddings", help="Folder with a model.onnx and tokenizer.json of yours.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show the skills in a CV, a vacancy or a sentence, with their place, confidence and why."""
    if (esco and pack) or (pack and len(pack) > 1):
        err.print("Give one --pack, or --esco, not both.")
        raise typer.Exit(MISUSED)
    said = written(text)
    with waiting("Learning the language …"):
        taxonomy = _taxonomy(esco, pack)
        refuse_unknown_language(language, taxonomy.languages)
        languages = tuple(dict.fromkeys((language, *taxonomy.languages)))
        embedder = OnnxEmbedder(embeddings) if embeddings else None
        recogniser = build_recogniser(taxonomy, languages, embeddings=embedder)
    tell_of_unused_model(recogniser, language)
    found = recogniser.recognise(said, language)
    if as_json:
        skills = [as_dict(skill, said, taxonomy, language) for skill in found]
        print_json({"language": language, "skills": skills})
    elif found:
        _print_table(found, said, taxonomy, language)
    else:
        err.print("Geen vaardigheden herkend." if language == "nl" else "No skills were recognised.")
    if not found:
        raise typer.Exit(NOT_FOUND)


def as_dict(skill: RecognisedSkill, text: str, taxonomy: Taxonomy, language: str) -> dict[str, Any]:
    """A recognised skill as plain data, for `--json`."""
    return {
        "id": skill.skill,
        "label": label_in(taxonomy.skill(skill.skill).words, language),
        "start": skill.start,
        "end": skill.end,
        "text": text[skill.start : skill.end],
        "confidence": skill.confidence,
        "why": {
            "kind": skill.why.kind.value,
            "matched": skill.why.label,
            "words": list(skill.why.words),
            "sentence": dict(skill.why.sentence),
        },
    }


def tell_of_unused_model(recogniser: Recogniser, language: str) -> None:
    """Says so when a model was given that has no say in texts in this language."""
    if recogniser.embedder is not None and not recogniser.uses_model(language):
        err.print(
            "Het model telt hier niet mee: voor deze taal zijn er geen gewichten voor een model."
            if language == "nl"
            else "The model has no say here: there are no weights for a model in this language."
        )


def _taxonomy(esco: list[Path] | None, pack: list[Path] | None) -> Taxonomy:
    if esco:
        return read_esco(esco)[0]
    return pack_taxonomy(read_pack(pack[0] if pack else shipped_pack("haaglanden")))


def _print_table(found: tuple[RecognisedSkill, ...], text: str, taxonomy: Taxonomy, language: str) -> None:
    table = Table(*_COLUMNS.get(language, _COLUMNS["en"]))
    for skill in found:
        table.add_row(
            label_in(taxonomy.skill(skill.skill).words, language),
            " ".join(text[skill.start : skill.end].split()),
            f"{skill.confidence:.0%}",
            skill.why.sentence.get(language, skill.why.sentence["en"]),
        )
    out.print(table, markup=False)
