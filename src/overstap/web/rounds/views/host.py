# SPDX-License-Identifier: EUPL-1.2
"""Rounds of internships as a host sees them: what students want to learn, and the places it brings."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
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
from overstap.apps.rounds import bringing, queries
from overstap.apps.rounds.actions import IsFixed, TooLate
from overstap.bridge import host_places
from overstap.web.asking import Visit, page
from overstap.web.paging import page_of
from overstap.web.rounds.host_forms import NEW, BringForm
from overstap.web.rounds.presenters.host import brought_lines, learner_lines, studies_said
from overstap.web.rounds.presenters.rounds import title_of

ON_A_PAGE = 10
LISTED_AT_MOST = 400
"""Occupations up to which all of a region are offered for a new place; beyond, only those of the round."""


def _host(visit: Visit, id_: str) -> Any:
    found = organisations.organisation(id_)
    if found is None or not may(visit.request.user, Act.MANAGE_OPENINGS, organisations.desk_of(id_)):
        raise Http404
    return found


@require_safe
@never_cache
@login_required
@page
def host_rounds(visit: Visit, id_: str) -> HttpResponse:
    """The rounds that a host can still bring places to, and those it did."""
    host = _host(visit, id_)
    ours = queries.with_places_of(id_)
    there = {one.pk for one in ours}
    told = {
        "section": "employers",
        "host": host,
        "open": studies_said(
            [one for one in queries.open_to_hosts(visit.today) if one.pk not in there],
            visit.region,
            visit.language,
        ),
        "ours": studies_said(ours, visit.region, visit.language),
    }
    return visit.render("web/rounds/host_rounds.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def host_round(visit: Visit, id_: str, round_id: UUID) -> HttpResponse:
    """One round: blind what its students want to learn, the host's own places, and bringing another."""
    host = _host(visit, id_)
    found = queries.round_for_host(round_id, id_, visit.today)
    if found is None:
        raise Http404
    if visit.request.method == "POST" and visit.request.POST.get("do") == "take-back":
        return _taken_back(visit, host, found)
    is_open = found.held_at is None and visit.today <= found.wishes_until
    form = _form(visit, host, found)
    if visit.request.method == "POST" and is_open and form.is_valid():
        return _brought(visit, host, found, form)
    students = queries.students_of(found)
    told = {
        "section": "employers",
        "host": host,
        "round": found,
        "open": is_open,
        "form": form,
        "new": NEW,
        "places": brought_lines(queries.brought_by(found, id_), found, visit.language),
        "students": len(students),
        "page": page_of(
            learner_lines([one for one in students if not found.fixed or one.got_id is None], visit),
            visit.request.GET.get("page"),
            ON_A_PAGE,
        ),
    }
    return visit.render("web/rounds/host_round.html", told, 422 if form.errors else 200)


def _form(visit: Visit, host: Any, found: Any) -> BringForm:
    region, language = visit.region, visit.language
    studies = list(dict.fromkeys(one.occupation for one in queries.students_of(found)))
    known = host_places.occupations_wanted(studies, region)
    if len(known) > LISTED_AT_MOST:
        known = [one for one in known if one in studies]
    rows = sorted(region.records.places.values(), key=lambda row: row.label)
    return BringForm(
        visit.request.POST or None,
        openings=[
            (one.pk, title_of(one, language)) for one in queries.own_learning(host.pk, found, visit.today)
        ],
        occupations=[(one, region.occupation_label(one, language)) for one in known],
        places=[(row.id, row.label) for row in rows],
        initial={"places": 1, "where": host.place_id, "occupation": next(iter(known), "")},
    )


def _brought(visit: Visit, host: Any, found: Any, form: BringForm) -> HttpResponse:
    read, by = form.cleaned_data, actor(visit.request.user)
    when = {"now": timezone.now(), "today": visit.today, "by": by}
    try:
        if read["opening"] == NEW:
            host_places.bring_new_place(
                round_=found,
                organisation=host.pk,
                title=read["title"].strip(),
                occupation=read["occupation"],
                place=read["where"],
                hours=read["hours"],
                told=form.told(),
                region=visit.region,
                language=visit.language,
                **when,
            )
        else:
            bringing.bring_place(round_=found.pk, opening=read["opening"], told=form.told(), **when)
    except (IsFixed, TooLate):
        messages.error(visit.request, _("This round takes no more places."))
    except bringing.StandsAlready:
        messages.error(visit.request, _("This place is in the round already."))
    else:
        messages.success(visit.request, _("Brought. The school looks at it, and you see here what it says."))
    return redirect("host-round", host.pk, found.pk)


def _taken_back(visit: Visit, host: Any, found: Any) -> HttpResponse:
    try:
        place = UUID(visit.request.POST.get("place", ""))
    except ValueError:
        raise Http404 from None
    told = {"round_": found.pk, "place": place, "organisation": host.pk, "today": visit.today}
    try:
        bringing.take_back(**told, by=actor(visit.request.user))
    except (IsFixed, TooLate):
        messages.error(visit.request, _("The round is held. Call the school when this place cannot go on."))
        return redirect("host-round", host.pk, found.pk)
    messages.success(visit.request, _("The place is no longer in the round."))
    return redirect("host-rounds", host.pk)
