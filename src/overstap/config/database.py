# SPDX-License-Identifier: EUPL-1.2
"""From a PostgreSQL URL to Django's settings for it."""

from __future__ import annotations

from typing import Any

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from overstap.engine.problems import InputRefused, Problem


def database_settings(url: str, *, persistent: bool) -> dict[str, Any]:
    """Django's settings for the database at `url`; `persistent` connections are kept between requests.

    >>> database_settings("postgresql://anna@db.example/work?sslmode=require", persistent=False)["NAME"]
    'work'

    Raises:
        InputRefused: `url` is no PostgreSQL URL, or names no database.
    """
    try:
        parts = conninfo_to_dict(url)
    except ProgrammingError:
        parts = {}
    name = parts.pop("dbname", None)
    if not name or not url.startswith(("postgresql://", "postgres://")):
        raise _refused()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": str(parts.pop("port", "")),
        "OPTIONS": parts,
        "CONN_MAX_AGE": 600 if persistent else 0,
        "CONN_HEALTH_CHECKS": persistent,
    }


def _refused() -> InputRefused:
    # The value itself is not shown: it may hold a password.
    return InputRefused(
        [
            Problem(
                {
                    "en": "DATABASE_URL is not the URL of a PostgreSQL database",
                    "nl": "DATABASE_URL is niet het adres van een PostgreSQL-database",
                },
                mend={
                    "en": "Write it as postgresql://user:password@host:5432/database, "
                    "or leave it out: Overstap then starts a PostgreSQL of its own.",
                    "nl": "Schrijf postgresql://gebruiker:wachtwoord@computer:5432/database, "
                    "of laat het weg: dan start Overstap zijn eigen PostgreSQL.",
                },
            )
        ]
    )
