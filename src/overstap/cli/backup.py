# SPDX-License-Identifier: EUPL-1.2
"""`overstap backup` and `overstap restore`: everything that is remembered, in one file and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from overstap.cli import prepare
from overstap.cli.manage import database, database_url
from overstap.cli.output import FAILED, JsonOption, err, out, print_json
from overstap.engine.problems import InputRefused, Problem
from overstap.host import dumps

# Tables that no Overstap is without.
MARKS = frozenset({"django_migrations", "region_revision"})

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", dir_okay=False)]


def backup(
    file: FileArgument,
    replace: Annotated[bool, typer.Option("--replace", help="Replace FILE when it is there.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Write everything that Overstap remembers to FILE. The site may stay open."""
    if file.exists() and not replace:
        raise _refused(file, *EXISTS)
    if not file.absolute().parent.is_dir():
        raise _refused(file, *NO_FOLDER)
    with database():
        prepare.set_up_django()
        prepare.refuse_unreachable_database()
        try:
            dumps.dump(database_url(), file)
        except dumps.DumpFailed as failed:
            raise _failed("The backup was not made", failed) from failed
    size = file.stat().st_size
    if as_json:
        print_json({"ok": True, "file": str(file), "bytes": size})
    else:
        out.print(f"Everything is in {file} ({size / 1e6:.1f} MB).", highlight=False, soft_wrap=True)


def restore(
    file: FileArgument,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether to replace what is there.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Replace everything that Overstap remembers by what is in FILE: all of it, or nothing at all."""
    if not file.is_file():
        raise _refused(file, *NOT_THERE)
    if not yes:
        typer.confirm("This replaces everything Overstap remembers. Go on?", abort=True, err=True)
    with database():
        prepare.set_up_django()
        prepare.refuse_unreachable_database()
        _refuse_other_files(file)
        try:
            dumps.restore(database_url(), file, _newer_revision())
        except dumps.DumpFailed as failed:
            raise _failed("Nothing was changed", failed) from failed
        # An older backup gets the tables of today.
        prepare.migrate(lambda said: err.print(said, highlight=False))
    if as_json:
        print_json({"ok": True, "file": str(file)})
    else:
        out.print(f"Everything is as it was in {file}.", highlight=False, soft_wrap=True)


def _refuse_other_files(file: Path) -> None:
    """Raises InputRefused unless `file` is a backup of this version of Overstap or an older one."""
    try:
        if not dumps.contents(file) >= MARKS:
            raise _refused(file, *NO_BACKUP)
        applied = {(app, name) for _id, app, name, *_ in dumps.rows(file, "django_migrations")}
    except dumps.DumpFailed as failed:
        raise _refused(file, *NO_BACKUP) from failed
    if applied - prepare.known_migrations():
        raise _refused(file, *TOO_NEW)


def _newer_revision() -> str:
    """SQL that makes the restored revision newer than any a running process may have loaded."""
    from django.db import connection  # Django is set up by now, and only now

    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('public.region_revision')")
        present = cursor.fetchone()[0] is not None
        number = 0
        if present:
            cursor.execute("SELECT coalesce(max(number), 0) FROM region_revision")
            number = int(cursor.fetchone()[0])
    connection.close()
    return (
        f"UPDATE public.region_revision SET number = greatest(number, {number}) + 1;\n"  # noqa: S608 - an int
        "DO $$ BEGIN\n"  # a backup of before these columns gets them, and this note, with the tables of today
        "IF to_regclass('public.openings_openingchange') IS NOT NULL THEN\n"
        "UPDATE public.region_revision SET structure = number;\n"
        "INSERT INTO public.openings_openingchange (opening) VALUES ('');\n"
        "END IF; END $$;\n"
    )


EXISTS = (
    ("is there already", "bestaat al"),
    ("Choose another name, or add --replace.", "Kies een andere naam, of voeg --replace toe."),
)
NO_FOLDER = (
    ("is in a folder that does not exist", "staat in een map die er niet is"),
    ("Make the folder first.", "Maak eerst die map."),
)
NOT_THERE = (
    ("is not a file", "is geen bestand"),
    ("Give the file that `overstap backup` made.", "Geef het bestand dat `overstap backup` maakte."),
)
NO_BACKUP = (
    ("is not a whole backup of Overstap", "is geen hele back-up van Overstap"),
    ("Give the file that `overstap backup` made.", "Geef het bestand dat `overstap backup` maakte."),
)
TOO_NEW = (
    ("was made by a newer version of Overstap", "is gemaakt door een nieuwere Overstap"),
    ("Update Overstap first.", "Werk eerst Overstap bij."),
)


def _refused(file: Path, reason: tuple[str, str], mend: tuple[str, str]) -> InputRefused:
    told = {"en": reason[0], "nl": reason[1]}
    return InputRefused([Problem(told, value=str(file), mend={"en": mend[0], "nl": mend[1]})])


def _failed(said: str, failed: Exception) -> typer.Exit:
    err.print(f"{said}: {failed}", markup=False, highlight=False, soft_wrap=True)
    return typer.Exit(FAILED)
