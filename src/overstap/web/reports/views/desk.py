# SPDX-License-Identifier: EUPL-1.2
"""Reports at the desk of who reads them: the coordinators of a school, or its trusted person alone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from overstap.apps.accounts.actions import actor
from overstap.apps.accounts.enums import Act
from overstap.apps.accounts.permission import may
from overstap.apps.organisations import queries as organisations
from overstap.apps.reports import actions, queries
from overstap.apps.reports.enums import Kind, Side, Teller
from overstap.web.asking import Visit, page
from overstap.web.paging import page_of
from overstap.web.reports.forms import KINDS, TELLERS, TrustedForm, WordForm
from overstap.web.reports.presenters.reports import words_of

ON_A_PAGE = 25


@require_safe
@never_cache
@login_required
@page
def reports(visit: Visit) -> HttpResponse:
    """The reports that one reads."""
    account = visit.request.user.pk
    if not may(visit.request.user, Act.HOLD_ROUNDS) and not queries.is_trusted(account):
        raise PermissionDenied
    listed = page_of(queries.readable(account), visit.request.GET.get("page"), ON_A_PAGE)
    lines = [
        {"row": one, "kind": KINDS[Kind(one.kind)], "teller": TELLERS[Teller(one.teller)]}
        for one in listed.items
    ]
    return visit.render("web/reports/reports.html", {"page": listed, "lines": lines})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def report_read(visit: Visit, id_: UUID) -> HttpResponse:
    """One report: what was said, answering, and closing it. To anybody else it is not there."""
    row = queries.read_by(visit.request.user.pk, id_)
    if row is None:
        raise Http404
    by, form = actor(visit.request.user), WordForm(visit.request.POST or None)
    if visit.request.POST.get("do") == "close":
        actions.close(report=id_, by=by)
        messages.success(visit.request, _("Closed. When somebody adds to it, it is open again."))
        return redirect("reports")
    if visit.request.method == "POST" and form.is_valid():
        told = {"report": id_, "side": Side.READER, "text": form.cleaned_data["text"]}
        actions.add(**told, now=timezone.now(), by=by)
        messages.success(visit.request, _("Sent. Who reported reads it with their code."))
        return redirect("report-read", id_)
    context = {
        "row": row,
        "kind": KINDS[Kind(row.kind)],
        "teller": TELLERS[Teller(row.teller)],
        "words": words_of(row, Side.READER),
        "form": form,
    }
    return visit.render("web/reports/read.html", context, 422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def trusted_person(visit: Visit, id_: str) -> HttpResponse:
    """Who the trusted person of a school is; its owners name them."""
    row = organisations.organisation(id_)
    if row is None or not may(visit.request.user, Act.MANAGE_MEMBERS, row):
        raise Http404
    now = queries.trusted_of(id_)
    form = TrustedForm(
        visit.request.POST or None,
        members=[(str(one.pk), one.account.email) for one in organisations.members_of(row)],
        initial={"member": str(now.membership_id), "name": now.name} if now else None,
    )
    if visit.request.method == "POST" and form.is_valid() and _named(visit, id_, form):
        messages.success(visit.request, _("Saved."))
        return redirect("trusted-person", id_)
    return visit.render(
        "web/reports/trusted_person.html", {"organisation": row, "form": form}, 422 if form.errors else 200
    )


def _named(visit: Visit, organisation: str, form: Any) -> bool:
    read = form.cleaned_data
    told = {"membership": UUID(read["member"]), "name": " ".join(read["name"].split())}
    try:
        actions.name_trusted(organisation=organisation, **told, by=actor(visit.request.user))
    except actions.IsCoordinator:
        form.add_error("member", _("Who holds the rounds cannot be the trusted person. Choose somebody else."))
        return False
    return True
