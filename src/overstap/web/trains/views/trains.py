# SPDX-License-Identifier: EUPL-1.2
"""Trains at the desk of who holds them: all of them, one as a line, its people, making, changing, removing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from overstap.apps.passports import queries as passports
from overstap.apps.trains import actions, moving, queries, seats
from overstap.apps.trains.enums import ANSWER_DAYS, SeatState, Side, Stage, TrainKind
from overstap.apps.trains.gates import next_of
from overstap.web.allowed import organisations_of, there_or_404
from overstap.web.asking import Visit, page
from overstap.web.downloads import CSV, EXCEL, as_csv, as_workbook, attached, codes_link
from overstap.web.passports.views.sharing import name_of
from overstap.web.trains import words
from overstap.web.trains.forms import PeopleForm, TrainForm
from overstap.web.trains.presenters import line

FILES = {"csv": CSV, "xlsx": EXCEL}


def train_or_404(visit: Visit, id_: UUID) -> Any:
    """The train, for who holds it; to anybody else it is not there."""
    return there_or_404(visit, queries.train_of(id_), Act.HOLD_TRAINS)


@require_safe
@never_cache
@login_required
@page
def trains(visit: Visit) -> HttpResponse:
    """The trains one holds, and the parts that one's organisations have in others."""
    user = visit.request.user
    holds = may(user, Act.HOLD_TRAINS)
    if not holds and not may(user, Act.TAKE_PART):
        raise PermissionDenied
    told = {
        "holds": holds,
        "trains": [
            {"row": one, "kind": words.KINDS[one.kind], "hue": line.HUES[one.kind]}
            for one in (queries.trains_of(user.pk) if holds else ())
        ],
        "parts": [
            {"row": one, "role": words.PARTNERS[one.role], "kind": words.KINDS[one.train.kind]}
            for one in queries.parts_of(user.pk)
        ],
    }
    return visit.render("web/trains/trains.html", told)


def _form(visit: Visit, chosen: list[tuple[str, str]], found: Any = None) -> TrainForm:
    region = visit.region
    editions = line.editions_of(region, visit.today)
    initial: dict[str, Any] = {"answer_days": ANSWER_DAYS, "least": 8, "most": 12}
    if found is not None:
        named = ("kind", "name", "occupation", "least", "most", "answer_days", "seat_cost", "ends_on")
        initial = {name: getattr(found, name) for name in named} | {"edition": found.edition_id or ""}
        initial |= {f"{stage}_on": found.day_of(stage) for stage in Stage}
        if found.edition_id and found.edition_id not in {id_ for id_, _said in editions}:
            editions.insert(0, (found.edition_id, line.course_said(found, visit.language)))
    days = {id_: (one.starts_on, one.ends_on) for id_, one in region.records.editions.items()}
    return TrainForm(
        visit.request.POST or None,
        holders=chosen,
        occupations=line.occupations_of(region),
        editions=editions,
        course_days=days,
        initial=initial,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def train_new(visit: Visit) -> HttpResponse:
    """Makes a train by hand."""
    if not may(visit.request.user, Act.HOLD_TRAINS):
        raise PermissionDenied
    chosen = organisations_of(visit, Act.HOLD_TRAINS)
    form = _form(visit, chosen)
    if visit.request.method == "POST" and form.is_valid():
        holder = form.cleaned_data["holder"] or chosen[0][0]
        made = actions.make_train(organisation=holder, told=form.told(), by=actor(visit.request.user))
        return redirect("train", made.pk)
    told = {"form": form, "holders": chosen, "says": words.KIND_SAYS.items()}
    return visit.render("web/trains/form.html", told, 422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def train_change(visit: Visit, id_: UUID) -> HttpResponse:
    """Changes a train."""
    found = train_or_404(visit, id_)
    form = _form(visit, [(found.organisation_id, found.organisation.name)], found)
    if visit.request.method == "POST" and form.is_valid():
        by = actor(visit.request.user)
        try:
            actions.change_train(train=id_, told=form.told(), today=visit.today, by=by)
            return redirect("train", id_)
        except actions.SeatsTaken:
            form.add_error("most", _("More people than this have a seat. Nobody loses theirs."))
    told = {"form": form, "holders": [], "train": found, "says": words.KIND_SAYS.items()}
    return visit.render("web/trains/form.html", told, 422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def train_remove(visit: Visit, id_: UUID) -> HttpResponse:
    """Asks once more, then removes a train with its people."""
    found = train_or_404(visit, id_)
    if visit.request.method == "POST":
        actions.remove_train(train=id_, by=actor(visit.request.user))
        messages.success(visit.request, _("It is removed, with all that was noted of its people."))
        return redirect("trains")
    return visit.render("web/trains/remove.html", {"train": found})


def shares_for(visit: Visit, found: Any, riders: Any) -> list[tuple[str, str]]:
    """Passports that are shared with who holds the train, whose owner is not in it yet."""
    there = {one.passport_id for one in riders}
    return [
        (str(one.pk), name_of(one))
        for one in passports.shared_with(visit.request.user.pk, timezone.now())
        if one.organisation_id == found.organisation_id
        and "skills" in one.parts
        and one.passport_id not in there
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def train(visit: Visit, id_: UUID) -> HttpResponse:
    """A train as a line: where its people are, its seats, who is late; and putting people on its list."""
    found = train_or_404(visit, id_)
    riders = queries.riders_of(found)
    posted = visit.request.method == "POST"
    if posted and visit.request.POST.get("do") == "move":
        _moved(visit, found, riders)
        return redirect("train", id_)
    form = PeopleForm(visit.request.POST if posted else None, shares=shares_for(visit, found, riders))
    codes: dict[str, str] = {}
    if posted and form.is_valid():
        codes = _listed(visit, found, form)
        if not form.errors:
            return show_train(visit, id_, codes=codes)
    return _shown(visit, found, riders, form, codes)


def _moved(visit: Visit, found: Any, riders: Sequence[Any]) -> None:
    """Moves everybody who was ticked one stop further, and says who stays and why."""
    ticked = set(visit.request.POST.getlist("rider"))
    chosen = [one for one in riders if str(one.pk) in ticked and one.state == SeatState.ABOARD]
    moved, stay = 0, dict[str, list[str]]()
    for one in chosen:
        before = Stage(one.stage)
        to = next_of(before)
        if to is None:
            continue
        days = {"on": visit.today, "today": visit.today}
        about = {"train": found.pk, "rider": one.pk, "side": Side.HOLDER, "by": actor(visit.request.user)}
        try:
            moving.move(before=before, after=to, **days, **about)
            moved += 1
        except moving.Shut as shut:
            why = " ".join(str(words.GATES[gate]) for gate in shut.gates)
            stay.setdefault(why, []).append(one.reference)
        except (moving.ChangedMeanwhile, moving.ImpossibleDay):
            why = _("Somebody else moved this person meanwhile. Look where they are now.")
            stay.setdefault(why, []).append(one.reference)
    if moved:
        said = ngettext("%(n)s person is one stop further.", "%(n)s people are one stop further.", moved)
        messages.success(visit.request, said % {"n": moved})
    elif not stay:
        messages.error(visit.request, _("Tick who goes one stop further."))
    for why, who in stay.items():
        messages.error(visit.request, f"{', '.join(who)}: {why}")


def show_train(visit: Visit, id_: UUID, *, codes: Mapping[str, str]) -> HttpResponse:
    """The page of a train after something was done, with the codes that came of it."""
    found = train_or_404(visit, id_)
    riders = queries.riders_of(found)
    return _shown(visit, found, riders, PeopleForm(None, shares=shares_for(visit, found, riders)), codes)


def _shown(
    visit: Visit, found: Any, riders: Sequence[Any], form: PeopleForm, codes: Mapping[str, str]
) -> HttpResponse:
    figures = queries.figures_of(riders)
    rows = line.rows_of(found, riders, visit.today)
    told = {
        "train": found,
        "kind": words.KINDS[found.kind],
        "hue": line.HUES[found.kind],
        "stops": line.line_of(found, figures, visit.today),
        "carriage": line.carriage(found, riders),
        "figures": figures,
        "free": found.most - figures.aboard - figures.offered,
        "seated": [one for one in rows if one["row"].seat is not None],
        "waiting": [one for one in rows if one["row"].state == "listed"],
        "over": [one for one in rows if one["row"].state in seats.OVER],
        "late": sum(one["late"] for one in rows),
        "dropped": line.dropped_rows(found, figures),
        "partners": line.partner_rows(queries.partners_of(found, riders)),
        "course": line.course_said(found, visit.language),
        "form": form,
        "codes": codes.items(),
        "codes_file": codes_link({name: f"{code[:5]}-{code[5:]}" for name, code in codes.items()}),
    }
    return visit.render("web/trains/train.html", told, 422 if form.errors else 200)


def _listed(visit: Visit, found: Any, form: PeopleForm) -> dict[str, str]:
    """Puts people on the list; gives the codes of those who have no account."""
    now, people = timezone.now(), [seats.RiderTold(one) for one in form.cleaned_data["references"]]
    for id_ in form.cleaned_data["shares"]:
        shared = passports.share(UUID(id_), now)
        if shared is not None and shared.organisation_id == found.organisation_id:
            people.append(seats.RiderTold(f"P-{str(shared.passport_id)[:8]}", passport=shared.passport_id))
    try:
        by = actor(visit.request.user)
        codes = seats.list_people(train=found.pk, people=people, today=visit.today, by=by)
    except seats.AlreadyThere as refused:
        form.add_error("references", _("%(one)s is in it already.") % {"one": refused.reference})
        return {}
    except seats.TooMany:
        form.add_error("references", _("There would be more people on the list than it can hold."))
        return {}
    said = _("%(n)s people are on the list. Free seats were offered at once.") % {"n": len(people)}
    messages.success(visit.request, said)
    return codes


@require_safe
@never_cache
@login_required
@page
def train_export(visit: Visit, id_: UUID, kind: str) -> HttpResponse:
    """Everybody of a train as a table, for Excel or as CSV."""
    found = train_or_404(visit, id_)
    if kind not in FILES:
        raise Http404
    rows = line.table_of(line.rows_of(found, queries.riders_of(found), visit.today))
    name = str(words.KINDS[TrainKind(found.kind)])
    made = as_csv(rows) if kind == "csv" else as_workbook(rows, name)
    return attached(made, FILES[kind], _("train") + "." + kind)
