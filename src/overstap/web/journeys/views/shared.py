# SPDX-License-Identifier: EUPL-1.2
"""Sharing one journey by a link, the page behind the link, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from overstap.apps.journeys.actions import TooManyShared, share_journey, withdraw_journey
from overstap.apps.journeys.queries import SharedCopy, shared_copy
from overstap.bridge.shared_journeys import as_plain, from_plain, is_still_there, without_traveller
from overstap.engine.journeys.model import Journey
from overstap.engine.region.region import Region
from overstap.web.asking import Visit, page
from overstap.web.coaching.guiding import lent_by
from overstap.web.journeys.presenters.copy import copy_shown
from overstap.web.journeys.shared_links import SESSION_KEY, links_in
from overstap.web.journeys.views.journey import journey_in_plan
from overstap.web.limits import guesses_limited

LINKS_AT_MOST = 10
"""Links of one session that live at a time."""
BY = "visitor"
PRIVATE = {"X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store"}
"""Headers that keep the address of a shared page from search engines, other sites and caches."""


@require_POST
@page
def share(visit: Visit, id_: str) -> HttpResponse:
    """Makes a link to a copy of a journey."""
    found = journey_in_plan(visit, id_)
    if found is None or lent_by(visit.request):
        return redirect("my-journeys" if visit.trip else "front")
    links = links_in(visit.request)
    if len(links) < LINKS_AT_MOST:
        with_pay = visit.request.POST.get("with_pay") == "yes"
        content = as_plain(without_traveller(found[1], with_pay=with_pay))
        try:
            made = share_journey(content=content, with_pay=with_pay, now=timezone.now(), by=BY)
        except TooManyShared:
            return visit.render("web/journeys/busy.html", status=503)
        links[made.token] = {"journey": id_, "until": made.expires_at.date().isoformat()}
        visit.request.session[SESSION_KEY] = links
    return redirect(f"{reverse('journey', args=[id_])}#share")


@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    """Takes a link back; only from the session that made it."""
    links = links_in(request)
    told = links.pop(request.POST.get("link", ""), None)
    if told is not None:
        withdraw_journey(token=request.POST["link"], by=BY)
        request.session[SESSION_KEY] = links
        return redirect(f"{reverse('journey', args=[told['journey']])}#share")
    return redirect("front")


def withdraw_all(request: HttpRequest) -> None:
    """Takes every link of this session back."""
    withdraw_links({SESSION_KEY: links_in(request)})


def withdraw_links(session: Mapping[str, Any]) -> None:
    """Takes every link back that stands in a session's data."""
    for token in session.get(SESSION_KEY, {}):
        withdraw_journey(token=token, by=BY)


@require_safe
@guesses_limited("guess")
@page
def shared(visit: Visit, token: str) -> HttpResponse:
    """The page behind a link."""
    copy = shared_copy(token, timezone.now())
    if copy is None:
        answer = visit.render("web/journeys/shared_gone.html", status=404)
    else:
        journey = from_plain(copy.content)
        if is_still_there(journey, visit.region.records):
            answer = visit.render("web/journeys/shared.html", _told(visit.region, journey, copy))
        else:
            answer = visit.render("web/journeys/shared_gone.html", {"region_changed": True}, status=410)
    for name, value in PRIVATE.items():
        answer[name] = value
    return answer


def _told(region: Region, journey: Journey, copy: SharedCopy) -> dict[str, Any]:
    return {
        **copy_shown(region, journey, with_pay=copy.with_pay),
        "until": copy.expires_at.date(),
        "shared_on": copy.shared_at.date(),
    }
