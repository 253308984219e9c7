# SPDX-License-Identifier: EUPL-1.2
"""Trains that the engine proposes: asking, waiting, stopping, what is proposed, and making a train of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from overstap.apps.accounts.actions import actor
from overstap.apps.accounts.enums import Act
from overstap.apps.accounts.permission import may
from overstap.apps.mobility import queries as cases
from overstap.apps.trains import proposals, seats
from overstap.apps.trains.enums import ProposalState
from overstap.bridge import trains as bridge
from overstap.web.allowed import organisations_of
from overstap.web.asking import Visit, page
from overstap.web.trains.forms import ProposalForm
from overstap.web.trains.presenters import proposal
from overstap.web.trains.views.trains import show_train


def proposal_or_404(visit: Visit, id_: UUID) -> Any:
    """The proposal, for who may hold trains there, and keeps the case it is about; else it is not there."""
    found = proposals.proposal(id_)
    user = visit.request.user
    if found is None or not may(user, Act.HOLD_TRAINS, found.organisation):
        raise Http404
    if found.case is not None and not may(user, Act.KEEP_CASES, found.case):
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def train_proposals(visit: Visit) -> HttpResponse:
    """What was proposed before, and asking for more."""
    user = visit.request.user
    if not may(user, Act.HOLD_TRAINS):
        raise PermissionDenied
    chosen = organisations_of(visit, Act.HOLD_TRAINS)
    mine = cases.cases_of(cases.centres_of(user.pk)) if may(user, Act.KEEP_CASES) else ()
    sources = [
        *((f"case:{one.pk}", _("The people of %(case)s") % {"case": one.name}) for one in mine),
        *((f"found:{id_}", _("Who agreed to be found by %(name)s") % {"name": name}) for id_, name in chosen),
    ]
    form = ProposalForm(visit.request.POST or None, sources=sources, initial={"least": 8, "most": 12})
    if visit.request.method == "POST" and form.is_valid():
        kind, _colon, id_ = form.cleaned_data["source"].partition(":")
        case = next((one for one in mine if kind == "case" and str(one.pk) == id_), None)
        try:
            made = bridge.start_proposal(
                organisation=case.centre_id if case else id_,
                case=case.pk if case else None,
                least=form.cleaned_data["least"],
                most=form.cleaned_data["most"],
                by=actor(user),
            )
            return redirect("train-proposal", made.pk)
        except proposals.AlreadyProposing:
            messages.error(visit.request, _("Trains are being proposed already. Wait for it, or stop it."))
    keeps = {one.pk for one in mine}
    known = [
        one
        for one in proposals.proposals_of(id_ for id_, _name in chosen)
        if one.case_id is None or one.case_id in keeps
    ]
    told = {"form": form, "proposals": [proposal.in_a_line(one) for one in known]}
    return visit.render("web/trains/proposals.html", told, 422 if form.errors else 200)


@require_http_methods(["GET", "HEAD"])
@never_cache
@login_required
@page
def train_proposal_page(visit: Visit, id_: UUID) -> HttpResponse:
    """How far a proposal is, or the trains it proposes."""
    row = proposal_or_404(visit, id_)
    waiting = row.state in proposals.OPEN
    told: dict[str, Any] = {
        "proposal": row,
        "of": proposal.of_whom(row),
        "waiting": waiting,
        "failed": row.state == ProposalState.FAILED,
    }
    if waiting:
        # Looking at people is most of the work; what is left is dividing them.
        told["percent"] = round(90 * row.done / row.of) if row.of else 0
        told["poll"] = reverse("train-proposal", args=[id_])
    elif row.state == ProposalState.MADE:
        told["trains"] = proposal.trains_told(proposals.trains_of(row), visit.region, visit.language)
        told["figures"] = proposal.figures(row)
    return visit.render("web/trains/proposal.html", told)


@login_required
@require_POST
@page
def train_proposal_do(visit: Visit, id_: UUID) -> HttpResponse:
    """Stops a proposal with the best so far, removes it, or makes one of its trains."""
    row = proposal_or_404(visit, id_)
    by, deed = actor(visit.request.user), visit.request.POST.get("do")
    if deed == "stop":
        proposals.stop(proposal=id_, by=by)
        return redirect("train-proposal", id_)
    if deed == "remove":
        proposals.remove(proposal=id_, by=by)
        messages.success(visit.request, _("The proposal is removed. Trains that were made of it stay."))
        return redirect("train-proposals")
    if deed != "make":
        raise PermissionDenied
    return _made(visit, row, by)


def _made(visit: Visit, row: Any, by: str) -> HttpResponse:
    try:
        proposed = proposals.proposed(row, UUID(visit.request.POST.get("train", "")))
    except ValueError:
        proposed = None
    if proposed is None:
        raise Http404
    name = proposal.name_of(proposed, visit.region, visit.language)
    about = {"row": row, "proposed": proposed, "name": name, "today": visit.today, "by": by}
    try:
        made = bridge.make_of(region=visit.region, **about)
    except proposals.AlreadyMade:
        messages.error(visit.request, _("This train was made already."))
    except (KeyError, seats.AlreadyThere):
        messages.error(visit.request, _("The region changed meanwhile. Have trains proposed anew."))
    else:
        messages.success(visit.request, _("The train is made, and its seats are offered."))
        return show_train(visit, made.train.pk, codes=made.codes)
    return redirect("train-proposal", row.pk)
