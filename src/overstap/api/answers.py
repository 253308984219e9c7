# SPDX-License-Identifier: EUPL-1.2
"""Answers as JSON, written straight from plain data.

Their shape is declared beside each question (`response=`) and described at /openapi.json; tests hold answers
to it. Checking each answer again while somebody waits would take longer than finding it.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from django.http import HttpResponse


def answer(plain: Mapping[str, object], status: int = 200) -> HttpResponse:
    """The answer: numbers, texts, dates, lists and objects of these."""
    return HttpResponse(msgspec.json.encode(plain), status=status, content_type="application/json")
