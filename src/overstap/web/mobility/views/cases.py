# SPDX-License-Identifier: EUPL-1.2
"""The cases of a mobility centre: all of them, one with its days, opening, changing and removing one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from overstap.apps.accounts.actions import actor
from overstap.apps.accounts.enums import Act
from overstap.apps.accounts.permission import may
from overstap.apps.mobility import actions, plans, queries
from overstap.web.allowed import there_or_404
from overstap.web.asking import Visit, page
from overstap.web.downloads import attached
from overstap.web.mobility.forms import CaseForm
from overstap.web.mobility.presenters import plan as case_plan
from overstap.web.mobility.presenters.board import stage_counts
from overstap.web.mobility.presenters.timeline import case_calendar, timeline


def case_or_404(visit: Visit, id_: UUID) -> Any:
    """The case, for an adviser of the centre that keeps it; to anybody else it is not there."""
    return there_or_404(visit, queries.case(id_), Act.KEEP_CASES)


@require_safe
@never_cache
@login_required
@page
def cases(visit: Visit) -> HttpResponse:
    """The cases of the centres where one is an adviser."""
    if not may(visit.request.user, Act.KEEP_CASES):
        raise PermissionDenied
    found = queries.cases_of(queries.centres_of(visit.request.user.pk))
    return visit.render("web/mobility/cases.html", {"cases": found, "today": visit.today})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def case_new(visit: Visit) -> HttpResponse:
    """Opens a case."""
    if not may(visit.request.user, Act.KEEP_CASES):
        raise PermissionDenied
    centres = [(one.pk, one.name) for one in queries.centres_of(visit.request.user.pk)]
    form = CaseForm(visit.request.POST or None, centres=centres, initial={"notified_on": visit.today})
    if visit.request.method == "POST" and form.is_valid():
        centre = form.cleaned_data["centre"] or centres[0][0]
        made = actions.open_case(centre=centre, told=form.told(), by=actor(visit.request.user))
        return redirect("case", made.pk)
    told = {"form": form, "centres": centres, "companies": _employers(visit)}
    return visit.render("web/mobility/form.html", told, status=422 if form.errors else 200)


@require_safe
@never_cache
@login_required
@page
def case(visit: Visit, id_: UUID) -> HttpResponse:
    """A case: where its people stand, and its days."""
    found = case_or_404(visit, id_)
    counted = queries.counts(found, timezone.now())
    days, newest = timeline(found, visit.today), plans.latest_made(found)
    figures = case_plan.figures(newest.found) if newest else []
    told = {
        "case": found,
        "timeline": days,
        "until_next": (days.next.on - visit.today).days if days.next else 0,
        "newest": newest,
        "newest_says": figures[0][1] if figures else "",
        "stages": stage_counts(counted),
        "total": counted.total,
    }
    return visit.render("web/mobility/case.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def case_change(visit: Visit, id_: UUID) -> HttpResponse:
    """Changes what is told of a case."""
    found = case_or_404(visit, id_)
    centres = [(found.centre_id, found.centre.name)]
    named = ("name", "notified_on", "last_day", "people", "staff", "unions_agree")
    initial = {name: getattr(found, name) for name in named}
    form = CaseForm(visit.request.POST or None, centres=centres, initial=initial)
    if visit.request.method == "POST" and form.is_valid():
        actions.change_case(case=id_, told=form.told(), by=actor(visit.request.user))
        messages.success(visit.request, _("It is changed. The days below go with it."))
        return redirect("case", id_)
    told = {"form": form, "centres": centres, "case": found, "companies": _employers(visit)}
    return visit.render("web/mobility/form.html", told, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def case_remove(visit: Visit, id_: UUID) -> HttpResponse:
    """Asks once more, then removes a case with its people."""
    found = case_or_404(visit, id_)
    if visit.request.method == "POST":
        actions.remove_case(case=id_, by=actor(visit.request.user))
        messages.success(visit.request, _("The case is removed, with everybody in it."))
        return redirect("cases")
    return visit.render("web/mobility/remove.html", {"case": found})


@require_safe
@never_cache
@login_required
@page
def calendar(visit: Visit, id_: UUID) -> HttpResponse:
    """The days of a case as a calendar file."""
    found = case_or_404(visit, id_)
    return attached(case_calendar(found, visit.today), "text/calendar; charset=utf-8", _("case") + ".ics")


def _employers(visit: Visit) -> list[str]:
    rows = visit.region.records.organisations.values()
    return sorted(row.name for row in rows if row.kind == "employer")
