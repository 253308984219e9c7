# SPDX-License-Identifier: EUPL-1.2
"""The papers that a law asks for: which somebody has, and until when each counts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from overstap.apps.accounts.actions import actor
from overstap.apps.passports import actions
from overstap.web.asking import Visit, page
from overstap.web.passports.views.passport import mine_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def papers(visit: Visit) -> HttpResponse:
    """All papers of the region, those one has ticked; keeps what is ticked."""
    found = mine_or_404(visit)
    posted = visit.request.POST if visit.request.method == "POST" else None
    rows = [_row(visit, id_, found, posted) for id_ in visit.region.records.certificates]
    rows.sort(key=lambda row: (not row["held"], row["label"].lower()))
    wrong = any(row["wrong"] for row in rows)
    if posted is None or wrong:
        told = {"rows": rows, "wrong": wrong}
        return visit.render("web/passports/papers.html", told, status=422 if wrong else 200)
    until: dict[str, date | None] = {row["id"]: row["day"] for row in rows if row["held"]}
    actions.set_licences(passport=found, until=until, by=actor(visit.request.user))
    messages.success(visit.request, _("Your papers are kept."))
    return redirect("passport")


def _row(visit: Visit, id_: str, found: Any, posted: Any) -> dict[str, Any]:
    held = {one.certificate: one.until_on for one in found.licences.all()}
    row = {"id": id_, "label": str(visit.region.certificate_label(id_, visit.language)), "wrong": ""}
    if posted is None:
        return {**row, "held": id_ in held, "typed": held.get(id_) or "", "day": held.get(id_)}
    typed = posted.get(f"until-{id_}", "").strip()[:20]
    ticked = id_ in posted.getlist("paper")
    day = _day(typed)
    if ticked and typed and day is None:
        row["wrong"] = _("This is no day.")
    return {**row, "held": ticked, "typed": typed, "day": day}


def _day(typed: str) -> date | None:
    try:
        return parse_date(typed)
    except ValueError:
        return None
