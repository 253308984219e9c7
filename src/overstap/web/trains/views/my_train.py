# SPDX-License-Identifier: EUPL-1.2
"""Somebody in a train, by a code or by their account: where they are, what is next, what is asked of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from overstap.apps.accounts.actions import actor
from overstap.apps.trains import queries, seats, telling
from overstap.apps.trains.enums import Reason, SeatState, Stage
from overstap.apps.trains.gates import next_of
from overstap.web.asking import Visit, page
from overstap.web.trains import words
from overstap.web.trains.forms import AddressForm, DropForm
from overstap.web.trains.presenters import line
from overstap.web.typed_code import ask_code

CODE_KEY = "train-code"
BY = "rider"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@page
def train_code(visit: Visit) -> HttpResponse:
    """Asks for the code one got."""
    return ask_code(visit, "web/trains/code.html", open_code)


def open_code(visit: Visit, code: str) -> HttpResponse | None:
    """Opens somebody's own part of a train."""
    if not queries.by_code(code):
        return None
    visit.request.session[CODE_KEY] = code
    return redirect("my-train")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@page
def my_train(visit: Visit) -> HttpResponse:
    """Where one is, and the answer to a seat that was offered."""
    mine = _mine(visit)
    if not mine:
        return redirect("train-code")
    deed = visit.request.POST.get("do", "")
    form = DropForm(visit.request.POST if deed == "drop" else None)
    address = AddressForm(visit.request.POST if deed == "mail" else None)
    if visit.request.method == "POST":
        if deed == "leave":
            visit.request.session.pop(CODE_KEY, None)
            return redirect("train-code")
        one = next((row for row in mine if str(row.pk) == visit.request.POST.get("rider")), None)
        if one is None:
            raise Http404
        if _mailed(visit, one, address) if deed == "mail" else _answered(visit, one, deed, form):
            return redirect("my-train")
    told = {
        "mine": [_told(visit, one) for one in mine],
        "by_code": CODE_KEY in visit.request.session,
        "form": address if address.errors else form,
        "drop": form,
        "address": address,
    }
    return visit.render("web/trains/my_train.html", told, 422 if form.errors or address.errors else 200)


def _mine(visit: Visit) -> tuple[Any, ...]:
    """By the code in the session, and by the account that is logged in."""
    by_code = queries.by_code(visit.request.session.get(CODE_KEY, ""))
    user = visit.request.user
    known = queries.of_account(user.pk) if user.is_authenticated else ()
    found: dict[UUID, Any] = {one.pk: one for one in (by_code, *known) if one is not None}
    return tuple(found.values())


def _by(visit: Visit) -> str:
    user = visit.request.user
    return actor(user) if user.is_authenticated else BY


def _mailed(visit: Visit, one: Any, form: AddressForm) -> bool:
    """Keeps where somebody wants mail; false when the form says what is wrong."""
    if not form.is_valid():
        return False
    email = form.cleaned_data["email"]
    about = {"train": one.train_id, "rider": one.pk, "by": _by(visit)}
    telling.set_address(email=email, language=visit.language, **about)
    said = _("We mail you when there is a seat for you.") if email else _("You get no mail about your seat.")
    messages.success(visit.request, said)
    return True


def _answered(visit: Visit, one: Any, deed: str, form: DropForm) -> bool:
    """Says yes or no, or drops out; false when the form says what is wrong."""
    about = {"train": one.train_id, "rider": one.pk, "today": visit.today, "by": _by(visit)}
    try:
        if deed == "drop":
            if not form.is_valid():
                return False
            seats.drop_out(reason=Reason(form.cleaned_data["reason"]), **about)
            messages.success(visit.request, _("You dropped out. Your seat goes to somebody else."))
        elif deed in ("yes", "no"):
            seats.answer(yes=deed == "yes", **about)
            thanks = {"yes": _("You are on board."), "no": _("You said no. The seat goes to somebody else.")}
            messages.success(visit.request, thanks[deed])
        else:
            raise Http404
    except seats.NotOffered:
        messages.error(visit.request, _("This seat is no longer yours to answer: it went on to somebody else."))
    return True


def _told(visit: Visit, one: Any) -> dict[str, Any]:
    found = one.train
    to = next_of(Stage(one.stage))
    labels = words.STAGES[found.kind]
    return {
        "row": one,
        "train": found,
        "kind": words.KINDS[found.kind],
        "hue": line.HUES[found.kind],
        "stops": line.line_of(found, queries.figures_of([one]), visit.today, one.stage),
        "state": words.STATES[SeatState(one.state)],
        "offered": one.state == SeatState.OFFERED
        and one.answer_by is not None
        and visit.today <= one.answer_by,
        "aboard": one.state == SeatState.ABOARD,
        "listed": one.state == SeatState.LISTED,
        # Its last day has passed, and within the hour it goes on.
        "late": one.state == SeatState.OFFERED and one.answer_by is not None and visit.today > one.answer_by,
        "waits": one.state in (SeatState.LISTED, SeatState.OFFERED),
        "by_account": one.passport_id is not None,
        "before": queries.waiting_before(one) if one.state == SeatState.LISTED else 0,
        "stage": labels[Stage(one.stage)],
        "next": labels[to] if to else "",
        "next_on": found.day_of(to) if to else None,
        "course": line.course_said(found, visit.language),
        "work": line.work_said(visit.region, found, visit.language),
        "contract": line.contract_said(one),
    }
