# SPDX-License-Identifier: EUPL-1.2
"""Many openings of one employer, out of a file: all of them or none, with what is wrong by row and column."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from overstap.apps.accounts.actions import actor
from overstap.apps.accounts.enums import Act
from overstap.apps.accounts.permission import may
from overstap.apps.organisations import queries as organisations
from overstap.bridge.opening_import import import_file
from overstap.engine.problems import InputRefused
from overstap.engine.region.opening_lines import COLUMNS
from overstap.engine.vacancies.sheet import LARGEST_FILE
from overstap.web.asking import Visit, page
from overstap.web.employers.forms import ImportForm

LINES_AT_MOST = 300
"""Openings read while somebody waits; more go by the terminal or the API."""
SHOWN_AT_MOST = 50


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def bring(visit: Visit, id_: str) -> HttpResponse:
    """Reads a file with openings and keeps them at the desk, or says everything that is wrong in it."""
    request = visit.request
    organisation = organisations.organisation(id_)
    if organisation is None or not may(request.user, Act.MANAGE_OPENINGS, organisations.desk_of(id_)):
        raise Http404
    posted = request.method == "POST"
    form = ImportForm(request.POST, request.FILES) if posted else ImportForm()
    problems: list[str] = []
    if posted and form.is_valid():
        file, keeper = form.cleaned_data["file"], organisations.membership_at_desk(request.user.pk, id_)
        try:
            done = import_file(
                visit.region,
                file.read(LARGEST_FILE + 1),
                file.name[:60],
                organisation=id_,
                publish=form.cleaned_data["publish"],
                today=visit.today,
                keeper=keeper.pk if keeper else None,
                by=actor(request.user),
                at_most=LINES_AT_MOST,
            )
        except InputRefused as refused:
            problems = [one.text(visit.language) for one in refused.problems[:SHOWN_AT_MOST]]
            more = refused.total - len(problems)
            problems += [_("And %(n)s more.") % {"n": more}] if more > 0 else []
        else:
            said = _(
                "%(added)s new, %(changed)s changed, %(unchanged)s the same as before; %(published)s published."
            )
            counts = ("added", "changed", "unchanged", "published")
            messages.success(request, said % {name: getattr(done, name) for name in counts})
            return redirect("desk", id_)
    context = {
        "section": "employers",
        "organisation": organisation,
        "form": form,
        "problems": problems,
        "columns": [(name, others.split()[0]) for name, others in COLUMNS.items()],
        "most": LINES_AT_MOST,
    }
    return visit.render(
        "web/employers/openings_import.html", context, status=422 if problems or form.errors else 200
    )
