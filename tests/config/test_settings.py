# SPDX-License-Identifier: EUPL-1.2
"""What the settings promise, read in a process of their own as each operator would have them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from overstap.config.database import database_settings
from overstap.engine.problems import InputRefused

SHOW = """
import json, sys
from overstap.config import settings
print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}, default=str))
"""


def settings_with(home: Path, *names: str, **variables: str) -> dict[str, object]:
    """These settings when the environment holds `variables`."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("OVERSTAP_")}
    done = subprocess.run(
        [sys.executable, "-c", SHOW, *names],
        env={**inherited, "OVERSTAP_HOME": str(home), **variables},
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_over_https_everything_follows(tmp_path: Path) -> None:
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT")
    assert set(settings_with(tmp_path, *names, OVERSTAP_HTTPS="yes").values()) == {True}
    assert set(settings_with(tmp_path, *names).values()) == {False}


def test_django_finds_nothing_unsafe_in_production(tmp_path: Path) -> None:
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"},
        "OVERSTAP_HOME": str(tmp_path),
        "OVERSTAP_SECRET_KEY": "",
        "OVERSTAP_HTTPS": "yes",
        "OVERSTAP_HOSTS": "overstap.example.nl",
    }
    done = subprocess.run(
        [sys.executable, "-m", "overstap", "manage", "check", "--deploy", "--fail-level", "WARNING"],
        env={**environment, "DJANGO_SETTINGS_MODULE": "overstap.config.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_developers_pages_are_off(tmp_path: Path) -> None:
    assert settings_with(tmp_path, "DEBUG") == {"DEBUG": False}


def test_a_proxy_is_trusted_only_when_told_to(tmp_path: Path) -> None:
    assert settings_with(tmp_path, "SECURE_PROXY_SSL_HEADER") == {"SECURE_PROXY_SSL_HEADER": None}
    told = settings_with(tmp_path, "SECURE_PROXY_SSL_HEADER", OVERSTAP_PROXY="yes")
    assert told == {"SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"]}


def test_a_database_url_in_full() -> None:
    found = database_settings(
        "postgresql://anna:ge%40heim@db.example:5433/werk?sslmode=require", persistent=True
    )
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
        *("anna", "ge@heim", "db.example", "5433", "werk"),
    )
    assert found["OPTIONS"] == {"sslmode": "require"}
    assert found["CONN_MAX_AGE"] == 600


@pytest.mark.parametrize(
    "url", ["mysql://a/b", "postgresql://host-only", "nonsense", "postgresql://a:b@[bad/x"]
)
def test_what_is_no_postgresql_url_is_refused_without_showing_it(url: str) -> None:
    with pytest.raises(InputRefused, match="DATABASE_URL") as refused:
        database_settings(url, persistent=False)
    assert url not in refused.value.text("nl")
