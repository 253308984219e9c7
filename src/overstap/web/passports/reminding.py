# SPDX-License-Identifier: EUPL-1.2
"""The mail that reminds somebody of their passport: in their language, and with nothing about them in it."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone, translation

from overstap.apps.upkeep import actions
from overstap.web import mails


def remind(*, now: datetime, by: str) -> int:
    """Sends every reminder that is due; says how many those were."""
    return actions.send_due(now=now, today=timezone.localdate(now), send=_send, by=by)


def _send(to: str, language: str) -> None:
    with translation.override(language):
        mails.send("upkeep/reminder", to, {})
