# SPDX-License-Identifier: EUPL-1.2
"""`overstap doctor`: looks whether everything Overstap needs is there, and says how to mend what is not."""

from __future__ import annotations

import importlib.metadata
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum

import typer

from overstap.cli import prepare
from overstap.cli.manage import database
from overstap.cli.output import FAILED, JsonOption, out, print_json, reader_language
from overstap.cli.run import DEFAULT_PORT, is_free, running_at
from overstap.engine.problems import InputRefused
from overstap.host import environment, folders, postgres

DISK_MEGABYTES = 500
OLDEST_POSTGRESQL = 16
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


class Verdict(Enum):
    """What came out of a look."""

    GOOD = "good"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """What came out of one look: its name, the verdict, and a sentence in English and in Dutch."""

    name: str
    verdict: Verdict
    en: str
    nl: str

    def said(self, language: str) -> str:
        """The sentence in `language`."""
        return self.nl if language == "nl" else self.en


def doctor(as_json: JsonOption = False) -> None:
    """Check Python, packages, data folder, database, tables, region, port and Chromium. Changes nothing."""
    findings = examine()
    language = reader_language()
    wrong = any(finding.verdict is Verdict.WRONG for finding in findings)
    if as_json:
        rows = [
            {"name": finding.name, "verdict": finding.verdict.value, "said": finding.said(language)}
            for finding in findings
        ]
        print_json({"ok": not wrong, "findings": rows})
    else:
        for finding in findings:
            mark = {Verdict.GOOD: "[green]✓[/]", Verdict.NOTE: "·", Verdict.WRONG: "[red]✗[/]"}[finding.verdict]
            out.print(mark, end=" ")
            out.print(finding.said(language), markup=False, highlight=False, soft_wrap=True)
    if wrong:
        raise typer.Exit(FAILED)


def examine() -> list[Finding]:
    """All findings; each look stands by itself, so that one that fails hides no other."""
    looks: tuple[Callable[[], list[Finding]], ...] = (
        _python,
        _packages,
        _disk,
        _database,
        _language,
        _port,
        _chromium,
    )
    return [finding for look in looks for finding in look()]


def _python() -> list[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    return [_good("python", f"Python {version}", f"Python {version}")]


def _packages() -> list[Finding]:
    missing = sorted(name for name in _required_packages() if not _installed(name))
    if missing:
        names = ", ".join(missing)
        return [
            _wrong(
                "packages",
                f"Missing packages: {names}. Run `make run` in the project's folder, or pip install again.",
                f"Er ontbreken pakketten: {names}. Draai `make run` in de projectmap, of installeer opnieuw.",
            )
        ]
    return [_good("packages", "All packages are there", "Alle pakketten zijn er")]


def _required_packages() -> Iterator[str]:
    for requirement in importlib.metadata.requires("overstap") or []:
        if "extra ==" not in requirement:
            yield re.split(r"[^\w.-]", requirement, maxsplit=1)[0]


def _installed(name: str) -> bool:
    try:
        importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def _disk() -> list[Finding]:
    home = folders.home()
    there = next(folder for folder in (home, *home.parents) if folder.exists())
    free = shutil.disk_usage(there).free // 1_000_000
    if free < DISK_MEGABYTES:
        return [
            _wrong(
                "disk",
                f"Only {free} MB is free for {home}. Make room for {DISK_MEGABYTES} MB, or move OVERSTAP_HOME.",
                f"Er is maar {free} MB vrij voor {home}. Maak ruimte, of verhuis OVERSTAP_HOME.",
            )
        ]
    return [_good("disk", f"Data folder {home}, {free:,} MB free", f"Gegevensmap {home}, {free:,} MB vrij")]


def _database() -> list[Finding]:
    from django.db import DatabaseError  # here, so that `overstap --help` need not wait for Django

    if not environment.read("DATABASE_URL") and not postgres.own_server().exists():
        return [
            _note(
                "database",
                "Overstap was never started here; `overstap run` makes its database",
                "Overstap is hier nooit gestart; `overstap run` maakt zijn database",
            )
        ]
    try:
        with database():
            prepare.set_up_django()
            prepare.refuse_unreachable_database()
            with _closed_afterwards():
                return [_version(), *_tables()]
    except InputRefused as refused:
        return [_wrong("database", refused.text("en"), refused.text("nl"))]
    except DatabaseError as failed:
        reason = str(failed).strip().splitlines()[0]
        return [
            _wrong(
                "tables",
                f"The tables are not those of this version ({reason}). Restore a backup, or start afresh.",
                f"De tabellen horen niet bij deze versie ({reason}). Zet een back-up terug, of begin opnieuw.",
            )
        ]


@contextmanager
def _closed_afterwards() -> Iterator[None]:
    from django.db import connection  # Django is set up by now, and only now

    try:
        yield
    finally:
        connection.close()


def _version() -> Finding:
    from django.db import connection  # as above

    major, minor = divmod(connection.pg_version, 10_000)
    if major < OLDEST_POSTGRESQL:
        return _wrong(
            "database",
            f"The database is PostgreSQL {major}; Overstap needs {OLDEST_POSTGRESQL} or newer. Update it.",
            f"De database is PostgreSQL {major}; Overstap heeft minstens {OLDEST_POSTGRESQL} nodig.",
        )
    whose_en, whose_nl = (
        ("from DATABASE_URL", "uit DATABASE_URL")
        if environment.read("DATABASE_URL")
        else ("our own", "de eigen")
    )
    return _good(
        "database",
        f"The database answers: PostgreSQL {major}.{minor}, {whose_en}",
        f"De database antwoordt: PostgreSQL {major}.{minor}, {whose_nl}",
    )


def _tables() -> list[Finding]:
    to_do = prepare.migrations_to_do()
    if to_do:
        return [
            _wrong(
                "tables",
                f"{len(to_do)} changes to the tables are still to be made. Run `overstap manage migrate`.",
                f"Er moeten nog {len(to_do)} wijzigingen in de tabellen. Draai `overstap manage migrate`.",
            )
        ]
    return [_good("tables", "The tables are up to date", "De tabellen zijn bij"), _region()]


def _region() -> Finding:
    from overstap.apps.region import queries  # as above

    packs = [str(pack) for pack in queries.imported_packs()]
    if not packs:
        folder = prepare.PACK_FOLDER
        return _wrong(
            "region",
            f"No region is loaded. Run `overstap pack import {folder}`.",
            f"Er is geen regio geladen. Draai `overstap pack import {folder}`.",
        )
    return _good("region", f"Loaded: {', '.join(packs)}", f"Geladen: {', '.join(packs)}")


def _language() -> list[Finding]:
    folder = folders.home() / "language"
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) if folder.is_dir() else 0
    if size:
        said = f"{folder} ({size / 1e6:.1f} MB)"
        return [_good("language", f"Compiled language: {said}", f"Gecompileerde taal: {said}")]
    return [
        _note(
            "language",
            "The language of the region is not compiled yet; the next start does it",
            "De taal van de regio is nog niet gecompileerd; de volgende start doet dat",
        )
    ]


def _port() -> list[Finding]:
    if address := running_at():
        return [_good("port", f"Overstap runs at {address}", f"Overstap draait op {address}")]
    if is_free("127.0.0.1", DEFAULT_PORT):
        return [_good("port", f"Port {DEFAULT_PORT} is free", f"Poort {DEFAULT_PORT} is vrij")]
    return [
        _note(
            "port",
            f"Port {DEFAULT_PORT} is taken; Overstap will choose the next free one",
            f"Poort {DEFAULT_PORT} is bezet; Overstap kiest de volgende vrije",
        )
    ]


def _chromium() -> list[Finding]:
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found:
        return [_good("chromium", f"Chromium for the tests: {found}", f"Chromium voor de tests: {found}")]
    return [
        _note(
            "chromium",
            "No Chromium: only the browser tests need it (apt-get install chromium)",
            "Geen Chromium: alleen de browsertests hebben dat nodig (apt-get install chromium)",
        )
    ]


def _good(name: str, en: str, nl: str) -> Finding:
    return Finding(name, Verdict.GOOD, f"{en}.", f"{nl}.")


def _note(name: str, en: str, nl: str) -> Finding:
    return Finding(name, Verdict.NOTE, f"{en}.", f"{nl}.")


def _wrong(name: str, en: str, nl: str) -> Finding:
    return Finding(name, Verdict.WRONG, en, nl)
