# SPDX-License-Identifier: EUPL-1.2
"""What templates say and draw: labels in the page's language, amounts, signs, icons."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.conf import settings
from django.contrib.messages import WARNING, get_messages
from django.contrib.messages.storage.base import Message
from django.urls import translate_url
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from overstap.apps.accounts.permission import needs_second_factor, roles_of
from overstap.web import words
from overstap.web.accounts import kiosk_browser
from overstap.web.coaching.guiding import lent_by
from overstap.web.icons import DRAWINGS, ICON
from overstap.web.planner.trip import Trip, read_trip
from overstap.web.told_text import note_of_masking

register = template.Library()

_QUOTED = re.compile("“([^“”]*)”")


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon beside words, so it says nothing to a screen reader."""
    return mark_safe(ICON % DRAWINGS[name])  # noqa: S308 (our own drawings)


@register.filter
def said(texts: Mapping[str, Any] | None) -> Any:
    """A translated field in the page's language; in another when it has none in ours."""
    if not texts:
        return ""
    language = words.language()
    return texts.get(language) or next(iter(texts.values()))


@register.filter
def euros(value: float | None) -> str:
    """An amount of money."""
    return "" if value is None else words.euros(value)


@register.filter
def whole_euros(value: float | None) -> str:
    """An amount of money without cents."""
    return "" if value is None else words.euros(value, 0)


@register.filter
def number(value: float | None) -> str:
    """A whole number."""
    return "" if value is None else words.number(value)


@register.filter
def day(value: date | None) -> str:
    """A date in words; this year's without the year."""
    return words.day(value, timezone.localdate())


@register.filter
def clock(minutes: int | None) -> str:
    """Minutes after midnight as a clock shows them."""
    return words.clock(minutes)


@register.filter
def weekday(when: date) -> str:
    """A day with its name."""
    return words.weekday(when)


@register.filter
def short_day(value: date) -> str:
    """A date as on the departure board."""
    return words.short_day(value, timezone.localdate())


@register.filter
def in_words(value: Any, kind: str) -> Any:
    """A value of the pack in words; `kind` names the dictionary in `overstap.web.words`."""
    names: Mapping[Any, Any] = getattr(words, kind)
    return names[value]


@register.filter
def typed(value: Any) -> str:
    """A number back in a field, as a person types it."""
    if value is None or value == "":
        return ""
    if not isinstance(value, int | float):
        return str(value)
    return words.number(value, 0 if float(value).is_integer() else 2).replace("\xa0", "")


@register.filter
def plain(value: float | None) -> str:
    """A number without decimals that say nothing; empty when there is none."""
    return "" if value is None else words.plain(value)


@register.filter
def date_typed(value: Any) -> str:
    """A day back in a date field; what was no date as it was typed."""
    return value.isoformat() if isinstance(value, date) else str(value or "")


@register.filter
def unlocalised(value: float) -> str:
    """A number as drawings and addresses want it, whatever the language."""
    return str(value)


@register.filter
def quotes_in(sentence: str, language: str) -> SafeString:
    """A sentence of the page whose quoted words are in another language, told to a screen reader."""
    marked = format_html('“<span lang="{}">', language)
    return mark_safe(  # noqa: S308 (the sentence is escaped first)
        _QUOTED.sub(lambda quote: f"{marked}{quote[1]}</span>”", escape(sentence))
    )


@register.filter
def has_page(skill_id: str) -> bool:
    """Whether a skill has a page of its own: identifiers that are web addresses have none."""
    return skill_id.replace("-", "").isalnum()


@register.simple_tag(takes_context=True)
def my_trip(context: Mapping[str, Any]) -> Trip | None:
    """What this person has told us so far, without touching the session of who told nothing."""
    request = context.get("request")
    session = getattr(request, "session", None)
    if request is None or session is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    return read_trip(session)


@register.simple_tag(takes_context=True)
def my_account(context: Mapping[str, Any]) -> Any | None:
    """The account that is logged in, without touching the session of who has none."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if request is None or user is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    return user if user.is_authenticated else None


@register.simple_tag(takes_context=True)
def my_guest(context: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Whose passport a coach plans with: `guidance` and `name`; none for one's own."""
    request = context.get("request")
    return None if request is None else lent_by(request)


@register.simple_tag(takes_context=True)
def kiosk_seconds(context: Mapping[str, Any]) -> int:
    """After how many seconds of nothing this public computer is wiped; 0 when it is none."""
    return kiosk_browser.seconds() if getattr(context.get("request"), "kiosk", False) else 0


@register.simple_tag
def kiosk_minutes() -> int:
    """The same in whole minutes, to be said."""
    return kiosk_browser.seconds() // 60


@register.simple_tag(takes_context=True)
def my_notices(context: Mapping[str, Any]) -> Any:
    """What is to be said about what was done just now; said once."""
    request = context.get("request")
    if request is None:
        return ()
    note = note_of_masking()
    noted = (Message(WARNING, note),) if note else ()
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return noted
    return (*noted, *get_messages(request))


@register.simple_tag(takes_context=True)
def second_factor_needed(context: Mapping[str, Any]) -> bool:
    """Whether this person plays a role that comes in with a second factor only."""
    return needs_second_factor(roles_of(context["request"].user))


@register.simple_tag
def mail_goes_to_folder() -> bool:
    """Whether no mail server was set up, so that who waits for a mail looks in a folder."""
    return bool(settings.EMAIL_BACKEND == "overstap.config.mail.Folder")


@register.simple_tag
def oidc_name() -> str:
    """What the OpenID Connect provider is called; empty when none was set up."""
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return str(apps[0]["name"]) if apps else ""


@register.simple_tag(takes_context=True)
def this_page_in(context: Mapping[str, Any], language: str) -> str:
    """The address of this page in another language."""
    request = context.get("request")
    return translate_url(request.path, language) if request is not None else "/"
