# SPDX-License-Identifier: EUPL-1.2
"""Mail: through the server in OVERSTAP_MAIL, or, on a machine without one, into a folder."""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from overstap.engine.problems import InputRefused, Problem
from overstap.host import folders

PORTS = {"smtp": 587, "smtps": 465}
SECONDS = 10
"""A mail server that takes longer is not waited for: somebody sits before the page."""
KEPT_AT_MOST = 200
"""Mails in the folder; older ones make room."""


def mail_settings(url: str) -> dict[str, Any]:
    """Django's settings for the mail server at `url`; without one, for the folder.

    >>> mail_settings("smtp://anna:s%40@mail.example:2525")["EMAIL_HOST_PASSWORD"]
    's@'

    Raises:
        InputRefused: `url` is not the address of a mail server.
    """
    if not url:
        return {"EMAIL_BACKEND": "overstap.config.mail.Folder"}
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS[parts.scheme]
    except (ValueError, KeyError):
        raise _refused() from None
    if not parts.hostname:
        raise _refused()
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        # A name and password never travel unencrypted; a server on this machine needs neither.
        "EMAIL_USE_TLS": parts.scheme == "smtp" and bool(parts.username),
        "EMAIL_TIMEOUT": SECONDS,
    }


def mail_folder() -> Path:
    """Where mail goes that no server takes."""
    return folders.home() / "mail"


class Folder(BaseEmailBackend):
    """Writes each mail as a file that only its owner may read; the newest is the last by name."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Writes them, and says how many."""
        folder = mail_folder()
        folders.make_home()
        folder.mkdir(mode=0o700, exist_ok=True)
        for message in email_messages:
            moment = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
            file = folder / f"{moment}-{secrets.token_hex(2)}.eml"
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
                stream.write(message.message().as_bytes())
        for old in sorted(folder.glob("*.eml"))[:-KEPT_AT_MOST]:
            old.unlink(missing_ok=True)
        return len(email_messages)


def _refused() -> InputRefused:
    # The value itself is not shown: it may hold a password.
    return InputRefused(
        [
            Problem(
                {
                    "en": "OVERSTAP_MAIL is not the address of a mail server",
                    "nl": "OVERSTAP_MAIL is niet het adres van een mailserver",
                },
                mend={
                    "en": "Write it as smtp://user:password@host:587 or smtps://user:password@host:465, "
                    "or leave it out: mail then goes to the folder `mail` in the data folder.",
                    "nl": "Schrijf smtp://gebruiker:wachtwoord@computer:587 of smtps://…:465, "
                    "of laat het weg: dan komt mail in de map `mail` in de gegevensmap.",
                },
            )
        ]
    )
