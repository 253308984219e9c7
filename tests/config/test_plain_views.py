# SPDX-License-Identifier: EUPL-1.2
"""What machines ask for."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.utils import OperationalError
from django.test import Client


@pytest.mark.django_db
def test_healthy_when_the_database_answers(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.content == b"ok\n"
    assert "no-store" in answer["Cache-Control"]


def test_unhealthy_when_the_database_is_gone(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", gone)
    assert client.get("/healthz").status_code == 503


def test_robots_may_read(client: Client) -> None:
    assert b"User-agent: *" in client.get("/robots.txt").content


def test_the_mark_stands_at_its_old_place_too(client: Client) -> None:
    answer = client.get("/favicon.ico")
    assert answer.status_code == 302
    assert answer["Location"] == "/static/overstap/mark.svg"


def test_security_contact(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404
    monkeypatch.setenv("OVERSTAP_CONTACT", "mailto:veilig@example.org")
    told = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:veilig@example.org\n" in told
    assert "Expires: 20" in told


@pytest.mark.django_db
def test_every_answer_keeps_other_sites_out(client: Client) -> None:
    answer = client.get("/healthz")
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]
    assert not answer.cookies
