# SPDX-License-Identifier: EUPL-1.2
"""Somebody of a train, and its partners, at the desk of who holds it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from overstap.apps.accounts.actions import actor
from overstap.apps.trains import actions, moving, queries, seats
from overstap.apps.trains.enums import PartnerRole, SeatState, Side, Stage, TrainKind
from overstap.apps.trains.gates import gates, next_of
from overstap.web.asking import Visit, page
from overstap.web.trains import words
from overstap.web.trains.forms import ContractForm, DayForm, DropForm, MoveForm, PartnerForm, PlacesForm
from overstap.web.trains.presenters import line
from overstap.web.trains.views.trains import train_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def rider(visit: Visit, id_: UUID, rider_id: UUID) -> HttpResponse:
    """Somebody of a train: where they are, what keeps the next gate shut, and all that can be noted."""
    found = train_or_404(visit, id_)
    one = queries.rider_of(found, rider_id)
    if one is None:
        raise Http404
    deed = visit.request.POST.get("do", "")
    made = forms_for(visit, found, one, deed)
    code = ""
    if visit.request.method == "POST":
        if deed == "code":
            code = seats.new_code(train=id_, rider=rider_id, by=actor(visit.request.user))
        elif done(visit, found, one, deed, made, Side.HOLDER):
            gone = deed == "remove"
            return redirect("train", id_) if gone else redirect("train-rider", id_, rider_id)
    wrong = deed in made and bool(made[deed].errors)
    riders = queries.riders_of(found)
    told = {
        "train": found,
        "one": one,
        "code": code,
        "kind": words.KINDS[found.kind],
        "hue": line.HUES[found.kind],
        "state": words.STATES[SeatState(one.state)],
        "reason": words.REASONS[one.reason] if one.reason else "",  # type: ignore[index]
        "stops": line.line_of(found, queries.figures_of([one]), visit.today, one.stage),
        "late": line.is_late(found, one, visit.today),
        "contract": line.contract_said(one),
        "moves": [
            {
                "row": move,
                "after": words.STAGES[found.kind][Stage(move.after)],
                "side": words.SIDES[Side(move.side)],
            }
            for move in queries.moves_of(one)
        ],
        "aboard": one.state == SeatState.ABOARD,
        "over": one.state in seats.OVER,
        "employers": [
            seen
            for seen in queries.partners_of(found, riders)
            if seen.row.role == PartnerRole.EMPLOYER and seen.left > 0
        ],
        "forms": made,
        "form": made.get(deed),
        **next_gate(found, one),
    }
    return visit.render("web/trains/rider.html", told, 422 if wrong else 200)


def next_gate(found: Any, one: Any) -> dict[str, Any]:
    """The next stage, and in words what keeps its gate shut."""
    to = next_of(Stage(one.stage))
    shut = gates(found, one, to) if to and one.state == SeatState.ABOARD else ()
    return {
        "next": str(to) if to else "",
        "next_said": words.STAGES[TrainKind(found.kind)][to] if to else "",
        "shut": [words.GATES[gate] for gate in shut],
    }


def forms_for(visit: Visit, found: Any, one: Any, deed: str) -> dict[str, forms.Form]:
    """The forms of the page by what they do; the one that was sent is filled in."""
    posted = visit.request.POST

    def sent(name: str) -> Any:
        return posted if deed == name else None

    to = next_of(Stage(one.stage))
    contract = {"hours": one.contract_hours, "begins": one.contract_on, "until": one.contract_until}
    return {
        "move": MoveForm(sent("move"), kind=found.kind, initial={"after": str(to or ""), "on": visit.today}),
        "certificate": DayForm(sent("certificate"), initial={"day": one.certificate_on or visit.today}),
        "contract": ContractForm(sent("contract"), initial=contract),
        "drop": DropForm(sent("drop")),
    }


def done(visit: Visit, found: Any, one: Any, deed: str, made: dict[str, forms.Form], side: Side) -> bool:
    """Does what was asked with somebody of a train; false when the form says what is wrong."""
    form = made.get(deed)
    if form is not None and not form.is_valid():
        return False
    try:
        _deed(visit, found, one, deed, form, side)
    except moving.Shut as refused:
        _tell(form, "after", " ".join(str(words.GATES[gate]) for gate in refused.gates))
    except moving.ChangedMeanwhile:
        _tell(form, "after", _("Somebody else moved this person meanwhile. Look where they are now."))
    except moving.ImpossibleDay:
        field = "on" if deed == "move" else "day"
        _tell(form, field, _("This day has not come yet, or is before what was noted earlier."))
    except moving.NoPlaceLeft:
        messages.error(visit.request, _("Every place this employer promised is taken."))
    except seats.NotOffered:
        messages.error(visit.request, _("This person is not on board any more. Look once more."))
    else:
        messages.success(visit.request, _("Noted."))
        return True
    return form is None or not form.errors


def _tell(form: forms.Form | None, field: str, text: str) -> None:
    if form is not None:
        form.add_error(field, text)


def _deed(visit: Visit, found: Any, one: Any, deed: str, form: Any, side: Side) -> None:
    about = {"train": found.pk, "rider": one.pk, "by": actor(visit.request.user)}
    today = visit.today
    deeds: dict[str, Callable[[], object]] = {
        "move": lambda: moving.move(
            before=Stage(form.cleaned_data["before"]),
            after=Stage(form.cleaned_data["after"]),
            on=form.cleaned_data["on"],
            side=side,
            today=today,
            **about,
        ),
        "place": lambda: moving.give_place(organisation=visit.request.POST.get("organisation", ""), **about),
        "certificate": lambda: moving.note_certificate(on=form.cleaned_data["day"], today=today, **about),
        "no-certificate": lambda: moving.note_certificate(on=None, today=today, **about),
        "contract": lambda: moving.note_contract(contract=form.told(), **about),
        "drop": lambda: seats.drop_out(reason=form.told(), today=today, **about),
        "again": lambda: seats.list_again(today=today, **about),
        "remove": lambda: seats.remove_person(today=today, **about),
    }
    if deed not in deeds:
        raise PermissionDenied
    deeds[deed]()


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def partners(visit: Visit, id_: UUID) -> HttpResponse:
    """Who takes part in a train and as what: adding, asking places, noting a promise, taking out."""
    found = train_or_404(visit, id_)
    posted, deed = visit.request.method == "POST", visit.request.POST.get("do", "")
    form = PartnerForm(visit.request.POST if posted and deed == "add" else None)
    if posted and _partner_changed(visit, found, deed, form):
        return redirect("train-partners", id_)
    seen = queries.partners_of(found, queries.riders_of(found))
    told = {
        "train": found,
        "partners": line.partner_rows(seen),
        "form": form,
        "names": sorted({one.name for one in visit.region.records.organisations.values()})[:1000],
    }
    return visit.render("web/trains/partners.html", told, 422 if form.errors else 200)


def _partner_changed(visit: Visit, found: Any, deed: str, form: PartnerForm) -> bool:
    by = actor(visit.request.user)
    if deed == "add":
        if not form.is_valid():
            return False
        read = form.cleaned_data
        about = {"train": found.pk, "organisation": read["organisation"], "role": form.role_told()}
        actions.add_partner(asked=read["asked"] or 0, amount=read["amount"], by=by, **about)
        return True
    one = next((row for row in found.partners.all() if str(row.pk) == visit.request.POST.get("partner")), None)
    if one is None:
        raise Http404
    try:
        if deed == "remove":
            actions.remove_partner(train=found.pk, partner=one.pk, by=by)
        elif deed == "note":
            promised(visit, one, noted=True)
        else:
            raise PermissionDenied
    except actions.PlacesTaken:
        messages.error(visit.request, _("People of this train have a place there. Give them another first."))
    return True


def promised(visit: Visit, one: Any, *, noted: bool) -> None:
    """Keeps how many places an employer promises, as the form says. Raises `PlacesTaken`."""
    form = PlacesForm(visit.request.POST)
    if one.role != PartnerRole.EMPLOYER:
        raise PermissionDenied
    if not form.is_valid():
        messages.error(visit.request, " ".join(form.errors.get("places", [])))
        return
    actions.promise_places(
        partner=one.pk,
        places=form.cleaned_data["places"],
        noted=noted,
        today=visit.today,
        by=actor(visit.request.user),
    )
    messages.success(visit.request, _("Noted."))
