# SPDX-License-Identifier: EUPL-1.2
"""Talks at tables at the desk of an event: who takes part, the schedule, and changes on the day."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from overstap.apps.accounts.actions import actor
from overstap.apps.events import meeting, queries
from overstap.apps.events.enums import DAY, Making, Outcome
from overstap.bridge import event_talks as bridge
from overstap.engine.problems import InputRefused
from overstap.engine.roster.reading import read_roster
from overstap.web.asking import Visit, page
from overstap.web.downloads import CSV, EXCEL, PDF, as_csv, as_workbook, attached, codes_link
from overstap.web.events.presenters.paper import overview_pdf
from overstap.web.events.presenters.talks import changes_of, overview_of, result_of, talk_rows
from overstap.web.events.talk_forms import FollowUpForm, ListForm, PresenceForm, TalksForm
from overstap.web.events.views.desk import held_or_404
from overstap.web.paging import Rows, page_of

ON_A_PAGE = 50
SHOWN_PROBLEMS = 20
_TALKS = ("talks_begin", "talks_end", "talk_minutes", "run", "rest", "least", "most")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def talks(visit: Visit, id_: UUID) -> HttpResponse:
    """Who talks with whom: when, who takes part, making the schedule, how far it is, what it says."""
    event, request = held_or_404(visit, id_), visit.request
    do, by = request.POST.get("do"), actor(request.user)
    initial = {name: getattr(event, name) for name in _TALKS}
    form = TalksForm(request.POST if do == "times" else None, event=event, initial=initial)
    if do == "times" and form.is_valid():
        try:
            meeting.set_talks(event=id_, told=form.told(), by=by)
            return redirect("event-talks", id_)
        except meeting.TooManySlots:
            form.add_error(
                "talk_minutes", _("That makes too many turns. Make talks longer or the time shorter.")
            )
    if do in ("make", "stop"):
        return _made(visit, event, do)
    schedule = queries.latest_schedule(event)
    waiting = schedule is not None and schedule.state in (Making.ASKED, Making.MAKING)
    stands = queries.stands_of(event)
    told: dict[str, Any] = {
        "event": event,
        "form": form,
        "schedule": schedule,
        "waiting": waiting,
        "failed": schedule is not None and schedule.state == Making.FAILED,
        "stands": stands,
        "people": queries.talkers_listed(event).count(),
        "turns": len(bridge.slots_of(event)),
        "tables": sum(one.tables for one in stands),
    }
    if waiting and schedule is not None:
        told["percent"] = round(90 * schedule.done / schedule.of) if schedule.of else 0
        told["poll"] = reverse("event-talks", args=[id_])
    elif schedule is not None and schedule.state == Making.MADE:
        planned = queries.talks_of(event)
        told |= {
            "result": result_of(schedule.found),
            "overview": overview_of(stands, planned, bridge.slots_of(event)),
            "changes": changes_of(schedule, stands) if schedule.mend else None,
            "outcomes": queries.outcomes_of(event),
        }
    return visit.render("web/events/talks.html", told, 422 if form.errors else 200)


def _made(visit: Visit, event: Any, do: str) -> HttpResponse:
    by, schedule = actor(visit.request.user), queries.latest_schedule(event)
    if do == "stop":
        if schedule is not None:
            meeting.stop(event=event.pk, schedule=schedule.pk, by=by)
        return redirect("event-talks", event.pk)
    try:
        bridge.start(event=event.pk, mend=False, by=by)
    except meeting.NoTalks:
        messages.error(visit.request, _("Say first when there are talks."))
    return redirect("event-talks", event.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def people(visit: Visit, id_: UUID) -> HttpResponse:
    """Who wants to talk; bringing people in from a file gives each new one a code, shown this once."""
    event, request = held_or_404(visit, id_), visit.request
    form = ListForm(request.POST or None, request.FILES or None)
    problems: list[str] = []
    codes: dict[str, str] = {}
    if request.method == "POST" and form.is_valid():
        codes, problems = _brought(visit, event, form.cleaned_data["file"])
    listed = page_of(Rows(queries.talkers_listed(event)), request.GET.get("page"), ON_A_PAGE)
    known = visit.region.records.occupations
    told = {
        "event": event,
        "form": form,
        "problems": problems[:SHOWN_PROBLEMS],
        "more": len(problems) - SHOWN_PROBLEMS,
        "codes": codes.items(),
        "codes_file": codes_link(codes),
        "page": listed,
        "rows": [
            {
                "guest": one,
                "work": visit.region.occupation_label(one.occupation, visit.language)
                if one.occupation in known
                else "",
            }
            for one in listed.items
        ],
    }
    return visit.render("web/events/people.html", told, 422 if problems or form.errors else 200)


def _brought(visit: Visit, event: Any, file: Any) -> tuple[dict[str, str], list[str]]:
    """The codes of new people, or what is wrong with the file."""
    try:
        listed = read_roster(file.read(), file.name, visit.region, visit.language)
    except InputRefused as refused:
        return {}, [problem.text(visit.language) for problem in refused.problems]
    told = [meeting.Listed(one.reference, one.occupation, tuple(one.skills)) for one in listed]
    codes = meeting.bring_guests(event=event.pk, people=told, by=actor(visit.request.user))
    said = {"all": len(told), "new": len(codes)}
    messages.success(visit.request, _("%(all)s people take part, %(new)s of them new.") % said)
    return {name: f"{code[:5]}-{code[5:]}" for name, code in codes.items()}, []


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def today(visit: Visit, id_: UUID) -> HttpResponse:
    """On the day: somebody is late, not there or goes; the schedule is mended and nobody else is moved."""
    event, request = held_or_404(visit, id_), visit.request
    now = bridge.minutes_now(event, timezone.now())
    form = PresenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if _changed(visit, event, form, now):
            return redirect("event-talks", id_)
        form.add_error("who", _("Nobody of this event has this code or number."))
    stands = queries.stands_of(event)
    told = {"event": event, "form": form, "stands": stands, "now": now, "clock": now if now is not None else ""}
    return visit.render("web/events/today.html", told, 422 if form.errors else 200)


def _changed(visit: Visit, event: Any, form: PresenceForm, now: int | None) -> bool:
    """Notes who is there when, and has the schedule mended; false for somebody who is not of the event."""
    by, who, what = actor(visit.request.user), form.cleaned_data["who"], form.cleaned_data["what"]
    at = form.time(now)
    stand = next((one for one in queries.stands_of(event) if who == f"stand-{one.pk}"), None)
    guest = None if stand else queries.guest_named(event, who)
    if stand is None and guest is None:
        return False
    one = {"stand": stand.pk} if stand else {"guest": guest.pk}  # type: ignore[union-attr] # one of the two
    times = {
        "late": {"comes": at},
        "leaves": {"leaves": at},
        "absent": {},
        "back": {"comes": at, "leaves": DAY},
    }
    meeting.set_presence(event=event.pk, absent=what == "absent", by=by, **one, **times[what])
    try:
        bridge.start(event=event.pk, mend=True, after=now, by=by)
    except meeting.NoTalks:
        messages.success(visit.request, _("It is noted."))
    return True


@require_safe
@never_cache
@login_required
@page
def export(visit: Visit, id_: UUID, kind: str) -> HttpResponse:
    """All talks as a table, for Excel or as CSV; or on paper, a table at a time."""
    event = held_or_404(visit, id_)
    planned = queries.talks_of(event)
    name = _("talks")
    if kind == "pdf":
        return attached(overview_pdf(event, planned), PDF, f"{name}.pdf")
    rows = talk_rows(planned, visit.region)
    if kind == "csv":
        return attached(as_csv(rows), CSV, f"{name}.csv")
    if kind == "xlsx":
        return attached(as_workbook(rows, name), EXCEL, f"{name}.xlsx")
    raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def follow(visit: Visit, id_: UUID) -> HttpResponse:
    """What both sides go on with: when it is asked again, and what came of it."""
    event, request = held_or_404(visit, id_), visit.request
    form = FollowUpForm(request.POST or None)
    if request.method == "POST":
        number = request.POST.get("talk", "")
        talk = queries.talk_in(event, int(number)) if number.isdigit() else None
        if talk is None or getattr(talk, "follow_up", None) is None:
            raise PermissionDenied
        if form.is_valid():
            meeting.set_follow_up(
                talk=talk.pk,
                due_on=form.cleaned_data["due_on"],
                outcome=Outcome(form.cleaned_data["outcome"]),
                now=timezone.now(),
                by=actor(request.user),
            )
            messages.success(request, _("It is noted."))
            return redirect("event-follow", id_)
    told = {
        "event": event,
        "follow_ups": queries.follow_ups_of(event),
        "figures": queries.outcomes_of(event),
        "form": form,
        "outcomes": FollowUpForm().fields["outcome"].choices,  # type: ignore[attr-defined] # a choice field
        "today": visit.today,
    }
    return visit.render("web/events/follow.html", told, 422 if form.errors else 200)
