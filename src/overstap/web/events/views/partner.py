# SPDX-License-Identifier: EUPL-1.2
"""Partners of an event: what they propose, what was said to it, who comes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from overstap.apps.accounts.actions import actor
from overstap.apps.accounts.enums import Act
from overstap.apps.events import actions, queries
from overstap.apps.events.enums import ItemState
from overstap.bridge import events as bridge
from overstap.web.allowed import organisations_of
from overstap.web.asking import Visit, page
from overstap.web.events.forms import ItemForm
from overstap.web.events.presenters.events import item_line
from overstap.web.events.views.programme import event_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def partner(visit: Visit, id_: UUID) -> HttpResponse:
    """What one's organisations do at the event, and proposing something."""
    event = event_or_404(id_)
    mine = organisations_of(visit, Act.JOIN_EVENTS)
    if not mine:
        raise PermissionDenied
    initial = {"length": 45, "seats": 20}
    form = ItemForm(visit.request.POST or None, organisations=mine, initial=initial)
    if visit.request.method == "POST" and form.is_valid():
        of = form.cleaned_data["organisation"] or mine[0][0]
        by = actor(visit.request.user)
        try:
            actions.propose(event=id_, organisation=of, told=form.told(), today=visit.today, by=by)
            messages.success(visit.request, _("It is proposed. You see the answer here."))
        except actions.TooLate:
            messages.error(visit.request, _("The last day for proposals has passed."))
        except actions.TooMany:
            messages.error(visit.request, _("This event has all the proposals it can take."))
        return redirect("event-partner", id_)
    names = dict(mine)
    lines = [item_line(one) for one in queries.items_of(event) if one.organisation_id in names]
    open_ = event.proposals_until is not None and visit.today <= event.proposals_until
    own = event.organisation_id in names and visit.today <= event.day
    told = {"event": event, "lines": lines, "form": form, "several": len(mine) > 1, "open": open_ or own}
    return visit.render("web/events/partner.html", told, 422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def proposal(visit: Visit, id_: UUID, item: int) -> HttpResponse:
    """One proposal: changing it as long as it is not in the programme, or taking it back."""
    event = event_or_404(id_)
    found = queries.item_of(event, item)
    mine = dict(organisations_of(visit, Act.JOIN_EVENTS))
    if found is None or found.organisation_id not in mine:
        raise Http404
    of = found.organisation_id
    initial: dict[str, Any] = {
        name: getattr(found, name) for name in ("kind", "title", "about", "length", "seats")
    }
    withdrawing = visit.request.POST.get("do") == "withdraw"
    form = ItemForm(
        None if withdrawing else visit.request.POST or None, organisations=[(of, mine[of])], initial=initial
    )
    by = actor(visit.request.user)
    if withdrawing:
        gone = bridge.withdraw(event=id_, item=item, organisation=of, by=by)
        said = _("You took it back.")
        if gone:
            more = ngettext(
                "%(n)s person had booked it and is told.", "%(n)s people had booked it and are told.", gone
            )
            said = f"{said} {more % {'n': gone}}"
        messages.success(visit.request, said)
        return redirect("event-partner", id_)
    if visit.request.method == "POST" and form.is_valid():
        try:
            actions.change_proposal(event=id_, item=item, organisation=of, told=form.told(), by=by)
            messages.success(visit.request, _("It is changed."))
        except actions.TooLate:
            messages.error(visit.request, _("It is in the programme. Ask who holds the event to change it."))
        return redirect("event-partner", id_)
    fixed = found.state == ItemState.ACCEPTED
    told = {"event": event, "line": item_line(found), "form": form, "fixed": fixed}
    return visit.render("web/events/proposal.html", told, 422 if form.errors else 200)
