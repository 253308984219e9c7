# SPDX-License-Identifier: EUPL-1.2
"""Plans of a case: asking for one, waiting, stopping, what it says, taking it along, and deciding by hand."""

from __future__ import annotations

from datetime import timedelta
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
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from overstap.apps.accounts.actions import actor
from overstap.apps.mobility import answers, plans, queries
from overstap.apps.mobility.enums import PlanState, Rule, Stage
from overstap.bridge.case_plans import fixed_beyond, start_plan
from overstap.engine.region.placing_ways import payers
from overstap.web import words
from overstap.web.asking import Visit, page
from overstap.web.downloads import CSV, EXCEL, as_csv, as_workbook, attached
from overstap.web.mobility.forms import PlanForm, plan_initial
from overstap.web.mobility.presenters import export as case_export
from overstap.web.mobility.presenters import plan as case_plan
from overstap.web.mobility.presenters.board import work_of
from overstap.web.mobility.views.cases import case_or_404
from overstap.web.paging import Rows, page_of
from overstap.web.templatetags.overstap import said

PER_PAGE = 50
_WEIGHED_WITHIN = timedelta(minutes=5)
_ANSWERS = 20
BESIDE = 4
"""Plans that stand side by side."""
_FILES = {
    "csv": CSV,
    "xlsx": EXCEL,
}


def plan_or_404(visit: Visit, id_: UUID, plan_id: UUID) -> tuple[Any, Any]:
    """The case and a plan of it."""
    case = case_or_404(visit, id_)
    plan = plans.plan_of(case, plan_id)
    if plan is None:
        raise Http404
    return case, plan


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def case_plans(visit: Visit, id_: UUID) -> HttpResponse:
    """The plans of a case side by side, and asking for one."""
    case = case_or_404(visit, id_)
    made = plans.plans_of(case)
    form = PlanForm(
        visit.request.POST or None,
        initial=plan_initial(made[0].asked if made else None),
        sources=[(one.id, said(one.label)) for one in payers(visit.region, visit.today)],
    )
    if visit.request.method == "POST" and form.is_valid() and _room_for_fixed(visit, case, form):
        try:
            plan = start_plan(case=id_, asked=form.asked(), by=actor(visit.request.user))
            return redirect("case-plan", id_, plan.pk)
        except plans.AlreadyPlanning:
            messages.error(visit.request, _("A plan is being made already. Wait for it, or stop it."))
    beside = [one for one in made if one.state == PlanState.MADE][:BESIDE]
    columns = [case_plan.figures(one.found) + case_plan.asked(one.asked) for one in beside]
    told = {
        "case": case,
        "plans": made,
        "beside": beside,
        "figures": [
            (label, [column[at][1] for column in columns]) for at, (label, _value) in enumerate(columns[0])
        ]
        if columns
        else [],
        "form": form,
        "anybody": queries.people_of(case, timezone.now()).exists(),
    }
    return visit.render("web/mobility/plans.html", told, status=422 if form.errors else 200)


def _room_for_fixed(visit: Visit, case: Any, form: PlanForm) -> bool:
    """Whether who is fixed by hand fits in what is filled in; what does not is told at its field."""
    short = fixed_beyond(case, form.asked(), visit.region)
    for limit, takes in short:
        form.add_error(form.field_of(limit), case_plan.too_little(limit, takes))
    return not short


@require_safe
@never_cache
@login_required
@page
def plan(visit: Visit, id_: UUID, plan_id: UUID) -> HttpResponse:
    """How far a plan is, or what it says."""
    case, row = plan_or_404(visit, id_, plan_id)
    waiting = row.state in (PlanState.ASKED, PlanState.MAKING)
    told: dict[str, Any] = {
        "case": case,
        "plan": row,
        "waiting": waiting,
        "failed": row.state == PlanState.FAILED,
    }
    if waiting:
        # Looking at people is most of the work; what is left is the plan itself.
        told["percent"] = round(90 * row.done / row.of) if row.of else 0
        told["poll"] = reverse("case-plan", args=[id_, plan_id])
    elif row.state == PlanState.MADE:
        told |= _said(visit, row)
    return visit.render("web/mobility/plan.html", told)


def _said(visit: Visit, row: Any) -> dict[str, Any]:
    region, language = visit.region, visit.language
    who = visit.request.GET.get("who")
    placed = {"placed": True, "not": False}.get(who or "")
    part = page_of(Rows(plans.lines_of(row, placed=placed)), visit.request.GET.get("page"), PER_PAGE)
    return {
        "figures": case_plan.figures(row.found),
        "payers": case_plan.payers(row.found, region),
        "groups": case_plan.groups(row.found, region, language),
        "more": case_plan.more(row.found, region),
        "costs": case_plan.costs(row.found, region),
        "free_limits": case_plan.free_limits(row.found, region),
        "limits": case_plan.limits(row.found, region),
        "weighing": _weighing(row),
        "answers": _answers(visit, row),
        "letter_rows": (("", _("everybody")), ("placed", _("with a place")), ("not", _("not placed"))),
        "flows": case_plan.flows(plans.flows_of(row), region, language),
        "page": part,
        "who": who if placed is not None else "",
        "rows": [
            case_plan.way_of(line, region) | {"work": work_of(line.person, region, language)}
            for line in part.items
        ],
    }


def _answers(visit: Visit, row: Any) -> dict[str, Any]:
    """What people said themselves since a plan was shown to them: how many of each, and the newest."""
    said_of = answers.answers_in(row.case) if row.shown_at else ()
    no = [one for one in said_of if one.rule == Rule.FORBIDDEN]
    return {
        "no": len({one.person_id for one in no}),
        "wish": len({one.person_id for one in said_of if one.rule == Rule.WISHED}),
        "newest": [
            {"row": one, "to": case_plan.opening_title(visit.region, one.opening), "no": one in no}
            for one in said_of[:_ANSWERS]
        ],
    }


def _weighing(row: Any) -> bool:
    """Whether it is still worked out what constraints cost; not for ever, its worker may have been ended."""
    weighed = row.found.get("weighed", True)
    return not weighed and row.made_at is not None and timezone.now() - row.made_at < _WEIGHED_WITHIN


@login_required
@require_POST
@page
def change_plan(visit: Visit, id_: UUID, plan_id: UUID) -> HttpResponse:
    """Stops a plan with the best so far, or removes one."""
    plan_or_404(visit, id_, plan_id)
    by = actor(visit.request.user)
    if visit.request.POST.get("do") == "stop":
        plans.stop(plan=plan_id, case=id_, by=by)
        return redirect("case-plan", id_, plan_id)
    if visit.request.POST.get("do") == "fix":
        reason = _("A place in the plan of %(day)s") % {"day": words.day(visit.today)}
        course = _("A course in the plan of %(day)s") % {"day": words.day(visit.today)}
        moved = plans.fix_plan(
            plan=plan_id, case=id_, reasons={Stage.MATCHED: reason, Stage.TRAINING: course}, by=by
        )
        said_of = ngettext("%(n)s person is moved on the board.", "%(n)s people are moved on the board.", moved)
        messages.success(visit.request, said_of % {"n": moved})
        return redirect("case-people", id_)
    if visit.request.POST.get("do") == "show":
        answers.show_plan(plan=plan_id, case=id_, now=timezone.now(), by=by)
        messages.success(visit.request, _("People can see it now. Print the letters: each holds a code."))
        return redirect("case-plan", id_, plan_id)
    if visit.request.POST.get("do") == "remove":
        plans.remove(plan=plan_id, case=id_, by=by)
        messages.success(visit.request, _("The plan is removed."))
        return redirect("case-plans", id_)
    raise PermissionDenied


@require_safe
@never_cache
@login_required
@page
def export(visit: Visit, id_: UUID, plan_id: UUID, kind: str) -> HttpResponse:
    """Everybody of a plan as a table, for Excel or as CSV."""
    _case, row = plan_or_404(visit, id_, plan_id)
    if kind not in _FILES:
        raise Http404
    rows = case_export.plan_rows(plans.lines_of(row), visit.region, visit.language)
    made = as_csv(rows) if kind == "csv" else as_workbook(rows, _("plan"))
    return attached(made, _FILES[kind], _("plan") + "." + kind)


@login_required
@require_POST
@page
def decide(visit: Visit, id_: UUID, person_id: UUID) -> HttpResponse:
    """Has somebody stay in an opening or never come there in every next plan, or takes that back."""
    case = case_or_404(visit, id_)
    asked = visit.request.POST
    opening, edition = asked.get("opening", ""), asked.get("edition", "")
    known = visit.region.records
    rule = {"lock": Rule.LOCKED, "forbid": Rule.FORBIDDEN, "free": None}.get(asked.get("do", ""), "")
    if rule == "" or opening not in known.openings or (edition and edition not in known.editions):
        raise PermissionDenied
    seats = known.editions[edition].seats if edition else None
    try:
        plans.set_rule(
            case=id_,
            person=person_id,
            opening=opening,
            edition=edition,
            rule=rule,  # type: ignore[arg-type]
            room=plans.Room(known.openings[opening].places, seats),
            by=actor(visit.request.user),
        )
    except plans.Full:
        messages.error(
            visit.request,
            _("There is no room: others were fixed there before. Take one back, or choose another place."),
        )
        return redirect("case-person", id_, person_id)
    messages.success(
        visit.request, _("Decided. The next plan keeps to it, and changes as little else as can be.")
    )
    if rule is Rule.LOCKED:
        _tell_what_it_takes(visit, case)
    return redirect("case-person", id_, person_id)


def _tell_what_it_takes(visit: Visit, case: Any) -> None:
    """Says at once when the means of the newest plan are too small for who is fixed now."""
    newest = plans.latest_made(case)
    if newest is None:
        return
    for limit, takes in fixed_beyond(case, newest.asked, visit.region):
        title = case_plan.limit_title(limit, visit.region)
        messages.warning(visit.request, f"{title}: {case_plan.too_little(limit, takes)}")
