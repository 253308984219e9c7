# SPDX-License-Identifier: EUPL-1.2
"""What hosts bring to a round, and the school's answer; and the guidance that a student needs."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from overstap.apps.accounts.actions import actor
from overstap.apps.rounds import actions, bringing, queries
from overstap.apps.rounds.enums import PlaceStatus
from overstap.web.asking import Visit, page
from overstap.web.rounds.host_forms import DeclineForm, GuidanceForm
from overstap.web.rounds.presenters.host import facts_of
from overstap.web.rounds.views.rounds import round_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def round_offers(visit: Visit, id_: UUID) -> HttpResponse:
    """The places that hosts brought: take one in, or say no and why."""
    found, form = round_or_404(visit, id_), None
    asked = visit.request.POST.get("place", "")
    if visit.request.method == "POST":
        form = DeclineForm(visit.request.POST)
        if _answered(visit, id_, asked, form):
            return redirect("round-offers", id_)
    lines = {
        status: [
            facts_of(one, visit.language) | {"host": one.opening.organisation}
            for one in queries.places_of(found, status)
        ]
        for status in (PlaceStatus.OFFERED, PlaceStatus.DECLINED)
    }
    told = {
        "round": found,
        "waiting": lines[PlaceStatus.OFFERED],
        "declined": lines[PlaceStatus.DECLINED],
        "form": form,
        "asked": asked,
    }
    return visit.render("web/rounds/offers.html", told, 422 if form is not None and form.errors else 200)


def _answered(visit: Visit, round_: UUID, asked: str, form: DeclineForm) -> bool:
    """Whether the answer was given, or can no longer be; not when it lacks its reason."""
    by = actor(visit.request.user)
    try:
        place = UUID(asked)
    except ValueError:
        raise Http404 from None
    try:
        if visit.request.POST.get("do") == "take-in":
            recognised = visit.request.POST.get("recognised") == "yes"
            bringing.take_in(round_=round_, place=place, recognised=recognised, today=visit.today, by=by)
            messages.success(visit.request, _("The place takes part. Students can choose it from now on."))
        elif not form.is_valid():
            return False
        else:
            bringing.decline(round_=round_, place=place, because=form.cleaned_data["because"], by=by)
            messages.success(visit.request, _("Declined. The host reads why."))
    except actions.IsFixed:
        messages.error(visit.request, _("This round stands: nothing of it changes any more."))
    except actions.NotOffered:
        messages.error(visit.request, _("This place was answered or taken back meanwhile."))
    return True


@login_required
@require_POST
@page
def round_guidance(visit: Visit, id_: UUID) -> HttpResponse:
    """Says how much more guidance than usual a student needs."""
    _found, form = round_or_404(visit, id_), GuidanceForm(visit.request.POST)
    try:
        student = UUID(visit.request.POST.get("student", ""))
    except ValueError:
        raise Http404 from None
    if not form.is_valid():
        messages.error(visit.request, form.errors["hours"][0])
        return redirect("round-students", id_)
    try:
        hours = form.cleaned_data["hours"] or 0.0
        actions.tell_guidance(round_=id_, student=student, hours=hours, by=actor(visit.request.user))
    except actions.IsFixed:
        messages.error(visit.request, _("This round stands: nothing of it changes any more."))
    else:
        messages.success(
            visit.request, _("Kept. Only a place that gives so much guidance comes into question.")
        )
    return redirect("round-students", id_)
