# SPDX-License-Identifier: EUPL-1.2
"""The part an organisation has in a train: each sees its own part and nothing else."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from overstap.apps.accounts.actions import actor
from overstap.apps.accounts.enums import Act
from overstap.apps.accounts.permission import may
from overstap.apps.trains import actions, moving, queries, seats
from overstap.apps.trains.enums import PartnerRole, SeatState, Side, Stage
from overstap.apps.trains.gates import STAGES, next_of
from overstap.web.asking import Visit, page
from overstap.web.trains import words
from overstap.web.trains.forms import ContractForm, DayForm
from overstap.web.trains.presenters import line
from overstap.web.trains.views.riders import next_gate, promised

LEARNS = STAGES.index(Stage.TRAINING)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def part(visit: Visit, id_: UUID) -> HttpResponse:
    """What one's organisation does in a train; to who has no part in it, it is not there."""
    mine = queries.partner(id_)
    if mine is None or not may(visit.request.user, Act.TAKE_PART, mine):
        raise Http404
    form: Any = None
    if visit.request.method == "POST":
        form = _form(visit, mine)
        if form is None or form.is_valid():
            _change(visit, mine, form)
            return redirect("train-part", id_)
    train = mine.train
    riders = queries.riders_of(train)
    figures = queries.figures_of(riders)
    told: dict[str, Any] = {
        "form": form,
        "part": mine,
        "train": train,
        "role": words.PARTNERS[PartnerRole(mine.role)],
        "kind": words.KINDS[train.kind],
        "hue": line.HUES[train.kind],
        # An employer or provider learns of its own people only, so the line is without counts for them.
        "stops": line.line_of(train, figures if mine.role in _COUNTS else queries.Figures(), visit.today),
        "counted": mine.role in _COUNTS,
        "course": line.course_said(train, visit.language),
        "work": line.work_said(visit.region, train, visit.language),
    }
    told |= _PARTS[PartnerRole(mine.role)](visit, mine, riders, figures)
    if ("people" in told and mine.role == PartnerRole.EMPLOYER) or "learning" in told:
        _forms(visit, told, form)
    return visit.render("web/trains/part.html", told, 422 if form is not None else 200)


def _form(visit: Visit, mine: Any) -> ContractForm | DayForm | None:
    """What is filled in of somebody, for deeds that have a form."""
    asked = visit.request.POST
    if asked.get("do") == "contract" and mine.role == PartnerRole.EMPLOYER:
        return ContractForm(asked)
    if asked.get("do") == "certificate" and mine.role == PartnerRole.PROVIDER:
        return DayForm(asked)
    return None


def _forms(visit: Visit, told: dict[str, Any], sent: Any) -> None:
    """A form beside everybody; the one that was refused says what is wrong."""
    refused = visit.request.POST.get("rider") if sent is not None else None
    for one in told.get("people") or told["learning"]:
        row = one["row"]
        one["open"] = str(row.pk) == refused
        if one["open"]:
            one["form"] = sent
        elif told["part"].role == PartnerRole.EMPLOYER:
            known = {"hours": row.contract_hours, "begins": row.contract_on, "until": row.contract_until}
            one["form"] = ContractForm(initial=known)
        else:
            one["form"] = DayForm(initial={"day": visit.today})


_COUNTS = (PartnerRole.MUNICIPALITY, PartnerRole.COACH, PartnerRole.FUND)
"""Who sees how many people are at each stage."""


def _employer(visit: Visit, mine: Any, riders: Any, _figures: queries.Figures) -> dict[str, Any]:
    """The places it promised, and who comes, by reference."""
    seen = next(one for one in queries.partners_of(mine.train, riders) if one.row.pk == mine.pk)
    here = [
        one for one in riders if one.place is not None and one.place.organisation_id == mine.organisation_id
    ]
    rows = [
        one | {"contract": line.contract_said(one["row"])}
        for one in line.rows_of(mine.train, here, visit.today)
    ]
    return {"seen": seen, "lacks": max(mine.asked - seen.promised, 0), "people": rows}


def _coach(visit: Visit, mine: Any, riders: Any, figures: queries.Figures) -> dict[str, Any]:
    """Who is where, who is late, and what keeps the next gate shut."""
    aboard = [one for one in riders if one.state == SeatState.ABOARD]
    rows = line.rows_of(mine.train, aboard, visit.today)
    people = [one | next_gate(mine.train, one["row"]) for one in rows]
    return {"people": people, "figures": figures}


def _provider(_visit: Visit, mine: Any, riders: Any, _figures: queries.Figures) -> dict[str, Any]:
    """The seats of its edition, by number and nothing else."""
    learning = [
        {"row": one}
        for one in riders
        if one.state == SeatState.ABOARD and STAGES.index(Stage(one.stage)) >= LEARNS - 1
    ]
    return {"learning": learning, "seats": mine.train.most}


def _fund(_visit: Visit, mine: Any, _riders: Any, figures: queries.Figures) -> dict[str, Any]:
    """Counts and money."""
    cost = mine.train.seat_cost
    spent = None if cost is None else cost * figures.reached.get(Stage.TRAINING, 0)
    most = None if cost is None else cost * mine.train.most
    return {"figures": figures, "amount": mine.amount, "cost": cost, "spent": spent, "most_cost": most}


def _municipality(_visit: Visit, mine: Any, riders: Any, figures: queries.Figures) -> dict[str, Any]:
    """Counts by stage, why people dropped out, and who takes part."""
    return {
        "figures": figures,
        "dropped": line.dropped_rows(mine.train, figures),
        "partners": line.partner_rows(queries.partners_of(mine.train, riders)),
        "amount": mine.amount,
    }


_PARTS = {
    PartnerRole.EMPLOYER: _employer,
    PartnerRole.COACH: _coach,
    PartnerRole.PROVIDER: _provider,
    PartnerRole.FUND: _fund,
    PartnerRole.MUNICIPALITY: _municipality,
}


_DEEDS = {
    PartnerRole.EMPLOYER: ("promise", "contract"),
    PartnerRole.COACH: ("move",),
    PartnerRole.PROVIDER: ("certificate", "no-certificate"),
}


def _change(visit: Visit, mine: Any, form: Any) -> None:
    """What this part may do: promise places, note a contract or a certificate, move somebody on."""
    deed = visit.request.POST.get("do", "")
    if deed not in _DEEDS.get(PartnerRole(mine.role), ()):
        raise PermissionDenied
    try:
        if deed == "promise":
            promised(visit, mine, noted=False)
            return
        one = _rider(visit, mine)
        by = actor(visit.request.user)
        about = {"train": mine.train_id, "rider": one.pk, "by": by}
        if deed == "contract":
            moving.note_contract(contract=form.told(), **about)
        elif deed in ("certificate", "no-certificate"):
            on = form.cleaned_data["day"] if form is not None else None
            moving.note_certificate(on=on, today=visit.today, **about)
        else:
            before = Stage(visit.request.POST.get("before", one.stage))
            to = next_of(before)
            if to is None:
                raise PermissionDenied
            moving.move(before=before, after=to, on=visit.today, side=Side.COACH, today=visit.today, **about)
        messages.success(visit.request, _("Noted."))
    except actions.PlacesTaken:
        messages.error(visit.request, _("People of this train have a place with you. It cannot be fewer."))
    except moving.Shut as refused:
        messages.error(visit.request, " ".join(str(words.GATES[gate]) for gate in refused.gates))
    except moving.ImpossibleDay:
        messages.error(visit.request, _("This day has not come yet, or is before what was noted earlier."))
    except (moving.ChangedMeanwhile, seats.NotOffered, ValueError):
        messages.error(visit.request, _("Somebody else moved this person meanwhile. Look where they are now."))


def _rider(visit: Visit, mine: Any) -> Any:
    """Somebody this part is about; anybody else is not there."""
    try:
        found = queries.rider_of(mine.train, UUID(visit.request.POST.get("rider", "")))
    except ValueError:
        found = None
    learns = found is not None and STAGES.index(Stage(found.stage)) >= LEARNS - 1
    if found is None or (mine.role == PartnerRole.PROVIDER and not learns):
        raise Http404
    theirs = found.place is not None and found.place.organisation_id == mine.organisation_id
    if mine.role == PartnerRole.EMPLOYER and not theirs:
        raise Http404
    return found
