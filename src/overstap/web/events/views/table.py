# SPDX-License-Identifier: EUPL-1.2
"""Who has tables at an event: what they bring, who comes to them and why, and with whom they go on."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from overstap.apps.accounts.actions import actor
from overstap.apps.accounts.enums import Act
from overstap.apps.events import meeting, queries
from overstap.apps.events.enums import Outcome
from overstap.bridge import event_talks as bridge
from overstap.web.allowed import organisations_of
from overstap.web.asking import Visit, page
from overstap.web.downloads import PDF, attached
from overstap.web.events.presenters.paper import stand_pdf
from overstap.web.events.presenters.talks import visitors_of
from overstap.web.events.talk_forms import FollowUpForm, StandForm
from overstap.web.events.views.programme import event_or_404

_FIELDS = ("tables", "openings", "comes", "leaves", "least", "most")


def _mine(visit: Visit, id_: UUID, organisation: str) -> tuple[Any, str]:
    """The event and the name of one's organisation; to others it is not there."""
    event = event_or_404(id_)
    names = dict(organisations_of(visit, Act.JOIN_EVENTS))
    if organisation not in names:
        raise Http404
    return event, names[organisation]


@require_safe
@never_cache
@login_required
@page
def tables(visit: Visit, id_: UUID) -> HttpResponse:
    """One's organisations at this event; straight to the only one."""
    event = event_or_404(id_)
    mine = organisations_of(visit, Act.JOIN_EVENTS)
    if not mine:
        raise PermissionDenied
    if len(mine) == 1:
        return redirect("event-table", id_, mine[0][0])
    return visit.render("web/events/tables.html", {"event": event, "mine": mine})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def table(visit: Visit, id_: UUID, organisation: str) -> HttpResponse:
    """What an organisation brings, and once there is a schedule who comes when and what they can."""
    event, name = _mine(visit, id_, organisation)
    request, by = visit.request, actor(visit.request.user)
    stand = queries.stand_of(event, organisation)
    do = request.POST.get("do")
    initial = {one: getattr(stand, one) for one in _FIELDS} if stand else {"tables": 1, "least": 0}
    listed = [
        (one, visit.region.records.openings[one].title.get(visit.language) or one)
        for one in bridge.openings_at(organisation, event.day)
        if one in visit.region.records.openings
    ]
    form = StandForm(request.POST if do == "set" else None, openings=listed, initial=initial)
    if do == "set" and visit.today > event.day:
        messages.error(request, _("This event is over."))
    elif do == "set" and form.is_valid():
        meeting.set_stand(event=id_, organisation=organisation, told=form.told(), by=by)
        messages.success(request, _("You take part. Once the schedule is made, you see here who comes."))
        return redirect("event-table", id_, organisation)
    elif do and stand is not None and do != "set":
        return _done(visit, event, stand, do)
    told = {
        "event": event,
        "name": name,
        "stand": stand,
        "form": form,
        "organisation": organisation,
        "visitors": visitors_of(visit.region, visit.language, queries.talks_at(stand)) if stand else [],
        "over": visit.today > event.day,
        "begun": visit.today >= event.day,
        "outcomes": FollowUpForm().fields["outcome"].choices,  # type: ignore[attr-defined] # a choice field
        "chosen": list(stand.openings) if stand else [],
    }
    return visit.render("web/events/table.html", told, 422 if form.errors else 200)


def _done(visit: Visit, event: Any, stand: Any, do: str) -> HttpResponse:
    request, by = visit.request, actor(visit.request.user)
    number = request.POST.get("talk", "")
    back = redirect("event-table", event.pk, stand.organisation_id)
    if do == "leave":
        meeting.remove_stand(event=event.pk, stand=stand.pk, by=by)
        messages.success(request, _("You no longer have tables at this event."))
    elif do in ("on", "off") and number.isdigit():
        try:
            both = meeting.say(talk=int(number), stand=stand.pk, on=do == "on", by=by)
        except meeting.NotThere:
            raise Http404 from None
        said = (
            _("You both go on. Make an appointment, and say here what came of it.")
            if both
            else _("It is noted.")
        )
        messages.success(request, said)
    elif do == "outcome" and number.isdigit():
        form = FollowUpForm(request.POST)
        talk = queries.follow_up_with(int(number))
        if talk is None or talk.talk.stand_id != stand.pk:
            raise Http404
        if form.is_valid():
            read = form.cleaned_data
            told = {"due_on": read["due_on"], "outcome": Outcome(read["outcome"])}
            meeting.set_follow_up(talk=int(number), now=timezone.now(), by=by, **told)
            messages.success(request, _("It is noted."))
    return back


@require_safe
@never_cache
@login_required
@page
def on_paper(visit: Visit, id_: UUID, organisation: str) -> HttpResponse:
    """Who comes to these tables, on paper."""
    event, _name = _mine(visit, id_, organisation)
    stand = queries.stand_of(event, organisation)
    if stand is None:
        raise Http404
    visitors = visitors_of(visit.region, visit.language, queries.talks_at(stand))
    return attached(stand_pdf(event, stand, visitors), PDF, _("table") + ".pdf")
