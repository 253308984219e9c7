# SPDX-License-Identifier: EUPL-1.2
"""`overstap manage`: Django's own commands, with the database there when they need it."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from overstap.host import environment, postgres

SETTINGS = "overstap.config.settings"

WITHOUT_DATABASE = frozenset(
    {"", "help", "version", "--help", "--version", "check", "collectstatic", "compilemessages", "diffsettings"}
    | {"findstatic", "makemessages", "makemigrations"}
)


@contextmanager
def database() -> Iterator[postgres.Server | None]:
    """Has the database there while the block runs: the one in DATABASE_URL (None), or our own."""
    if environment.read("DATABASE_URL"):
        yield None
    else:
        with postgres.own_server().using() as server:
            yield server


def database_url() -> str:
    """The URL of the database in use: the one in DATABASE_URL, else our own."""
    return environment.read("DATABASE_URL") or postgres.own_server().url()


def manage(context: typer.Context) -> None:
    """Run one of Django's commands, such as `migrate`, `check` or `dbshell`."""
    run_django(context.args)


def run_django(arguments: list[str]) -> None:
    """Runs the Django command in `arguments`, with our own database started when it needs one."""
    # Imported here: Django takes half a second that file-based commands need not wait for.
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    words = [os.path.basename(sys.argv[0]), *arguments]  # noqa: PTH119 - a name to show, not a path
    if (arguments or [""])[0] in WITHOUT_DATABASE:
        # New migrations follow from the models; a database that is not running has nothing to add.
        warnings.filterwarnings(
            "ignore", "Got an error checking a consistent migration history", RuntimeWarning
        )
        execute_from_command_line(words)
        return
    with database():
        execute_from_command_line(words)
