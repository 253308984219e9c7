# SPDX-License-Identifier: EUPL-1.2
"""Firms to ask for places, for a round: why, who calls and when, and what became of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from overstap.apps.accounts.actions import actor
from overstap.apps.organisations import queries as organisations
from overstap.apps.rounds import hunting
from overstap.apps.rounds.enums import Outcome
from overstap.bridge.hunting import leads
from overstap.web.asking import Visit, page
from overstap.web.paging import page_of
from overstap.web.rounds.presenters.hunting import OUTCOMES, lead_lines
from overstap.web.rounds.views.rounds import round_or_404

ON_A_PAGE = 12


class CallForm(forms.Form):
    """When one calls, and what became of it."""

    call_on = forms.DateField(required=False)
    outcome = forms.ChoiceField(required=False, choices=[(str(one), said) for one, said in OUTCOMES.items()])


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def round_hunt(visit: Visit, id_: UUID) -> HttpResponse:
    """The list of firms to ask."""
    found = round_or_404(visit, id_)
    if visit.request.method == "POST":
        return _done(visit, found)
    listed = page_of(leads(found, visit.region, today=visit.today), visit.request.GET.get("page"), ON_A_PAGE)
    calls = hunting.calls_of([one.firm for one in listed.items])
    told = {
        "round": found,
        "page": listed,
        "leads": lead_lines(listed.items, calls, visit),
        "outcomes": [(str(one), said) for one, said in OUTCOMES.items() if one is not Outcome.WAITING],
        "today": visit.today,
    }
    return visit.render("web/rounds/hunt.html", told)


def _done(visit: Visit, found: Any) -> HttpResponse:
    form, user = CallForm(visit.request.POST), visit.request.user
    by, now, do = actor(user), timezone.now(), visit.request.POST.get("do")
    if not form.is_valid():
        messages.error(visit.request, _("This is no day."))
        return redirect("round-hunt", found.pk)
    day = form.cleaned_data["call_on"]
    try:
        if do == "take-up":
            firm = visit.request.POST.get("firm", "")
            member = organisations.membership_at_desk(user.pk, found.organisation_id)
            if member is None or firm not in visit.region.records.organisations:
                raise Http404
            told = {"firm": firm, "membership": member.pk, "call_on": day or visit.today}
            hunting.take_up(**told, now=now, by=by)
            messages.success(visit.request, _("You call this firm. Others see that somebody does."))
        elif do == "leave":
            hunting.leave(hunt=_hunt(visit), account=user.pk, by=by)
            messages.success(visit.request, _("Somebody else can call this firm now."))
        else:
            outcome = Outcome(form.cleaned_data["outcome"] or Outcome.WAITING)
            told = {"hunt": _hunt(visit), "account": user.pk, "outcome": outcome, "call_on": day}
            hunting.note_outcome(**told, now=now, by=by)
            messages.success(visit.request, _("Saved."))
    except hunting.TakenUp:
        messages.error(visit.request, _("Somebody else just took this firm up."))
    except hunting.NotYours:
        messages.error(visit.request, _("This call is no longer yours."))
    return redirect("round-hunt", found.pk)


def _hunt(visit: Visit) -> UUID:
    try:
        return UUID(visit.request.POST.get("hunt", ""))
    except ValueError:
        raise Http404 from None
