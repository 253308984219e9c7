# SPDX-License-Identifier: EUPL-1.2
"""Somebody of a case, by the code on their letter or by their account: what is proposed, why, what they say."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from overstap.apps.accounts.actions import actor
from overstap.apps.mobility import answers
from overstap.apps.mobility.enums import Rule
from overstap.web.asking import Visit, page
from overstap.web.mobility.presenters.own import proposal_to, within_reach
from overstap.web.typed_code import ask_code

CODE_KEY = "proposal-code"
BY = "case-person"
_DEEDS = {"wish": Rule.WISHED, "refuse": Rule.FORBIDDEN, "free": None}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@page
def proposal_code(visit: Visit) -> HttpResponse:
    """Asks for the code on the letter."""
    return ask_code(visit, "web/mobility/code.html", open_code)


def open_code(visit: Visit, code: str) -> HttpResponse | None:
    """Opens what is proposed to somebody."""
    if answers.person_by_code(code, timezone.now()) is None:
        return None
    visit.request.session[CODE_KEY] = code
    return redirect("my-proposal")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@page
def my_proposal(visit: Visit) -> HttpResponse:
    """What is proposed to somebody and why, what else there is, and what they say of each."""
    mine = _mine(visit)
    if not mine:
        return redirect("proposal-code")
    if visit.request.method == "POST":
        if visit.request.POST.get("do") == "leave":
            visit.request.session.pop(CODE_KEY, None)
            return redirect("proposal-code")
        _answer(visit, mine)
        return redirect("my-proposal")
    told = {
        "mine": [proposal_to(one, visit.region, visit.language) for one in mine],
        "by_code": CODE_KEY in visit.request.session,
    }
    return visit.render("web/mobility/my_proposal.html", told)


def _answer(visit: Visit, mine: tuple[Any, ...]) -> None:
    asked = visit.request.POST
    one = next((row for row in mine if str(row.pk) == asked.get("person")), None)
    if one is None:
        raise Http404
    opening, do = asked.get("opening", ""), asked.get("do", "")
    # Only of what the plan told them, or of what they answered before.
    ways = within_reach(one)
    if do not in _DEEDS or opening not in ways:
        raise PermissionDenied
    by = actor(visit.request.user) if visit.request.user.is_authenticated else BY
    try:
        answers.answer(person=one.pk, opening=opening, edition=ways[opening], rule=_DEEDS[do], by=by)
    except answers.RuledOut:
        messages.error(visit.request, _("Your adviser ruled this place out. Talk about it with them."))
        return
    messages.success(visit.request, _("Your answer is kept. Your adviser sees it."))


def _mine(visit: Visit) -> tuple[Any, ...]:
    """By the code in the session, and by the account that is logged in."""
    now, user = timezone.now(), visit.request.user
    by_code = answers.person_by_code(visit.request.session.get(CODE_KEY, ""), now)
    known = answers.people_of_account(user.pk, now) if user.is_authenticated else ()
    found: dict[UUID, Any] = {one.pk: one for one in (by_code, *known) if one is not None}
    return tuple(found.values())
