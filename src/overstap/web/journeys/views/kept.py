# SPDX-License-Identifier: EUPL-1.2
"""Journeys kept in one's account, and what a coach proposes to keep there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from overstap.apps.accounts.actions import actor
from overstap.apps.journeys import keeping, queries
from overstap.bridge.shared_journeys import as_plain, from_plain, is_still_there, without_traveller
from overstap.engine.region.region import Region
from overstap.web import words
from overstap.web.asking import Visit, page
from overstap.web.coaching.guiding import lent_by
from overstap.web.journeys.presenters.cards import figures, line_of
from overstap.web.journeys.presenters.copy import copy_shown
from overstap.web.journeys.views.journey import journey_in_plan


@login_required
@require_POST
@page
def keep(visit: Visit, id_: str) -> HttpResponse:
    """Keeps a journey of the plan in one's account."""
    found = journey_in_plan(visit, id_)
    if found is None or lent_by(visit.request):
        return redirect("my-journeys" if visit.trip else "front")
    user = visit.request.user
    content = as_plain(without_traveller(found[1], with_pay=True))
    try:
        keeping.keep_journey(account=user.pk, content=content, now=timezone.now(), by=actor(user))
    except keeping.TooManyKept:
        messages.error(visit.request, _("You keep many journeys already. Let go of one first."))
        return redirect("kept-journeys")
    messages.success(visit.request, _("The journey is kept in your account."))
    return redirect("kept-journeys")


@require_safe
@never_cache
@login_required
@page
def kept(visit: Visit) -> HttpResponse:
    """What is kept, proposals first."""
    rows = [
        {"row": one, **in_short(visit.region, one.content)}
        for one in queries.kept_journeys(visit.request.user.pk)
    ]
    return visit.render("web/journeys/kept_journeys.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def kept_one(visit: Visit, id_: UUID) -> HttpResponse:
    """One journey: seeing it, keeping what was proposed, letting go of it."""
    user, now = visit.request.user, timezone.now()
    row = queries.kept_journey(user.pk, id_)
    if row is None:
        raise Http404
    do = visit.request.POST.get("do", "")
    if do == "keep":
        keeping.answer_proposal(account=user.pk, journey=id_, keep=True, now=now, by=actor(user))
        messages.success(visit.request, _("The journey is kept in your account."))
        return redirect("kept-journeys")
    if do == "let-go":
        keeping.let_go(account=user.pk, journey=id_, by=actor(user))
        messages.success(visit.request, _("The journey is no longer in your account."))
        return redirect("kept-journeys")
    journey = from_plain(row.content)
    if not is_still_there(journey, visit.region.records):
        return visit.render("web/journeys/kept_gone.html", {"row": row})
    return visit.render(
        "web/journeys/kept_journey.html", {**copy_shown(visit.region, journey, with_pay=True), "row": row}
    )


def in_short(region: Region, content: Any) -> dict[str, Any]:
    """Where a journey leads, and its figures; no title when the region no longer has all that it passes."""
    journey = from_plain(content)
    if not is_still_there(journey, region.records):
        return {"title": "", "sector": None, "figures": [], "arrives_on": journey.measures.arrives_on}
    to = journey.destination.occupation
    return {
        "title": region.occupation_label(to, words.language()),
        "sector": line_of(region, to),
        "figures": figures(journey),
        "arrives_on": journey.measures.arrives_on,
    }
