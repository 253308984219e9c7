# SPDX-License-Identifier: EUPL-1.2
"""Employers: what the site does for them, the desk with their openings, and which broker may stand at it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from overstap.apps.accounts.actions import actor
from overstap.apps.accounts.enums import Act
from overstap.apps.accounts.permission import may
from overstap.apps.openings import queries
from overstap.apps.openings.enums import REMINDED_BEFORE, OpeningStatus
from overstap.apps.organisations import mandates
from overstap.apps.organisations import queries as organisations
from overstap.engine.skills.spoken import spoken_language
from overstap.web import words
from overstap.web.accounts.views.members import id_in
from overstap.web.employers.forms import PasteForm
from overstap.web.employers.presenters.employers import wording_rows
from overstap.web.employers.vacancy_source import posting_in

_ORDER = (OpeningStatus.DRAFT, OpeningStatus.PUBLISHED, OpeningStatus.FILLED, OpeningStatus.EXPIRED)


@require_http_methods(["GET", "HEAD", "POST"])
def employers(request: HttpRequest) -> HttpResponse:
    """What is here for employers; anybody may have a vacancy's wording looked at. Nothing of it is kept."""
    desks = organisations.desks_of(request.user.pk) if request.user.is_authenticated else ()
    posted = request.POST if request.method == "POST" else None
    form, told = PasteForm(posted), {}
    if posted is not None and form.is_valid():
        posting = posting_in(form, words.language())
        if posting is not None:
            language = posting.language or spoken_language(posting.text, words.language())
            rows = wording_rows(posting.text, language, words.language())
            told = {"checked": True, "warnings": rows, "language": language}
    context = {"section": "employers", "desks": desks, "form": form, **told}
    return render(request, "web/employers/employers.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def desk(request: HttpRequest, id_: str) -> HttpResponse:
    """The openings of an organisation, wherever they stand; to a stranger it is not there."""
    organisation = organisations.organisation(id_)
    if organisation is None or not may(request.user, Act.MANAGE_OPENINGS, organisations.desk_of(id_)):
        raise Http404
    gives = may(request.user, Act.GIVE_MANDATE, organisation)
    if request.method == "POST":
        if not gives:
            raise PermissionDenied
        _mandate(request, id_)
        return redirect("desk", id_)
    context = {
        "section": "employers",
        "organisation": organisation,
        "groups": _groups(id_),
        "member": may(request.user, Act.SEE_ORGANISATION, organisation),
        "gives": gives,
        "mandates": organisations.mandates_of(id_),
        "brokers": organisations.brokers_for(id_) if gives else (),
    }
    return render(request, "web/employers/desk.html", context)


def _groups(organisation: str) -> list[dict[str, Any]]:
    """The openings by where they stand."""
    today = timezone.localdate()
    rows = queries.at_desk(organisation)
    return [
        {
            "status": status.value,
            "title": words.STATUSES[status],
            "rows": [_row(row, today) for row in rows if row.status == status],
        }
        for status in _ORDER
        if any(row.status == status for row in rows)
    ]


def _row(row: Any, today: Any) -> dict[str, Any]:
    left = (row.closes_on - today).days if row.closes_on else None
    return {
        "row": row,
        "ours": row.origin == "",
        "closed": left is not None and left < 0,
        "soon": left is not None and 0 <= left <= REMINDED_BEFORE.days,
        "free": row.places - row.taken,
    }


def _mandate(request: HttpRequest, firm: str) -> None:
    by = actor(request.user)
    if request.POST.get("do") == "withdraw":
        mandates.withdraw_mandate(mandate=id_in(request, "mandate"), firm=firm, by=by)
        messages.success(request, _("The broker no longer sees your openings."))
        return
    try:
        mandates.give_mandate(firm=firm, broker=request.POST.get("broker", ""), by=by)
    except mandates.NoBroker:
        messages.error(request, _("Choose a broker."))
    else:
        messages.success(request, _("The broker can do your openings from now on. You can withdraw it here."))
