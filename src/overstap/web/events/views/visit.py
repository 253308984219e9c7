# SPDX-License-Identifier: EUPL-1.2
"""Somebody who comes to an event, by a code or by their account: booking, their own programme, signing off."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from overstap.apps.events import booking, meeting, queries
from overstap.apps.events.enums import Outcome
from overstap.apps.passports import queries as passports
from overstap.bridge import events as bridge
from overstap.engine.roster.reading import CERTAIN
from overstap.web.asking import Visit, page
from overstap.web.downloads import CALENDAR, PDF, attached
from overstap.web.events.forms import ComeForm
from overstap.web.events.mails import send_code
from overstap.web.events.presenters.calendar import day_calendar
from overstap.web.events.presenters.events import Stop, as_day, item_line, stops_of
from overstap.web.events.presenters.paper import day_pdf
from overstap.web.events.presenters.talks import talk_stops
from overstap.web.events.talk_forms import FollowUpForm, SkillsForm
from overstap.web.events.views.programme import CODES_KEY, event_or_404, guest_here
from overstap.web.typed_code import ask_code

BY = "visitor"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@page
def code(visit: Visit) -> HttpResponse:
    """Asks for the code one got when one booked."""
    return ask_code(visit, "web/events/code.html", open_code, action="event_code")


def open_code(visit: Visit, typed: str) -> HttpResponse | None:
    """Opens somebody's day at an event."""
    guest = queries.guest_by_code(typed)
    if guest is None:
        return None
    remember(visit, guest.event_id, typed)
    return redirect("event-mine", guest.event_id)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@page
def book(visit: Visit, id_: UUID, item: int) -> HttpResponse:
    """Books an item; who is not known yet is asked for no more than an address, if they want."""
    event = event_or_404(id_)
    found = queries.item_of(event, item)
    if found is None or found.begins is None or visit.today > event.day:
        messages.error(visit.request, _("This cannot be booked, or no longer. Look what else there is."))
        return redirect("event", id_)
    sent = visit.request.method == "POST"
    guest, form = guest_here(visit, event), ComeForm(visit.request.POST if sent else None)
    if sent and (guest is not None or form.is_valid()):
        if guest is None:
            if not ratelimit.consume(visit.request, action="event_come"):
                return visit.render("429.html", status=429)
            guest = _come(visit, event, form.cleaned_data["email"])
        _book(visit, guest, found)
        return redirect("event-mine", id_)
    told = {"event": event, "line": item_line(found), "form": form, "visitor": guest}
    return visit.render("web/events/book.html", told, 422 if form.errors else 200)


def _come(visit: Visit, event: Any, email: str) -> Any:
    user = visit.request.user
    account = user.pk if user.is_authenticated else None
    came = booking.come(event=event.pk, email=email, language=visit.language, account=account, by=BY)
    remember(visit, event.pk, came.code)
    if email:
        came.guest.event = event
        if not send_code(came.guest, came.code):
            messages.warning(visit.request, _("We could not mail your code. Write it down from this page."))
    return came.guest


def _book(visit: Visit, guest: Any, item: Any) -> None:
    request = visit.request
    try:
        made = booking.book(guest=guest.pk, item=item.pk, today=visit.today, by=BY)
    except booking.AtThatTime as clash:
        told = {"title": item.title, "there": clash.title}
        messages.warning(
            request,
            _("You wait for “%(there)s” at that time. Leave that first if you would rather go to “%(title)s”.")
            % told
            if clash.waits
            else _(
                "You are at “%(there)s” at that time. Cancel that first if you would rather go to “%(title)s”."
            )
            % told,
        )
    except booking.NotBookable:
        messages.error(request, _("This cannot be booked, or no longer. Look what else there is."))
    else:
        if made.seat is None:
            n = queries.ahead_of(made) + 1
            said = ngettext(
                "It is full. You are number %(n)s on the waiting list: the first free place is yours.",
                "It is full. You are number %(n)s on the waiting list, and move up with each free place.",
                n,
            )
            messages.success(request, said % {"n": n})
        else:
            messages.success(request, _("You have a place at “%(title)s”.") % {"title": item.title})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@page
def mine(visit: Visit, id_: UUID) -> HttpResponse:
    """One's own day: what was booked as a trip with stops; giving a place back, signing off."""
    event = event_or_404(id_)
    guest = guest_here(visit, event)
    if guest is None:
        return redirect("event-code")
    if visit.request.method == "POST":
        return _changed(visit, event, guest)
    kept = visit.request.session.get(CODES_KEY, {}).get(str(id_), "")
    bare = "".join(sign for sign in kept.upper() if sign.isalnum())
    told = {
        "event": event,
        "visitor": guest,
        "code": f"{bare[:5]}-{bare[5:]}" if bare else "",
        "stops": day_of(visit, guest),
        "over": visit.today > event.day,
        "begun": visit.today >= event.day,
        "outcomes": FollowUpForm().fields["outcome"].choices,  # type: ignore[attr-defined] # a choice field
    }
    return visit.render("web/events/mine.html", told)


def day_of(visit: Visit, guest: Any) -> list[Stop]:
    """Everything in somebody's day, by time: what they booked, and with whom they talk."""
    bookings = queries.booked_by(guest)
    waits = {one.pk: queries.ahead_of(one) for one in bookings if one.seat is None}
    talks = talk_stops(visit.region, visit.language, guest, queries.talks_with(guest))
    return as_day([*stops_of(bookings, waits), *talks])


def _changed(visit: Visit, event: Any, guest: Any) -> HttpResponse:
    do, item = visit.request.POST.get("do"), visit.request.POST.get("item", "")
    if do == "cancel" and item.isdigit():
        bridge.cancel(guest=guest.pk, item=int(item), by=BY)
        messages.success(visit.request, _("You gave your place back. Whoever waits longest has it now."))
    elif do in ("on", "off", "outcome"):
        return _goes_on(visit, event, guest, do)
    elif do == "leave":
        bridge.leave(guest=guest.pk, by=BY)
        _forget(visit, event.pk)
        messages.success(visit.request, _("You are signed off, and we have forgotten you."))
        return redirect("event", event.pk)
    elif do == "forget":
        _forget(visit, event.pk)
        return redirect("event", event.pk)
    return redirect("event-mine", event.pk)


def _goes_on(visit: Visit, event: Any, guest: Any, do: str) -> HttpResponse:
    """Somebody says whether they go on with an employer, or what came of it."""
    number = visit.request.POST.get("talk", "")
    follow = queries.follow_up_with(int(number)) if number.isdigit() else None
    form = FollowUpForm(visit.request.POST)
    if do == "outcome":
        if follow is None or follow.talk.guest_id != guest.pk:
            raise Http404
        if form.is_valid():
            told = {"due_on": form.cleaned_data["due_on"], "outcome": Outcome(form.cleaned_data["outcome"])}
            meeting.set_follow_up(talk=int(number), now=timezone.now(), by=BY, **told)
            messages.success(visit.request, _("It is noted."))
    elif number.isdigit():
        try:
            both = meeting.say(talk=int(number), guest=guest.pk, on=do == "on", by=BY)
        except meeting.NotThere:
            raise Http404 from None
        messages.success(
            visit.request,
            _("You both go on. Make an appointment, and say here what came of it.")
            if both
            else _("It is noted."),
        )
    return redirect("event-mine", event.pk)


@require_safe
@never_cache
@page
def calendar(visit: Visit, id_: UUID) -> HttpResponse:
    """One's own day as a calendar file."""
    event = event_or_404(id_)
    guest = guest_here(visit, event)
    if guest is None:
        return redirect("event-code")
    made = day_calendar(event, guest.reference, day_of(visit, guest))
    return attached(made, CALENDAR, _("my-day") + ".ics")


def remember(visit: Visit, event: UUID, typed: str) -> None:
    kept = visit.request.session.get(CODES_KEY, {})
    visit.request.session[CODES_KEY] = kept | {str(event): typed}


def _forget(visit: Visit, event: UUID) -> None:
    kept = visit.request.session.get(CODES_KEY, {})
    visit.request.session[CODES_KEY] = {name: one for name, one in kept.items() if name != str(event)}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@page
def join(visit: Visit, id_: UUID) -> HttpResponse:
    """Wanting to talk with employers: with one's own words or a passport, and with whom."""
    event, request = event_or_404(id_), visit.request
    guest, do = guest_here(visit, event), request.POST.get("do")
    over = visit.today > event.day
    form = SkillsForm(request.POST if do == "words" else None)
    reached = ComeForm(request.POST if do == "words" and guest is None else None)
    passport = passports.passport_of(request.user.pk) if request.user.is_authenticated else None
    if do and not over and (do != "words" or (form.is_valid() and (guest is not None or reached.is_valid()))):
        if guest is None:
            if do not in ("words", "passport"):
                return redirect("event-join", id_)
            if not ratelimit.consume(request, action="event_come"):
                return visit.render("429.html", status=429)
            guest = _come(visit, event, reached.cleaned_data["email"] if do == "words" else "")
        return _joined(visit, event, guest, form, passport)
    taking = guest is not None and guest.talks
    told = {
        "event": event,
        "form": form,
        "reached": reached,
        "visitor": guest,
        "over": over,
        "takes_part": taking,
        "by_passport": taking and guest.passport_id is not None,
        "has_passport": passport is not None,
        "words_told": taking and not guest.passport_id,
        "words_hint": _(
            "What you did, at work or elsewhere. We read skills in it and keep those, not your words."
        ),
        "known": _read_in(visit, guest),
        "stands": queries.stands_of(event),
        "wished": queries.wished_by(guest) if guest is not None else (),
    }
    return visit.render("web/events/join.html", told, 422 if form.errors or reached.errors else 200)


def _read_in(visit: Visit, guest: Any) -> list[str]:
    """What we read in somebody's words: the occupation, and skills."""
    if guest is None:
        return []
    language, region = visit.language, visit.region
    work = (
        [region.occupation_label(guest.occupation, language)]
        if guest.occupation in region.records.occupations
        else []
    )
    return [*work, *(visit.label(one) for one in guest.skills if one in region.taxonomy.skill_index)]


def _joined(visit: Visit, event: Any, guest: Any, form: SkillsForm, passport: Any) -> HttpResponse:
    request, do = visit.request, visit.request.POST.get("do")
    back = redirect("event-join", event.pk)
    if do == "words":
        occupation, skills = read_of(visit, form)
        if not occupation and not skills:
            said = _("We read no occupation and no skills in this. Say it in other words, or more of it.")
            messages.error(request, said)
            return back
        meeting.join_talks(guest=guest.pk, occupation=occupation, skills=skills, by=BY)
        messages.success(request, _("You take part. When the schedule is made, your talks are in your day."))
    elif do == "passport" and passport is not None and guest.account_id == request.user.pk:
        meeting.join_talks(guest=guest.pk, passport=passport.pk, by=BY)
        messages.success(request, _("You take part. When the schedule is made, your talks are in your day."))
    elif do == "wishes":
        chosen = [int(one) for one in request.POST.getlist("stand") if one.isdigit()]
        meeting.wish(guest=guest.pk, stands=chosen, by=BY)
        messages.success(request, _("Your wishes are kept."))
    elif do == "leave":
        meeting.leave_talks(guest=guest.pk, by=BY)
        messages.success(request, _("You have no talks any more. What you told for it is forgotten."))
        return redirect("event-mine", event.pk)
    return back


def read_of(visit: Visit, form: SkillsForm) -> tuple[str, list[str]]:
    """The occupation and the skills in somebody's words, as ids of the region."""
    said, words = form.cleaned_data["occupation"].strip(), form.cleaned_data["words"].strip()
    found = visit.region.find_occupations(said, visit.language, 1) if said else ()
    occupation = found[0].id if found and found[0].score >= CERTAIN else ""
    index = visit.region.taxonomy.skill_index
    read = visit.region.recognise(f"{said}. {words}", visit.language)
    return occupation, list(dict.fromkeys(one.skill for one in read if one.skill in index))


@require_safe
@never_cache
@page
def on_paper(visit: Visit, id_: UUID) -> HttpResponse:
    """One's own day on paper."""
    event = event_or_404(id_)
    guest = guest_here(visit, event)
    if guest is None:
        return redirect("event-code")
    return attached(day_pdf(event, guest, day_of(visit, guest)), PDF, _("my-day") + ".pdf")
