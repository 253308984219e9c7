# SPDX-License-Identifier: EUPL-1.2
"""Mails about seats of trains. None of them answers for somebody: their code or account does."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils import translation

from overstap.apps.trains import telling
from overstap.apps.trains.enums import Word
from overstap.web import mails, words
from overstap.web.site_address import address_of


def tell(rider: UUID, word: Word) -> None:
    """Tells somebody of their seat, in their language; who answered meanwhile is not told.

    Raises `OSError` or `SMTPException` when no server takes it.
    """
    row = telling.told_to(rider, word)
    account = row.passport.account if row is not None and row.passport is not None else None
    if row is None or not (row.email or account):
        return
    to, language = (row.email, row.language) if row.email else (account.email, account.language)
    with translation.override(language):
        told = {
            "train": row.train.name,
            "day": words.weekday(row.answer_by) if row.answer_by else "",
            "address": address_of(reverse("my-train" if account else "train-code")),
        }
        mails.send(f"trains/{word}", to, told)
