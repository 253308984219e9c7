# SPDX-License-Identifier: EUPL-1.2
"""Reporting a problem with internships without an account, and coming back to it by a code."""

from __future__ import annotations

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from overstap.apps.reports import actions, queries
from overstap.apps.reports.enums import Kind, Side, Teller
from overstap.bridge import reports as bridge
from overstap.web.asking import Visit, page
from overstap.web.reports.forms import KINDS, ReportForm, WordForm
from overstap.web.reports.presenters.reports import words_of
from overstap.web.typed_code import ask_code

CODE_KEY = "report-code"
BY = "visitor"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@page
def report(visit: Visit) -> HttpResponse:
    """The form to report with; the code is shown once after it."""
    schools = queries.schools()
    form = ReportForm(visit.request.POST or None, schools=schools)
    if visit.request.method == "POST":
        if not ratelimit.consume(visit.request, action="report"):
            return visit.render("429.html", status=429)
        if form.is_valid():
            done = _told(visit, form)
            if done is not None:
                return done
    context = {"form": form, "schools": schools}
    return visit.render("web/reports/report.html", context, 422 if form.errors else 200)


def _told(visit: Visit, form: ReportForm) -> HttpResponse | None:
    read = form.cleaned_data
    try:
        _row, code = bridge.tell(
            organisation=read["school"],
            kind=Kind(read["kind"]),
            teller=Teller(read["teller"]),
            text=read["text"],
            safe=read["safe"],
            now=timezone.now(),
            by=BY,
        )
    except actions.NobodyTrusted:
        form.add_error(
            "school",
            _("This school has no trusted person here yet. Go to one of the places below: they help you."),
        )
        return None
    return visit.render("web/reports/done.html", {"code": f"{code[:4]}-{code[4:8]}-{code[8:]}"})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@page
def report_code(visit: Visit) -> HttpResponse:
    """Asks for the code of a report."""
    return ask_code(visit, "web/reports/code.html", open_code, action="report")


def open_code(visit: Visit, code: str) -> HttpResponse | None:
    """Opens one's own report."""
    if queries.report_of(code) is None:
        return None
    visit.request.session[CODE_KEY] = code
    return redirect("report-mine")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@page
def report_mine(visit: Visit) -> HttpResponse:
    """What was said in one's report, and saying more."""
    row = queries.report_of(visit.request.session.get(CODE_KEY, ""))
    if row is None:
        return redirect("report-code")
    do = visit.request.POST.get("do")
    if do in ("leave", "remove"):
        visit.request.session.pop(CODE_KEY, None)
        if do == "remove":
            actions.remove(report=row.pk, by=BY)
            messages.success(visit.request, _("Your report is gone, with all that was said in it."))
        return redirect("report-code")
    form = WordForm(visit.request.POST or None)
    if visit.request.method == "POST" and form.is_valid():
        bridge.add(report=row.pk, text=form.cleaned_data["text"], now=timezone.now(), by=BY)
        return redirect("report-mine")
    trusted = queries.trusted_of(row.organisation_id) if row.trusted else None
    context = {
        "row": row,
        "kind": KINDS[Kind(row.kind)],
        "words": words_of(row, Side.TELLER),
        "trusted": trusted.name if trusted else "",
        "form": form,
    }
    return visit.render("web/reports/mine.html", context, 422 if form.errors else 200)
