# SPDX-License-Identifier: EUPL-1.2
"""One page for whoever got a code on paper and no more: it opens what the code is of."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from overstap.web.asking import Visit, page
from overstap.web.events.views import visit as event_visit
from overstap.web.mobility.views import own
from overstap.web.reports.views import reporting
from overstap.web.rounds.views import student
from overstap.web.trains.views import my_train
from overstap.web.typed_code import ask_code

OPENERS = (student.open_code, my_train.open_code, event_visit.open_code, reporting.open_code, own.open_code)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@page
def any_code(visit: Visit) -> HttpResponse:
    """Asks for a code, of whatever it may be."""
    return ask_code(visit, "web/about/any_code.html", _opened)


def _opened(visit: Visit, code: str) -> HttpResponse | None:
    return next((found for opens in OPENERS if (found := opens(visit, code)) is not None), None)
