# SPDX-License-Identifier: EUPL-1.2
"""Mail goes to a server, or to a folder that only its owner reads; names in the cache tell nothing."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection

from overstap.config import mail as our_mail
from overstap.config.mail import Folder, mail_settings
from overstap.engine.problems import InputRefused


def test_a_server_with_a_password_is_spoken_to_in_secret() -> None:
    found = mail_settings("smtp://anna:ge%40heim@mail.example")
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"], found["EMAIL_HOST_PASSWORD"]) == (
        *("mail.example", 587, "ge@heim"),
    )
    assert found["EMAIL_USE_TLS"]
    assert not found["EMAIL_USE_SSL"]
    assert mail_settings("smtps://anna:x@mail.example")["EMAIL_USE_SSL"]
    assert not mail_settings("smtp://localhost:25")["EMAIL_USE_TLS"]


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://:25", "smtp://a:b@c:port"])
def test_what_is_no_mail_server_is_refused_without_showing_it(url: str) -> None:
    with pytest.raises(InputRefused, match="OVERSTAP_MAIL") as refused:
        mail_settings(url)
    assert url not in refused.value.text("nl")


def test_without_a_server_mail_is_a_file_for_its_owner_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OVERSTAP_HOME", str(tmp_path))
    monkeypatch.setattr(our_mail, "KEPT_AT_MOST", 3)
    for number in range(5):
        message = mail.EmailMessage(f"Subject {number}", "Body é", to=["anna@example.org"])
        assert Folder().send_messages([message]) == 1
    files = sorted((tmp_path / "mail").iterdir())
    assert len(files) == 3
    assert b"Subject 4" in files[-1].read_bytes()
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert stat.S_IMODE((tmp_path / "mail").stat().st_mode) == 0o700


@pytest.mark.django_db
def test_who_tries_often_is_counted_but_not_listed() -> None:
    cache.set("tries:ip:203.0.113.7", [1, 2])
    assert cache.get("tries:ip:203.0.113.7") == [1, 2]
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM overstap_cache t")
        assert "203.0.113.7" not in str(cursor.fetchall())
