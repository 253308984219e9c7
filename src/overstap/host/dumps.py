# SPDX-License-Identifier: EUPL-1.2
"""The whole database in one file and back, with PostgreSQL's own `pg_dump`, `pg_restore` and `psql`."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from overstap.host import postgres

LOCK_SECONDS = 20


class DumpFailed(Exception):
    """One of PostgreSQL's programs failed; the message is the last thing it said."""


def dump(url: str, file: Path) -> None:
    """Writes everything in the database at `url` to `file`, as it was at one moment; whole or not at all.

    Raises:
        DumpFailed: it could not be read or written.
    """
    draft = file.with_name(f".{file.name}.{os.getpid()}.draft")
    try:
        # Made before anything is written, so that nobody else can ever read it.
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={draft}", database=url)
        draft.replace(file)
    except OSError as error:
        raise DumpFailed(f"{file}: {error.strerror}") from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def contents(file: Path) -> frozenset[str]:
    """The names of the tables in the dump `file`.

    Raises:
        DumpFailed: it is no dump.
    """
    listed = _run("pg_restore", "--list", str(file))
    entries = (line.split() for line in listed.splitlines() if " TABLE public " in line)
    return frozenset(words[words.index("public") + 1] for words in entries)


def rows(file: Path, table: str) -> list[list[str]]:
    """The rows of one table in the dump `file`, each value as PostgreSQL's COPY writes it.

    Raises:
        DumpFailed: it is no dump.
    """
    script = _run("pg_restore", "--data-only", f"--table={table}", "--file=-", str(file))
    lines = script.splitlines()
    begin = next((at for at, line in enumerate(lines) if line.startswith("COPY ")), len(lines))
    data = lines[begin + 1 :]
    return [line.split("\t") for line in data[: data.index("\\.")]] if "\\." in data else []


def restore(url: str, file: Path, afterwards: str = "") -> None:
    """Replaces everything in the database at `url` by what is in `file`, in one transaction.

    `afterwards`: SQL to run at the end of that transaction.

    Raises:
        DumpFailed: it cannot be done; the database is as it was.
    """
    with tempfile.TemporaryDirectory(prefix="overstap-") as folder:
        # Unpacked whole before the database is touched: half a file is found out here.
        unpacked = Path(folder) / "everything.sql"
        _run("pg_restore", "--no-owner", "--no-privileges", f"--file={unpacked}", str(file))
        empty, end = Path(folder) / "empty.sql", Path(folder) / "end.sql"
        empty.write_text(
            f"SET lock_timeout = '{LOCK_SECONDS}s'; SET client_min_messages = warning;\n"
            "DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n"
        )
        end.write_text(afterwards)
        scripts = [f"--file={script}" for script in (empty, unpacked, end)]
        _run("psql", "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1", *scripts, database=url)


def _run(program: str, *arguments: str, database: str = "") -> str:
    """Runs one of PostgreSQL's programs and returns what it printed."""
    command = [str(postgres.programs() / program), *arguments]
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"}
    if database:
        parts = conninfo_to_dict(database)
        # The password goes through the environment: everybody may read the arguments of a program.
        environment["PGPASSWORD"] = str(parts.pop("password", "") or "")
        command += ["--dbname", make_conninfo(**parts)]
    done = subprocess.run(  # noqa: S603 - the command is ours
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    if done.returncode:
        raise DumpFailed(_reason(done.stderr.decode(errors="replace").splitlines()))
    return done.stdout.decode()


def _reason(said: Sequence[str]) -> str:
    errors = [line for line in said if "error" in line.lower()] or list(said)
    return errors[0].strip() if errors else "it said nothing"
