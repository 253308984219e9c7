# SPDX-License-Identifier: EUPL-1.2
"""Text that people type: a citizen service number (BSN) in it is made unreadable on its way in, and told so.

Every text field of a form is one of these, so that no view has to think of it; a test holds that.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from overstap.engine.masking import mask_citizen_numbers

_masked_now: ContextVar[int] = ContextVar("masked_now", default=0)
"""How many numbers were made unreadable in this request and not told of yet."""


class ToldText(forms.CharField):
    """A text; what comes out of it holds no BSN."""

    def to_python(self, value: Any) -> str:
        """The text, with dots where a BSN stood."""
        text, found = mask_citizen_numbers(super().to_python(value) or "")
        if found:
            _masked_now.set(_masked_now.get() + found)
        return text


def no_citizen_number(address: str) -> None:
    """Refuses an e-mail address with a BSN in it: dots would make it another address."""
    if mask_citizen_numbers(address)[1]:
        raise ValidationError(
            _("There is a citizen service number (BSN) in this. We may not keep that: use another address.")
        )


class ToldAddress(forms.EmailField):
    """An e-mail address; one with a BSN in it is refused."""

    default_validators = (*forms.EmailField.default_validators, no_citizen_number)


def note_of_masking() -> str:
    """What to say about numbers made unreadable just now; empty when there were none. Said once."""
    found, _told = _masked_now.get(), _masked_now.set(0)
    if not found:
        return ""
    return _(
        "There was a citizen service number (BSN) in what you typed. We made it unreadable and did not keep it."
    )


class NoteMasking:
    """What was masked and not told on the page itself is told on the next one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers, and leaves a note when there is one."""
        _masked_now.set(0)
        response = self.get_response(request)
        note = note_of_masking()
        if note:
            messages.warning(request, note)
        return response
