# SPDX-License-Identifier: EUPL-1.2
"""The desk of who holds an event: the event, its rooms, its programme, and the door."""

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
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from overstap.apps.accounts.actions import actor
from overstap.apps.accounts.enums import Act
from overstap.apps.accounts.permission import may
from overstap.apps.events import actions, booking, queries
from overstap.apps.events.enums import ItemState
from overstap.bridge import events as bridge
from overstap.web.allowed import organisations_of, there_or_404
from overstap.web.asking import Visit, page
from overstap.web.events.forms import AnotherDayForm, DeclineForm, EventForm, PlaceForm, RoomForm
from overstap.web.events.presenters.events import item_line, tracks_of
from overstap.web.paging import Rows, page_of

ON_A_PAGE = 50
_FIELDS = ("name", "about", "day", "begins", "ends", "venue", "address", "public", "proposals_until")


def held_or_404(visit: Visit, id_: UUID) -> Any:
    """The event, for who holds it; to anybody else its desk is not there."""
    return there_or_404(visit, queries.event_of(id_), Act.HOLD_EVENTS)


@require_safe
@never_cache
@login_required
@page
def desk(visit: Visit) -> HttpResponse:
    """The events of one's organisations."""
    if not may(visit.request.user, Act.HOLD_EVENTS):
        raise PermissionDenied
    told = {"events": queries.events_of(visit.request.user.pk)}
    return visit.render("web/events/desk.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def event_new(visit: Visit) -> HttpResponse:
    """Makes an event."""
    mine = organisations_of(visit, Act.HOLD_EVENTS)
    if not mine:
        raise PermissionDenied
    initial = {"begins": 9 * 60, "ends": 17 * 60, "public": True}
    form = EventForm(visit.request.POST or None, organisations=mine, initial=initial)
    if visit.request.method == "POST" and form.is_valid():
        of = form.cleaned_data["organisation"] or mine[0][0]
        made = actions.make_event(organisation=of, told=form.told(), by=actor(visit.request.user))
        return redirect("event-at-desk", made.pk)
    told = {"form": form, "several": len(mine) > 1}
    return visit.render("web/events/form.html", told, 422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def event_change(visit: Visit, id_: UUID) -> HttpResponse:
    """Changes what is told of an event."""
    event = held_or_404(visit, id_)
    form = EventForm(
        visit.request.POST or None,
        organisations=[(event.organisation_id, event.organisation.name)],
        initial={name: getattr(event, name) for name in _FIELDS},
    )
    if visit.request.method == "POST" and form.is_valid():
        try:
            actions.change_event(id_=id_, told=form.told(), by=actor(visit.request.user))
            return redirect("event-at-desk", id_)
        except actions.OutsideEvent:
            form.add_error("begins", _("Something of the programme is before or after these times."))
    told = {"form": form, "event": event}
    return visit.render("web/events/form.html", told, 422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def event_remove(visit: Visit, id_: UUID) -> HttpResponse:
    """Asks once more, then removes an event with all of it."""
    event = held_or_404(visit, id_)
    if visit.request.method == "POST":
        actions.remove_event(id_=id_, by=actor(visit.request.user))
        messages.success(visit.request, _("The event is removed, with its programme and who would come."))
        return redirect("event-desk")
    return visit.render("web/events/remove.html", {"event": event})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def event_page(visit: Visit, id_: UUID) -> HttpResponse:
    """How far an event is, what waits for an answer, and the programme; holding it on another day too."""
    event = held_or_404(visit, id_)
    form = AnotherDayForm(visit.request.POST or None)
    if visit.request.method == "POST" and form.is_valid():
        made = actions.another_day(id_=id_, day=form.cleaned_data["day"], by=actor(visit.request.user))
        messages.success(visit.request, _("The other day is made, with the same rooms and tables."))
        return redirect("event-at-desk", made.pk)
    lines = [item_line(one) for one in queries.items_of(event)]
    by_state: dict[str, list[Any]] = {str(state): [] for state in ItemState}
    for one in lines:
        by_state[one["item"].state].append(one)
    places = queries.rooms_of(event)
    told = {
        "event": event,
        "figures": queries.figures_of(event),
        "rooms": places,
        "tracks": tracks_of(event, places, by_state[ItemState.ACCEPTED]),
        "form": form,
        **by_state,
    }
    return visit.render("web/events/at_desk.html", told, 422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def rooms(visit: Visit, id_: UUID) -> HttpResponse:
    """The rooms and what they hold."""
    event, request = held_or_404(visit, id_), visit.request
    removing = request.POST.get("do") == "remove"
    form = RoomForm(None if removing else request.POST or None)
    by = actor(request.user)
    if removing and request.POST.get("room", "").isdigit():
        try:
            actions.remove_room(event=id_, room=int(request.POST["room"]), by=by)
        except actions.InUse:
            messages.error(request, _("Something is planned in this room. Give that another room first."))
        return redirect("event-rooms", id_)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_room(
                event=id_, name=form.cleaned_data["name"].strip(), capacity=form.cleaned_data["capacity"], by=by
            )
            return redirect("event-rooms", id_)
        except actions.TooSmall:
            form.add_error("capacity", _("Something planned in this room has more places than that."))
    told = {"event": event, "rooms": queries.rooms_of(event), "form": form}
    return visit.render("web/events/rooms.html", told, 422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def item_page(visit: Visit, id_: UUID, item: int) -> HttpResponse:
    """An item: giving it a room and a time, or saying no with a reason; and who comes to it."""
    event = held_or_404(visit, id_)
    found = queries.item_of(event, item)
    if found is None:
        raise Http404
    request, do = visit.request, visit.request.POST.get("do")
    places = queries.rooms_of(event)
    place = PlaceForm(request.POST if do == "accept" else None, rooms=places, initial=_place(found, event))
    no = DeclineForm(request.POST if do == "decline" else None)
    if do == "accept" and place.is_valid() and _accepted(visit, event, item, place):
        return redirect("event-at-desk", id_)
    if do == "decline" and no.is_valid():
        by = actor(request.user)
        gone = bridge.decline(event=id_, item=item, reason=no.cleaned_data["reason"].strip(), by=by)
        said = ngettext("%(n)s person had booked it.", "%(n)s people had booked it.", gone) % {"n": gone}
        messages.success(request, _("It is not in the programme.") + (f" {said}" if gone else ""))
        return redirect("event-at-desk", id_)
    told = {
        "event": event,
        "line": item_line(found),
        "place": place,
        "no": no,
        "rooms": places,
        "bookings": queries.bookings_in(found),
        "form": place if do == "accept" else no,
    }
    return visit.render("web/events/item.html", told, 422 if place.errors or no.errors else 200)


def _place(found: Any, event: Any) -> dict[str, Any]:
    begins = event.begins if found.begins is None else found.begins
    ends = found.ends or min(event.ends, begins + found.length)
    return {"room": found.room_id, "begins": begins, "ends": ends, "seats": found.seats}


def _accepted(visit: Visit, event: Any, item: int, form: PlaceForm) -> bool:
    """Whether the item is in the programme now; what is in the way is said at the field."""
    try:
        came = bridge.accept(event=event.pk, item=item, where=form.where(), by=actor(visit.request.user))
    except actions.RoomTaken as taken:
        form.add_error("room", _("“%(title)s” is in this room at that time.") % {"title": taken.title})
    except actions.TooSmall:
        form.add_error("seats", _("The room holds fewer people than that."))
    except actions.TooFewSeats as few:
        said = ngettext("%(n)s person has a place already.", "%(n)s people have a place already.", few.booked)
        form.add_error("seats", said % {"n": few.booked})
    except actions.Elsewhere as clash:
        said = ngettext(
            "%(n)s person who booked this is at something else then.",
            "%(n)s people who booked this are at something else then.",
            clash.people,
        )
        form.add_error("begins", said % {"n": clash.people})
    except actions.OutsideEvent:
        form.add_error("begins", _("This is before the event begins or after it ends."))
    except actions.NotThere:
        form.add_error("room", _("This room is gone. Choose another one."))
    else:
        said = ngettext(
            "%(n)s person came off the waiting list.", "%(n)s people came off the waiting list.", came
        )
        messages.success(
            visit.request, _("It is in the programme.") + (" " + said % {"n": came} if came else "")
        )
        return True
    return False


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def door(visit: Visit, id_: UUID) -> HttpResponse:
    """Who comes and who has arrived; checking in by code or number."""
    event, request = held_or_404(visit, id_), visit.request
    if request.method == "POST":
        typed = request.POST.get("code", "")[:40]
        guest = booking.check_in(event=id_, code=typed, now=timezone.now(), by=actor(request.user))
        if guest is None:
            messages.error(request, _("Nobody of this event has this code or number."))
        else:
            messages.success(request, _("%(who)s has arrived.") % {"who": guest.reference})
        return redirect("event-door", id_)
    figures = queries.figures_of(event)
    listed = page_of(Rows(queries.guests_of(event)), request.GET.get("page"), ON_A_PAGE)
    told = {"event": event, "figures": figures, "page": listed, "over": visit.today > event.day}
    return visit.render("web/events/door.html", told)
