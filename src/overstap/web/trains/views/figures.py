# SPDX-License-Identifier: EUPL-1.2
"""What came of trains in this region, for everybody: counts alone, and none that is small."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from overstap.apps.trains import queries
from overstap.web.asking import Visit, page
from overstap.web.downloads import as_csv, as_workbook, attached
from overstap.web.trains.presenters import figures as train_figures
from overstap.web.trains.views.trains import FILES


@require_safe
@page
def figures(visit: Visit) -> HttpResponse:
    """Begun, certificate, contract, dropped out; by kind, and why people dropped out at which stop."""
    counted = queries.figures_by_kind()
    told = {
        "kinds": train_figures.by_kind(counted),
        "dropped": train_figures.dropped(counted),
    }
    return visit.render("web/trains/figures.html", told)


@require_safe
@page
def figures_file(_visit: Visit, kind: str) -> HttpResponse:
    """The same as a table to keep."""
    if kind not in FILES:
        raise Http404
    rows = train_figures.table(queries.figures_by_kind())
    made = as_csv(rows) if kind == "csv" else as_workbook(rows, _("figures"))
    return attached(made, FILES[kind], _("figures") + "." + kind)
