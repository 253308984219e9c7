# SPDX-License-Identifier: EUPL-1.2
"""The people of a case: the board, bringing them in, one of them, where they go."""

from __future__ import annotations

from datetime import date
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
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from overstap.apps.accounts.actions import actor
from overstap.apps.mobility import actions, plans, queries
from overstap.apps.mobility.enums import Rule, Stage
from overstap.apps.passports import queries as passports
from overstap.engine.generate.bank import Bank, bank_roster
from overstap.engine.problems import InputRefused
from overstap.engine.roster.columns import COLUMNS
from overstap.engine.roster.reading import read_roster
from overstap.web.asking import Visit, page
from overstap.web.downloads import CSV, EXCEL, as_workbook, attached
from overstap.web.mobility.forms import MoveForm, RosterForm
from overstap.web.mobility.presenters import export
from overstap.web.mobility.presenters.board import (
    occupation_choices,
    person_rows,
    place_choices,
    place_of,
    stage_counts,
    work_of,
)
from overstap.web.mobility.presenters.plan import opening_title, way_of
from overstap.web.mobility.presenters.why import against, told_of
from overstap.web.mobility.views.cases import case_or_404
from overstap.web.paging import Rows, page_of
from overstap.web.passports.views.sharing import name_of

PER_PAGE = 50
_ASKED_AT_MOST = 80
_CHOSEN_FROM = 2000
"""Openings that can be chosen from a list."""


@require_safe
@never_cache
@login_required
@page
def board(visit: Visit, id_: UUID) -> HttpResponse:
    """Who stands where, in counts and by name, a page at a time."""
    found, now, asked = case_or_404(visit, id_), timezone.now(), visit.request.GET
    counted = queries.counts(found, now)
    occupations = occupation_choices(counted, visit.region, visit.language)
    what = _sought(visit, counted)
    part = page_of(Rows(queries.sought(found, what, now)), asked.get("page"), PER_PAGE)
    told = {
        "case": found,
        "sought": what,
        "stages": stage_counts(counted),
        "total": counted.total,
        "occupations": occupations,
        "places": place_choices(counted, visit.region),
        "page": part,
        "people": person_rows(part.items, queries.since(part.items), visit.region, visit.language),
    }
    return visit.render("web/mobility/people.html", told)


def _sought(visit: Visit, counted: queries.Counts) -> queries.Sought:
    """What of the board is asked for; what is not there does not limit."""
    asked = visit.request.GET
    return queries.Sought(
        stage=asked.get("stage", "") if asked.get("stage") in counted.stages else "",
        occupation=asked.get("work", "") if asked.get("work") in counted.occupations else "",
        place=asked.get("place", "") if asked.get("place") in counted.places else "",
        text=asked.get("q", "").strip()[:_ASKED_AT_MOST],
    )


@require_safe
@never_cache
@login_required
@page
def board_export(visit: Visit, id_: UUID) -> HttpResponse:
    """Who stands where, for Excel: those that the board shows, all of them."""
    found, now = case_or_404(visit, id_), timezone.now()
    people = list(queries.sought(found, _sought(visit, queries.counts(found, now)), now))
    rows = export.board_rows(people, queries.since(people), visit.region, visit.language)
    made = as_workbook(rows, _("board"))
    return attached(made, EXCEL, _("board") + ".xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def bring_in(visit: Visit, id_: UUID) -> HttpResponse:
    """Brings people in from a file: all of them, or none with everything that is wrong."""
    found, problems, more = case_or_404(visit, id_), [], 0
    posted = visit.request.method == "POST"
    form = RosterForm(visit.request.POST, visit.request.FILES) if posted else RosterForm()
    if posted and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            people = read_roster(file.read(), file.name, visit.region, visit.language)
            taken = actions.take_in(case=id_, people=people, by=actor(visit.request.user))
        except InputRefused as refused:
            problems = [one.text(visit.language) for one in refused.problems]
            more = refused.total - len(problems)
        except actions.TooMany:
            problems = [_("There would be more people in this case than it can hold. Open another case.")]
        except actions.NotShared:
            problems = [
                _("A number in this file is of somebody who came by a passport. Give them another number.")
            ]
        else:
            said = {"new": taken.new, "changed": taken.changed, "same": taken.same}
            message = _("Brought in: %(new)s new, %(changed)s changed, %(same)s the same as before.") % said
            messages.success(visit.request, message)
            return redirect("case-people", id_)
    told = {
        "case": found,
        "form": form,
        "problems": problems,
        "more": more,
        "columns": [
            {"name": one.name[visit.language], "says": one.says[visit.language], "required": one.required}
            for one in COLUMNS
        ],
        "shares": _shares(visit, found),
    }
    return visit.render("web/mobility/bring_in.html", told, status=422 if problems or form.errors else 200)


def _shares(visit: Visit, case: Any) -> list[dict[str, Any]]:
    """Passports that are shared with the centre, with their skills, whose owner is not in the case yet."""
    there = set(queries.people_of(case, timezone.now()).values_list("passport_id", flat=True))
    return [
        {"id": one.pk, "name": name_of(one)}
        for one in passports.shared_with(visit.request.user.pk, timezone.now())
        if one.organisation_id == case.centre_id and "skills" in one.parts and one.passport_id not in there
    ]


@login_required
@require_POST
@page
def bring_in_shared(visit: Visit, id_: UUID) -> HttpResponse:
    """Brings in somebody who shares their passport with the centre."""
    case_or_404(visit, id_)
    try:
        share = UUID(visit.request.POST.get("share", ""))
        actions.take_in_shared(case=id_, share=share, now=timezone.now(), by=actor(visit.request.user))
    except (ValueError, actions.NotShared):
        messages.error(visit.request, _("This passport is no longer shared with the centre."))
        return redirect("case-bring-in", id_)
    except actions.TooMany:
        messages.error(visit.request, _("There would be more people in this case than it can hold."))
        return redirect("case-bring-in", id_)
    return redirect("case-people", id_)


@require_safe
@never_cache
@login_required
@page
def example(visit: Visit, id_: UUID) -> HttpResponse:
    """The people of a made-up bank, as a file to try with."""
    found = case_or_404(visit, id_)
    later = found.last_day.replace(day=1)
    made = bank_roster(visit.region.records, Bank(language=visit.language, later=_quarter_later(later)))
    return attached(made, CSV, _("example-bank") + ".csv")


def _quarter_later(day: date) -> date:
    month = day.month + 2
    return date(day.year + month // 12, month % 12 + 1, 28)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@page
def person(visit: Visit, id_: UUID, person_id: UUID) -> HttpResponse:
    """Somebody of a case: what is known, where they stand, how they got there."""
    found, now = case_or_404(visit, id_), timezone.now()
    someone = queries.person(found, person_id, now)
    if someone is None:
        raise Http404
    form = MoveForm(
        visit.request.POST or None,
        today=visit.today,
        initial={"after": _next(Stage(someone.stage)), "on": visit.today},
    )
    if visit.request.method == "POST" and form.is_valid() and _moved(visit, form, id_, person_id):
        return redirect("case-person", id_, person_id)
    region, language = visit.region, visit.language
    told = {
        "case": found,
        "person": someone,
        "work": work_of(someone, region, language),
        "place": place_of(someone, region),
        "skills": [
            region.skill_label(one, language) for one in someone.skills if one in region.taxonomy.skill_index
        ],
        "share": _share_of(visit, someone),
        "stage": someone.stage,
        "moves": queries.moves_of(someone),
        **_planned(visit, found, someone),
        "form": form,
    }
    return visit.render("web/mobility/person.html", told, status=422 if form.errors else 200)


def _planned(visit: Visit, case: Any, someone: Any) -> dict[str, Any]:
    """What the newest plan says of somebody, and what was decided about them."""
    made = plans.latest_made(case)
    line = plans.line_of(made, someone) if made else None
    rules = [one for one in plans.rules_of(case) if one.person_id == someone.pk]
    way = way_of(line, visit.region) if line else None
    if way is not None:
        for told, other in zip(way["others"], line.why.get("others", []), strict=False):
            told["against"] = against(line, other)
    return {
        "plan": made,
        "way": way,
        "said": told_of(line, visit.region, visit.language) if line else None,
        "openings": _openings(visit),
        "rules": [
            {
                "row": one,
                "to": opening_title(visit.region, one.opening),
                "locked": one.rule == Rule.LOCKED,
                "wished": one.rule == Rule.WISHED,
            }
            for one in rules
        ],
    }


def _openings(visit: Visit) -> list[tuple[str, str]]:
    """What still takes people, by name; none where there are too many to choose from a list."""
    if len(visit.region.stock) > _CHOSEN_FROM:
        return []
    rows = visit.region.records.openings.values()
    still = (row.id for row in rows if row.closes_on is None or row.closes_on >= visit.today)
    return sorted(((id_, opening_title(visit.region, id_)) for id_ in still), key=lambda one: one[1].casefold())


def _next(stage: Stage) -> Stage:
    """Where somebody usually goes from here."""
    stages = list(Stage)
    return stages[min(stages.index(stage) + 1, len(stages) - 1)]


def _moved(visit: Visit, form: MoveForm, case: UUID, person_id: UUID) -> bool:
    read = form.cleaned_data
    try:
        return actions.move(
            case=case,
            person=person_id,
            before=Stage(read["before"]),
            after=Stage(read["after"]),
            reason=read["reason"],
            on=read["on"],
            by=actor(visit.request.user),
        )
    except actions.ChangedMeanwhile:
        form.add_error("after", _("Somebody else moved this person meanwhile. Look where they stand now."))
        return False


def _share_of(visit: Visit, person_: Any) -> Any:
    if person_.passport_id is None:
        return None
    found = passports.shared_with(visit.request.user.pk, timezone.now())
    return next((one.pk for one in found if one.passport_id == person_.passport_id), None)


@login_required
@require_POST
@page
def remove(visit: Visit, id_: UUID, person_id: UUID) -> HttpResponse:
    """Removes somebody from a case, at once and for good."""
    case_or_404(visit, id_)
    if visit.request.POST.get("sure") != "yes":
        raise PermissionDenied
    actions.remove_person(case=id_, person=person_id, by=actor(visit.request.user))
    messages.success(
        visit.request, _("This person is no longer in the case, and all that was said here is gone.")
    )
    return redirect("case-people", id_)
