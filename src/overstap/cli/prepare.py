# SPDX-License-Identifier: EUPL-1.2
"""What must be there before the site opens: tables, static files, the region. Does only what is not done."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path

import overstap
from overstap.engine.problems import InputRefused, Problem
from overstap.host import folders
from overstap.host.signing_keys import signing_keys
from overstap.host.stamps import engine_stamp

SETTINGS = "overstap.config.settings"
PACK = "haaglanden"
PACK_FOLDER = Path(overstap.__file__).parent / "packs" / PACK

Tell = Callable[[str], None]


def set_up_django() -> None:
    """Makes Django ready in this process."""
    # Imported here, as everywhere below: Django takes half a second that file-based commands need not wait for.
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()


def prepare(tell: Tell) -> None:
    """Brings the database and the static files up to date; `tell` hears, in words, what takes long.

    Raises:
        InputRefused: the database cannot be reached.
    """
    from django.db import connection

    set_up_django()
    refuse_unreachable_database()
    migrate(tell)
    collect_static(tell)
    load_region(tell)
    compile_planner(tell)
    have_plans_ready()
    signing_keys()  # the first is made here, so that no request has to
    connection.close()


def refuse_unreachable_database() -> None:
    """Raises InputRefused when the database does not answer."""
    from django.db import OperationalError, connection

    try:
        connection.ensure_connection()
    except OperationalError as failed:
        reason = str(failed).strip().splitlines()[0]
        raise InputRefused(
            [
                Problem(
                    {
                        "en": f"the database cannot be reached ({reason})",
                        "nl": f"de database is niet bereikbaar ({reason})",
                    },
                    mend={
                        "en": "Check that it runs and that DATABASE_URL is right, "
                        "or leave DATABASE_URL out: Overstap then starts a PostgreSQL of its own.",
                        "nl": "Kijk of hij draait en of DATABASE_URL klopt, "
                        "of laat DATABASE_URL weg: dan start Overstap zijn eigen PostgreSQL.",
                    },
                )
            ]
        ) from failed


def migrations_to_do() -> list[str]:
    """The migrations the database still needs, in order; empty when it is up to date."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def known_migrations() -> frozenset[tuple[str, str]]:
    """Every migration of this version of Overstap, and those that later ones replaced, as (app, name)."""
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(None, ignore_no_migrations=True)
    replaced = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
    return frozenset(loader.disk_migrations) | frozenset(replaced)


def migrate(tell: Tell) -> None:
    """Applies the migrations that the database still needs; two that start at once take turns."""
    from django.core.management import call_command
    from django.db import connection

    if not migrations_to_do():
        return
    tell("Making the tables ready ...")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext('overstap migrate'))")
        try:
            call_command("migrate", verbosity=0, interactive=False)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(hashtext('overstap migrate'))")


def collect_static(tell: Tell) -> None:
    """Gathers and compresses the static files when they changed since the last time."""
    from django.conf import settings
    from django.core.management import call_command

    gathered = Path(settings.STATIC_ROOT)
    stamp = gathered / ".made-from"
    wanted = _fingerprint_of_static_files()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    tell("Making the pages ready ...")
    folders.make_home()
    call_command("collectstatic", verbosity=0, interactive=False, clear=gathered.exists())
    stamp.write_text(wanted)


def _fingerprint_of_static_files() -> str:
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256(overstap.__file__.encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def compile_planner(tell: Tell) -> None:
    """Compiles the planner's inner loops when this version was never compiled here; they are kept on disk."""
    stamp = folders.cache() / "compiled" / engine_stamp()
    if stamp.exists():
        return
    from overstap.engine.journeys.planner import warm_up

    tell("Making the planner ready ...")
    warm_up()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.touch()


def have_plans_ready() -> None:
    """Asks the background to compile what plans for many people are made with, once the site is open."""
    from overstap.bridge.case_plans import ask_to_be_ready

    ask_to_be_ready()


def load_region(tell: Tell) -> None:
    """Loads the pack that comes with Overstap, when there is no region yet or this one in another version.

    Who runs a region of their own is left alone.
    """
    from overstap.apps.region import queries
    from overstap.bridge.region_import import import_pack

    known = {pack.name: pack.version for pack in queries.imported_packs()}
    if not known or known.get(PACK, own_pack_version()) != own_pack_version():
        tell("Loading the region ...")
        import_pack(PACK_FOLDER, by="setup")


def own_pack_version() -> str:
    """The version of the pack that comes with this version of Overstap."""
    described = json.loads((PACK_FOLDER / "datapackage.json").read_text(encoding="utf-8"))
    return str(described.get("version", ""))
