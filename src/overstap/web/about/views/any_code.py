# SPDX-License-Identifier: EUPL-1.2
"""One page for whoever got a code on paper and no more: it opens what the code is of."""

from __future__ import annotations

from allauth.core import ratelimit
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from overstap.apps.events import queries as events
from overstap.apps.internships import queries as internships
from overstap.apps.reports import queries as reports
from overstap.apps.rounds import queries as rounds
from overstap.apps.trains import queries as trains
from overstap.web.asking import Visit, page
from overstap.web.events.views import visit as event_visit
from overstap.web.reports.views import reporting
from overstap.web.rounds.views import student
from overstap.web.trains.views import my_train


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@page
def any_code(visit: Visit) -> HttpResponse:
    """Asks for a code, of whatever it may be."""
    wrong = False
    if visit.request.method == "POST":
        if not ratelimit.consume(visit.request, action="round_code"):
            return visit.render("429.html", status=429)
        opened = _opened(visit, visit.request.POST.get("code", "")[:40])
        if opened is not None:
            return opened
        wrong = True
    return visit.render("web/about/any_code.html", {"wrong": wrong}, 422 if wrong else 200)


def _opened(visit: Visit, code: str) -> HttpResponse | None:
    session = visit.request.session
    if internships.internship_by_code(code) or rounds.student_of(code):
        session[student.CODE_KEY] = code
        return redirect("my-internship" if internships.internship_by_code(code) else "round-wishes")
    if trains.by_code(code):
        session[my_train.CODE_KEY] = code
        return redirect("my-train")
    guest = events.guest_by_code(code)
    if guest is not None:
        event_visit.remember(visit, guest.event_id, code)
        return redirect("event-mine", guest.event_id)
    if reports.report_of(code):
        session[reporting.CODE_KEY] = code
        return redirect("report-mine")
    return None
